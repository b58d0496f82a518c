// What every application shares (办件): the case file, its time line, the one queue it stands in,
// the materials. What a service decides stands with the service; nothing here knows a rule of one.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "base/id.h"
#include "base/region_code.h"

namespace yibao::casework {

// Where it was filed: what must be handed in differs (C-06).
enum class Desk { online, counter };
constexpr Desk desk_of(std::string_view channel) {
  return channel == "counter" || channel == "kiosk" || channel == "point" ? Desk::counter
                                                                          : Desk::online;
}

struct CaseFile {
  PersonId person;
  CaseId id;
  std::string service;      // "relation_transfer"
  std::string state;        // as people see it; the service's own states stand apart
  std::string channel;      // of: "app", "counter", …
  std::string filed_by;     // the actor
  RegionCode filed_region;  // the counter's region; none online
  std::string form;         // the application form, as JSON
  std::string form_digest;  // what the applicant confirms
  std::optional<Date> accepted_on;
  std::optional<Date> closed_on;
  bool priority = false;
  std::string policy_hash;  // of the day of acceptance (N-14); empty before
  int version = 0;          // moved on by every change
  int steps = 0;            // of the time line
  Instant recorded_at;
};

// One line of the time line. Never changed.
struct Step {
  std::string event;
  RegionCode region;  // whose step it was; none: the applicant's
  Date happened_on;   // as on the paper, where it is entered later (N-24)
  std::vector<Fact> facts;
  std::vector<Reason> reasons;
};

// What is to be done next, by whom, until when. An open case stands in exactly one queue.
struct Task {
  PersonId person;
  CaseId id;
  std::string leg;    // "relation", "money", "agency", "applicant"
  RegionCode region;  // the agency; none: the applicant
  std::string queue;
  std::optional<Date> due_on;
  bool provisional = false;
  bool open = true;
  bool overdue = false;    // says that a day has passed; changes nothing else
  bool escalated = false;  // put in front of a senior officer
  int urged = 0;           // 催办, how often
};

enum class MaterialState { uploaded, sighted, held, missing };
inline constexpr std::array<std::string_view, 4> kMaterialStateTexts{"uploaded", "sighted", "held",
                                                                     "missing"};
constexpr std::string_view to_text(MaterialState state) {
  return kMaterialStateTexts[static_cast<std::size_t>(state)];
}

// Which material fills a slot of a case: uploaded, shown to an officer, or already held.
struct CaseMaterial {
  std::string slot;  // "identity_card_front"
  MaterialState state = MaterialState::missing;
  MaterialId material;
  Instant recorded_at{};  // when it came to be so
  bool fills() const { return state != MaterialState::missing; }
  // By the applicant, to whomever: not what the system held already.
  bool is_handed_in() const {
    return state == MaterialState::uploaded || state == MaterialState::sighted;
  }
};

// The slots handed in since the case was returned last (退回补正); none: it never was.
using HandedIn = std::optional<std::vector<std::string>>;

}  // namespace yibao::casework
