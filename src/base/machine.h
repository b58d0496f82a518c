// A state machine is a constexpr table of transitions: (from, event) → to, with effect bits.
//
// The table is the whole machine: nothing else says what may follow what. Rules choose the event,
// commands perform the effects. What can be proved about a table is proved by static_assert where
// it is written; to_mermaid() draws it from the same rows, so that the drawing cannot be wrong.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace yibao {

using Effects = std::uint32_t;

template<class State, class Event>
struct Transition {
  State from;
  Event event;
  State to;
  Effects effects = 0;  // bits of the feature's own enumeration
};

// The transition of an event in a state; null where the event has no place there.
template<class State, class Event>
constexpr const Transition<State, Event>* find_transition(
    std::span<const Transition<State, Event>> table, State from, Event event) {
  for (const auto& row : table) {
    if (row.from == from && row.event == event) return &row;
  }
  return nullptr;
}

// What a table must be, checked at compile time. States are numbered 0 … Count - 1.
template<std::size_t Count, class State, class Event>
struct MachineCheck {
  std::span<const Transition<State, Event>> table;
  State initial;
  bool (*is_terminal)(State);

  // The same event in the same state never leads to two places.
  constexpr bool is_deterministic() const {
    for (std::size_t i = 0; i < table.size(); ++i) {
      for (std::size_t k = i + 1; k < table.size(); ++k) {
        if (table[i].from == table[k].from && table[i].event == table[k].event) return false;
      }
    }
    return true;
  }

  constexpr bool every_state_is_reachable() const {
    std::array<bool, Count> seen{};
    seen[index(initial)] = true;
    for (bool grown = true; grown;) {
      grown = false;
      for (const auto& row : table) {
        if (!seen[index(row.from)] || seen[index(row.to)]) continue;
        seen[index(row.to)] = grown = true;
      }
    }
    for (const bool each : seen) {
      if (!each) return false;
    }
    return true;
  }

  // Every state leads to an end, and nothing leads out of one.
  constexpr bool ends_everywhere() const {
    std::array<bool, Count> ends{};
    for (std::size_t i = 0; i < Count; ++i) ends[i] = is_terminal(static_cast<State>(i));
    for (const auto& row : table) {
      if (is_terminal(row.from)) return false;
    }
    for (bool grown = true; grown;) {
      grown = false;
      for (const auto& row : table) {
        if (ends[index(row.from)] || !ends[index(row.to)]) continue;
        ends[index(row.from)] = grown = true;
      }
    }
    for (const bool each : ends) {
      if (!each) return false;
    }
    return true;
  }

 private:
  static constexpr std::size_t index(State state) { return static_cast<std::size_t>(state); }
};

// A Mermaid state diagram. `to_text` is found by argument-dependent look-up.
template<class State, class Event>
std::string to_mermaid(std::span<const Transition<State, Event>> table, State initial,
                       bool (*is_terminal)(State)) {
  std::string text = "stateDiagram-v2\n";
  text += "  [*] --> " + std::string(to_text(initial)) + "\n";
  std::string ends;
  for (const auto& row : table) {
    const std::string to(to_text(row.to));
    text += "  " + std::string(to_text(row.from)) + " --> " + to + ": " +
            std::string(to_text(row.event)) + "\n";
    const std::string end = "  " + to + " --> [*]\n";
    if (is_terminal(row.to) && ends.find(end) == std::string::npos) ends += end;
  }
  return text + ends;
}

}  // namespace yibao
