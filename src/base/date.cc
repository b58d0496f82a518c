#include "base/date.h"

#include <algorithm>
#include <bit>
#include <chrono>

#include "base/check.h"

namespace yibao {

namespace {

namespace chrono = std::chrono;

chrono::year_month_day civil(Date date) {
  return chrono::year_month_day(chrono::sys_days(chrono::days(date.days())));
}

// Exactly `text.size()` digits as a number, or -1.
int digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

// Writes a number with so many digits, zeros in front. Days are written by the dozen in an answer.
char* write_digits(char* at, int value, int width) {
  for (int i = width; i-- > 0; value /= 10) at[i] = static_cast<char>('0' + value % 10);
  return at + width;
}

}  // namespace

std::optional<Date> Date::from(int year, int month, int day) {
  const chrono::year_month_day ymd{chrono::year(year), chrono::month(static_cast<unsigned>(month)),
                                   chrono::day(static_cast<unsigned>(day))};
  if (year < 1800 || year > 2999 || month < 1 || day < 1 || !ymd.ok()) return std::nullopt;
  return Date(chrono::sys_days(ymd).time_since_epoch().count());
}

Date Date::of(int year, int month, int day) {
  const std::optional<Date> date = from(year, month, day);
  YB_CHECK(date.has_value(), "no such day");
  return *date;
}

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return from(digits(text.substr(0, 4)), digits(text.substr(5, 2)), digits(text.substr(8, 2)));
}

int Date::year() const {
  return static_cast<int>(civil(*this).year());
}
int Date::month() const {
  return static_cast<int>(static_cast<unsigned>(civil(*this).month()));
}
int Date::day() const {
  return static_cast<int>(static_cast<unsigned>(civil(*this).day()));
}

int Date::weekday() const {
  return static_cast<int>(chrono::weekday(chrono::sys_days(chrono::days(days_))).iso_encoding());
}

std::string Date::to_string() const {
  const chrono::year_month_day ymd = civil(*this);
  std::string text(10, '-');
  write_digits(text.data(), static_cast<int>(ymd.year()), 4);
  write_digits(text.data() + 5, static_cast<int>(static_cast<unsigned>(ymd.month())), 2);
  write_digits(text.data() + 8, static_cast<int>(static_cast<unsigned>(ymd.day())), 2);
  return text;
}

Date Date::birthday_at_age(int years) const {
  const std::optional<Date> same_day = from(year() + years, month(), day());
  return same_day ? *same_day : of(year() + years, 3, 1);
}

Month Month::of(int year, int month) {
  YB_CHECK(year >= 1800 && year <= 2999 && month >= 1 && month <= 12, "no such month");
  return Month((year - 1970) * 12 + month - 1);
}

Month Month::containing(Date date) {
  const chrono::year_month_day ymd = civil(date);
  return of(static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())));
}

std::optional<Month> Month::parse(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  return parse_compact(std::string(text.substr(0, 4)) + std::string(text.substr(5)));
}

std::optional<Month> Month::parse_compact(std::string_view text) {
  if (text.size() != 6) return std::nullopt;
  const int year = digits(text.substr(0, 4));
  const int month = digits(text.substr(4));
  if (year < 1970 || year > 2102 || month < 1 || month > 12) return std::nullopt;
  return of(year, month);
}

int Month::year() const {
  return 1970 + (index_ >= 0 ? index_ / 12 : -((11 - index_) / 12));
}
int Month::month() const {
  return index_ - (year() - 1970) * 12 + 1;
}
// A month has a first day: nothing is left to be asked but whether the year is one of ours.
Date Month::first_day() const {
  const int in_year = year();
  YB_CHECK(in_year >= 1800 && in_year <= 2999, "no such month");
  const chrono::sys_days day =
      chrono::year(in_year) / chrono::month(static_cast<unsigned>(month())) / chrono::day(1);
  return Date::from_days(static_cast<std::int32_t>(day.time_since_epoch().count()));
}
Date Month::last_day() const {
  return (*this + 1).first_day() - 1;
}
std::string Month::to_string() const {
  std::string text(7, '-');
  write_digits(text.data(), year(), 4);
  write_digits(text.data() + 5, month(), 2);
  return text;
}

Date Instant::date() const {
  const std::int64_t shifted = milliseconds_ + kBeijing;
  const std::int64_t days = shifted >= 0 ? shifted / kDay : -((kDay - 1 - shifted) / kDay);
  return Date::from_days(static_cast<std::int32_t>(days));
}

std::string Instant::to_string() const {
  const Date day = date();
  const auto rest = static_cast<int>(milliseconds_ - start_of(day).milliseconds());
  std::string text = day.to_string() + "T00:00:00.000+08:00";
  write_digits(text.data() + 11, rest / 3'600'000, 2);
  write_digits(text.data() + 14, rest / 60'000 % 60, 2);
  write_digits(text.data() + 17, rest / 1000 % 60, 2);
  write_digits(text.data() + 20, rest % 1000, 3);
  return text;
}

void MonthSet::insert(Month month) {
  YB_CHECK(in_range(month), "month out of range: " + month.to_string());
  words_[month.index() / 64] |= std::uint64_t{1} << (month.index() % 64);
}

void MonthSet::insert(Month first, Month last) {
  for (Month month = first; month <= last; month = month + 1) insert(month);
}

void MonthSet::erase(Month month) {
  if (in_range(month)) words_[month.index() / 64] &= ~(std::uint64_t{1} << (month.index() % 64));
}

bool MonthSet::contains(Month month) const {
  return in_range(month) && (words_[month.index() / 64] >> (month.index() % 64) & 1) != 0;
}

bool MonthSet::empty() const {
  return std::ranges::all_of(words_, [](std::uint64_t word) { return word == 0; });
}

int MonthSet::count() const {
  int total = 0;
  for (const std::uint64_t word : words_) total += std::popcount(word);
  return total;
}

int MonthSet::count_between(Month first, Month last) const {
  MonthSet window;
  window.insert(std::max(first, Month::from_index(0)),
                std::min(last, Month::from_index(kMonths - 1)));
  return (*this & window).count();
}

std::optional<Month> MonthSet::first() const {
  return first_from(Month::from_index(0));
}
std::optional<Month> MonthSet::last() const {
  return last_before(Month::from_index(kMonths));
}

std::optional<Month> MonthSet::last_before(Month month) const {
  for (int index = std::min(month.index(), kMonths) - 1; index >= 0; --index) {
    const std::uint64_t up_to = words_[index / 64] << (63 - index % 64);
    if (up_to != 0) return Month::from_index(index - std::countl_zero(up_to));
    index -= index % 64;
  }
  return std::nullopt;
}

std::optional<Month> MonthSet::first_from(Month month) const {
  for (int index = std::max(month.index(), 0); index < kMonths; index += 64 - index % 64) {
    const std::uint64_t from_here = words_[index / 64] >> (index % 64);
    if (from_here != 0) return Month::from_index(index + std::countr_zero(from_here));
  }
  return std::nullopt;
}

int MonthSet::run_ending_at(Month month) const {
  int length = 0;
  while (contains(month - length)) ++length;
  return length;
}

std::vector<Month> MonthSet::to_vector() const {
  std::vector<Month> months;
  for (std::optional<Month> month = first(); month; month = first_from(*month + 1)) {
    months.push_back(*month);
  }
  return months;
}

std::string MonthSet::to_string() const {
  std::string text;
  for (std::optional<Month> from = first(); from;) {
    Month to = *from;
    while (contains(to + 1)) to = to + 1;
    text += (text.empty() ? "" : ", ") + from->to_string();
    if (to != *from) text += ".." + to.to_string();
    from = first_from(to + 1);
  }
  return text;
}

MonthSet MonthSet::operator|(const MonthSet& other) const {
  MonthSet result;
  for (std::size_t i = 0; i < words_.size(); ++i) result.words_[i] = words_[i] | other.words_[i];
  return result;
}

MonthSet MonthSet::operator&(const MonthSet& other) const {
  MonthSet result;
  for (std::size_t i = 0; i < words_.size(); ++i) result.words_[i] = words_[i] & other.words_[i];
  return result;
}

MonthSet MonthSet::without(const MonthSet& other) const {
  MonthSet result;
  for (std::size_t i = 0; i < words_.size(); ++i) result.words_[i] = words_[i] & ~other.words_[i];
  return result;
}

}  // namespace yibao
