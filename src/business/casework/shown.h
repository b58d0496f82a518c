// Parts of an answer about a case that every service shows alike.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/tree.h"
#include "business/casework/clock.h"
#include "business/casework/types.h"
#include "business/use_case.h"

namespace yibao::casework {

std::string case_number(CaseId id, Instant recorded_at, const business::Context& context);

// Whose case it is, told to those who work on it: number and masked name. The row of the person is
// among the facts.
void add_person(Tree& tree, PersonId person, const storage::Facts& facts,
                const business::Context& context);

// 代办、监护: who filed the case where that was not the person; the name masked, what they are to
// the person (filed_by_agent). Nothing where the person filed it, or an office.
void add_agent(Tree& tree, const CaseFile& file, const business::Context& context,
               storage::Session& session);

// Somebody who acts or acted for the person: the name masked, what they are to the person (kind and
// relation, of the newest authorisation; neither: there was none). Null: nobody of that id.
Tree agent_tree(PersonId agent, PersonId person, const business::Context& context,
                storage::Session& session);

Tree place_tree(RegionCode region, const business::Context& context);

// The time line; or only the steps that were decisions, with their reasons. Who did it is told to
// officers and auditors; that somebody acted for the person, and who, to everybody (`agent`).
enum class StepsShown { all, decisions };
Tree steps_tree(const CaseFile& file, StepsShown shown, const business::Context& context,
                storage::Session& session);

Tree materials_tree(const std::vector<CaseMaterial>& materials);

Tree task_tree(const Task& task);

// One clock as everybody is told of it: until when, and whether it runs. What has been done, is
// over or stands still is looked at as of that day: nobody is late for the days that came after it.
struct ShownClock {
  std::optional<Date> due_on;     // none: it has not begun
  std::optional<Date> done_on;    // its step was taken
  std::optional<Date> ended_on;   // the case ended before that
  std::optional<Date> paused_on;  // 退回补正, or the sheet is back with the other agency
};
// Null where it has not begun.
Tree clock_tree(const ShownClock& clock, const business::Context& context);
Tree stops_tree(const std::vector<Stop>& stops);

}  // namespace yibao::casework
