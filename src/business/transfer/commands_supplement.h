// 补转 (N-21): asked for, approved by the agency where the money is, credited when it arrives.
#pragma once

#include <string>

#include "base/secret.h"
#include "business/transfer/case_command.h"

namespace yibao::transfer {

// On the case that the money follows; opens a case of its own. By default the money is at the
// origin of that transfer, else at the place that an earlier move has left it.
class SupplementTransfer : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;

 protected:
  Side side() const override { return Side::applicant; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  std::optional<RegionCode> region_;
  BankAccount bank_account_;  // of the person; empty: the one of the case that the money follows
};

class ApproveSupplement : public CaseCommand {
 protected:
  Side side() const override { return Side::origin; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;
};

class RefuseSupplement : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;

 protected:
  Side side() const override { return Side::origin; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  std::string why_;
};

// The target cannot take it: the money goes back to the account it left.
class SendSupplementBack : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;

 protected:
  Side side() const override { return Side::target; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  std::string why_;
};

}  // namespace yibao::transfer
