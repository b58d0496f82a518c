// The way of a statement (清算单的状态): drawn, approved by two people, paid once.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "base/machine.h"

namespace yibao::clearing {

enum class State {
  drawn,          // 待审核
  approved_once,  // 待复核
  approved,       // 待付款
  refused,        // 退回重编: what it listed goes into the next one
  sent,           // 已送银行
  paid,           // 已付款
  returned,       // 退汇
  carried,        // 结转下月: overpaid, the next one takes it off
  level,          // 两清
};
inline constexpr std::array<std::string_view, 9> kStateTexts{
    "drawn", "approved_once", "approved", "refused", "sent",
    "paid",  "returned",      "carried",  "level"};
constexpr std::string_view to_text(State state) {
  return kStateTexts[static_cast<std::size_t>(state)];
}

enum class Event {
  approve_first,  // 审核
  approve,        // 复核, there is something to pay
  carry,          // 复核, it was paid too much before
  settle,         // 复核, nobody owes anything
  refuse,         // 退回
  send,           // 送银行
  pay,            // 银行回盘: 成功
  return_,        // 银行回盘: 退汇
  pay_again,      // 重新付款
};
inline constexpr std::array<std::string_view, 9> kEventTexts{
    "approve_first", "approve", "carry", "settle", "refuse", "send", "pay", "return", "pay_again"};
constexpr std::string_view to_text(Event event) {
  return kEventTexts[static_cast<std::size_t>(event)];
}

using StatementTransition = Transition<State, Event>;

inline constexpr auto kTable = [] {
  using S = State;
  using E = Event;
  return std::array<StatementTransition, 10>{{
      {S::drawn, E::approve_first, S::approved_once},
      {S::drawn, E::refuse, S::refused},
      {S::approved_once, E::approve, S::approved},
      {S::approved_once, E::carry, S::carried},
      {S::approved_once, E::settle, S::level},
      {S::approved_once, E::refuse, S::refused},
      {S::approved, E::send, S::sent},
      {S::sent, E::pay, S::paid},
      {S::sent, E::return_, S::returned},
      {S::returned, E::pay_again, S::approved},
  }};
}();

// 先成功、后退汇: the one way back out of an end, the bank's. What it had reported as paid comes
// back.
inline constexpr StatementTransition kComesBack{State::paid, Event::return_, State::returned};

constexpr bool is_terminal(State state) {
  return state == State::refused || state == State::paid || state == State::carried ||
         state == State::level;
}

constexpr const StatementTransition* find(State from, Event event) {
  if (from == kComesBack.from && event == kComesBack.event) return &kComesBack;
  return find_transition(std::span<const StatementTransition>(kTable), from, event);
}

inline constexpr MachineCheck<kStateTexts.size(), State, Event> kMachineCheck{
    std::span<const StatementTransition>(kTable), State::drawn, &is_terminal};
static_assert(kMachineCheck.is_deterministic());
static_assert(kMachineCheck.every_state_is_reachable());
static_assert(kMachineCheck.ends_everywhere());

}  // namespace yibao::clearing
