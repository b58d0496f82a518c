// Goal: which of two enrolments is kept, and names that tell only so much (N-01;
// 医保发〔2020〕33号).
#include "business/enrolment/rules.h"

#include <gtest/gtest.h>

#include "business/test_policy.h"

namespace yibao::enrolment {
namespace {

Enrolment row_of(int ordinal, EnrolmentKind kind, Date from) {
  Enrolment row;
  row.ordinal = ordinal;
  row.kind = kind;
  row.scheme = scheme_of(kind);
  row.region = RegionCode(441900);
  row.started_on = from;
  return row;
}

struct KeepRow {
  EnrolmentKind one;    // since 2024
  EnrolmentKind other;  // since 2025
  int employee_months;
  std::optional<int> kept;
  const char* code;
};

TEST(DoubleEnrolment, keeps_the_one_that_the_notice_names) {
  using K = EnrolmentKind;
  const KeepRow rows[] = {
      {K::employee, K::employee, 0, 2, "keep_place_of_work"},
      {K::resident_adult, K::resident_adult, 0, 2, "keep_habitual_residence"},
      {K::student, K::resident_adult, 0, 1, "keep_place_of_study"},
      {K::employee, K::resident_adult, 12, 1, "keep_employee_scheme"},
      {K::employee, K::resident_adult, 11, std::nullopt, "keep_by_choice"},
      {K::flexible, K::resident_adult, 99, std::nullopt, "keep_by_choice"},
  };
  for (const KeepRow& row : rows) {
    const Keep keep = which_to_keep(row_of(1, row.one, Date::of(2024, 1, 1)),
                                    row_of(2, row.other, Date::of(2025, 1, 1)), row.employee_months,
                                    test::dongguan().enrolment);
    EXPECT_EQ(keep.ordinal, row.kept) << row.code;
    EXPECT_EQ(keep.reason.code, row.code);
  }
}

// N-12, N-21: 补录 and a merge enter old relations late; what stood last is asked of time alone.
TEST(RelationAtPlace, that_stood_last_is_the_latest_in_time_not_the_last_entered) {
  constexpr RegionCode kDongguan(441900);
  const auto lived = [](int ordinal, Date from, std::optional<Date> until, const char* end = "") {
    Enrolment row = row_of(ordinal, EnrolmentKind::employee, from);
    row.suspended_on = until;
    row.end_reason = end;
    return row;
  };
  const auto resumed = [](Enrolment row, Date on) {
    row.end_reason = "resumed";
    row.ended_on = on;
    return row;
  };
  const Date y2010 = Date::of(2010, 1, 1);
  const Date y2013 = Date::of(2013, 1, 1);
  const Date y2024 = Date::of(2024, 1, 1);
  const Date april = Date::of(2024, 4, 1);
  struct Row {
    const char* goal;
    std::vector<Enrolment> enrolments;
    int last;   // 0: none
    int still;  // 0: none, or moved away
  };
  const Row rows[] = {
      {"entered late", {lived(1, y2024, april), lived(2, y2010, y2013)}, 1, 1},
      {"going on", {lived(1, y2024, std::nullopt), lived(2, y2010, y2013)}, 1, 1},
      {"moved away", {lived(1, y2024, april, "transferred"), lived(2, y2010, y2013)}, 1, 0},
      {"back again", {lived(1, y2010, y2013, "transferred"), lived(2, y2024, std::nullopt)}, 2, 2},
      {"went on under the next row",
       {lived(1, y2010, y2013, "resumed"), lived(2, y2013, april)},
       2,
       2},
      {"nothing there", {}, 0, 0},
      // ended before its first day.
      {"never began", {lived(1, y2024, y2024)}, 0, 0},
      {"moved away, and never began again",
       {lived(1, y2010, y2013, "transferred"), lived(2, y2024, y2024)},
       1,
       0},
      {"left, and never began again",
       {resumed(lived(1, y2010, y2013), y2024), lived(2, y2024, y2024)},
       2,
       2},
  };
  for (const Row& row : rows) {
    const Enrolment* last = stood_last_at(row.enrolments, kDongguan);
    EXPECT_EQ(last == nullptr ? 0 : last->ordinal, row.last) << row.goal;
    const Enrolment* still = still_at(row.enrolments, kDongguan);
    EXPECT_EQ(still == nullptr ? 0 : still->ordinal, row.still) << row.goal;
    EXPECT_EQ(stood_last_at(row.enrolments, RegionCode(330100)), nullptr) << row.goal;
  }
  std::vector<Enrolment> twice{lived(1, y2010, y2013), lived(2, y2024, april)};
  twice[1].duplicate = true;
  EXPECT_EQ(stood_last_at(twice, kDongguan)->ordinal, 1) << "a duplicate stands apart";
}

// 在职转退休 (ruling 8): left before the decision, still standing on its day, leaving only later;
// and where nothing goes on.
TEST(Retirement, goes_on_as_a_retirees_relation_at_the_place) {
  constexpr RegionCode kDongguan(441900);
  const Date decided = Date::of(2025, 4, 8);
  const Date today = Date::of(2025, 4, 10);
  const auto worked = [](std::optional<Date> until) {
    Enrolment row = row_of(1, EnrolmentKind::employee, Date::of(2020, 1, 1));
    row.employer = EmployerId(7);
    row.suspended_on = until;
    if (until) row.state = EnrolmentState::suspended;
    return row;
  };
  const auto begins = [&](const std::vector<Enrolment>& rows) {
    const auto beginning = begin_retirement(rows, kDongguan, decided, today);
    if (!beginning) return std::string("none");
    EXPECT_EQ(beginning->begun.kind, EnrolmentKind::retiree);
    EXPECT_TRUE(beginning->begun.employer.is_none());
    EXPECT_TRUE(beginning->begun.is_active());
    EXPECT_EQ(beginning->ended.size(), 1U);
    EXPECT_EQ(beginning->ended.front().end_reason, "resumed");
    EXPECT_LE(*beginning->ended.front().suspended_on, beginning->begun.started_on);
    return beginning->begun.started_on.to_string();
  };
  EXPECT_EQ(begins({worked(Date::of(2025, 4, 1))}), "2025-04-08");
  EXPECT_EQ(begins({worked(Date::of(2025, 4, 9))}), "2025-04-09");
  EXPECT_EQ(begins({worked({})}), "2025-04-10") << "paid under until today";
  EXPECT_EQ(begins({worked(Date::of(2025, 5, 1))}), "2025-05-01");

  Enrolment elsewhere = row_of(2, EnrolmentKind::flexible, Date::of(2025, 4, 1));
  elsewhere.region = RegionCode(330100);
  EXPECT_EQ(begins({worked(Date::of(2025, 4, 1)), elsewhere}), "none");
  Enrolment moved = worked(Date::of(2025, 4, 1));
  moved.state = EnrolmentState::terminated;
  moved.end_reason = "transferred";
  EXPECT_EQ(begins({moved}), "none");
  Enrolment retired = row_of(1, EnrolmentKind::retiree, Date::of(2025, 4, 1));
  EXPECT_EQ(begins({retired}), "none");
  EXPECT_EQ(begins({row_of(1, EnrolmentKind::resident_adult, Date::of(2025, 1, 1))}), "none");
  EXPECT_EQ(begins({}), "none");
}

struct AgeRow {
  const char* goal;
  EnrolmentKind kind;
  Date from;
  const char* code;
};

// 劳动法 15: who works is 16 years old on the day on which it begins; a child is a resident.
TEST(WorkingAge, is_reached_on_the_birthday) {
  using K = EnrolmentKind;
  const Date today = Date::of(2025, 3, 3);
  const AgeRow rows[] = {
      {"the day before", K::employee, Date::of(2025, 3, 3), "below_working_age"},
      {"the birthday", K::employee, Date::of(2025, 3, 4), ""},
      {"the day after", K::employee, Date::of(2025, 3, 5), ""},
      {"flexible, the day before", K::flexible, Date::of(2025, 3, 3), "below_working_age"},
      {"flexible, the birthday", K::flexible, Date::of(2025, 3, 4), ""},
      {"out of work, the day before", K::unemployed_fund, Date::of(2025, 3, 3),
       "below_working_age"},
      {"a student is a resident", K::student, Date::of(2025, 3, 3), ""},
  };
  person::Person person;
  person.birth_date = Date::of(2009, 3, 4);
  policy::RegionPolicy policy = test::dongguan();
  policy.enrolment.working_age.value = 16;
  policy.enrolment.cutoff_day.value = 25;
  for (const AgeRow& row : rows) {
    Wish wish;
    wish.region = RegionCode(441900);
    wish.kind = row.kind;
    if (row.kind == K::employee) wish.employer = EmployerId(7);
    wish.from = row.from;
    const Decision<Beginning> begun = begin_enrolment(wish, person, {}, policy, today);
    EXPECT_EQ(begun ? "" : begun.refusal().code(), row.code) << row.goal;
  }
}

// domain 3.4: newborn in the year of birth and the next, preschool child below working age, elder
// from the age of retirement; the day before and the day of each.
TEST(ResidentKind, fits_the_age) {
  using K = EnrolmentKind;
  const Date today = Date::of(2025, 12, 1);
  struct Row {
    const char* goal;
    K kind;
    Date born_on;
    Sex sex;
    Date from;
    const char* code;
  };
  constexpr const char* kUnfit = "kind_does_not_fit_age";
  const Row rows[] = {
      {"newborn", K::newborn, Date::of(2025, 3, 1), Sex::male, Date::of(2025, 12, 1), ""},
      {"the last day", K::newborn, Date::of(2024, 1, 1), Sex::male, Date::of(2025, 12, 31), ""},
      {"the day after", K::newborn, Date::of(2024, 1, 1), Sex::male, Date::of(2026, 1, 1), kUnfit},
      {"an adult", K::newborn, Date::of(1990, 1, 1), Sex::male, Date::of(2025, 12, 1), kUnfit},
      {"child of 15", K::preschool_child, Date::of(2009, 12, 3), Sex::male, Date::of(2025, 12, 2),
       ""},
      {"of 16", K::preschool_child, Date::of(2009, 12, 2), Sex::male, Date::of(2025, 12, 2),
       kUnfit},
      {"a baby", K::resident_elder, Date::of(2025, 9, 1), Sex::male, Date::of(2025, 12, 1), kUnfit},
      {"59", K::resident_elder, Date::of(1965, 12, 3), Sex::male, Date::of(2025, 12, 2), kUnfit},
      {"60", K::resident_elder, Date::of(1965, 12, 2), Sex::male, Date::of(2025, 12, 2), ""},
      {"a woman of 55", K::resident_elder, Date::of(1970, 12, 2), Sex::female,
       Date::of(2025, 12, 2), ""},
  };
  policy::RegionPolicy policy = test::dongguan();
  policy.enrolment.working_age.value = 16;
  policy.retirement.age_men.value = 60;
  policy.retirement.age_women.value = 55;
  for (const Row& row : rows) {
    person::Person person;
    person.birth_date = row.born_on;
    person.sex = row.sex;
    Wish wish;
    wish.region = RegionCode(441900);
    wish.kind = row.kind;
    wish.from = row.from;
    const Decision<Beginning> begun = begin_enrolment(wish, person, {}, policy, today);
    EXPECT_EQ(begun ? "" : begun.refusal().code(), row.code) << row.goal;
  }
}

TEST(DoubleEnrolment, employers_are_named_in_part) {
  EXPECT_EQ(mask_employer("东莞市某某电子有限公司"), "东莞****公司");
  EXPECT_EQ(mask_employer("某某公司"), "某***");
  EXPECT_EQ(mask_employer(""), "");
}

}  // namespace
}  // namespace yibao::enrolment
