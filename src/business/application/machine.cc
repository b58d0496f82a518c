#include "business/application/machine.h"

#include "base/check.h"

namespace yibao::application {

namespace {

constexpr std::array<std::string_view, kStates> kStateTexts{
    "draft",     "review",   "returned", "second_review", "underway",
    "completed", "declined", "refused",  "withdrawn",     "ended"};
constexpr std::array<std::string_view, 15> kEventTexts{"accept",
                                                       "accept_at_once",
                                                       "accept_underway",
                                                       "decline",
                                                       "return_for_correction",
                                                       "complete_materials",
                                                       "approve_first",
                                                       "approve",
                                                       "approve_underway",
                                                       "send_back",
                                                       "refuse",
                                                       "complete",
                                                       "withdraw",
                                                       "end",
                                                       "reopen"};

}  // namespace

std::string_view to_text(State state) {
  return kStateTexts.at(static_cast<std::size_t>(state));
}

std::string_view to_text(Event event) {
  return kEventTexts.at(static_cast<std::size_t>(event));
}

std::optional<State> parse_state(std::string_view text) {
  for (std::size_t i = 0; i < kStates; ++i) {
    if (kStateTexts[i] == text) return static_cast<State>(i);
  }
  return std::nullopt;
}

}  // namespace yibao::application
