// Days and months as the insurance counts them.
//
// Date is a Beijing calendar day, Month a contribution month (费款所属期), Instant a moment in
// milliseconds. None of them reads a clock: today is always an argument. MonthSet is the set of
// months that a person has paid, packed, so that years of contributions are counted by popcount.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yibao {

class Month;

class Date {
 public:
  constexpr Date() = default;                    // 1970-01-01
  static Date of(int year, int month, int day);  // checked: an impossible day is a bug
  static std::optional<Date> from(int year, int month, int day);
  static std::optional<Date> parse(std::string_view text);  // "2025-04-25", nothing else
  static constexpr Date from_days(std::int32_t days) { return Date(days); }

  constexpr std::int32_t days() const { return days_; }  // since 1970-01-01
  int year() const;
  int month() const;
  int day() const;
  int weekday() const;  // 1 Monday … 7 Sunday
  bool is_weekend() const { return weekday() >= 6; }
  std::string to_string() const;  // "2025-04-25"
  // The day on which somebody born on `this` reaches the age; 29 February counts as 1 March.
  Date birthday_at_age(int years) const;

  constexpr Date operator+(int days) const { return Date(days_ + days); }
  constexpr Date operator-(int days) const { return Date(days_ - days); }
  constexpr std::int32_t operator-(Date other) const { return days_ - other.days_; }
  constexpr auto operator<=>(const Date&) const = default;

 private:
  explicit constexpr Date(std::int32_t days) : days_(days) {}
  std::int32_t days_ = 0;
};

class Month {
 public:
  constexpr Month() = default;  // 1970-01
  static Month of(int year, int month);
  static constexpr Month from_index(std::int32_t index) { return Month(index); }
  static Month containing(Date date);
  static std::optional<Month> parse(std::string_view text);          // "2025-04"
  static std::optional<Month> parse_compact(std::string_view text);  // "202504"

  constexpr std::int32_t index() const { return index_; }  // months since 1970-01
  int year() const;
  int month() const;
  Date first_day() const;
  Date last_day() const;
  std::string to_string() const;  // "2025-04"

  constexpr Month operator+(int months) const { return Month(index_ + months); }
  constexpr Month operator-(int months) const { return Month(index_ - months); }
  constexpr std::int32_t operator-(Month other) const { return index_ - other.index_; }
  constexpr auto operator<=>(const Month&) const = default;

 private:
  explicit constexpr Month(std::int32_t index) : index_(index) {}
  std::int32_t index_ = 0;
};

class Instant {
 public:
  constexpr Instant() = default;
  static constexpr Instant from_milliseconds(std::int64_t value) { return Instant(value); }
  static constexpr Instant start_of(Date day) {
    return Instant(std::int64_t{day.days()} * kDay - kBeijing);
  }
  constexpr std::int64_t milliseconds() const { return milliseconds_; }
  Date date() const;              // the Beijing day, whatever the server's zone
  std::string to_string() const;  // "2025-04-25T09:30:00.000+08:00"
  constexpr auto operator<=>(const Instant&) const = default;

 private:
  static constexpr std::int64_t kDay = 86'400'000;
  static constexpr std::int64_t kBeijing = std::int64_t{8} * 3'600'000;
  explicit constexpr Instant(std::int64_t value) : milliseconds_(value) {}
  std::int64_t milliseconds_ = 0;
};

// A set of months between 1970-01 and 2103-03. A month counts once however often it was paid.
class MonthSet {
 public:
  static constexpr int kMonths = 1600;
  static bool in_range(Month month) { return month.index() >= 0 && month.index() < kMonths; }

  void insert(Month month);              // checked: outside the range is a bug
  void insert(Month first, Month last);  // both included; nothing if last < first
  void erase(Month month);
  bool contains(Month month) const;
  bool empty() const;
  int count() const;
  int count_between(Month first, Month last) const;  // both included
  std::optional<Month> first() const;
  std::optional<Month> last() const;
  std::optional<Month> last_before(Month month) const;  // the latest one strictly before
  std::optional<Month> first_from(Month month) const;   // the earliest one at or after
  // How many months without a break end with `month`, it included.
  int run_ending_at(Month month) const;
  std::vector<Month> to_vector() const;
  std::string to_string() const;  // "2024-01..2024-12, 2025-03"

  MonthSet operator|(const MonthSet& other) const;
  MonthSet operator&(const MonthSet& other) const;
  MonthSet without(const MonthSet& other) const;
  bool operator==(const MonthSet&) const = default;

 private:
  std::array<std::uint64_t, kMonths / 64> words_{};
};

}  // namespace yibao
