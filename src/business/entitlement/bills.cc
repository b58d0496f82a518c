#include "business/entitlement/bills.h"

#include "base/reason_tree.h"
#include "base/region_table.h"
#include "business/access.h"
#include "business/entitlement/present.h"
#include "business/entitlement/record.h"
#include "business/person/store.h"
#include "business/pooling_region.h"
#include "business/provider/institution.h"
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
constexpr std::size_t kNameMax = 100;
constexpr std::size_t kReferenceMax = 40;
constexpr char kElsewhere = ':';  // in no code of an institution

Refusal no_such_person() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
}

bool is_elsewhere(const DeclaredBill& bill) {
  return bill.provider.find(kElsewhere) != std::string::npos;
}

// 定点医药机构编码; or, of one that this system does not know, its name and where it stands.
std::string read_provider(business::Reader& reader, const business::Context& context) {
  const bool elsewhere = reader.has("provider_name") || reader.has("provider_region");
  if (!elsewhere) return reader.text("provider", kProviderMax);
  const std::string name = reader.text("provider_name", kNameMax);
  const RegionCode place =
      business::covering_region(reader, reader.region("provider_region"), context);
  if (reader.has("provider")) {
    reader.text("provider", kProviderMax);
    reader.add({"provider_code_or_name", {{"member", "provider"}}, {}});
  }
  return place.to_string() + kElsewhere + name;
}

void set_provider(Tree& told, const DeclaredBill& bill, const business::Context& context) {
  if (!is_elsewhere(bill)) {
    told.set("provider", bill.provider);
    return;
  }
  const std::size_t colon = bill.provider.find(kElsewhere);
  const auto place = RegionCode::parse(bill.provider.substr(0, colon));
  YB_CHECK(place.has_value(), "a bill of elsewhere that says no place");
  told.set("provider_name", bill.provider.substr(colon + 1));
  told.set("provider_region", place->to_string());
  told.set("provider_region_name", context.regions->full_name(*place));
}

// 等待期待遇比例, as the day's own reasons cite it.
std::vector<Citation> citations_of_share(const std::vector<Reason>& reasons) {
  for (const Reason& reason : reasons) {
    for (const Citation& each : reason.citations) {
      if (each.parameter == "gap.wait_benefit_percent") return {each};
    }
  }
  return {};
}

Tree present_bill(const DeclaredBill& bill, const BillStanding& standing,
                  const business::Context& context) {
  Tree told = Tree(Tree::Members{});
  set_provider(told, bill, context);
  told.set("reference", bill.reference);
  told.set("treated_on", bill.treated_on.to_string());
  told.set("amount_fen", bill.amount.fen());
  told.set("declared_on", bill.recorded_at.date().to_string());
  told.set("ground_when_declared", bill.ground);
  told.set("reimbursable", standing.cover != Cover::no);
  told.set("reimbursable_fen", standing.reimbursable.fen());
  told.set("standing", present_standing(standing.answer.entitlement.standing));
  if (standing.answer.relation != nullptr) {
    told.set("region", standing.answer.relation->region.to_string());
    told.set("region_name", context.regions->name(standing.answer.relation->region));
  }
  return told.set("reasons", to_tree(standing.reasons));
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

// 中断期间的待遇追溯的,已经自费的费用可以申请手工报销;发生费用之日不享受待遇的,不予报销;等待期内按
// 比例享受待遇的,按该比例计。
BillStanding standing_of(const DeclaredBill& bill, ByDay& by_day) {
  BillStanding standing;
  standing.answer = by_day.answer_on(bill.treated_on);
  const Entitlement& of_day = standing.answer.entitlement;
  standing.cover = of_day.standing.cover;
  standing.reasons = of_day.reasons;
  if (standing.cover == Cover::no) return standing;
  constexpr int kBasisPointsOfPercent = 100;
  standing.reimbursable =
      Rate::basis_points(of_day.standing.percent * kBasisPointsOfPercent).of(bill.amount);
  if (standing.cover == Cover::yes) return standing;
  standing.reasons.push_back({"bill_counts_in_part",
                              {{"day", bill.treated_on.to_string()},
                               {"percent", std::to_string(of_day.standing.percent)},
                               {"amount", bill.amount.to_display()},
                               {"counted", standing.reimbursable.to_display()}},
                              citations_of_share(of_day.reasons)});
  return standing;
}

business::CommandOrRefusal DeclareBill::parse(const business::Request& request,
                                              const business::Context& context, storage::Session&) {
  auto command = std::make_unique<DeclareBill>();
  auto reader = business::Reader::body(request, context);
  DeclaredBill& bill = command->bill_;
  bill.person = PersonId(reader.path_id("person", storage::IdKind::person));
  bill.provider = read_provider(reader, context);
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
  if (!is_elsewhere(bill_)) {
    needs.add(provider::kInstitutionOfCode, storage::Value(bill_.provider));
  }
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
  // One that is suspended today may have treated the person before.
  if (!is_elsewhere(bill_) &&
      facts.rows(provider::kInstitutionOfCode, storage::Value(bill_.provider)).empty()) {
    return refuse(RefusalKind::not_found, "institution_unknown", {{"code", bill_.provider}});
  }
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
  plan.reasons = standing.reasons;
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
    payable += standing.reimbursable;
    list.push(present_bill(bill, standing, context));
  }
  return Tree::object({{"on", context.today.to_string()},
                       {"reimbursable_fen", payable.fen()},
                       {"bills", std::move(list)}});
}

}  // namespace yibao::entitlement
