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

TEST(DoubleEnrolment, employers_are_named_in_part) {
  EXPECT_EQ(mask_employer("东莞市某某电子有限公司"), "东莞****公司");
  EXPECT_EQ(mask_employer("某某公司"), "某***");
  EXPECT_EQ(mask_employer(""), "");
}

}  // namespace
}  // namespace yibao::enrolment
