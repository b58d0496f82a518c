#include "business/death/commands.h"

#include "business/death/present.h"
#include "business/death/rules.h"
#include "business/death/store.h"
#include "business/hold/store.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::death {

namespace {

constexpr std::size_t kNumberMax = 40;
constexpr std::size_t kOfficeMax = 60;
constexpr std::size_t kFindingMax = 200;

// The precaution ends with the decision; an appeal may have ended it before.
void lift_precaution(storage::Plan& plan, HoldId hold, const storage::Rows& standing,
                     const business::Context& context) {
  for (const storage::Row& row : standing) {
    if (row[1].integer() == hold.value()) hold::lift_hold(plan, row, context);
  }
}

}  // namespace

std::vector<storage::Subject> DeathCommand::subjects() const {
  return {storage::Subject::person(person_)};
}

void DeathCommand::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(person::kInsuredRegionsOf, person_);
  needs.add(kDeathReportsOf, person_);
  needs.add(hold::kHoldsOf, person_);
}

Verdict DeathCommand::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  return person::may_serve(actor, person_, facts);
}

business::CommandOrRefusal ReportDeath::parse(const business::Request& request,
                                              const business::Context& context, storage::Session&) {
  auto command = std::make_unique<ReportDeath>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->died_on_ = reader.date("died_on");
  Evidence& evidence = command->evidence_;
  evidence.kind = reader.code("evidence_kind", {kEvidenceKinds[0], kEvidenceKinds[1],
                                                kEvidenceKinds[2], kEvidenceKinds[3]});
  evidence.number = reader.text("evidence_number", kNumberMax);
  evidence.issued_by = reader.text("issued_by", kOfficeMax);
  evidence.issued_on = reader.date("issued_on");
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

// 申报死亡须有证明;复核之前先停止账户支付,不结束办件,待遇和证卡不停。
Decision<storage::Plan> ReportDeath::decide(const storage::Facts& facts,
                                            const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  const std::vector<DeathReport> reports = read_reports(facts.rows(kDeathReportsOf, person_));
  DeathReport report;
  report.person = person_;
  report.ordinal = reports.empty() ? 1 : reports.back().ordinal + 1;
  report.died_on = died_on_;
  report.evidence = evidence_;
  report.region = context.actor->region;
  report.reported_by = context.actor->journal_name();
  report.recorded_at = context.now;
  const policy::RegionPolicy& policy = context.policies->on(report.region, context.today);
  const Verdict may = may_report(report, reports, *person, policy.inheritance, context.today);
  if (!may) return may.refusal();
  storage::Plan plan;
  plan.event = "death_reported";
  hold::NewHold precaution;
  precaution.person = person_;
  precaution.cause = hold::HoldCause::death_reported;
  precaution.note = evidence_.issued_by + " " + evidence_.number;
  report.hold = hold::set_hold(plan, precaution, context);
  plan.insert(kDeathReport, report_row(report));
  const std::vector<Fact> told{{"died_on", died_on_.to_string()},
                               {"region", report.region.to_string()}};
  plan.notify(person_, "death_reported", told);
  plan.reasons = {
      {"death_awaits_second_officer", told, {policy.inheritance.death_evidence.citation}}};
  plan.answer = present_report(report, context);
  return plan;
}

business::CommandOrRefusal DecideDeath::parse(const business::Request& request,
                                              const business::Context& context, storage::Session&) {
  auto command = std::make_unique<DecideDeath>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->confirm_ = reader.code("decision", {"confirm", "refuse"}) == "confirm";
  // Why it is refused has to be said; confirmed, the evidence says it.
  if (command->confirm_) {
    reader.text_or("finding", kFindingMax, "");
  } else {
    command->finding_ = reader.text("finding", kFindingMax);
  }
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Decision<storage::Plan> DecideDeath::decide(const storage::Facts& facts,
                                            const business::Context& context) const {
  Decision<person::Person> found =
      person::require_person(facts, person_, context, person::Open::secrets);
  if (!found) return found.refusal();
  const Decision<DeathReport> decided =
      decide_report(read_reports(facts.rows(kDeathReportsOf, person_)),
                    {confirm_, context.actor->journal_name(), finding_, context.now});
  if (!decided) return decided.refusal();
  storage::Plan plan;
  lift_precaution(plan, decided->hold, facts.rows(hold::kHoldsOf, person_), context);
  plan.update(kDeathReport, report_row(*decided));
  plan.answer = present_report(*decided, context);
  if (!confirm_) {
    plan.event = "death_report_refused";
    plan.notify(person_, "death_report_refused",
                {{"died_on", decided->died_on.to_string()}, {"finding", finding_}});
    return plan;
  }
  person::Person person = std::move(found).value();
  if (const Verdict may = person::check_death(person, decided->died_on, context.today); !may) {
    return may.refusal();
  }
  person.died_on = decided->died_on;
  plan.event = "person_died";
  plan.update(person::kPerson, person::person_row(person, *context.vault));
  return plan;
}

}  // namespace yibao::death
