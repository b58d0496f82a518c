#include "business/clearing/orders.h"

#include <charconv>

#include "business/clearing/moving.h"
#include "business/clearing/store.h"

namespace yibao::clearing {

namespace {

using storage::Value;

constexpr storage::Statement kToSend{
    "clearing_to_send",
    "SELECT region, statement_id, number, kind, party, month, cut_at, settlements, postings, "
    "bills_fen, fund_fen, account_fen, counter_fen, carried_fen, amount_fen, state, drawn_by, "
    "first_by, first_region, second_by, why, payee_holder, payee_sealed, attempt, file_name, "
    "due_on, calendar_version, paid_on, recorded_at FROM clearing_statement "
    "WHERE state = 'approved' ORDER BY statement_id LIMIT $1"};
constexpr storage::Statement kInFile{
    "clearing_in_file",
    "SELECT region, statement_id, number, kind, party, month, cut_at, settlements, postings, "
    "bills_fen, fund_fen, account_fen, counter_fen, carried_fen, amount_fen, state, drawn_by, "
    "first_by, first_region, second_by, why, payee_holder, payee_sealed, attempt, file_name, "
    "due_on, calendar_version, paid_on, recorded_at FROM clearing_statement "
    "WHERE state = 'sent' AND file_name = $1 ORDER BY statement_id"};

constexpr storage::Statement kUnansweredFiles{
    "clearing_unanswered_files",
    "SELECT DISTINCT file_name FROM clearing_statement WHERE state = 'sent' ORDER BY file_name"};

std::vector<ClearingOrder> read_orders(const storage::Rows& rows, const storage::Vault& vault) {
  std::vector<ClearingOrder> orders;
  for (const storage::Row& row : rows) {
    ClearingOrder order;
    order.statement = read_statement(row);
    order.account =
        BankAccount(vault.open(kPayeePurpose, storage::Bytes{order.statement.payee_sealed}));
    orders.push_back(std::move(order));
  }
  return orders;
}

// "441900-202503-P44190000001.2": of the second order.
std::optional<int> attempt_in(const std::string& reference) {
  const std::size_t dot = reference.rfind('.');
  if (dot == std::string::npos) return std::nullopt;
  int attempt = 0;
  const char* end = reference.data() + reference.size();
  const auto read = std::from_chars(reference.data() + dot + 1, end, attempt);
  if (read.ec != std::errc() || read.ptr != end || attempt < 1) return std::nullopt;
  return attempt;
}

}  // namespace

std::vector<ClearingOrder> orders_to_send(storage::Session& reader, const storage::Vault& vault) {
  return read_orders(reader.select(kToSend, {static_cast<std::int64_t>(kOrdersMax)}), vault);
}

std::vector<ClearingOrder> orders_in_file(const std::string& file_name, storage::Session& reader,
                                          const storage::Vault& vault) {
  return read_orders(reader.select(kInFile, {file_name}), vault);
}

std::vector<std::string> unanswered_files(storage::Session& reader) {
  std::vector<std::string> names;
  for (const storage::Row& row : reader.select(kUnansweredFiles, {})) {
    names.push_back(row[0].text());
  }
  return names;
}

std::vector<storage::Subject> OrderCommand::subjects() const {
  return subjects_of(known_);
}

void OrderCommand::need(storage::Needs& needs) const {
  needs.add(kStatementOfNumber, Value(known_.number));
}

Verdict OrderCommand::authorise(const business::Actor&, const storage::Facts&) const {
  return Nothing{};  // on no endpoint
}

Statement OrderCommand::present(const storage::Facts& facts) const {
  const std::vector<Statement> found =
      read_statements(facts.rows(kStatementOfNumber, Value(known_.number)));
  YB_CHECK(found.size() == 1, "a statement that is gone");
  return found.front();
}

// 一笔指令只进入一个文件: whoever comes second is refused, and leaves it out.
Decision<storage::Plan> MarkSent::decide(const storage::Facts& facts,
                                         const business::Context& context) const {
  Statement statement = present(facts);
  if (statement.state != State::approved) return refuse("payout_not_ordered");
  statement.file_name = file_name_;
  return move_statement(statement, Event::send, context);
}

Decision<storage::Plan> RecordResult::decide(const storage::Facts& facts,
                                             const business::Context& context) const {
  Statement statement = present(facts);
  const std::optional<int> attempt = attempt_in(answer_.reference);
  const bool given_again = attempt && *attempt < statement.attempt;
  if (!given_again && (statement.payee_sealed.empty() || statement.state == State::approved ||
                       answer_.reference != statement.bank_reference())) {
    return refuse("bank_order_not_sent", {{"reference", answer_.reference}});
  }
  const Event event = answer_.paid ? Event::pay : Event::return_;
  if (given_again || find(statement.state, event) == nullptr) {
    return refuse(
        "payout_answered_already",
        {{"bank_answer", std::string(to_text(given_again ? State::returned : statement.state))}});
  }
  if (!answer_.amount.empty() && Money::parse_yuan(answer_.amount) != statement.to_pay()) {
    return refuse("bank_amount_differs",
                  {{"amount", answer_.amount}, {"ordered", statement.to_pay().to_display()}});
  }
  if (answer_.paid) {
    statement.paid_on = context.today;
    statement.why.clear();
    return move_statement(statement, event, context);
  }
  statement.paid_on.reset();
  statement.why = answer_.why;
  return move_statement(statement, event, context);
}

std::optional<Statement> find_ordered(const std::string& reference, storage::Session& reader) {
  const std::size_t dot = reference.rfind('.');
  if (dot == std::string::npos) return std::nullopt;
  return find_statement(reference.substr(0, dot), reader);
}

}  // namespace yibao::clearing
