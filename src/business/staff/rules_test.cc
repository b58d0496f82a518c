// Goal: three administrators stay apart on every day, and an agency is open when it says (N-27).
#include "business/staff/rules.h"

#include <gtest/gtest.h>

namespace yibao::staff {
namespace {

using business::Role;

constexpr RegionCode kDongguan(441900);
const Date kToday = Date::of(2025, 4, 25);

HeldRole held(Role role, Date since, std::optional<Date> until = std::nullopt) {
  HeldRole each;
  each.role = role;
  each.since = since;
  each.until = until;
  return each;
}

Member member_of(RegionCode region) {
  Member member;
  member.id = 17;
  member.kept_at = region;
  member.joined_on = Date::of(2020, 1, 1);
  return member;
}

std::string grant(RegionCode region, std::vector<HeldRole> all, const HeldRole& wanted) {
  const Verdict verdict = check_grant(member_of(region), all, wanted, kToday);
  return verdict ? "" : verdict.refusal().code();
}

TEST(StaffRoles, keep_the_three_administrators_apart_to_the_day) {
  const RegionCode nation = RegionCode::nation();
  const Date first = Date::of(2025, 6, 1);
  for (const Role one : {Role::system_admin, Role::security_admin, Role::audit_admin}) {
    for (const Role other : {Role::system_admin, Role::security_admin, Role::audit_admin}) {
      const std::string expected = one == other ? "role_held" : "administrators_apart";
      const std::vector<HeldRole> until_first{held(one, kToday, first)};
      EXPECT_EQ(grant(nation, until_first, held(other, first + -1)), expected);
      EXPECT_EQ(grant(nation, until_first, held(other, first)), "");
      EXPECT_EQ(grant(nation, until_first, held(other, kToday + -9, kToday)), "");
      EXPECT_EQ(grant(nation, until_first, held(other, kToday + -9, kToday + 1)), expected);
      const std::vector<HeldRole> ended_before_it_began{held(one, first, first)};
      EXPECT_EQ(grant(nation, ended_before_it_began, held(other, kToday)), "");
    }
  }
  EXPECT_EQ(grant(nation, {held(Role::audit_admin, kToday)}, held(Role::auditor, kToday)), "");
}

TEST(StaffRoles, belong_to_an_agency_or_to_none) {
  EXPECT_EQ(grant(kDongguan, {}, held(Role::agency_officer, kToday)), "");
  EXPECT_EQ(grant(kDongguan, {}, held(Role::county_window, kToday)), "");
  EXPECT_EQ(grant(kDongguan, {}, held(Role::auditor, kToday)), "role_needs_nation");
  EXPECT_EQ(grant(RegionCode::nation(), {}, held(Role::senior_officer, kToday)),
            "role_needs_agency");
  Member left = member_of(kDongguan);
  left.left_on = kToday;
  EXPECT_EQ(check_grant(left, {}, held(Role::agency_officer, kToday), kToday).refusal().code(),
            "staff_has_left");
}

TEST(StaffRoles, say_who_works_on_a_day) {
  const Member member = member_of(kDongguan);
  const std::vector<HeldRole> roles{held(Role::agency_officer, kToday, kToday + 10)};
  const std::vector<Absence> away{{17, kToday + 2, kToday + 3, std::nullopt}};
  const auto works = [&](int days) { return works_on(member, roles, away, kToday + days); };
  EXPECT_FALSE(works(-1));
  EXPECT_TRUE(works(0));
  EXPECT_TRUE(works(1));
  EXPECT_FALSE(works(2));
  EXPECT_FALSE(works(3));
  EXPECT_TRUE(works(4));
  EXPECT_TRUE(works(9));
  EXPECT_FALSE(works(10));
  const std::vector<HeldRole> reads{held(Role::county_window, kToday)};
  EXPECT_FALSE(works_on(member, reads, {}, kToday)) << "a window handles no case";
}

TEST(Opening, follows_the_week_the_holidays_and_what_the_agency_has_closed) {
  const std::vector<OpeningSlot> week{{1, 510, 720}, {1, 840, 1050}, {5, 510, 720}, {6, 540, 660}};
  const std::vector<ClosingDay> closed{{Date::of(2025, 4, 21), "系统升级"}};
  const auto on = [&](int month, int day, bool working) {
    return opening_on(Date::of(2025, month, day), working, week, closed);
  };
  EXPECT_EQ(on(4, 28, true).slots.size(), 2U);                  // a Monday
  EXPECT_EQ(on(4, 25, true).slots.size(), 1U);                  // a Friday
  EXPECT_EQ(on(4, 24, true).why_closed, "weekend_or_holiday");  // no hours on Thursdays
  EXPECT_TRUE(on(4, 26, false).open);                           // it opens on Saturdays
  EXPECT_EQ(on(4, 27, true).slots.size(), 2U);                  // a make-up Sunday is as a Monday
  EXPECT_EQ(on(5, 5, false).why_closed, "weekend_or_holiday");  // a Monday that is a holiday
  EXPECT_EQ(on(4, 21, true).why_closed, "closing_day");
  EXPECT_EQ(on(4, 21, true).note, "系统升级");
  EXPECT_EQ(opening_on(kToday, true, {}, {}).why_closed, "no_hours");
}

}  // namespace
}  // namespace yibao::staff
