// 支付本人: what the bank answers to a payout that a transfer has ordered, and a second order where
// it came back (N-22). Of applications: business/payout/commands.h.
#pragma once

#include <string>

#include "business/transfer/case_command.h"

namespace yibao::transfer {

// 银行回盘: a payout was paid, or came back.
class RecordPayoutResult : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;

 protected:
  Side side() const override { return Side::bank; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  bool paid_ = false;
  std::string why_;
};

// 退汇后重新付款 (N-22): the same amount to another bank account of the person, who says so by
// themself; at the counter of the agency whose money it is, two officers do
// (payout/other_account.h).
class PayTransferAgain : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;
  void need(storage::Needs& needs) const override;

 protected:
  Side side() const override { return Side::payer; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  std::string bank_sealed_;
};

}  // namespace yibao::transfer
