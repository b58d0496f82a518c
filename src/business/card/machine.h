// The machines of a card (社会保障卡的状态): how it is made (制卡), and each of its two functions.
//
// They are independent: whether the bank's function is active says nothing of the medical one.
// What the passing of time does (the window for activation) is no state; it follows from a day.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "base/machine.h"

namespace yibao::card {

// 制卡. A person without a card has no row; what people see then is "none".
enum class Production {
  ordered,    // 已申领
  making,     // 制卡中: the maker has it
  ready,      // 待领取
  taken,      // 已领取
  cancelled,  // 已取消
};
inline constexpr std::size_t kProductions = 5;

enum class ProductionEvent {
  send_to_maker,  // 送制
  fail,           // 制卡失败: to be sent again
  make,           // 制卡成功
  collect,        // 领卡
  cancel,         // 取消
};

using ProductionTransition = Transition<Production, ProductionEvent>;

inline constexpr auto kProductionTable = [] {
  using S = Production;
  using E = ProductionEvent;
  return std::array<ProductionTransition, 7>{{
      {S::ordered, E::send_to_maker, S::making},
      {S::ordered, E::cancel, S::cancelled},
      {S::making, E::fail, S::ordered},
      {S::making, E::make, S::ready},
      {S::making, E::cancel, S::cancelled},
      {S::ready, E::collect, S::taken},
      {S::ready, E::cancel, S::cancelled},
  }};
}();

constexpr bool is_terminal(Production state) {
  return state == Production::taken || state == Production::cancelled;
}

// 医保功能、金融功能
enum class Function { inactive, active, ended };
inline constexpr std::size_t kFunctions = 3;

enum class FunctionEvent { activate, end };

using FunctionTransition = Transition<Function, FunctionEvent>;

inline constexpr std::array<FunctionTransition, 3> kFunctionTable{{
    {Function::inactive, FunctionEvent::activate, Function::active},
    {Function::inactive, FunctionEvent::end, Function::ended},
    {Function::active, FunctionEvent::end, Function::ended},
}};

constexpr bool is_terminal(Function state) {
  return state == Function::ended;
}

constexpr const ProductionTransition* find(Production from, ProductionEvent event) {
  return find_transition(std::span<const ProductionTransition>(kProductionTable), from, event);
}
constexpr const FunctionTransition* find(Function from, FunctionEvent event) {
  return find_transition(std::span<const FunctionTransition>(kFunctionTable), from, event);
}

inline constexpr std::array<std::string_view, kProductions> kProductionTexts{
    "ordered", "making", "ready", "taken", "cancelled"};
inline constexpr std::array<std::string_view, kFunctions> kFunctionTexts{"inactive", "active",
                                                                         "ended"};
constexpr std::string_view to_text(Production state) {
  return kProductionTexts[static_cast<std::size_t>(state)];
}
constexpr std::string_view to_text(Function state) {
  return kFunctionTexts[static_cast<std::size_t>(state)];
}
std::string_view to_text(ProductionEvent event);
std::string_view to_text(FunctionEvent event);
std::optional<Production> parse_production(std::string_view text);
std::optional<Function> parse_function(std::string_view text);

namespace check {
inline constexpr MachineCheck<kProductions, Production, ProductionEvent> kProduction{
    kProductionTable, Production::ordered, &is_terminal};
static_assert(kProduction.is_deterministic());
static_assert(kProduction.every_state_is_reachable());
static_assert(kProduction.ends_everywhere());
inline constexpr MachineCheck<kFunctions, Function, FunctionEvent> kFunction{
    kFunctionTable, Function::inactive, &is_terminal};
static_assert(kFunction.is_deterministic());
static_assert(kFunction.every_state_is_reachable());
static_assert(kFunction.ends_everywhere());
}  // namespace check

}  // namespace yibao::card
