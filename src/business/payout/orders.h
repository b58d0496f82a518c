// Orders on their way to the bank: which are to be sent, and that they were written to a file. The
// same for every case, whatever service it belongs to.
#pragma once

#include <string>
#include <vector>

#include "base/secret.h"
#include "business/casework/store.h"
#include "business/payout/types.h"
#include "business/use_case.h"
#include "storage/vault.h"

namespace yibao::payout {

inline constexpr std::size_t kOrdersMax = 5'000;  // of one file

// An order as the bank port writes it.
struct PayoutOrder {
  casework::CaseKey application;
  PersonId person;        // whose account pays
  std::string reference;  // the number that the bank answers with
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

// The files that hold orders which the bank has not answered, in the order of their names.
std::vector<std::string> unanswered_files(storage::Session& reader);

// 指令已写入银行文件: from here on it is in that file and in no other.
class MarkSent : public business::Command {
 public:
  MarkSent(const PayoutOrder& order, std::string file_name);

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  casework::CaseKey application_;
  PersonId person_;
  std::int64_t payout_;
  std::string file_name_;
};

}  // namespace yibao::payout
