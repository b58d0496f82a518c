// The way of an application (申请的状态): one table for every service.
//
// The clock runs from acceptance (受理) and stands still while the applicant completes materials.
// Approval ends the application, or, where something is still to be made or handed over (a card, a
// change that takes its working days), sets it under way until that is done.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "base/machine.h"

namespace yibao::application {

enum class State {
  draft,          // 草稿
  review,         // 审核
  returned,       // 退回补正
  second_review,  // 复核
  underway,       // 办理中: approved, being carried out
  completed,      // 办结
  declined,       // 不予受理
  refused,        // 审核不通过
  withdrawn,      // 已撤销
  ended,          // 终止: death, or its object is gone
};
inline constexpr std::size_t kStates = 10;

enum class Event {
  accept,                 // 受理
  accept_at_once,         // 即时办结
  accept_underway,        // 受理, nothing to review, something to carry out
  decline,                // 不予受理
  return_for_correction,  // 退回补正
  complete_materials,     // 补正
  approve_first,          // 初审通过
  approve,                // 审核通过
  approve_underway,       // 审核通过, to be carried out
  send_back,              // 复核退回
  refuse,                 // 审核不通过
  complete,               // 办结
  withdraw,               // 撤销
  end,                    // 终止
  reopen,                 // 退汇后重新办理: what the bank had reported as paid came back
};

using ApplicationTransition = Transition<State, Event>;

inline constexpr auto kTable = [] {
  using S = State;
  using E = Event;
  return std::array<ApplicationTransition, 24>{{
      {S::draft, E::accept, S::review},
      {S::draft, E::accept_at_once, S::completed},
      {S::draft, E::accept_underway, S::underway},
      {S::draft, E::decline, S::declined},
      {S::draft, E::withdraw, S::withdrawn},
      {S::draft, E::end, S::ended},

      {S::review, E::return_for_correction, S::returned},
      {S::review, E::approve_first, S::second_review},
      {S::review, E::approve, S::completed},
      {S::review, E::approve_underway, S::underway},
      {S::review, E::refuse, S::refused},
      {S::review, E::withdraw, S::withdrawn},
      {S::review, E::end, S::ended},

      {S::returned, E::complete_materials, S::review},
      {S::returned, E::refuse, S::refused},
      {S::returned, E::withdraw, S::withdrawn},
      {S::returned, E::end, S::ended},

      {S::second_review, E::approve, S::completed},
      {S::second_review, E::approve_underway, S::underway},
      {S::second_review, E::send_back, S::review},
      {S::second_review, E::refuse, S::refused},
      {S::second_review, E::end, S::ended},

      {S::underway, E::complete, S::completed},
      {S::underway, E::end, S::ended},
  }};
}();

// The only way back from an end; it leads to a state from which the table ends again.
inline constexpr std::array<ApplicationTransition, 2> kReopenings{{
    {State::completed, Event::reopen, State::underway},
    {State::ended, Event::reopen, State::underway},
}};

constexpr bool is_terminal(State state) {
  return state >= State::completed;
}

constexpr const ApplicationTransition* find(State from, Event event) {
  const std::span<const ApplicationTransition> table =
      event == Event::reopen ? std::span<const ApplicationTransition>(kReopenings) : kTable;
  return find_transition(table, from, event);
}

std::string_view to_text(State state);
std::string_view to_text(Event event);
std::optional<State> parse_state(std::string_view text);

namespace check {
inline constexpr MachineCheck<kStates, State, Event> kMachine{kTable, State::draft, &is_terminal};
static_assert(kMachine.is_deterministic());
static_assert(kMachine.every_state_is_reachable());
static_assert(kMachine.ends_everywhere());
}  // namespace check

}  // namespace yibao::application
