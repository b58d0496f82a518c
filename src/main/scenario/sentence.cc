#include "main/scenario/sentence.h"

namespace yibao::main {

namespace {

std::string trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

}  // namespace

std::optional<Captures> match_sentence(std::string_view pattern, std::string_view sentence) {
  Captures captures;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    const std::string_view literal = pattern.substr(0, open);
    if (!sentence.starts_with(literal)) return std::nullopt;
    sentence.remove_prefix(literal.size());
    if (open == std::string_view::npos) break;
    const std::size_t close = pattern.find('}', open);
    const std::string name(pattern.substr(open + 1, close - open - 1));
    pattern.remove_prefix(close + 1);
    const std::string_view next = pattern.substr(0, pattern.find('{'));
    const std::size_t end = next.empty() ? sentence.size() : sentence.find(next);
    if (end == std::string_view::npos) return std::nullopt;
    captures[name] = trimmed(sentence.substr(0, end));
    if (captures[name].empty()) return std::nullopt;
    sentence.remove_prefix(end);
  }
  if (!sentence.empty()) return std::nullopt;
  return captures;
}

}  // namespace yibao::main
