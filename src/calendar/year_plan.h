// One year's working days (工作日), as one version of its calendar file says.
//
// The State Council announces the days off and the make-up days (调休上班日) of a year in one
// notice, and may amend it; a file carries a version, so that a deadline can be computed again
// with the calendar that it was recorded with. What the notice does not name follows the week.
#pragma once

#include <bitset>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "base/tree.h"

namespace yibao::calendar {

// A calendar file as it was read: its name for messages, and its content.
struct CalendarFile {
  std::string name;
  Tree tree;
};

struct DaysOff {
  std::string name;  // 春节
  Date from;
  Date to;  // included
};

class YearPlan {
 public:
  static constexpr int kVersionMax = 99;
  // Weekends off, nothing else: for a year whose notice is not known. Version 0.
  static YearPlan of_weekends(int year);
  // Refuses with every mistake in the file at once, each with the file and the key.
  static Decision<YearPlan> from(const CalendarFile& file);

  int year() const { return year_; }
  int version() const { return version_; }
  const std::string& source() const { return source_; }  // title of the notice
  const std::string& number() const { return number_; }  // 国办发明电…, empty if not known
  Date checked_on() const { return checked_on_; }
  const std::vector<DaysOff>& days_off() const { return days_off_; }
  const std::vector<Date>& make_up_days() const { return make_up_days_; }
  bool is_working_day(Date day) const;  // checked: the day is of this year

 private:
  friend class YearPlanReader;
  void follow_the_week();

  int year_ = 0;
  int version_ = 0;
  std::string source_;
  std::string number_;
  Date checked_on_;
  std::vector<DaysOff> days_off_;
  std::vector<Date> make_up_days_;
  std::bitset<366> working_;
};

}  // namespace yibao::calendar
