// An application (申请) that one agency decides: release of a seal, an appeal, a card, a change of
// place, an inheritance. What they share is here, from the draft to the decision; what a service
// asks and does stands with the service (service.h). A transfer, with its two agencies and two
// legs, goes its own way.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/region_code.h"
#include "business/application/machine.h"
#include "business/casework/clock.h"

namespace yibao::application {

// Who decides (办理方式).
enum class Handling {
  at_once,      // 即时办结: the rules alone
  review,       // 审核: one officer
  second_eyes,  // 复核: two officers (四眼)
};
inline constexpr std::array<std::string_view, 3> kHandlingTexts{"at_once", "review", "second_eyes"};
constexpr std::string_view to_text(Handling handling) {
  return kHandlingTexts[static_cast<std::size_t>(handling)];
}

struct Application {
  PersonId person;
  CaseId id;
  std::string service;  // "seal_release"
  std::string subject;  // what it is about, of the service's own: at most one open at a time
  RegionCode region;    // the agency that decides
  State state = State::draft;
  Handling handling = Handling::review;
  bool senior = false;  // only a senior officer decides
  std::string not_by;   // who may not decide, actors one a line

  std::optional<int> working_days;  // of the clock that runs; none: no deadline
  std::optional<Date> clock_from;   // acceptance, or approval for what is carried out after it
  std::optional<Date> due_on;
  bool provisional = false;
  std::string calendar_version;
  std::vector<casework::Stop> stops;
  casework::HandedIn handed_in;

  std::string first_approved_by;  // of two; empty before
  std::string decided_by;
  std::optional<Date> decided_on;
  Instant recorded_at;

  bool is_over() const { return is_terminal(state); }
  bool is_running() const { return state != State::draft && !is_over(); }
};

}  // namespace yibao::application
