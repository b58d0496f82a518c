// From the order to the person's hand (制卡、领卡).
#pragma once

#include <string>

#include "business/card/command.h"

namespace yibao::card {

// What the maker tells of one card (制卡回盘): taken on, failed, made with its number. By the
// card's bank or an officer; in the file or one by one it is the same command.
class RecordProduction : public CardCommand {
 public:
  void read(business::Reader& reader, const business::Context&, storage::Session&) override;
  void need(storage::Needs& needs) const override;

 protected:
  bool by_the_person() const override { return false; }
  Decision<storage::Plan> decide_known(const Known& known,
                                       const business::Context& context) const override;

 private:
  ProductionEvent event_ = ProductionEvent::send_to_maker;
  CardNumber number_;
  storage::Bytes claim_;  // of the number
  std::string note_;
};

// 领卡, at a counter. The card that it replaces is void from now on, for ever, and what held it is
// lifted; the window for activation begins; the order is completed.
class CollectCard : public CardCommand {
 public:
  void read(business::Reader& reader, const business::Context&, storage::Session&) override;
  void need(storage::Needs& needs) const override;

 protected:
  Decision<storage::Plan> decide_known(const Known& known,
                                       const business::Context& context) const override;
};

// 取消申领, by the person or a counter, until it is collected.
class CancelCard : public CardCommand {
 public:
  void need(storage::Needs& needs) const override;

 protected:
  Decision<storage::Plan> decide_known(const Known& known,
                                       const business::Context& context) const override;
};

}  // namespace yibao::card
