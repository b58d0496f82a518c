#include "business/provider/conformance_values.h"

#include <algorithm>
#include <cctype>

#include "base/money.h"
#include "storage/json_marked.h"

namespace yibao::provider {

std::string shown(const Tree& value) {
  if (const std::string* text = value.text()) {
    return text->starts_with(storage::kNumberMark) ? text->substr(1) : "\"" + *text + "\"";
  }
  if (value.list() != nullptr) return "[…]";
  if (value.members() != nullptr) return "{…}";
  return value.to_json();
}

std::optional<std::string> number_in(const Tree* value) {
  if (value == nullptr || value->text() == nullptr) return std::nullopt;
  if (!value->text()->starts_with(storage::kNumberMark)) return std::nullopt;
  return value->text()->substr(1);
}
std::optional<std::string> text_in(const Tree* value) {
  if (value == nullptr || value->text() == nullptr) return std::nullopt;
  if (value->text()->starts_with(storage::kNumberMark)) return std::nullopt;
  return *value->text();
}

std::int64_t fen_of(const Tree& object, std::string_view name) {
  const Tree* value = object.find(name);
  if (value == nullptr || value->text() == nullptr) return 0;
  std::string_view text = *value->text();
  if (text.starts_with(storage::kNumberMark)) text.remove_prefix(1);
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  while (text.find('.') != std::string_view::npos && text.ends_with('0')) text.remove_suffix(1);
  if (text.ends_with('.')) text.remove_suffix(1);
  const std::int64_t fen = Money::parse_yuan(text).value_or(Money()).fen();
  return negative ? -fen : fen;
}

std::string yuan(std::int64_t fen) {
  return Money::fen(fen).to_yuan();
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

std::optional<Date> compact_day(std::string_view text) {
  if (text.size() < 8) return std::nullopt;
  const auto part = [&](std::size_t at, std::size_t size) {
    return std::string(text.substr(at, size));
  };
  return Date::parse(part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2));
}

std::string said_in(const Tree& input, std::string_view name) {
  if (input.members() == nullptr) return "";
  for (const auto& [node, object] : *input.members()) {
    const Tree* value = object.members() == nullptr ? nullptr : object.find(name);
    const std::string* said = value == nullptr ? nullptr : value->text();
    if (said != nullptr && !said->empty()) return *said;
  }
  return "";
}

}  // namespace yibao::provider
