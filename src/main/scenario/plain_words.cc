#include "main/scenario/plain_words.h"

#include <algorithm>
#include <array>

namespace yibao::main {

namespace {

constexpr std::array<std::string_view, 5> kSentences{"title", "detail", "next_step", "next_steps",
                                                     "region_name"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_of_word(char c) {
  return is_digit(c) || is_small(c) || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '*';
}

// What was typed is quoted: “identity_numbr”.
std::string without_quotes(std::string_view sentence) {
  static constexpr std::string_view kOpen = "“";
  static constexpr std::string_view kClose = "”";
  std::string rest;
  while (true) {
    const std::size_t open = sentence.find(kOpen);
    rest += sentence.substr(0, open);
    const std::size_t close = sentence.find(kClose, open);
    if (open == std::string_view::npos || close == std::string_view::npos) return rest;
    sentence.remove_prefix(close + kClose.size());
  }
}

bool is_raw(std::string_view word) {
  const bool snake = word.find('_') != std::string_view::npos;
  const bool code = word.size() >= 3 && std::ranges::all_of(word, is_small);
  const bool region = word.size() == 6 && std::ranges::all_of(word, is_digit);
  // A year, not the area code of a telephone.
  const bool date = word.size() >= 7 && word[0] != '0' && is_digit(word[3]) && word[4] == '-' &&
                    is_digit(word[5]);
  return snake || code || region || date;
}

}  // namespace

std::optional<std::string> raw_code_in(std::string_view sentence) {
  const std::string text = without_quotes(sentence);
  if (text.find("—") != std::string::npos) return "—";
  for (std::size_t at = 0; at < text.size();) {
    if (!is_of_word(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_of_word(text[end])) ++end;
    const std::string word = text.substr(at, end - at);
    // The number of something that was sent is for people, however many digits it has by now.
    const bool is_number = std::string_view(text).substr(0, at).ends_with("编号 ");
    if (!is_number && is_raw(word)) return word;
    at = end;
  }
  return std::nullopt;
}

std::optional<std::string> raw_sentence_in(const Tree& answer) {
  if (const Tree::List* list = answer.list()) {
    for (const Tree& each : *list) {
      if (auto raw = raw_sentence_in(each)) return raw;
    }
  }
  if (answer.members() == nullptr) return std::nullopt;
  for (const auto& [name, member] : *answer.members()) {
    if (auto raw = raw_sentence_in(member)) return raw;
    if (std::ranges::find(kSentences, name) == kSentences.end()) continue;
    const auto check = [&](const Tree& text) -> std::optional<std::string> {
      const auto raw = text.text() != nullptr ? raw_code_in(*text.text()) : std::nullopt;
      return raw ? std::optional(*raw + " in: " + *text.text()) : std::nullopt;
    };
    if (auto raw = check(member)) return raw;
    if (member.list() == nullptr) continue;
    for (const Tree& each : *member.list()) {
      if (auto raw = check(each)) return raw;
    }
  }
  return std::nullopt;
}

}  // namespace yibao::main
