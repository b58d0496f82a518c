// Orders to the bank (付款指令): which are to be sent, and that they were written to a file. How
// the file is written stands in adapters/bank; what the bank answers is RecordPayoutResult.
#pragma once

#include <string>
#include <vector>

#include "business/transfer/case_command.h"
#include "storage/vault.h"

namespace yibao::transfer {

inline constexpr std::size_t kOrdersMax = 5'000;  // of one file

// An order as the bank port writes it.
struct PayoutOrder {
  casework::CaseKey application;
  std::string reference;  // the case number, as people see it
  std::int64_t payout = 0;
  RegionCode region;
  Money amount;
  BankAccount account;
  std::string holder;
};

// Nobody has sent these yet; at most kOrdersMax, the oldest first.
std::vector<PayoutOrder> orders_to_send(storage::Session& reader, const storage::Vault& vault);
// These were marked as being in the file, and the bank has not answered.
std::vector<PayoutOrder> orders_in_file(const std::string& file_name, storage::Session& reader,
                                        const storage::Vault& vault);

// 指令已写入银行文件: from here on it is in that file and in no other.
class MarkPayoutSent : public CaseCommand {
 public:
  MarkPayoutSent(const PayoutOrder& order, std::string file_name);

 protected:
  Side side() const override { return Side::bank; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  std::int64_t payout_;
  std::string file_name_;
};

}  // namespace yibao::transfer
