// The working-day calendar (工作日历), and deadlines (办理时限) counted in it.
//
// The day of the event does not count: counting begins on the next day. A year without data has
// weekends off and nothing else, and what was counted in it is provisional: compute it again when
// the State Council's notice is loaded. Every result names the version of each year it passed
// through ("2025.1", "2025.1+2026.1"; version 0 is a year without data), and at() gives back the
// calendar that computed it. Reads no clock and no file; immutable once made.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "calendar/year_plan.h"

namespace yibao::calendar {

inline constexpr int kWorkingDaysMax = 1000;

struct Deadline {
  Date day;
  bool provisional = false;
  std::string version;
  bool operator==(const Deadline&) const = default;
};

// The clock stands still from the day after the return (退回补正) up to and including the day on
// which everything was there. For a pause that still runs, pass today as completed_on.
struct Pause {
  Date returned_on;
  Date completed_on;
};

class Calendar {
 public:
  Calendar() = default;  // no data for any year
  // Refuses with every mistake of every file at once.
  static Decision<Calendar> from(const std::vector<CalendarFile>& files);

  bool is_working_day(Date day) const;
  Deadline add_working_days(Date from, int working_days) const;
  // As add_working_days, with the clock stopped during the pauses. Pauses may overlap.
  Deadline deadline(Date start, int working_days, std::span<const Pause> pauses) const;
  // Working days after `after`, up to and including `up_to`; 0 if up_to is not later.
  int working_days_between(Date after, Date up_to) const;
  std::vector<Date> working_days_of(int year) const;

  bool has_year(int year) const;
  std::vector<int> years() const;           // with data
  std::string version_of(int year) const;   // "2025.1", "2027.0"
  const YearPlan* plan_of(int year) const;  // the version in use, null without data
  std::vector<const YearPlan*> versions_of(int year) const;  // the older ones too, oldest first

  // This calendar with the years that `version` names pinned to those versions; nothing if the
  // text is malformed or a version is not at hand.
  std::optional<Calendar> at(std::string_view version) const;

 private:
  const YearPlan* find(int year, int version) const;
  int version_in_use(int year) const;

  std::map<int, std::map<int, YearPlan>> plans_;  // year → version → plan
  std::map<int, int> pinned_;                     // year → version; 0: as if without data
};

}  // namespace yibao::calendar
