// Statements on their way to the bank: which are to be sent, that they are in a file, and what the
// bank has said. A statement is in one file at a time and paid once.
#pragma once

#include <string>
#include <vector>

#include "base/secret.h"
#include "business/clearing/types.h"
#include "business/use_case.h"
#include "storage/vault.h"

namespace yibao::clearing {

inline constexpr std::size_t kOrdersMax = 5'000;  // of one file

// An order as the bank port writes it.
struct ClearingOrder {
  Statement statement;
  BankAccount account;
};

std::vector<ClearingOrder> orders_to_send(storage::Session& reader, const storage::Vault& vault);
std::vector<ClearingOrder> orders_in_file(const std::string& file_name, storage::Session& reader,
                                          const storage::Vault& vault);
// The files that hold orders which the bank has not answered, in the order of their names.
std::vector<std::string> unanswered_files(storage::Session& reader);

// A step that nobody signs in for: the file's, or the bank's.
class OrderCommand : public business::Command {
 public:
  explicit OrderCommand(const Statement& statement) : known_(statement) {}
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;

 protected:
  Statement present(const storage::Facts& facts) const;

 private:
  Statement known_;
};

// 指令已写入银行文件.
class MarkSent : public OrderCommand {
 public:
  MarkSent(const Statement& statement, std::string file_name)
      : OrderCommand(statement), file_name_(std::move(file_name)) {}
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  std::string file_name_;
};

// 银行回盘. The number of the attempt stands in the reference: an order is answered once, but what
// was paid may still come back, and is then given again like any other.
struct BankAnswer {
  std::string reference;
  bool paid = false;
  std::string why;
  std::string amount;  // in yuan; empty: not told
};
class RecordResult : public OrderCommand {
 public:
  RecordResult(const Statement& statement, BankAnswer answer)
      : OrderCommand(statement), answer_(std::move(answer)) {}
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  BankAnswer answer_;
};

// The statement that a bank's reference names; none where it is no reference of ours.
std::optional<Statement> find_ordered(const std::string& reference, storage::Session& reader);

}  // namespace yibao::clearing
