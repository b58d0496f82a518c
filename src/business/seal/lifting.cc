#include "business/seal/lifting.h"

#include <algorithm>
#include <set>

#include "business/application/change.h"
#include "business/application/store.h"
#include "business/casework/shown.h"
#include "business/hold/decision.h"
#include "business/hold/store.h"
#include "business/seal/store.h"

namespace yibao::seal {

namespace {

using application::Handling;
using hold::HoldCause;

// What applications about a hold have been about: the hold, or a case that was not to lift it.
std::set<std::string> subjects_about(HoldId hold, const std::vector<Decided>& decided) {
  std::set<std::string> subjects{hold::subject_of_hold(hold), subject_of_order(hold)};
  for (const Decided& each : decided) {
    if (each.service == kReleaseService && each.subject == subject_of_order(hold)) {
      subjects.insert(application::subject_of_case(each.id));
    }
  }
  return subjects;
}

}  // namespace

std::vector<std::string> kept_from_lifting(HoldId hold, const std::string& set_by,
                                           const std::vector<Decided>& decided) {
  const std::set<std::string> subjects = subjects_about(hold, decided);
  std::vector<std::string> officers{set_by};
  for (const Decided& each : decided) {
    if (each.state == application::State::refused && subjects.contains(each.subject)) {
      officers.push_back(each.by);
    }
  }
  return officers;
}

void ask_for_lifting(application::Assessment& assessment, const Seal& seal, const Matter& matter) {
  if (seal.hold.cause == HoldCause::transfer) assessment.handling = Handling::second_eyes;
  if (seal.source != Source::ordered) return;
  assessment.handling = Handling::second_eyes;
  assessment.senior = true;
  std::ranges::move(kept_from_lifting(seal.hold.id, seal.set_by, matter.record.decided),
                    std::back_inserter(assessment.not_by));
}

Reason transfer_runs(const Seal& seal, const business::Context& context) {
  Reason runs{"release_transfer_running",
              {{"case", casework::case_number(seal.application, seal.case_recorded_at, context)}},
              {}};
  if (seal.case_due_on) runs.facts.push_back({"due_on", seal.case_due_on->to_string()});
  return runs;
}

std::optional<Reason> lifted_otherwise(const Seal& seal, const business::Context& context) {
  switch (seal.hold.cause) {
    case HoldCause::transfer:
      if (!seal.case_runs) return std::nullopt;
      return transfer_runs(seal, context);
    case HoldCause::id_change:
      return Reason{"release_by_identity_update", {}, {}};
    case HoldCause::loss:
      if (seal.replacement_ordered_on) {
        return Reason{
            "replacement_ordered", {{"ordered_on", seal.replacement_ordered_on->to_string()}}, {}};
      }
      return Reason{"release_by_loss_cancelled", {}, {}};
    case HoldCause::damage:
      return Reason{
          "release_by_card", {{"cause", std::string(hold::to_text(seal.hold.cause))}}, {}};
    case HoldCause::admin:
    case HoldCause::death_reported:
    case HoldCause::gap:
    case HoldCause::arrears:
    case HoldCause::inactive:
    case HoldCause::activation_expired:
    case HoldCause::death:
      break;
  }
  return std::nullopt;
}

void need_lifting(storage::Needs& needs, PersonId person, RegionCode region) {
  need_record(needs, person);
  hold::need_decision(needs, person, region);
}

void lift(const Seal& seal, Ground ground, std::string evidence, const Matter& matter,
          const application::Asked& asked, application::Change& change) {
  const storage::Row* row =
      standing_row(asked.facts.rows(hold::kHoldHistoryOf, asked.person), seal.hold.id);
  YB_CHECK(row != nullptr, "a seal in force without its row");
  release_hold(change.plan(), *row, {ground, change.application().id, std::move(evidence)},
               asked.context);
  if (seal.source != Source::ordered) return;
  hold::end_freeze(change.plan(), {matter.record.person.person, seal.hold.id, asked.region, {}},
                   asked.facts, asked.context);
}

}  // namespace yibao::seal
