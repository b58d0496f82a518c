#include "business/payout/orders.h"

#include <algorithm>

#include "business/casework/case_change.h"
#include "business/payout/store.h"

namespace yibao::payout {

namespace {

// A transfer has one payout at a time and is answered under its own number; an application may
// pay several people, each order under a number of its own.
constexpr storage::Statement kOrdersToSend{
    "orders_to_send",
    "SELECT p.person_id, p.case_id, c.recorded_at, p.payout_id, p.region, p.amount_fen, "
    "p.bank_sealed, p.holder, o.person_id, p.recorded_at, COALESCE(a.case_id, 0) "
    "FROM payout AS p JOIN case_owner AS o ON o.case_id = p.case_id "
    "JOIN case_file AS c ON c.person_id = o.person_id AND c.case_id = p.case_id "
    "LEFT JOIN application AS a ON a.person_id = o.person_id AND a.case_id = p.case_id "
    "WHERE p.state = 'ordered' ORDER BY p.payout_id LIMIT $1"};
constexpr storage::Statement kOrdersInFile{
    "orders_in_file",
    "SELECT p.person_id, p.case_id, c.recorded_at, p.payout_id, p.region, p.amount_fen, "
    "p.bank_sealed, p.holder, o.person_id, p.recorded_at, COALESCE(a.case_id, 0) "
    "FROM payout AS p JOIN case_owner AS o ON o.case_id = p.case_id "
    "JOIN case_file AS c ON c.person_id = o.person_id AND c.case_id = p.case_id "
    "LEFT JOIN application AS a ON a.person_id = o.person_id AND a.case_id = p.case_id "
    "WHERE p.state = 'sent' AND p.file_name = $1 ORDER BY p.payout_id"};
constexpr storage::Statement kUnansweredFiles{
    "unanswered_files",
    "SELECT DISTINCT file_name FROM payout WHERE state = 'sent' ORDER BY file_name"};

std::string reference_of(const storage::Row& row, const storage::Vault& vault) {
  if (row[10].integer() != 0) {
    return vault.outside_id(storage::IdKind::payout, row[3].integer(),
                            Instant::from_milliseconds(row[9].integer()));
  }
  return vault.outside_id(storage::IdKind::application, row[1].integer(),
                          Instant::from_milliseconds(row[2].integer()));
}

std::vector<PayoutOrder> read_orders(const storage::Rows& rows, const storage::Vault& vault) {
  std::vector<PayoutOrder> orders;
  for (const storage::Row& row : rows) {
    PayoutOrder order;
    order.application = {PersonId(row[8].integer()), CaseId(row[1].integer())};
    order.person = PersonId(row[0].integer());
    order.reference = reference_of(row, vault);
    order.payout = row[3].integer();
    order.region = RegionCode(static_cast<std::int32_t>(row[4].integer()));
    order.amount = Money::fen(row[5].integer());
    order.account = BankAccount(vault.open(kBankPurpose, row[6].bytes()));
    order.holder = row[7].text();
    orders.push_back(std::move(order));
  }
  return orders;
}

}  // namespace

std::vector<PayoutOrder> orders_to_send(storage::Session& reader, const storage::Vault& vault) {
  return read_orders(reader.select(kOrdersToSend, {static_cast<std::int64_t>(kOrdersMax)}), vault);
}

std::vector<PayoutOrder> orders_in_file(const std::string& file_name, storage::Session& reader,
                                        const storage::Vault& vault) {
  return read_orders(reader.select(kOrdersInFile, {file_name}), vault);
}

std::vector<std::string> unanswered_files(storage::Session& reader) {
  std::vector<std::string> names;
  for (const storage::Row& row : reader.select(kUnansweredFiles, {})) {
    names.push_back(row[0].text());
  }
  return names;
}

MarkSent::MarkSent(const PayoutOrder& order, std::string file_name)
    : application_(order.application),
      person_(order.person),
      payout_(order.payout),
      file_name_(std::move(file_name)) {
  YB_CHECK(!file_name_.empty(), "an order in no file");
}

std::vector<storage::Subject> MarkSent::subjects() const {
  std::vector<storage::Subject> all{storage::Subject::person(application_.person)};
  if (person_ != application_.person) all.push_back(storage::Subject::person(person_));
  return all;
}

void MarkSent::need(storage::Needs& needs) const {
  needs.add(casework::kCaseFilesOf, application_.person);
  needs.add(casework::kTasksOf, application_.person);
  needs.add(kPayoutsOf, person_);
}

Verdict MarkSent::authorise(const business::Actor&, const storage::Facts&) const {
  return Nothing{};  // the system's own, on no endpoint
}

// 一笔指令只进入一个文件: whoever comes second is refused, and leaves it out.
Decision<storage::Plan> MarkSent::decide(const storage::Facts& facts,
                                         const business::Context& context) const {
  const std::vector<Payout> all = payouts_of(facts.rows(kPayoutsOf, person_), application_.id);
  const auto found = std::ranges::find(all, payout_, &Payout::id);
  const auto file = casework::find_case_file(
      facts.rows(casework::kCaseFilesOf, application_.person), application_.id);
  if (found == all.end() || found->state != PayoutState::ordered || !file) {
    return refuse("payout_not_ordered");
  }
  Payout payout = *found;
  payout.state = PayoutState::sent;
  payout.file_name = file_name_;
  casework::CaseChange change(
      *file,
      casework::find_task(facts.rows(casework::kTasksOf, application_.person), application_.id),
      context);
  change.add_step({"payout_sent",
                   payout.region,
                   context.today,
                   {{"amount", payout.amount.to_display()}, {"file", file_name_}},
                   {}});
  storage::Plan plan;
  plan.event = "payout_sent";
  plan.update(kPayout, payout_row(payout));
  change.write(plan);
  plan.answer = Tree::object({{"state", std::string(to_text(payout.state))}});
  return plan;
}

}  // namespace yibao::payout
