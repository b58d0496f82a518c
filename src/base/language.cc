#include "base/language.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace yibao {

namespace {

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The length of the digits and hyphens "2025-04" or "2025-04-25" at the start; 0 for anything else.
std::size_t length_of_day(std::string_view text) {
  const auto fits = [&](std::string_view shape) {
    if (text.size() < shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
      if (shape[i] == '-' ? text[i] != '-' : !is_digit(text[i])) return false;
    }
    const bool ends =
        text.size() == shape.size() || (!is_digit(text[shape.size()]) && text[shape.size()] != '-');
    return ends;
  };
  if (fits("0000-00-00")) return 10;
  return fits("0000-00") ? 7 : 0;
}

std::string without_zero(std::string_view two_digits) {
  return std::string(two_digits[0] == '0' ? two_digits.substr(1) : two_digits);
}

std::string chinese_day(std::string_view day) {
  std::string text = std::string(day.substr(0, 4)) + "年" + without_zero(day.substr(5, 2)) + "月";
  if (day.size() == 10) text += without_zero(day.substr(8, 2)) + "日";
  return text;
}

// A month that there is none of stays as it is written.
std::string english_day(std::string_view day) {
  const std::int64_t month = parse_integer(without_zero(day.substr(5, 2))).value_or(0);
  if (month < 1 || month > 12) return std::string(day);
  std::string text = day.size() == 10 ? without_zero(day.substr(8, 2)) + " " : "";
  text += kMonths[static_cast<std::size_t>(month - 1)];
  return text + " " + std::string(day.substr(0, 4));
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// "en" and "EN-gb" are of "en"; "enm" is not.
bool is_of(std::string_view range, std::string_view language) {
  if (range.size() < language.size()) return false;
  if (!std::ranges::equal(range.substr(0, language.size()), language, {}, lower)) return false;
  return range.size() == language.size() || range[language.size()] == '-';
}

// ";q=0.8" in thousandths; 1000 where there is none, 0 where it is no weight.
int weight_of(std::string_view parameters) {
  parameters = trimmed(parameters);
  if (parameters.empty()) return 1'000;
  if (parameters.size() < 3 || lower(parameters[0]) != 'q' || parameters[1] != '=') return 0;
  parameters.remove_prefix(2);
  int weight = 0;
  int unit = 1'000;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (i == 1 ? parameters[i] != '.' : !is_digit(parameters[i])) return 0;
    if (i == 1) continue;
    weight += (parameters[i] - '0') * unit;
    unit /= 10;
  }
  return std::min(weight, 1'000);
}

// What a list says of one language: how much it is liked, and where it was named first.
struct Liked {
  int weight = 0;
  std::size_t place = std::string_view::npos;  // not by its name
  void take(int said, std::size_t at) {
    weight = place == std::string_view::npos ? said : std::max(weight, said);
    place = std::min(place, at);
  }
};

}  // namespace

std::string_view to_text(Language language) {
  return language == Language::english ? "en" : "zh-CN";
}

std::optional<Language> language_of(std::string_view text) {
  for (const Language language : {Language::chinese, Language::english}) {
    if (to_text(language) == text) return language;
  }
  return std::nullopt;
}

Language best_language(std::string_view accept_language) {
  Liked chinese;
  Liked english;
  int others = 0;  // "*": what is not named
  for (std::size_t at = 0; at < accept_language.size();) {
    const std::size_t end = std::min(accept_language.find(',', at), accept_language.size());
    const std::string_view each = accept_language.substr(at, end - at);
    const std::size_t semicolon = std::min(each.find(';'), each.size());
    const std::string_view range = trimmed(each.substr(0, semicolon));
    const int weight = weight_of(each.substr(std::min(semicolon + 1, each.size())));
    if (range == "*") others = weight;
    if (is_of(range, "zh")) chinese.take(weight, at);
    if (is_of(range, "en")) english.take(weight, at);
    at = end + 1;
  }
  for (Liked* each : {&chinese, &english}) {
    if (each->place == std::string_view::npos) each->weight = others;
  }
  if (english.weight != chinese.weight) {
    return english.weight > chinese.weight ? Language::english : Language::chinese;
  }
  return english.weight > 0 && english.place < chinese.place ? Language::english
                                                             : Language::chinese;
}

std::string with_days_in_words(std::string_view text, Language language) {
  const bool english = language == Language::english;
  std::string shown;
  bool after_day = false;
  while (!text.empty()) {
    const bool starts = shown.empty() || !is_digit(shown.back());
    if (const std::size_t length = starts ? length_of_day(text) : 0; length != 0) {
      const std::string_view day = text.substr(0, length);
      shown += english ? english_day(day) : chinese_day(day);
      text.remove_prefix(length);
      after_day = true;
    } else if (after_day && text.starts_with("..")) {
      shown += english ? " to " : "至";
      text.remove_prefix(2);
      after_day = false;
    } else {
      shown += text.front();
      text.remove_prefix(1);
      after_day = false;
    }
  }
  return shown;
}

}  // namespace yibao
