// Goal: a gap is counted in whole contribution months between the last paid and the first new one,
// and a month not yet due is no part of it.
#include "business/entitlement/gap.h"

#include <gtest/gtest.h>

#include "business/test_policy.h"

namespace yibao::entitlement {
namespace {

MonthSet months(Month first, Month last) {
  MonthSet set;
  set.insert(first, last);
  return set;
}

const Month kJanuary = Month::of(2025, 1);

struct GapRow {
  Month first_new;
  MonthSet paid_up;
  int months;
  const char* unpaid;
};

// C-21, 1.10 ruling 1.
TEST(Gap, counts_the_unpaid_months_between) {
  const MonthSet paid = months(Month::of(2023, 1), kJanuary);
  const GapRow rows[] = {
      {Month::of(2025, 2), {}, 0, ""},
      {Month::of(2025, 3), {}, 1, "2025-02"},
      {Month::of(2025, 5), {}, 3, "2025-02..2025-04"},
      {Month::of(2025, 6), {}, 4, "2025-02..2025-05"},
      {Month::of(2025, 6), months(Month::of(2025, 2), Month::of(2025, 2)), 3, "2025-03..2025-05"},
      {Month::of(2025, 6), months(Month::of(2025, 2), Month::of(2025, 5)), 0, ""},
      {kJanuary, {}, 0, ""},
  };
  for (const GapRow& row : rows) {
    const Gap gap = find_gap(paid | row.paid_up, row.first_new);
    EXPECT_EQ(gap.months, row.months) << row.first_new.to_string();
    EXPECT_EQ(gap.unpaid().to_string(), row.unpaid);
  }
}

TEST(Gap, months_paid_after_the_first_new_one_change_nothing) {
  const MonthSet paid = months(Month::of(2023, 1), kJanuary);
  const MonthSet later = months(Month::of(2025, 5), Month::of(2025, 12));
  EXPECT_EQ(find_gap(paid | later, Month::of(2025, 5)).months, 3);
}

TEST(Gap, needs_an_earlier_month) {
  const Gap gap = find_gap({}, Month::of(2025, 5));
  EXPECT_FALSE(gap.last_paid);
  EXPECT_TRUE(gap.empty());
}

}  // namespace
}  // namespace yibao::entitlement
