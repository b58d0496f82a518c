#include "business/hotline/machine.h"

namespace yibao::hotline {

namespace {

constexpr std::array<std::string_view, kStates> kStateTexts{
    "ringing", "region",        "menu",      "identity",     "password", "proof",    "card_number",
    "factor",  "card_password", "card_code", "confirm_loss", "guide",    "answered", "ended"};

constexpr std::array<std::string_view, kEvents> kEventTexts{
    "place",        "not_placed", "turn_away",  "find_region",   "ask_who",     "ask_password",
    "ask_proof",    "ask_card",   "ask_factor", "take_password", "send_code",   "confirm",
    "open_guides",  "slow_down",  "answer",     "find_nobody",   "not_offered", "done",
    "refused",      "wrong_pair", "wrong",      "last_try",      "unclear",     "silence",
    "nobody_there", "repeat",     "back",       "go_to_person",  "person_away", "too_long",
    "hang_up"};

}  // namespace

std::string_view to_text(State state) {
  return kStateTexts[static_cast<std::size_t>(state)];
}

std::string_view to_text(Event event) {
  return kEventTexts[static_cast<std::size_t>(event)];
}

const HotlineTransition* find(State from, Event event) {
  return find_transition<State, Event>(kTable, from, event);
}

std::string to_mermaid() {
  return yibao::to_mermaid<State, Event>(kTable, State::ringing, &is_terminal);
}

}  // namespace yibao::hotline
