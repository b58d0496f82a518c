#include "business/entitlement/bills.h"

#include "base/reason_tree.h"
#include "base/region_table.h"
#include "business/access.h"
#include "business/entitlement/present.h"
#include "business/entitlement/record.h"
#include "business/person/store.h"
#include "business/reader.h"

namespace yibao::entitlement {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kColumns[] = {
    {"person_id", ColumnType::integer},  {"bill_id", ColumnType::integer},
    {"provider", ColumnType::text},      {"reference", ColumnType::text},
    {"treated_on", ColumnType::integer}, {"amount_fen", ColumnType::integer},
    {"ground", ColumnType::text},        {"declared_by", ColumnType::text},
    {"recorded_at", ColumnType::integer}};

constexpr std::size_t kProviderMax = 12;
constexpr std::size_t kReferenceMax = 40;

Refusal no_such_person() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
}

Tree present_bill(const DeclaredBill& bill, const BillStanding& standing,
                  const business::Context& context) {
  Tree told = Tree::object({{"provider", bill.provider},
                            {"reference", bill.reference},
                            {"treated_on", bill.treated_on.to_string()},
                            {"amount_fen", bill.amount.fen()},
                            {"declared_on", bill.recorded_at.date().to_string()},
                            {"ground_when_declared", bill.ground},
                            {"reimbursable", standing.cover != Cover::no},
                            {"standing", present_standing(standing.answer.entitlement.standing)}});
  if (standing.answer.relation != nullptr) {
    told.set("region", standing.answer.relation->region.to_string());
    told.set("region_name", context.regions->name(standing.answer.relation->region));
  }
  return told.set("reasons", to_tree(standing.answer.entitlement.reasons));
}

}  // namespace

const storage::Table kDeclaredBill{
    103, "declared_bill", kColumns, 2, storage::Owner::person, 0, storage::Mutability::append_only};

const storage::KeyedSelect kBillsOf{
    "declared_bills_of",
    "SELECT person_id, bill_id, provider, reference, treated_on, amount_fen, ground, declared_by, "
    "recorded_at FROM declared_bill WHERE person_id {key} ORDER BY person_id, bill_id"};

std::vector<DeclaredBill> read_bills(const storage::Rows& rows) {
  std::vector<DeclaredBill> bills;
  for (const storage::Row& row : rows) {
    bills.push_back({PersonId(row[0].integer()), row[1].integer(), row[2].text(), row[3].text(),
                     Date::from_days(static_cast<std::int32_t>(row[4].integer())),
                     Money::fen(row[5].integer()), row[6].text(), row[7].text(),
                     Instant::from_milliseconds(row[8].integer())});
  }
  return bills;
}

storage::Row bill_row(const DeclaredBill& bill) {
  return {bill.person.value(),
          bill.id,
          bill.provider,
          bill.reference,
          bill.treated_on.days(),
          bill.amount.fen(),
          bill.ground,
          bill.declared_by,
          bill.recorded_at.milliseconds()};
}

// 中断期间的待遇追溯的,已经自费的费用可以申请手工报销;发生费用之日不享受待遇的,不予报销。
BillStanding standing_of(const DeclaredBill& bill, ByDay& by_day) {
  BillStanding standing;
  standing.answer = by_day.answer_on(bill.treated_on);
  standing.cover = standing.answer.entitlement.standing.cover;
  standing.percent = standing.answer.entitlement.standing.percent;
  return standing;
}

business::CommandOrRefusal DeclareBill::parse(const business::Request& request,
                                              const business::Context& context, storage::Session&) {
  auto command = std::make_unique<DeclareBill>();
  auto reader = business::Reader::body(request, context);
  DeclaredBill& bill = command->bill_;
  bill.person = PersonId(reader.path_id("person", storage::IdKind::person));
  bill.provider = reader.text("provider", kProviderMax);
  bill.reference = reader.text("reference", kReferenceMax);
  bill.treated_on = reader.date("treated_on");
  bill.amount = reader.fen("amount_fen");
  if (reader.ok_so_far() && !MonthSet::in_range(Month::containing(bill.treated_on) - 1)) {
    reader.add({"member_not_date", {{"member", "treated_on"}}, {}});
  }
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> DeclareBill::subjects() const {
  return {storage::Subject::person(bill_.person)};
}

void DeclareBill::need(storage::Needs& needs) const {
  need_record(needs, bill_.person);
  needs.add(kBillsOf, bill_.person);
  needs.add(person::kInsuredRegionsOf, bill_.person);
}

Verdict DeclareBill::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  if (actor.is(business::Role::provider_cashier)) {
    return business::may_act_at_institution(actor, bill_.provider);
  }
  if (!actor.is_officer()) return business::may_act_for(actor, bill_.person);
  return person::may_serve(actor, bill_.person, facts);
}

Decision<storage::Plan> DeclareBill::decide(const storage::Facts& facts,
                                            const business::Context& context) const {
  const std::optional<PersonRecord> record = read_record(facts, bill_.person, *context.vault);
  if (!record) return no_such_person();
  if (bill_.treated_on > context.today) {
    return refuse("treated_in_future", {{"day", bill_.treated_on.to_string()}});
  }
  for (const DeclaredBill& known : read_bills(facts.rows(kBillsOf, bill_.person))) {
    if (known.provider != bill_.provider || known.reference != bill_.reference) continue;
    return refuse("bill_already_declared", {{"reference", known.reference},
                                            {"declared_on", known.recorded_at.date().to_string()}});
  }
  ByDay by_day(*record, *context.policies, context.today);
  const BillStanding standing = standing_of(bill_, by_day);
  if (standing.cover == Cover::yes) {
    return refuse("bill_of_covered_day", {{"day", bill_.treated_on.to_string()}});
  }
  DeclaredBill bill = bill_;
  bill.id = context.ids->next();
  bill.ground = to_text(standing.answer.entitlement.standing.ground);
  bill.declared_by = context.actor->journal_name();
  bill.recorded_at = context.now;
  storage::Plan plan;
  plan.event = "bill_declared";
  plan.insert(kDeclaredBill, bill_row(bill));
  plan.answer = present_bill(bill, standing, context);
  plan.reasons = standing.answer.entitlement.reasons;
  return plan;
}

Decision<Tree> answer_bills(const business::Request& request, const business::Context& context,
                            storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  storage::Needs needs;
  need_record(needs, person);
  needs.add(kBillsOf, person);
  storage::Facts facts;
  storage::ask(session, needs, facts);
  const std::optional<PersonRecord> record = read_record(facts, person, *context.vault);
  if (!record) return no_such_person();
  ByDay by_day(*record, *context.policies, context.today);
  Money payable;
  Tree list = Tree(Tree::List{});
  for (const DeclaredBill& bill : read_bills(facts.rows(kBillsOf, person))) {
    const BillStanding standing = standing_of(bill, by_day);
    if (standing.cover != Cover::no) payable += bill.amount;
    list.push(present_bill(bill, standing, context));
  }
  return Tree::object({{"on", context.today.to_string()},
                       {"reimbursable_fen", payable.fen()},
                       {"bills", std::move(list)}});
}

}  // namespace yibao::entitlement
