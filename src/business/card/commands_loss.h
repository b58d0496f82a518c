// Loss, damage, and the loss that was none (挂失、损坏、解挂).
#pragma once

#include <string>

#include "business/card/command.h"

namespace yibao::card {

// 挂失: online by the person, at a counter, by telephone with name, number and phone. At once: the
// measures allow one hour and four; here it is the same moment.
class ReportLoss : public CardCommand {
 public:
  void read(business::Reader& reader, const business::Context&, storage::Session&) override;
  bool asks_phone() const override { return !phone_.empty(); }

 protected:
  Decision<storage::Plan> decide_known(const Known& known,
                                       const business::Context& context) const override;

 private:
  Verdict check_caller(const Known& known, const business::Context& context) const;

  bool account_too_ = false;
  std::string name_, number_, phone_;  // what a caller says
};

// 解挂, in person at a counter.
class CancelLoss : public CardCommand {
 public:
  void read(business::Reader& reader, const business::Context&, storage::Session&) override;

 protected:
  Decision<storage::Plan> decide_known(const Known& known,
                                       const business::Context& context) const override;
};

// 撤回账户封存: who had the account sealed with the card wants it back, the card being lost or
// damaged as before (C-27). Online where a loss could be cancelled there; of a damaged card, which
// nobody else has, anywhere.
class ReopenAccount : public CardCommand {
 public:
  void read(business::Reader& reader, const business::Context&, storage::Session&) override;

 protected:
  Decision<storage::Plan> decide_known(const Known& known,
                                       const business::Context& context) const override;
};

// 损坏: chip, demagnetised or surface.
class ReportDamage : public CardCommand {
 public:
  void read(business::Reader& reader, const business::Context&, storage::Session&) override;

 protected:
  Decision<storage::Plan> decide_known(const Known& known,
                                       const business::Context& context) const override;

 private:
  std::string kind_;
  bool account_too_ = false;
  bool destroyed_ = false;  // taken in and destroyed at the counter
};

}  // namespace yibao::card
