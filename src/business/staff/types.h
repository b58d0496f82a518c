// The staff (工作人员): who works where, in which role and until when, who stands in for whom; and
// when an agency is open. How somebody signs in stands elsewhere.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/region_code.h"
#include "business/use_case.h"

namespace yibao::staff {

struct Member {
  RegionCode kept_at;   // whose agency; the nation: of none
  std::int64_t id = 0;  // 工号
  std::string name;
  std::string identity_digest;  // keyed, bytes
  Date joined_on;
  std::optional<Date> left_on;  // the first day on which they are no longer here
  std::string recorded_by;
  Instant recorded_at;

  bool here_on(Date day) const { return day >= joined_on && (!left_on || day < *left_on); }
  bool is_of_nation() const { return kept_at.is_nation(); }
};

struct HeldRole {
  business::Role role = business::Role::system;
  Date since;
  std::optional<Date> until;  // exclusive
  std::string granted_by;
  std::string ended_by;  // empty: nobody has
  Instant recorded_at;

  bool holds_on(Date day) const { return day >= since && (!until || day < *until); }
};

struct Absence {
  std::int64_t staff = 0;
  Date first;
  Date last;
  std::optional<std::int64_t> stand_in;
  bool covers(Date day) const { return day >= first && day <= last; }
};

// An agency's counters on one weekday, in minutes of the day.
struct OpeningSlot {
  int weekday = 1;  // 1 Monday … 7 Sunday
  int opens = 0;
  int closes = 0;
};

struct ClosingDay {
  Date day;
  std::string why;
};

// 应急查看.
struct BreakGlass {
  PersonId person;
  int ordinal = 0;
  business::Role role = business::Role::system;
  std::int64_t staff = 0;
  std::string staff_name;
  RegionCode region;
  std::string why;
  Instant begun_at;
  Instant until_at;
  std::string verdict;  // "justified", "not_justified"; empty: not looked at yet
  std::string note;
  std::string reviewed_by;
  std::optional<Instant> reviewed_at;

  bool open_for(const business::Actor& actor, Instant now) const {
    return actor.role == role && actor.id == staff && now >= begun_at && now < until_at;
  }
};

}  // namespace yibao::staff
