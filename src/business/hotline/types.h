// A call to the hotline (服务热线 12393、12333) as a value: what is remembered between two steps.
//
// A telephone line has no screen and no memory: whoever drives it (a console, Asterisk, a SIP
// phone) hands on what was keyed and speaks what comes back. All the rest is here and in the
// database, so that a driver can neither skip the password nor lose a wrong try.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "base/region_code.h"
#include "business/hotline/machine.h"

namespace yibao::hotline {

using HotlineCallId = Id<struct HotlineCallTag>;

// What the caller wants to know or to have done; the menu's keys 1 to 8, in this order.
enum class Topic { none, balance, credits, months, progress, status, activation, loss, guide };
inline constexpr std::array<std::string_view, 9> kTopicTexts{
    "none", "balance", "credits", "months", "progress", "status", "activation", "loss", "guide"};
constexpr std::string_view to_text(Topic topic) {
  return kTopicTexts[static_cast<std::size_t>(topic)];
}
std::optional<Topic> topic_of(std::string_view text);

// 12393 is the line of 医保, 12333 that of 人社 and the card (C-14): one dialog, two greetings.
enum class Line { medical, social };
constexpr std::string_view to_text(Line line) {
  return line == Line::medical ? "medical" : "social";
}

struct HotlineCall {
  RegionCode line_region;  // of the number dialled; the nation where it names no place
  HotlineCallId id;
  Line line = Line::medical;
  RegionCode region;  // whose affairs are spoken of; none: not known yet
  State state = State::ringing;
  Topic topic = Topic::none;
  int steps = 0;
  int misses = 0;    // silences and wrong keys in a row
  int tries = 0;     // wrong numbers in a row
  int failures = 0;  // of what proves who calls, in the whole call
  bool slow = false;
  PersonId person;        // of the identity number; none: nobody's, or not asked yet
  bool verified = false;  // with the enquiry password
  int told = 0;        // what was told last and can be heard again: a key of its menu; 0: nothing
  std::string caller;  // in the clear only in memory
  std::string identity_number;
  std::string card_number;
  std::string path;  // the codes of the events, for the record: no keys among them
  Instant started_at;
  std::optional<Instant> ended_at;

  bool is_over() const { return is_terminal(state); }
};

// What a driver hands on: keys up to the hash, silence, or that nobody is there any more.
struct Input {
  enum class Kind { keys, silence, hang_up };
  Kind kind = Kind::silence;
  std::string keys;
};

// What a state waits for: a key alone, or a number that ends with the hash.
struct Collect {
  int most = 0;  // keys; 0: nothing is waited for
  int seconds = 0;
};

}  // namespace yibao::hotline
