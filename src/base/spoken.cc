#include "base/spoken.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "base/text.h"

namespace yibao {

namespace {

constexpr std::array<std::string_view, 10> kDigits{"零", "一", "二", "三", "四",
                                                   "五", "六", "七", "八", "九"};
constexpr std::size_t kFiguresFrom = 5;  // longer numbers are numbers of something: 12393

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
int value_of(char c) {
  return c - '0';
}

// Below ten thousand. `leading`: nothing stands before it, so ten is 十 and not 一十.
std::string below_ten_thousand(int number, bool leading) {
  constexpr std::array<std::pair<int, std::string_view>, 4> kUnits{
      {{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}}};
  std::string text;
  bool gap = false;
  for (const auto& [unit, name] : kUnits) {
    const int digit = number / unit % 10;
    if (digit == 0) {
      gap = !text.empty();
      continue;
    }
    if (gap) text += kDigits[0];
    gap = false;
    const bool ten_alone = unit == 10 && digit == 1 && text.empty() && leading;
    if (!ten_alone) {
      text += unit == 1000 && digit == 2 ? std::string_view("两")
                                         : kDigits[static_cast<std::size_t>(digit)];
    }
    text += name;
  }
  return text;
}

// "1,234" without its commas.
std::string plain(std::string_view digits) {
  std::string text;
  for (const char c : digits) {
    if (c != ',') text += c;
  }
  return text;
}

// A number in a text: 1,234.56
struct Number {
  std::string whole;     // without commas
  std::string fraction;  // behind the point; empty: none
  bool grouped = false;  // by commas: a quantity, however long
  std::size_t size = 0;  // in the text
};

Number number_at(std::string_view text) {
  std::size_t end = 0;
  const auto digits_follow = [&](std::size_t at) { return at < text.size() && is_digit(text[at]); };
  const auto group_follows = [&](std::size_t at) {
    return at < text.size() && text[at] == ',' && digits_follow(at + 1) && digits_follow(at + 2) &&
           digits_follow(at + 3) && !digits_follow(at + 4);
  };
  while (digits_follow(end)) ++end;
  if (end <= 3) {
    while (group_follows(end)) end += 4;
  }
  Number number{plain(text.substr(0, end)), {}, false, end};
  number.grouped = number.whole.size() < end;
  if (end < text.size() && text[end] == '.' && digits_follow(end + 1)) {
    std::size_t last = end + 1;
    while (digits_follow(last)) ++last;
    number.fraction = text.substr(end + 1, last - end - 1);
    number.size = last;
  }
  return number;
}

// 9:00 → 九点, 9:30 → 九点三十分; nothing where it is no time of the day.
std::optional<std::string> time_of(const Number& number, std::string_view behind,
                                   std::size_t& taken) {
  const bool minutes = behind.size() >= 3 && behind[0] == ':' && is_digit(behind[1]) &&
                       is_digit(behind[2]) && (behind.size() == 3 || !is_digit(behind[3]));
  if (!minutes || number.whole.size() > 2 || !number.fraction.empty()) return std::nullopt;
  taken = 3;
  const int minute = value_of(behind[1]) * 10 + value_of(behind[2]);
  std::string text = spoken_number(*parse_integer(number.whole)) + "点";
  if (minute > 0) text += spoken_number(minute) + "分";
  if (behind.substr(3).starts_with("-")) {
    text += "到";
    ++taken;
  }
  return text;
}

std::string decimal(const Number& number) {
  constexpr std::size_t kWordsMax = 15;  // digits; what is longer counts nothing
  std::string text = number.whole.size() > kWordsMax ? spoken_figures(number.whole)
                                                     : spoken_number(*parse_integer(number.whole));
  if (number.fraction.empty()) return text;
  text += "点";
  for (const char c : number.fraction) text += kDigits[static_cast<std::size_t>(value_of(c))];
  return text;
}

// 两个月, but 二月 and 请按二.
bool counts_things(std::string_view next) {
  constexpr std::array<std::string_view, 9> kMeasures{"个", "件", "次", "天", "张",
                                                      "份", "种", "位", "步"};
  return std::ranges::any_of(kMeasures,
                             [&](std::string_view each) { return next.starts_with(each); });
}

// A blank is heard between foreign words only.
bool between_letters(std::string_view text, std::size_t at) {
  const auto is_letter = [&](std::size_t i) {
    return i < text.size() && std::isalpha(static_cast<unsigned char>(text[i])) != 0;
  };
  return at > 0 && is_letter(at - 1) && is_letter(at + 1);
}

std::string year_of(std::string_view digits) {
  std::string text;
  for (const char c : digits) text += kDigits[static_cast<std::size_t>(value_of(c))];
  return text;
}

std::string spoken(const Number& number, std::string_view behind, std::size_t& taken) {
  if (const auto time = time_of(number, behind, taken)) return *time;
  const std::string_view unit = behind.substr(0, behind.find_first_not_of(' '));
  const std::string_view next = behind.substr(unit.size() == behind.size() ? 0 : unit.size());
  if (next.starts_with("元") && number.whole.size() <= 13) {
    const std::string yuan = number.whole + (number.fraction.empty() ? "" : "." + number.fraction);
    if (const auto amount = Money::parse_yuan(yuan)) {
      taken = static_cast<std::size_t>(next.data() - behind.data()) + std::string_view("元").size();
      return spoken_amount(*amount);
    }
  }
  if (next.starts_with("%")) {
    taken = static_cast<std::size_t>(next.data() - behind.data()) + 1;
    return "百分之" + decimal(number);
  }
  const bool long_or_nought =
      !number.grouped &&
      (number.whole.size() >= kFiguresFrom || (number.whole.size() > 1 && number.whole[0] == '0'));
  if (number.fraction.empty() && number.whole.size() == 4 && next.starts_with("年")) {
    return year_of(number.whole);
  }
  if (number.fraction.empty() && long_or_nought) {
    if (behind.size() > 1 && behind[0] == '-' && is_digit(behind[1])) taken = 1;  // 0769-2222
    return spoken_figures(number.whole);
  }
  if (number.whole == "2" && number.fraction.empty() && counts_things(next)) return "两";
  return decimal(number);
}

}  // namespace

std::string spoken_number(std::int64_t number) {
  if (number == 0) return std::string(kDigits[0]);
  if (number < 0) return "负" + spoken_number(-number);
  constexpr std::array<std::pair<std::int64_t, std::string_view>, 4> kGroups{
      {{1'000'000'000'000, "万亿"}, {100'000'000, "亿"}, {10'000, "万"}, {1, ""}}};
  std::string text;
  bool gap = false;
  for (const auto& [unit, name] : kGroups) {
    const auto part = static_cast<int>(number / unit % 10'000);
    if (part == 0) {
      gap = !text.empty();
      continue;
    }
    if (!text.empty() && (gap || part < 1000)) text += kDigits[0];
    gap = false;
    text += part == 2 && unit > 1 ? "两" : below_ten_thousand(part, text.empty());
    text += name;
  }
  return text;
}

std::string spoken_figures(std::string_view digits) {
  std::string text;
  for (const char c : digits) {
    text += c == '1' ? std::string_view("幺") : kDigits[static_cast<std::size_t>(value_of(c))];
  }
  return text;
}

std::string spoken_amount(Money amount) {
  const std::int64_t fen = amount.fen();
  if (fen < 0) return "负" + spoken_amount(Money::fen(-fen));
  const std::int64_t yuan = fen / 100;
  const auto jiao = static_cast<std::size_t>(fen / 10 % 10);
  const auto rest = static_cast<std::size_t>(fen % 10);
  std::string text;
  if (yuan > 0 || fen == 0) text += (yuan == 2 ? "两" : spoken_number(yuan)) + std::string("元");
  if (jiao > 0) text += std::string(kDigits[jiao]) + "角";
  if (jiao == 0 && rest > 0 && yuan > 0) text += kDigits[0];
  if (rest > 0) text += std::string(kDigits[rest]) + "分";
  return text;
}

std::string read_aloud(std::string_view text) {
  std::string read;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ' && !between_letters(text, at)) {
      ++at;
      continue;
    }
    if (!is_digit(text[at])) {
      const bool minus = text[at] == '-' && at + 1 < text.size() && is_digit(text[at + 1]) &&
                         (at == 0 || !is_digit(text[at - 1]));
      minus ? read += "负" : read += text[at];
      ++at;
      continue;
    }
    const Number number = number_at(text.substr(at));
    std::size_t taken = 0;
    read += spoken(number, text.substr(at + number.size), taken);
    at += number.size + taken;
  }
  return read;
}

}  // namespace yibao
