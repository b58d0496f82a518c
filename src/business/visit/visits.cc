#include "business/visit/visits.h"

#include <algorithm>
#include <set>

#include "business/entitlement/record.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/person/numbers.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/visit/fees.h"
#include "business/visit/present.h"
#include "business/visit/rules.h"
#include "business/visit/store.h"
#include "business/visit/visit_code.h"
#include "business/visit/weighing.h"

namespace yibao::visit {

namespace {

constexpr std::string_view kAllBatches = "0000";
constexpr std::size_t kHintMax = 500;  // of exp_content

Tree line_result(const Line& line) {
  Tree told = tell_amounts(line);
  told.set("lmt_used_flag", "0");
  return told;
}

}  // namespace

std::vector<storage::Subject> VisitCommand::subjects() const {
  return {storage::Subject::person(person_)};
}

void VisitCommand::need(storage::Needs& needs) const {
  needs.add(provider::kInstitutionOfCode, storage::Value(institution_));
  needs.add(person::kPersonById, person_);
  needs.add(kVisitsOf, person_);
}

void VisitCommand::need_lines(storage::Needs& needs, VisitId visit) const {
  needs.add(kLinesOfVisit, {person_.value(), visit.value()});
}

Verdict VisitCommand::authorise(const business::Actor&, const storage::Facts& facts) const {
  const auto institution = provider::require_institution(facts, institution_);
  if (!institution) return institution.refusal();
  return Nothing{};
}

Decision<Visit> VisitCommand::require_visit(const storage::Facts& facts, VisitId id) const {
  const auto visit = find_visit(facts.rows(kVisitsOf, person_), id);
  if (!visit || visit->is_cancelled || visit->institution != institution_) {
    return refuse(RefusalKind::not_found, "visit_unknown");
  }
  return *visit;
}

void RegisterVisit::need(storage::Needs& needs) const {
  VisitCommand::need(needs);
  entitlement::need_record(needs, person_);
  named_.presented.need(needs, person_);
  person::need_numbers(needs, person_);
}

void RegisterVisit::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  person::need_of_all(needs, person::kPersonById, person::read_numbers(facts, person_));
}

Decision<storage::Plan> RegisterVisit::decide(const storage::Facts& facts,
                                              const business::Context& context) const {
  const auto person = person::require_person(facts, person_, context, person::Open::secrets);
  if (!person) return person.refusal();
  if (const Verdict lived = person::check_lived_on(*person, visit_.begun_on); !lived) {
    return lived.refusal();
  }
  const Verdict his = check_certificate(
      named_, *person,
      person::rows_of_all(facts, person::kPersonById, person::read_numbers(facts, person_)),
      context);
  if (!his) return his.refusal();
  // What is begun under a place that does not answer for that day can never be settled.
  const auto record = entitlement::read_record(facts, person_, *context.vault);
  const Verdict insured =
      check_insured_place(visit_.insured_place, visit_.begun_on, *record, context);
  if (!insured) return insured.refusal();
  const auto institution = provider::require_institution(facts, institution_);
  const std::vector<hold::Hold> holds =
      hold::in_force(hold::read_holds(facts.rows(hold::kHoldsOf, person_)), context.today);
  const auto shown = named_.presented.accept(person_, holds, institution->region, facts, context);
  if (!shown) return shown.refusal();
  if (!shown->serves) return shown->serves.refusal();
  for (const storage::Row& row : facts.rows(kVisitsOf, person_)) {
    const Visit each = read_visit(row);
    const bool same = each.institution == institution_ && each.number == visit_.number;
    if (same && !each.is_cancelled) {
      return refuse("visit_registered", {{"number", visit_.number}});
    }
  }
  Visit visit = visit_;
  visit.person = person_;
  visit.id = VisitId(context.ids->next());
  visit.place_of_care = institution->region;
  visit.recorded_at = context.now;
  visit.medium = named_.certificate_kind;
  storage::Plan plan;
  plan.event = "visit_registered";
  plan.insert(kVisit, visit_row(visit));
  shown->write(plan);
  if (const auto code = named_.presented.code_hash(*context.vault)) {
    plan.insert(kVisitCode, visit_code_row(person_, visit.id, *code));
  }
  plan.answer = Tree::object(
      {{"data", Tree::object({{"mdtrt_id", visit_number(visit.id, visit.recorded_at, context)},
                              {"psn_no", psn_no(person_, person->recorded_at, context)},
                              {"ipt_otp_no", visit.number},
                              // 首次使用自动激活的提示,只告诉一次 。
                              {"exp_content", words_of(shown->reasons, context, kHintMax)}})}});
  return plan;
}

void CancelVisit::need(storage::Needs& needs) const {
  VisitCommand::need(needs);
  need_lines(needs, visit_);
}

Decision<storage::Plan> CancelVisit::decide(const storage::Facts& facts,
                                            const business::Context& context) const {
  const Decision<Visit> found = require_visit(facts, visit_);
  if (!found) return found.refusal();
  Visit visit = *found;
  // Some know a visit by its mdtrt_id only, and send that as its number too.
  const bool same =
      number_ == visit.number || number_ == visit_number(visit.id, visit.recorded_at, context);
  if (!same) return refuse("visit_number_differs", {{"number", number_}});
  storage::Plan plan;
  plan.event = "visit_cancelled";
  // What was uploaded and never settled, or is open again, goes with it.
  for (KeptLine& each : read_lines(facts.rows(kLinesOfVisit), visit_)) {
    if (each.is_cancelled) continue;
    if (!each.is_open()) return refuse("visit_has_fees", {{"number", visit.number}});
    each.is_cancelled = true;
    plan.update(kVisitLine, line_row(person_, each));
  }
  visit.is_cancelled = true;
  plan.update(kVisit, visit_row(visit));
  plan.answer = Tree(Tree::Members{});
  return plan;
}

void UploadLines::need(storage::Needs& needs) const {
  VisitCommand::need(needs);
  need_lines(needs, visit_);
}

Decision<storage::Plan> UploadLines::decide(const storage::Facts& facts,
                                            const business::Context&) const {
  const Decision<Visit> visit = require_visit(facts, visit_);
  if (!visit) return visit.refusal();
  const std::vector<KeptLine> known = read_lines(facts.rows(kLinesOfVisit), visit_);
  storage::Plan plan;
  plan.event = "fees_uploaded";
  std::set<std::string> serials;
  Tree result = Tree(Tree::List{});
  for (const Line& line : lines_) {
    if (const Verdict begun = check_line_day(line, visit->begun_on); !begun) {
      return begun.refusal();
    }
    const auto before = std::ranges::find_if(
        known, [&](const KeptLine& each) { return each.line.serial == line.serial; });
    const bool is_known = before != known.end();
    if (!serials.insert(line.serial).second || (is_known && !before->is_cancelled)) {
      return refuse("fee_line_twice", {{"serial", line.serial}});
    }
    plan.save(kVisitLine, line_row(person_, {line, visit_, {}, false}), !is_known);
    result.push(line_result(line));
  }
  plan.answer = Tree::object({{"result", std::move(result)}});
  return plan;
}

void CancelLines::need(storage::Needs& needs) const {
  VisitCommand::need(needs);
  need_lines(needs, visit_);
}

Decision<storage::Plan> CancelLines::decide(const storage::Facts& facts,
                                            const business::Context&) const {
  const Decision<Visit> visit = require_visit(facts, visit_);
  if (!visit) return visit.refusal();
  storage::Plan plan;
  plan.event = "fees_cancelled";
  std::vector<KeptLine> lines = read_lines(facts.rows(kLinesOfVisit), visit_);
  for (KeptLine& each : lines) {
    const bool meant = batch_ == kAllBatches || each.line.batch == batch_;
    if (!meant || !each.is_open()) continue;
    each.is_cancelled = true;
    plan.update(kVisitLine, line_row(person_, each));
  }
  // "All that there is" may be nothing: some send it before each upload.
  if (plan.writes.empty() && batch_ != kAllBatches) {
    return refuse("fee_lines_none_open", {{"batch", batch_}});
  }
  plan.answer = Tree(Tree::Members{});
  return plan;
}

}  // namespace yibao::visit
