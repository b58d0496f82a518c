#include "business/reconciliation/book_values.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/decimal_text.h"

namespace yibao::reconciliation {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool take(std::string_view& text, std::string_view mark) {
  if (!text.starts_with(mark)) return false;
  text.remove_prefix(mark.size());
  return true;
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// A comma before every third digit from the point, and nowhere else.
bool is_grouped(std::string_view whole) {
  constexpr std::size_t kGroup = 4;  // three digits and their comma
  if (whole.size() % kGroup == 0) return false;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if ((whole[i] == ',') != ((whole.size() - i) % kGroup == 0)) return false;
  }
  return true;
}

// "1,058.00", as a spreadsheet shows it; other commas stay, and are refused.
std::string without_grouping(std::string_view text) {
  std::string plain(text);
  if (is_grouped(text.substr(0, text.find('.')))) std::erase(plain, ',');
  return plain;
}

// Two decimals, whatever noughts or noise stand behind them.
std::string two_decimals(std::string text) {
  constexpr std::size_t kDecimals = 2;
  text = without_rounding_error(text, kDecimals);
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return text;
  while (text.size() > point + 1 + kDecimals && text.back() == '0') text.pop_back();
  return text;
}

// As money is written everywhere, at once; what a spreadsheet adds is taken off only where it is.
std::optional<Money> above_zero(std::string_view text) {
  if (const std::optional<Money> plain = Money::parse_yuan(text)) return plain;
  constexpr std::array<std::string_view, 2> kSigns{"\u00A5", "\uFFE5"};  // ¥, and the wide one
  for (const std::string_view sign : kSigns) take(text, sign);
  if (text.ends_with("元")) text.remove_suffix(std::string_view("元").size());
  return Money::parse_yuan(two_decimals(without_grouping(without_blanks(text))));
}

// One or two digits, and what must stand behind them.
std::optional<int> take_part(std::string_view& text, std::string_view separator) {
  std::size_t size = 0;
  while (size < text.size() && size < 2 && is_digit(text[size])) ++size;
  if (size == 0) return std::nullopt;
  const int part = std::stoi(std::string(text.substr(0, size)));
  text.remove_prefix(size);
  if (!separator.empty() && !take(text, separator)) return std::nullopt;
  return part;
}

}  // namespace

bool is_nothing(std::string_view text) {
  return text.empty() || text == "null" || text == "NULL";
}

std::optional<Money> read_book_amount(std::string_view text) {
  if (is_nothing(text) || text == "-") return Money();
  const bool in_brackets = text.size() > 2 && text.front() == '(' && text.back() == ')';
  if (in_brackets) text = text.substr(1, text.size() - 2);
  constexpr std::array<std::string_view, 3> kBelow{"-", "\u00A5-", "\uFFE5-"};
  bool below = in_brackets;
  for (const std::string_view sign : kBelow) {
    if (!in_brackets && take(text, sign)) {
      below = true;
      break;
    }
  }
  const std::optional<Money> money = above_zero(text);
  if (!money) return std::nullopt;
  return below ? Money() - *money : *money;
}

std::optional<Date> read_book_day(std::string_view text) {
  constexpr std::size_t kIso = 10;
  constexpr std::size_t kCompact = 8;
  constexpr std::size_t kYear = 4;
  if (const auto day = Date::parse(text.substr(0, kIso))) return day;
  const std::string compact(text.substr(0, kCompact));
  if (compact.size() == kCompact && std::ranges::all_of(compact, is_digit)) {
    return Date::parse(compact.substr(0, 4) + "-" + compact.substr(4, 2) + "-" + compact.substr(6));
  }
  if (text.size() < kYear || !std::ranges::all_of(text.substr(0, kYear), is_digit)) {
    return std::nullopt;
  }
  const int year = std::stoi(std::string(text.substr(0, kYear)));
  text.remove_prefix(kYear);
  const bool in_words = take(text, "年");
  if (!in_words && !text.starts_with('-') && !text.starts_with('/')) return std::nullopt;
  const std::string between = in_words ? "月" : std::string(text.substr(0, 1));
  if (!in_words) text.remove_prefix(1);
  const std::optional<int> month = take_part(text, between);
  const std::optional<int> day =
      month ? take_part(text, in_words ? std::string_view("日") : "") : std::nullopt;
  const bool ends = text.empty() || text.front() == ' ' || text.front() == 'T';
  if (!month || !day || !ends) return std::nullopt;
  return Date::from(year, *month, *day);
}

std::string_view without_text_marks(std::string_view text) {
  if (text.starts_with('\'')) return text.substr(1);
  if (text.starts_with("=\"") && text.ends_with('"') && text.size() > 3) {
    return text.substr(2, text.size() - 3);
  }
  return text;
}

bool is_sum_word(std::string_view text) {
  constexpr std::array<std::string_view, 8> kWords{"合计",     "小计",     "总计", "累计",
                                                   "本页合计", "本页小计", "共计", "total"};
  while (!text.empty() && (text.ends_with(':') || text.ends_with(' '))) text.remove_suffix(1);
  constexpr std::string_view kWideColon = "\uFF1A";
  if (text.ends_with(kWideColon)) text.remove_suffix(kWideColon.size());
  if (text == "Total" || text == "TOTAL") return true;
  return std::ranges::find(kWords, text) != kWords.end();
}

}  // namespace yibao::reconciliation
