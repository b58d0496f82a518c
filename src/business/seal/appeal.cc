#include "business/seal/appeal.h"

#include <algorithm>

#include "business/application/change.h"
#include "business/application/store.h"
#include "business/casework/remedies.h"
#include "business/casework/store.h"
#include "business/casework/stored_json.h"
#include "business/hold/store.h"
#include "business/seal/matter.h"
#include "business/seal/releasing.h"
#include "business/seal/store.h"
#include "policy/policy_set.h"

namespace yibao::seal {

namespace {

using application::Asked;
using application::Assessment;

// The refusals of a person's cases: who decided, and the day on which it was served: told, or where
// the written decision was handed over later, that day (N-25).
const storage::KeyedSelect kRefusalsOf{
    "refusals_of",
    "SELECT s.person_id, s.case_id, s.event, s.actor, CASE WHEN d.served_on > s.happened_on "
    "THEN d.served_on ELSE s.happened_on END FROM case_step s LEFT JOIN document d "
    "ON d.person_id = s.person_id AND d.case_id = s.case_id AND d.kind = 'written_decision' "
    "AND d.state = 'valid' WHERE s.person_id {key} AND s.event IN ('declined', 'refused', "
    "'rejected', 'refused_at_target', 'payout_refused') ORDER BY s.person_id, s.case_id, s.step"};

// What is appealed against, as far as the rules need it.
struct Object {
  std::string subject;
  bool stands = false;            // else there is nothing to appeal against
  std::optional<Date> served_on;  // none: no time runs, as long as it lasts it may be contested
  std::vector<std::string> decided_by;
};

CaseId form_case(const Tree& form, const storage::Vault& vault) {
  const auto inside = vault.inside_id(storage::IdKind::application, form_text(form, "case"));
  return inside ? CaseId(inside->id) : CaseId();
}

Object refusal_of(CaseId id, const Asked& asked) {
  Object object;
  object.subject = application::subject_of_case(id);
  for (const storage::Row& row : asked.facts.rows(kRefusalsOf, asked.person)) {
    if (row[1].integer() != id.value()) continue;
    object.stands = true;
    object.served_on = Date::from_days(static_cast<std::int32_t>(row[4].integer()));
    object.decided_by.push_back(row[3].text());
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

// 申诉由作出决定的人员以外的人员审理;应当在规定期限内提出(R-080).
void assess_object(Assessment& assessment, const Object& object, const Asked& asked) {
  const policy::AppealPolicy& policy = asked.policy().appeal;
  assessment.subject = object.subject;
  assessment.not_by = object.decided_by;
  if (!object.stands) {
    assessment.obstacles.push_back({"appeal_about_nothing", {}, {}});
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

// The form of the case that is appealed against, where it was a release of a seal.
std::optional<Tree> form_of_release(CaseId id, const Asked& asked) {
  const auto file = file_of(id, asked);
  if (!file || file->service != "seal_release") return std::nullopt;
  return casework::read_stored(file->form);
}

// The stored hold that winning lifts; null where it lifts none.
const Seal* lifted_by_winning(const Matter& matter, const Asked& asked) {
  if (!is_about_case(asked)) return seal_of(matter, asked);
  const std::optional<Tree> form =
      form_of_release(form_case(asked.form, *asked.context.vault), asked);
  if (!form) return nullptr;
  const HoldId id = form_hold(*form, *asked.context.vault);
  if (!id.is_none()) return matter.standing(id);
  const auto cause = hold::parse_hold_cause(form_text(*form, "cause"));
  return cause ? matter.first_of(*cause) : nullptr;
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

void Appeal::need(storage::Needs& needs, PersonId person, RegionCode, const Tree&) const {
  need_record(needs, person);
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
    const CaseId about = form_case(asked.form, *asked.context.vault);
    assess_object(assessment, refusal_of(about, asked), asked);
    if (service_of(about, asked) == name()) {
      assessment.obstacles.push_back({"appeal_about_appeal", {}, {}});
    }
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
  assess_object(
      assessment,
      hold_object(seal, computed ? "cause:" + cause : "hold:" + std::to_string(id.value())), asked);
  if (seal == nullptr) return assessment;
  if (auto office = obstacle_of_office(*seal, matter, asked)) {
    assessment.obstacles.push_back(std::move(*office));
  }
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
  if (seal != nullptr && !seal->hold.id.is_none()) {
    const storage::Row* row =
        standing_row(asked.facts.rows(hold::kHoldHistoryOf, asked.person), seal->hold.id);
    YB_CHECK(row != nullptr, "a seal in force without its row");
    release_hold(change.plan(), *row,
                 {Ground::overturned, change.application().id, form_text(asked.form, "grounds")},
                 asked.context);
  }
  // What was computed ended with its facts; a refused case may have been about no seal at all.
  const bool unsealed = seal != nullptr || !is_about_case(asked);
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
