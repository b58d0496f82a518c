// What a key means: which event follows from where the caller is, what was keyed, and what is known
// of it. Pure: whoever looks things up fills in Known, and the same call goes the same way again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "business/hotline/types.h"
#include "calendar/calendar.h"
#include "policy/parameters.h"

namespace yibao::hotline {

// How a command that the call has given came out (activation, report of a loss).
enum class Outcome { none, done, code_sent, factor_needed, wrong, wrong_pair, refused };

// Of the keys, whatever they mean in the state of the call.
struct Known {
  RegionCode region;             // the place that they name; none: none
  bool sound = false;            // a number that may be one
  bool person_found = false;     // somebody is on record under the identity number
  bool right = false;            // the secret is the one on record
  bool has_card = false;         // a card in hand, whose loss can be reported
  bool activation_open = false;  // by telephone, where the caller is insured
  bool staff_there = false;
  Outcome outcome = Outcome::none;
  int tries_max = 3;
  int steps_max = 60;
};

inline constexpr int kMissesMax = 3;  // silences and wrong keys in a row

Event event_of(const HotlineCall& call, const Input& input, const Known& known);

// The call behind the event; the transition must exist. What was keyed is not in it.
HotlineCall moved(HotlineCall call, Event event);

// 主菜单: what a key of the menu chooses; none where it chooses nothing.
Topic topic_of_key(std::string_view keys);
// Whether it is told to who has given no more than a number.
bool is_open_to_all(Topic topic);

// 办事指南: the services of the guide menu, by key 1, 2, …; empty: no such key. The last one is
// the agency's own contacts.
std::string_view guide_of_key(std::string_view keys);
inline constexpr std::string_view kContacts = "contacts";

Collect collect_of(State state);

// How the line was reached.
struct Dialled {
  Line line = Line::medical;
  RegionCode region;  // of an area code before the number; none where there is none
};
// "12393", "076912393", "+8676912333": nothing where it is none of our numbers.
std::optional<Dialled> read_dialled(std::string_view number, const policy::HotlinePolicy& policy);

// 人工服务: on working days, in the hours that policy names.
bool staff_is_there(const policy::HotlinePolicy& policy, const calendar::Calendar& calendar,
                    Instant now);

// A card number as it is keyed: letters by the key they stand on, E → 3.
std::string keyed(std::string_view card_number);

}  // namespace yibao::hotline
