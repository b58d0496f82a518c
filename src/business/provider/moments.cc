#include "business/provider/moments.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "base/text.h"
#include "business/horizon.h"

namespace yibao::provider {

namespace {

constexpr std::size_t kDayLength = 10;  // yyyy-MM-dd

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

// "1745542780000" → "2025-04-25T08:59:40.000+08:00"
std::optional<std::string> from_milliseconds(std::string_view text) {
  constexpr std::size_t kDigits = 13;  // since 2001
  if (text.size() != kDigits || !is_digits(text) || text.front() == '0') return std::nullopt;
  const std::optional<std::int64_t> milliseconds = parse_integer(std::string(text));
  if (!milliseconds) return std::nullopt;
  return Instant::from_milliseconds(*milliseconds).to_string();
}

// One digit or two from `at` on, told as two; `at` goes behind them.
std::string two_digits(std::string_view text, std::size_t& at) {
  const std::size_t begin = at;
  while (at < std::min(begin + 2, text.size()) && is_digits(text.substr(at, 1))) ++at;
  return (at - begin == 1 ? "0" : "") + std::string(text.substr(begin, at - begin));
}

// "2026/11/8 9:05:03" → "2026-11-08 09:05:03"; what is no day and time stays what it was.
std::string in_printed_form(std::string_view text) {
  constexpr std::size_t kYear = 4;
  const std::string as_sent(text);
  if (text.size() <= kYear || (text[kYear] != '-' && text[kYear] != '/')) return as_sent;
  std::size_t at = kYear + 1;
  std::string told = as_sent.substr(0, kYear) + "-" + two_digits(text, at);
  if (at == text.size() || text[at] != text[kYear]) return as_sent;
  told += "-" + two_digits(text, ++at);
  if (at == text.size()) return told;
  told += text[at];
  told += two_digits(text, ++at);
  return told + as_sent.substr(at);
}

// hh:mm:ss, with what serialisers of dates put behind: parts of a second, and the zone, where it is
// ours.
std::optional<std::string> time_of_day(std::string_view text) {
  constexpr std::size_t kLength = 8;
  constexpr std::size_t kPartsMax = 7;  // of a second
  if (text.ends_with("+08:00")) text.remove_suffix(6);
  const std::string_view parts = text.substr(std::min(text.size(), kLength));
  if (parts.size() > 1 && parts.size() <= kPartsMax + 1 && parts[0] == '.' &&
      is_digits(parts.substr(1))) {
    text = text.substr(0, kLength);
  }
  const auto two = [&](std::size_t at, int most) {
    const std::string_view digits = text.substr(at, 2);
    return is_digits(digits) && std::stoi(std::string(digits)) <= most;
  };
  const bool shaped = text.size() == kLength && text[2] == ':' && text[5] == ':' && two(0, 23) &&
                      two(3, 59) && two(6, 59);
  if (!shaped) return std::nullopt;
  return std::string(text);
}

}  // namespace

std::optional<std::string> read_moment(std::string_view text, const Field& field) {
  const std::string told = from_milliseconds(text).value_or(in_printed_form(text));
  const std::string day = told.substr(0, kDayLength);
  if (!business::day_within_horizon(day)) return std::nullopt;
  const bool is_day = field.type == FieldType::date;
  if (told.size() == kDayLength) {
    if (is_day) return day;
    const bool is_end = field.name.find("end") != std::string::npos;
    return day + (is_end ? " 23:59:59" : " 00:00:00");
  }
  if (told[kDayLength] != ' ' && told[kDayLength] != 'T') return std::nullopt;
  const std::optional<std::string> time = time_of_day(told.substr(kDayLength + 1));
  if (!time) return std::nullopt;
  return is_day ? day : day + " " + *time;
}

bool names_a_day(std::string_view sent) {
  if (from_milliseconds(sent)) return true;
  const std::string text = in_printed_form(sent);
  constexpr std::string_view kBetween = "-/:. TZ+";
  constexpr std::size_t kDigitsOfADay = 8;
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (kBetween.find(c) == std::string_view::npos) {
      return false;
    }
  }
  if (digits.size() < kDigitsOfADay || text.starts_with('-')) return false;
  // Where the year is parted from the month, months and days may be of one digit.
  std::vector<int> parts{0};
  for (const char c : text) {
    if (c < '0' || c > '9') {
      parts.push_back(0);
    } else if (parts.back() < 10'000'000) {
      parts.back() = parts.back() * 10 + (c - '0');
    }
  }
  const bool parted = text.find_first_not_of("0123456789") == 4 && parts.size() >= 3;
  const int compact = static_cast<int>(parse_integer(digits.substr(0, kDigitsOfADay)).value_or(0));
  const int year = parted ? parts[0] : compact / 10'000;
  const int month = parted ? parts[1] : compact / 100 % 100;
  const int day = parted ? parts[2] : compact % 100;
  return year > 0 && Date::from(year, month, day).has_value();
}

}  // namespace yibao::provider
