#include "calendar/calendar.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace yibao::calendar {

namespace {

// "2025.1" as year and version.
std::optional<std::pair<int, int>> parse_version(std::string_view text) {
  int year = 0;
  int version = 0;
  const char* const end = text.data() + text.size();
  const auto [dot, year_error] = std::from_chars(text.data(), end, year);
  if (year_error != std::errc() || dot == end || *dot != '.' || year < 1000) return std::nullopt;
  const auto [rest, version_error] = std::from_chars(dot + 1, end, version);
  if (version_error != std::errc() || rest != end || version < 0) return std::nullopt;
  return std::pair(year, version);
}

bool is_paused(Date day, std::span<const Pause> pauses) {
  return std::any_of(pauses.begin(), pauses.end(), [day](const Pause& pause) {
    return pause.returned_on < day && day <= pause.completed_on;
  });
}

}  // namespace

Decision<Calendar> Calendar::from(const std::vector<CalendarFile>& files) {
  Calendar calendar;
  std::vector<Reason> problems;
  for (const CalendarFile& file : files) {
    auto plan = YearPlan::from(file);
    if (!plan) {
      const std::vector<Reason>& found = plan.refusal().reasons;
      problems.insert(problems.end(), found.begin(), found.end());
      continue;
    }
    const int year = plan->year();
    const int version = plan->version();
    if (!calendar.plans_[year].emplace(version, std::move(plan).value()).second) {
      problems.push_back({"calendar_version_twice",
                          {{"file", file.name},
                           {"key", "version"},
                           {"value", std::to_string(year) + "." + std::to_string(version)}},
                          {}});
    }
  }
  if (!problems.empty()) return Refusal{RefusalKind::malformed, std::move(problems)};
  return calendar;
}

bool Calendar::is_working_day(Date day) const {
  const YearPlan* plan = plan_of(day.year());
  return plan != nullptr ? plan->is_working_day(day) : !day.is_weekend();
}

Deadline Calendar::add_working_days(Date from, int working_days) const {
  return deadline(from, working_days, {});
}

Deadline Calendar::deadline(Date start, int working_days, std::span<const Pause> pauses) const {
  YB_CHECK(working_days >= 0 && working_days <= kWorkingDaysMax, "working days out of range");
  Date day = start;
  for (int counted = 0; counted < working_days;) {
    day = day + 1;
    if (is_working_day(day) && !is_paused(day, pauses)) ++counted;
  }
  const Date first = working_days == 0 ? start : start + 1;
  Deadline result{day, false, version_of(first.year())};
  for (int year = first.year() + 1; year <= day.year(); ++year) {
    result.version += "+" + version_of(year);
  }
  for (int year = first.year(); working_days > 0 && year <= day.year(); ++year) {
    result.provisional = result.provisional || !has_year(year);
  }
  return result;
}

int Calendar::working_days_between(Date after, Date up_to) const {
  int counted = 0;
  for (Date day = after + 1; day <= up_to; day = day + 1) counted += is_working_day(day) ? 1 : 0;
  return counted;
}

std::vector<Date> Calendar::working_days_of(int year) const {
  std::vector<Date> days;
  for (Date day = Date::of(year, 1, 1); day.year() == year; day = day + 1) {
    if (is_working_day(day)) days.push_back(day);
  }
  return days;
}

bool Calendar::has_year(int year) const {
  return plan_of(year) != nullptr;
}

std::vector<int> Calendar::years() const {
  std::vector<int> known;
  for (const auto& [year, versions] : plans_) {
    if (has_year(year)) known.push_back(year);
  }
  return known;
}

std::string Calendar::version_of(int year) const {
  return std::to_string(year) + "." + std::to_string(version_in_use(year));
}

const YearPlan* Calendar::plan_of(int year) const {
  return find(year, version_in_use(year));
}

std::vector<const YearPlan*> Calendar::versions_of(int year) const {
  std::vector<const YearPlan*> plans;
  const auto versions = plans_.find(year);
  if (versions == plans_.end()) return plans;
  for (const auto& [version, plan] : versions->second) plans.push_back(&plan);
  return plans;
}

std::optional<Calendar> Calendar::at(std::string_view version) const {
  Calendar pinned = *this;
  while (true) {
    const std::size_t plus = version.find('+');
    const auto one = parse_version(version.substr(0, plus));
    if (!one) return std::nullopt;
    if (one->second != 0 && find(one->first, one->second) == nullptr) return std::nullopt;
    pinned.pinned_[one->first] = one->second;
    if (plus == std::string_view::npos) return pinned;
    version.remove_prefix(plus + 1);
  }
}

const YearPlan* Calendar::find(int year, int version) const {
  const auto versions = plans_.find(year);
  if (versions == plans_.end()) return nullptr;
  const auto plan = versions->second.find(version);
  return plan == versions->second.end() ? nullptr : &plan->second;
}

int Calendar::version_in_use(int year) const {
  if (const auto pin = pinned_.find(year); pin != pinned_.end()) return pin->second;
  const auto versions = plans_.find(year);
  return versions == plans_.end() ? 0 : versions->second.rbegin()->first;
}

}  // namespace yibao::calendar
