#include "business/reconciliation/book_values.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/decimal_text.h"
#include "base/text.h"

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

bool take_back(std::string_view& text, std::string_view mark) {
  if (!text.ends_with(mark)) return false;
  text.remove_suffix(mark.size());
  return true;
}

bool take_one_of(std::string_view& text, const auto& marks) {
  return std::ranges::any_of(marks, [&](std::string_view mark) { return take(text, mark); });
}

bool take_one_of_back(std::string_view& text, const auto& marks) {
  return std::ranges::any_of(marks, [&](std::string_view mark) { return take_back(text, mark); });
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

constexpr std::array<std::string_view, 2> kCurrency{"\u00A5", "\uFFE5"};  // ¥, and the wide one
constexpr std::array<std::string_view, 4> kMinus{"-", "\u2212", "\uFF0D", "\u2013"};

// Brackets around the whole are a minus.
bool take_brackets(std::string_view& text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kBrackets{
      std::pair("(", ")"), std::pair("\uFF08", "\uFF09")};
  for (const auto& [open, close] : kBrackets) {
    if (!text.starts_with(open) || !text.ends_with(close)) continue;
    text.remove_prefix(open.size());
    text.remove_suffix(close.size());
    return true;
  }
  return false;
}

// An amount as a spreadsheet shows it: what is around its digits, in whatever order, each once.
class Shown {
 public:
  explicit Shown(std::string_view text) : text_(text) {
    do {
      text_ = without_blanks_around(text_);
    } while (take_mark());
  }

  std::optional<Money> read() const {
    if (is_wrong_) return std::nullopt;
    if (text_.empty()) return has_sign_ ? std::optional(Money()) : std::nullopt;  // ¥-
    std::string digits = without_grouping(text_);
    if (digits.starts_with('.')) digits.insert(0, "0");
    const std::optional<Money> money = Money::parse_yuan(two_decimals(std::move(digits)));
    if (!money) return std::nullopt;
    return has_sign_ || is_in_brackets_ ? Money() - *money : *money;
  }

 private:
  bool take_mark() {
    if (take_one_of(text_, kCurrency)) return once(has_currency_);
    if (take_one_of(text_, kMinus) || take_one_of_back(text_, kMinus)) {
      is_wrong_ = is_wrong_ || is_in_brackets_;
      return once(has_sign_);
    }
    if (take_brackets(text_)) {
      is_wrong_ = is_wrong_ || has_sign_;
      return once(is_in_brackets_);
    }
    return take_back(text_, "元") && once(has_unit_);
  }
  bool once(bool& has) {
    is_wrong_ = is_wrong_ || has;
    has = true;
    return !is_wrong_;
  }

  std::string_view text_;
  bool has_currency_ = false;
  bool has_sign_ = false;
  bool is_in_brackets_ = false;
  bool has_unit_ = false;
  bool is_wrong_ = false;
};

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
  if (is_nothing(text)) return Money();
  // As money is written everywhere, at once.
  if (const std::optional<Money> plain = Money::parse_yuan(text)) return plain;
  return Shown(text).read();
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
  constexpr std::string_view kBetween = "-/.";
  if (text.empty()) return std::nullopt;
  if (!in_words && kBetween.find(text.front()) == std::string_view::npos) return std::nullopt;
  const std::string between = in_words ? "月" : std::string(text.substr(0, 1));
  if (!in_words) text.remove_prefix(1);
  const std::optional<int> month = take_part(text, between);
  const std::optional<int> day =
      month ? take_part(text, in_words ? std::string_view("日") : "") : std::nullopt;
  const bool ends = text.empty() || text.front() == ' ' || text.front() == 'T' ||
                    (in_words && is_digit(text.front()));  // 5日09:00
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

std::optional<bool> read_book_flag(std::string_view text) {
  constexpr std::array<std::string_view, 6> kStands{"0", "否", "N", "n", "正常", "未退费"};
  constexpr std::array<std::string_view, 6> kTakenBack{"1", "是", "Y", "y", "退费", "已退费"};
  if (is_nothing(text) || std::ranges::find(kStands, text) != kStands.end()) return false;
  if (std::ranges::find(kTakenBack, text) != kTakenBack.end()) return true;
  return std::nullopt;
}

}  // namespace yibao::reconciliation
