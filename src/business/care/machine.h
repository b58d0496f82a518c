// What may follow what on a registration for care.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "base/machine.h"

namespace yibao::care {

enum class State {
  pending,  // 待审核: an agency decides
  active,   // 已备案
  ended,    // 已终止
};
inline constexpr std::size_t kStates = 3;

enum class Event {
  approve,   // 审核通过
  decline,   // 审核不通过, 撤回
  withdraw,  // 撤销
  move,      // 随关系转移终止
  reopen,    // 撤回错误转移: stands again as it stood
};

using CareTransition = Transition<State, Event>;

inline constexpr auto kTable = std::to_array<CareTransition>({
    {State::pending, Event::approve, State::active},
    {State::pending, Event::decline, State::ended},
    {State::active, Event::withdraw, State::ended},
    {State::active, Event::move, State::ended},
    {State::ended, Event::reopen, State::active},
});

constexpr bool is_terminal(State state) {
  return state == State::ended;
}

constexpr const CareTransition* find(State from, Event event) {
  return find_transition(std::span<const CareTransition>(kTable), from, event);
}

inline constexpr std::array<std::string_view, kStates> kStateTexts{"pending", "active", "ended"};
constexpr std::string_view to_text(State state) {
  return kStateTexts[static_cast<std::size_t>(state)];
}

namespace check {
inline constexpr MachineCheck<kStates, State, Event> kCare{kTable, State::pending, &is_terminal};
static_assert(kCare.is_deterministic());
static_assert(kCare.every_state_is_reachable());
}  // namespace check

}  // namespace yibao::care
