#include "business/refund/late_leaving.h"

#include "base/region_table.h"
#include "business/application/change.h"
#include "business/employer_message/store.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"
#include "business/payout/form.h"
#include "business/transfer/store.h"
#include "policy/policy_set.h"

namespace yibao::refund {

namespace {

using application::Asked;
using application::Change;
using enrolment::Enrolment;
using enrolment::EnrolmentState;

constexpr int kOrdinalMax = 10'000;
constexpr std::string_view kProof = "termination_proof";

// What the pooled fund has paid and nobody has taken back, by the day of care.
const storage::KeyedSelect kFundPaidOf{
    "fund_paid_of",
    "SELECT s.person_id, s.insured_place, s.care_on FROM visit v "
    "JOIN settlement s ON s.visit_id = v.visit_id AND s.person_id = v.person_id "
    "WHERE v.person_id {key} AND s.fund_fen > 0 AND s.reverses IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM settlement r WHERE r.person_id = s.person_id AND r.reverses = s.settlement_id) "
    "ORDER BY s.person_id, s.care_on"};

int ordinal_of(const Tree& form) {
  return static_cast<int>(*form.find("enrolment")->integer());
}
Date left_on_of(const Tree& form) {
  return *Date::parse(payout::form_text(form, "left_on"));
}

struct Loaded {
  std::vector<Enrolment> enrolments;
  LateLeavingFacts facts;
};

void load(const Asked& asked, Loaded& loaded) {
  loaded.enrolments =
      enrolment::read_enrolments(asked.facts.rows(enrolment::kEnrolmentsOf, asked.person));
  LateLeavingFacts& facts = loaded.facts;
  facts.left_on = left_on_of(asked.form);
  facts.today = asked.context.today;
  const Enrolment* relation = enrolment::with_ordinal(loaded.enrolments, ordinal_of(asked.form));
  const bool theirs = relation != nullptr && relation->region == asked.region &&
                      relation->kind == enrolment::EnrolmentKind::employee && !relation->duplicate;
  if (!theirs) return;
  facts.relation = relation;
  facts.ends_on = enrolment::end_of_participation(
      *relation, facts.left_on, asked.context.policies->on(asked.region, facts.left_on).enrolment);
  for (const storage::Row& row : asked.facts.rows(kFundPaidOf, asked.person)) {
    if (row[1].integer() != asked.region.value()) continue;
    facts.fund_paid_on = Date::from_days(static_cast<std::int32_t>(row[2].integer()));
  }
  facts.transfer_running =
      transfer::running_among(asked.facts.rows(transfer::kTransfersOf, asked.person)).has_value();
}

// Paid under the relation for months that begin after it should have ended.
MonthSet months_after(const Asked& asked, const LateLeavingFacts& facts) {
  MonthSet months;
  for (const contribution::Contribution& each :
       contribution::standing_receipts(contribution::read_contributions(
           asked.facts.rows(contribution::kContributionsOf, asked.person)))) {
    const bool after = facts.ends_on <= each.month.first_day();
    if (each.enrolment == facts.relation->ordinal && after) months.insert(each.month);
  }
  return months;
}

std::vector<Fact> told_of(const Asked& asked, const LateLeavingFacts& facts) {
  const MonthSet months = months_after(asked, facts);
  return {{"place", asked.context.regions->name(asked.region)},
          {"left_on", facts.left_on.to_string()},
          {"ends_on", facts.ends_on.to_string()},
          {"suspended_on", facts.relation->suspended_on->to_string()},
          {"month_count", std::to_string(months.count())},
          {"months", months.count() == 0 ? "—" : months.to_string()}};
}

}  // namespace

std::vector<Reason> find_late_leaving_obstacles(const LateLeavingFacts& facts) {
  if (facts.relation == nullptr) return {{"late_leaving_relation_unknown", {}, {}}};
  const Enrolment& relation = *facts.relation;
  std::vector<Reason> found;
  if (relation.is_active()) {
    found.push_back({"late_leaving_report_first", {}, {}});
  } else if (relation.state == EnrolmentState::terminated && relation.end_reason != "resumed") {
    // 在原地由新单位接续的, 这一段照样可以更正.
    found.push_back({"late_leaving_relation_closed", {}, {}});
  } else if (facts.ends_on >= *relation.suspended_on) {
    found.push_back({"late_leaving_not_earlier",
                     {{"ends_on", facts.ends_on.to_string()},
                      {"suspended_on", relation.suspended_on->to_string()}},
                     {}});
  }
  if (facts.today < facts.left_on) {
    found.push_back({"day_in_future", {{"day", facts.left_on.to_string()}}, {}});
  }
  if (facts.left_on < relation.started_on) {
    found.push_back(
        {"left_before_joining",
         {{"left_on", facts.left_on.to_string()}, {"started_on", relation.started_on.to_string()}},
         {}});
  }
  // 已经享受统筹待遇的期间不再追溯: the care stays judged by what was insured on its day.
  if (facts.fund_paid_on && facts.ends_on <= *facts.fund_paid_on) {
    found.push_back(
        {"late_leaving_fund_has_paid",
         {{"ends_on", facts.ends_on.to_string()}, {"last_day", facts.fund_paid_on->to_string()}},
         {}});
  }
  if (facts.transfer_running) found.push_back({"transfer_running_already", {}, {}});
  return found;
}

std::vector<business::Field> LateLeaving::fields() const {
  using business::FieldKind;
  return {{"enrolment", FieldKind::integer, true, "参保关系序号"},
          {"left_on", FieldKind::date, true, "实际离职日期"},
          {"why", FieldKind::text, true, "迟报的原因"}};
}

void LateLeaving::read_form(business::Reader& reader, const business::Context&, Tree& form) const {
  form.set("enrolment", reader.integer("enrolment", 1, kOrdinalMax));
  form.set("left_on", reader.date("left_on").to_string());
  form.set("why", reader.text("why", 200));
}

void LateLeaving::need(storage::Needs& needs, PersonId person, RegionCode, const Tree&) const {
  needs.add(enrolment::kEnrolmentsOf, person);
  needs.add(contribution::kContributionsOf, person);
  needs.add(transfer::kTransfersOf, person);
  needs.add(kFundPaidOf, person);
}

Verdict LateLeaving::may_file(const business::Actor& actor, const Asked& asked) const {
  const auto enrolments =
      enrolment::read_enrolments(asked.facts.rows(enrolment::kEnrolmentsOf, asked.person));
  const Enrolment* relation = enrolment::with_ordinal(enrolments, ordinal_of(asked.form));
  const bool theirs = relation != nullptr && relation->employer.value() == actor.id;
  if (actor.is(business::Role::employer_officer) && theirs) return Nothing{};
  return refuse(RefusalKind::forbidden, "not_yours_to_file");
}

application::Assessment LateLeaving::assess(const Asked& asked) const {
  const policy::RecordPolicy& policy = asked.policy().record;
  Loaded loaded;
  load(asked, loaded);
  application::Assessment assessment;
  assessment.obstacles = find_late_leaving_obstacles(loaded.facts);
  assessment.materials = {std::string(kProof)};
  assessment.material_citations = {
      asked.policy().enrolment.self_suspension_employee_with_proof.citation};
  assessment.handling = application::Handling::second_eyes;
  assessment.working_days = policy.correction_working_days;
  assessment.subject = std::to_string(ordinal_of(asked.form));
  if (assessment.obstacles.empty()) {
    assessment.reasons = {{"late_leaving_taken",
                           told_of(asked, loaded.facts),
                           {asked.policy().enrolment.suspension_effective.citation}}};
  }
  return assessment;
}

Verdict LateLeaving::carry_out(const Asked& asked, Change& change) const {
  Loaded loaded;
  load(asked, loaded);
  std::vector<Reason> obstacles = find_late_leaving_obstacles(loaded.facts);
  if (!obstacles.empty()) return Refusal{RefusalKind::refused, std::move(obstacles)};
  const std::vector<Fact> told = told_of(asked, loaded.facts);
  Enrolment relation = *loaded.facts.relation;
  relation.suspended_on = loaded.facts.ends_on;
  change.plan().update(enrolment::kEnrolment, enrolment::enrolment_row(relation));
  change.tell("leaving_corrected", told);
  change.notify("leaving_corrected", told);
  employer_message::tell(change.plan(), relation.employer, asked.person,
                         "employer_leaving_corrected", told, asked.context);
  return Nothing{};
}

}  // namespace yibao::refund
