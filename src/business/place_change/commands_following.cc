#include "business/place_change/commands_following.h"

#include "business/casework/shown.h"
#include "business/place_change/carry_out.h"
#include "business/place_change/service.h"
#include "business/place_change/store.h"
#include "business/transfer/facts.h"
#include "business/transfer/shown.h"

namespace yibao::place_change {

namespace {

using application::Asked;
using application::Change;
using application::Event;
using application::Known;

constexpr storage::Statement kToContinue{
    "place_changes_to_continue",
    "SELECT c.person_id, c.case_id FROM place_change c "
    "JOIN application a ON a.person_id = c.person_id AND a.case_id = c.case_id "
    "LEFT JOIN transfer t ON t.person_id = c.person_id AND t.case_id = c.transfer_case "
    "WHERE a.state = 'underway' AND ((c.following = 'awaited' AND c.begins_on <= $1) "
    "OR (c.following = 'opened' AND t.running = 0)) "
    "ORDER BY c.person_id, c.case_id LIMIT $2"};

// 不能开启的,把原因、由谁解决、下一步一次告知本人和经办机构(R-079); again only where the reasons
// have changed.
Decision<storage::Plan> tell_once(Change change, const Refusal& refused, PlaceChange record) {
  std::string codes;
  for (const Reason& each : refused.reasons) codes += (codes.empty() ? "" : " ") + each.code;
  if (record.told_obstacles == codes) return refused;
  record.told_obstacles = codes;
  change.plan().update(kPlaceChange, place_change_row(record));
  change.tell("transfer_still_awaited",
              {{"origin", record.origin.to_string()}, {"target", record.target.to_string()}},
              refused.reasons);
  change.notify("place_change_transfer_waits", {{"origin", record.origin.to_string()},
                                                {"target", record.target.to_string()},
                                                {"rule", refused.code()}});
  return change.finish("place_change_transfer_waits");
}

Decision<storage::Plan> open_awaited(const Known& known, const Asked& asked,
                                     const PlaceChange& record, const business::Context& context) {
  Change change(known.application, {known.file, known.task, context}, context);
  const Decision<OpenedFollowing> opened =
      open_following(change.plan(), asked.facts, record, context);
  if (!opened) return tell_once(std::move(change), opened.refusal(), record);
  change.tell("transfer_opened",
              {{"transfer", casework::case_number(opened->transfer.id, context.now, context)}},
              opened->reasons);
  change.answer("transfer", opened->transfer.answer);
  return change.finish("place_change_transfer_opened");
}

// 转移没有办成的,变更已经生效: the person is told what was left behind, and what to do about it.
Decision<storage::Plan> complete(const Known& known, const PlaceChange& record,
                                 const transfer::Transfer& over,
                                 const business::Context& context) {
  const std::string state(transfer::shown_state(over.relation, over.money));
  const bool done = over.relation == transfer::RelationState::completed;
  Change change(known.application, {known.file, known.task, context}, context);
  change.apply(Event::complete);
  change.tell("completed", {{"transfer_state", state}},
              {{done ? "place_change_transfer_done" : "place_change_transfer_ended",
                {{"state", state}, {"amount", over.amount.to_display()}},
                {}}});
  if (done) {
    change.notify("application_completed");
  } else {
    change.notify("place_change_left_behind", {{"origin", record.origin.to_string()},
                                               {"target", record.target.to_string()},
                                               {"state", state}});
  }
  return change.finish("place_change_completed");
}

}  // namespace

void ContinuePlaceChange::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  ApplicationCommand::need_more(facts, needs);
  const auto record = find_place_change(facts.rows(kPlaceChangesOf, key().person), key().id);
  if (!record || record->origin.is_none()) return;
  transfer::need_places(needs, {record->origin, record->target});
  transfer::need_employers(facts, needs, key().person, record->origin);
}

Decision<storage::Plan> ContinuePlaceChange::decide_known(const Known& known, const Asked& asked,
                                                          const business::Context& context) const {
  const Verdict possible = application::check_possible(known.application, Event::complete);
  if (!possible) return possible.refusal();
  const auto record =
      find_place_change(asked.facts.rows(kPlaceChangesOf, asked.person), known.application.id);
  YB_CHECK(record.has_value(), "a change under way without its record");
  if (record->following == Following::awaited) {
    return open_awaited(known, asked, *record, context);
  }
  const auto following = transfer::find_transfer(
      asked.facts.rows(transfer::kTransfersOf, asked.person), record->transfer);
  YB_CHECK(following.has_value(), "a change that names a transfer that is not there");
  if (following->running) {
    return refuse(
        "place_change_goes_on",
        {{"state", std::string(transfer::shown_state(following->relation, following->money))}});
  }
  return complete(known, *record, *following, context);
}

std::vector<std::unique_ptr<business::Command>> due_commands(storage::Session& reader,
                                                             const storage::Vault& vault,
                                                             Date today, int limit) {
  std::vector<std::unique_ptr<business::Command>> commands;
  for (const storage::Row& row : reader.select(kToContinue, {today.days(), limit})) {
    auto command = std::make_unique<ContinuePlaceChange>();
    const casework::CaseKey key{PersonId(row[0].integer()), CaseId(row[1].integer())};
    if (command->for_case(kPlaceChangeService, key, vault, reader)) {
      commands.push_back(std::move(command));
    }
  }
  return commands;
}

}  // namespace yibao::place_change
