#include "business/seal/appeal.h"

#include <algorithm>

#include "business/application/change.h"
#include "business/application/store.h"
#include "business/casework/remedies.h"
#include "business/casework/store.h"
#include "business/hold/decision.h"
#include "business/seal/lifting.h"
#include "policy/policy_set.h"

namespace yibao::seal {

namespace {

using application::Asked;
using application::Assessment;

// The refusals of a person's cases: who decided, at which agency, and the day on which it was
// served: told, or where the written decision was handed over later, that day (N-25). A transfer
// has two agencies.
const storage::KeyedSelect kRefusalsOf{
    "refusals_of",
    "SELECT s.person_id, s.case_id, s.event, s.actor, CASE WHEN d.served_on > s.happened_on "
    "THEN d.served_on ELSE s.happened_on END, a.region, t.origin, t.target FROM case_step s "
    "LEFT JOIN document d "
    "ON d.person_id = s.person_id AND d.case_id = s.case_id AND d.kind = 'written_decision' "
    "AND d.state = 'valid' "
    "LEFT JOIN application a ON a.person_id = s.person_id AND a.case_id = s.case_id "
    "LEFT JOIN transfer t ON t.person_id = s.person_id AND t.case_id = s.case_id "
    "WHERE s.person_id {key} AND s.event IN ('declined', 'refused', 'rejected', "
    " 'refused_at_target', 'payout_refused') ORDER BY s.person_id, s.case_id, s.step"};

// What is appealed against, as far as the rules need it.
struct Object {
  std::string subject;
  CaseId about;                   // none: a hold
  bool stands = false;            // else there is nothing to appeal against
  std::optional<Date> served_on;  // none: no time runs, as long as it lasts it may be contested
  std::vector<std::string> decided_by;
  std::optional<Date> since;           // what was heard before it is about something else
  std::vector<RegionCode> decided_at;  // of a refusal: its agency, or those of a transfer
};

CaseId form_case(const Tree& form, const storage::Vault& vault) {
  const auto inside = vault.inside_id(storage::IdKind::application, form_text(form, "case"));
  return inside ? CaseId(inside->id) : CaseId();
}

Object refusal_of(CaseId id, const Asked& asked) {
  Object object;
  object.subject = application::subject_of_case(id);
  object.about = id;
  for (const storage::Row& row : asked.facts.rows(kRefusalsOf, asked.person)) {
    if (row[1].integer() != id.value()) continue;
    object.stands = true;
    object.served_on = Date::from_days(static_cast<std::int32_t>(row[4].integer()));
    object.decided_by.push_back(row[3].text());
    for (const storage::Value* agency : {&row[5], &row[6], &row[7]}) {
      if (agency->is_null()) continue;
      object.decided_at.push_back(RegionCode(static_cast<std::int32_t>(agency->integer())));
    }
  }
  const auto decided = application::find_application(
      asked.facts.rows(application::kApplicationsOf, asked.person), id);
  if (decided && !decided->first_approved_by.empty()) {
    object.decided_by.push_back(decided->first_approved_by);
  }
  return object;
}

// A hold that follows from facts was decided by nobody. A freeze is served with its decision; what
// was reported, and what a case made, was told on the day.
std::optional<Date> day_of_service(const Seal& seal) {
  if (seal.source == Source::facts) return std::nullopt;
  return seal.source == Source::ordered ? seal.served_on : seal.hold.since;
}

Object hold_object(const Seal* seal, std::string subject) {
  Object object;
  object.subject = std::move(subject);
  if (seal == nullptr) return object;
  object.stands = true;
  object.served_on = day_of_service(*seal);
  if (!seal->set_by.empty()) object.decided_by = {seal->set_by};
  if (seal->hold.id.is_none()) object.since = seal->hold.since;
  return object;
}

const Seal* seal_of(const Matter& matter, const Asked& asked) {
  const HoldId id = form_hold(asked.form, *asked.context.vault);
  if (!id.is_none()) return matter.standing(id);
  const auto cause = hold::parse_hold_cause(form_text(asked.form, "cause"));
  return cause ? matter.first_of(*cause) : nullptr;
}

bool is_about_case(const Asked& asked) {
  return asked.form.find("case") != nullptr;
}

// 对同一决定申诉一次: what comes after it is review by a higher authority or a lawsuit (N-25).
// Where two agencies have a say, to each of them.
const Decided* heard_before(const Object& object, const Matter& matter, const Asked& asked) {
  for (const Decided& each : matter.record.decided) {
    const bool heard = each.service == application::kAppealService && each.id != asked.id &&
                       each.state != application::State::declined;
    if (!heard || each.subject != object.subject) continue;
    if (!object.about.is_none() && each.region != asked.region) continue;
    if (!object.since || *each.on >= *object.since) return &each;
  }
  return nullptr;
}

// 申诉由作出决定的人员以外的人员审理;应当在规定期限内提出(R-080).
void assess_object(Assessment& assessment, const Object& object, const Matter& matter,
                   const Asked& asked) {
  const policy::AppealPolicy& policy = asked.policy().appeal;
  assessment.subject = object.subject;
  assessment.not_by = object.decided_by;
  if (!object.stands) {
    assessment.obstacles.push_back({"appeal_about_nothing", {}, {}});
    return;
  }
  if (const Decided* before = heard_before(object, matter, asked)) {
    assessment.obstacles.push_back(
        {"appeal_heard_before", {{"decided_on", before->on->to_string()}}, {}});
    return;
  }
  if (!object.served_on) return;
  const Date last = casework::appeal_until(*object.served_on, policy, *asked.context.calendar);
  if (asked.judged_on <= last) return;
  assessment.obstacles.push_back(
      {"appeal_too_late",
       {{"served_on", object.served_on->to_string()}, {"appeal_until", last.to_string()}},
       {policy.days.citation}});
}

std::optional<casework::CaseFile> file_of(CaseId id, const Asked& asked) {
  return casework::find_case_file(asked.facts.rows(casework::kCaseFilesOf, asked.person), id);
}

// 对申诉的决定不服的,只能申请行政复议或者提起诉讼: what follows a refused appeal says so.
std::string service_of(CaseId id, const Asked& asked) {
  const auto file = file_of(id, asked);
  return file ? file->service : std::string();
}

// 由作出决定的机构审理. The change of a place is refused for what the place that is left says as
// well, so that an agency of the person's may overrule itself there.
std::optional<Reason> obstacle_of_agency(const Object& object, const Matter& matter,
                                         const Asked& asked) {
  std::vector<RegionCode> agencies = object.decided_at;
  if (service_of(object.about, asked) == "place_change") {
    for (const auto& each : matter.record.person.enrolments) agencies.push_back(each.region);
  }
  if (agencies.empty() || std::ranges::find(agencies, asked.region) != agencies.end()) {
    return std::nullopt;
  }
  return Reason{"appeal_other_agency", {{"office", agencies.front().to_string()}}, {}};
}

// The stored hold that winning lifts; null where it lifts none: what is lifted otherwise is not,
// and a release that was refused is filed again.
const Seal* lifted_by_winning(const Matter& matter, const Asked& asked) {
  if (!is_about_case(asked)) return seal_of(matter, asked);
  const auto refused =
      application::find_application(asked.facts.rows(application::kApplicationsOf, asked.person),
                                    form_case(asked.form, *asked.context.vault));
  if (!refused || refused->service != kReleaseService) return nullptr;
  const auto found = std::ranges::find_if(matter.seals, [&](const Seal& seal) {
    return !seal.hold.id.is_none() && subject_of(seal) == refused->subject;
  });
  if (found == matter.seals.end() || lifted_otherwise(*found, asked.context)) return nullptr;
  return &*found;
}

void assess_refusal(Assessment& assessment, const Matter& matter, const Asked& asked) {
  const Object object = refusal_of(form_case(asked.form, *asked.context.vault), asked);
  assess_object(assessment, object, matter, asked);
  if (service_of(object.about, asked) == application::kAppealService) {
    assessment.obstacles.push_back({"appeal_about_appeal", {}, {}});
  }
  if (auto agency = obstacle_of_agency(object, matter, asked)) {
    assessment.obstacles.push_back(std::move(*agency));
  }
  const Seal* seal = lifted_by_winning(matter, asked);
  if (seal == nullptr) return;
  ask_for_lifting(assessment, *seal, matter);
  if (auto office = obstacle_of_office(*seal, matter, asked)) {
    assessment.obstacles.push_back(std::move(*office));
  }
}

}  // namespace

std::vector<business::Field> Appeal::fields() const {
  using business::FieldKind;
  return {{"hold", FieldKind::id, false, "对哪一项封存"},
          {"cause", FieldKind::text, false, "对由事实得出的哪一种封存"},
          {"case", FieldKind::id, false, "对哪一件被拒绝的办件"},
          {"grounds", FieldKind::text, true, "理由"}};
}

void Appeal::read_form(business::Reader& reader, const business::Context& context,
                       Tree& form) const {
  read_hold(reader, context, form, false);
  const std::string cause =
      reader.code_or("cause", {"gap", "arrears", "inactive", "activation_expired", "death"}, "");
  if (!cause.empty()) form.set("cause", cause);
  const std::string number = reader.text_or("case", 40, "");
  if (!number.empty()) {
    form.set("case", number);
    if (!context.vault->inside_id(storage::IdKind::application, number)) {
      reader.add({"member_not_id", {{"member", "case"}}, {}});
    }
  }
  read_words(reader, "grounds", form, true);
  int named = 0;
  for (const char* each : {"hold", "cause", "case"}) named += form.find(each) != nullptr ? 1 : 0;
  if (named != 1) reader.add({"appeal_about_one_thing", {}, {}});
}

void Appeal::need(storage::Needs& needs, PersonId person, RegionCode region, const Tree&) const {
  need_lifting(needs, person, region);
  needs.add(kRefusalsOf, person);
}

Assessment Appeal::assess(const Asked& asked) const {
  const policy::AppealPolicy& policy = asked.policy().appeal;
  const Matter matter = matter_of(asked);
  Assessment assessment;
  assessment.working_days = policy.working_days;
  assessment.materials = slots_for(matter.record.person.person, policy.materials.value,
                                   asked.policy().release, asked.context.today);
  assessment.material_citations = {policy.materials.citation};
  if (is_about_case(asked)) {
    assess_refusal(assessment, matter, asked);
    return assessment;
  }
  const Seal* seal = seal_of(matter, asked);
  const std::string cause = form_text(asked.form, "cause");
  const bool computed = !cause.empty();
  const bool reviewing = is_under_review(asked);
  if (computed && reviewing && seal == nullptr) {  // the facts were put right: it is won
    assessment.subject = "cause:" + cause;
    return assessment;
  }
  const HoldId id = form_hold(asked.form, *asked.context.vault);
  assess_object(assessment,
                hold_object(seal, computed ? "cause:" + cause : hold::subject_of_hold(id)), matter,
                asked);
  if (seal == nullptr) return assessment;
  if (auto office = obstacle_of_office(*seal, matter, asked)) {
    assessment.obstacles.push_back(std::move(*office));
  }
  if (auto otherwise = lifted_otherwise(*seal, asked.context)) {
    assessment.obstacles.push_back(std::move(*otherwise));
  }
  ask_for_lifting(assessment, *seal, matter);
  if (computed && reviewing) {
    assessment.obstacles.push_back({"appeal_facts_first", {{"cause", cause}}, {}});
  }
  set_complex(assessment, matter, asked);
  return assessment;
}

// 申诉成立的,即时解除封存(R-081).
Verdict Appeal::carry_out(const Asked& asked, application::Change& change) const {
  const Matter matter = matter_of(asked);
  const Seal* seal = lifted_by_winning(matter, asked);
  const bool lifts = seal != nullptr && !seal->hold.id.is_none();
  if (lifts) {
    lift(*seal, Ground::overturned, form_text(asked.form, "grounds"), matter, asked, change);
  }
  // What was computed ended with its facts; a refused case may have been about no seal at all.
  const bool unsealed = lifts || !is_about_case(asked);
  change.tell("appeal_overturned");
  change.notify(unsealed ? "appeal_lifted_seal" : "appeal_overturned");
  return Nothing{};
}

std::optional<Reason> Appeal::reason_to_end(const Asked& asked) const {
  if (form_text(asked.form, "cause") == to_text(hold::HoldCause::death)) return std::nullopt;
  return Service::reason_to_end(asked);
}

Reason Appeal::remedies(const Asked& asked) const {
  const policy::RegionPolicy& policy =
      asked.context.policies->on(asked.region, asked.context.today);
  return casework::remedies(asked.context.today, policy.appeal, *asked.context.calendar,
                            casework::Against::appeal);
}

}  // namespace yibao::seal
