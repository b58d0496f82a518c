#include "business/card/machine.h"

namespace yibao::card {

std::string_view to_text(ProductionEvent event) {
  switch (event) {
    case ProductionEvent::send_to_maker:
      return "send_to_maker";
    case ProductionEvent::fail:
      return "fail";
    case ProductionEvent::make:
      return "make";
    case ProductionEvent::collect:
      return "collect";
    case ProductionEvent::cancel:
      return "cancel";
  }
  return "";
}

std::string_view to_text(FunctionEvent event) {
  return event == FunctionEvent::activate ? "activate" : "end";
}

std::optional<Production> parse_production(std::string_view text) {
  for (std::size_t i = 0; i < kProductionTexts.size(); ++i) {
    if (kProductionTexts[i] == text) return static_cast<Production>(i);
  }
  return std::nullopt;
}

std::optional<Function> parse_function(std::string_view text) {
  for (std::size_t i = 0; i < kFunctionTexts.size(); ++i) {
    if (kFunctionTexts[i] == text) return static_cast<Function>(i);
  }
  return std::nullopt;
}

}  // namespace yibao::card
