// Goal: which of several relations counts and which may be shown (C-17, N-01; domain ruling 12).
#include "business/place_change/places.h"

#include <gtest/gtest.h>

#include <utility>

#include "business/test_policy.h"

namespace yibao::place_change {
namespace {

using enrolment::Enrolment;
using enrolment::EnrolmentKind;
using enrolment::EnrolmentState;

const Date kToday = Date::of(2025, 4, 25);

Enrolment relation(int ordinal, RegionCode region, Date from, EnrolmentKind kind) {
  Enrolment row;
  row.ordinal = ordinal;
  row.region = region;
  row.kind = kind;
  row.scheme = enrolment::scheme_of(kind);
  row.started_on = from;
  return row;
}

Enrolment stopped(Enrolment row, Date suspended_on) {
  row.state = EnrolmentState::suspended;
  row.suspended_on = suspended_on;
  return row;
}

LegalPlace legal(const std::vector<Enrolment>& enrolments, int months = 0, Date today = kToday) {
  return legal_place(enrolments, months, test::dongguan().enrolment, today);
}

TEST(LegalPlace, is_that_of_the_relation_in_which_somebody_participates) {
  const auto place =
      legal({stopped(relation(1, test::kDongguan, Date::of(2024, 1, 1), EnrolmentKind::flexible),
                     Date::of(2025, 3, 1)),
             relation(2, test::kHangzhou, Date::of(2025, 3, 1), EnrolmentKind::employee)});
  ASSERT_TRUE(place.relation.has_value());
  EXPECT_EQ(place.relation->ordinal, 2);
  EXPECT_EQ(place.reasons.front().code, "counts_participating");
}

// The day before, the day, the day after.
TEST(LegalPlace, changes_on_the_day_on_which_the_other_begins) {
  const std::vector<Enrolment> enrolments{
      stopped(relation(1, test::kDongguan, Date::of(2024, 1, 1), EnrolmentKind::flexible),
              Date::of(2025, 5, 1)),
      relation(2, test::kHangzhou, Date::of(2025, 5, 1), EnrolmentKind::flexible)};
  const auto before = legal(enrolments, 0, Date::of(2025, 4, 30));
  EXPECT_EQ(before.relation->ordinal, 1);
  EXPECT_EQ(before.reasons.back().code, "counts_until_other_begins");
  EXPECT_EQ(legal(enrolments, 0, Date::of(2025, 5, 1)).relation->ordinal, 2);
  EXPECT_EQ(legal(enrolments, 0, Date::of(2025, 5, 2)).relation->ordinal, 2);
}

TEST(LegalPlace, without_participation_is_where_it_stopped_last) {
  const auto place =
      legal({stopped(relation(1, test::kHangzhou, Date::of(2024, 1, 1), EnrolmentKind::flexible),
                     Date::of(2025, 3, 1)),
             stopped(relation(2, test::kDongguan, Date::of(2023, 1, 1), EnrolmentKind::flexible),
                     Date::of(2024, 1, 1))});
  EXPECT_EQ(place.relation->ordinal, 1);
  EXPECT_EQ(place.reasons.front().code, "counts_suspended_last");
  EXPECT_FALSE(legal({}).relation.has_value());
}

// What was found twice does not count before an officer has decided; what the notice says of the
// two is told, and the eleventh month of employee insurance is not enough.
TEST(LegalPlace, tells_which_of_two_is_to_be_kept) {
  Enrolment twice =
      relation(2, test::kHangzhou, Date::of(2025, 1, 1), EnrolmentKind::resident_adult);
  twice.duplicate = true;
  const std::vector<Enrolment> enrolments{
      relation(1, test::kDongguan, Date::of(2024, 1, 1), EnrolmentKind::employee), twice};
  using Row = std::pair<int, const char*>;
  for (const auto& [months, code] : {Row{12, "keep_employee_scheme"}, Row{11, "keep_by_choice"}}) {
    const auto place = legal(enrolments, months);
    EXPECT_EQ(place.relation->ordinal, 1);
    ASSERT_EQ(place.reasons.size(), 3U);
    EXPECT_EQ(place.reasons[1].code, "found_twice");
    EXPECT_EQ(place.reasons[2].code, code);
    EXPECT_FALSE(place.reasons[2].citations.empty()) << "the keep-rule is a parameter";
  }
}

// among existing relations only; what has moved away is none.
TEST(DisplayedPlace, is_chosen_among_existing_relations) {
  Enrolment moved =
      stopped(relation(1, test::kShuozhou, Date::of(2020, 1, 1), EnrolmentKind::flexible),
              Date::of(2021, 1, 1));
  moved.state = EnrolmentState::terminated;
  moved.ended_on = Date::of(2021, 1, 1);
  moved.end_reason = "transferred";
  const std::vector<Enrolment> all{
      moved,
      stopped(relation(2, test::kDongguan, Date::of(2021, 1, 1), EnrolmentKind::flexible),
              Date::of(2025, 3, 1)),
      relation(3, test::kHangzhou, Date::of(2025, 3, 1), EnrolmentKind::flexible)};
  const std::vector<Enrolment> existing = existing_relations(all);
  EXPECT_EQ(existing.size(), 2U);
  EXPECT_TRUE(check_displayed(test::kDongguan, existing).ok());
  EXPECT_EQ(check_displayed(test::kShuozhou, existing).refusal().code(),
            "displayed_place_without_relation");

  const LegalPlace place = legal(all);
  EXPECT_EQ(shown_place(std::nullopt, existing, place), test::kHangzhou);
  const DisplayedPlace chosen{PersonId(1), test::kDongguan, kToday, {}};
  EXPECT_EQ(shown_place(chosen, existing, place), test::kDongguan);
  const DisplayedPlace gone{PersonId(1), test::kShuozhou, kToday, {}};
  EXPECT_EQ(shown_place(gone, existing, place), test::kHangzhou)
      << "a choice lasts as its relation";
}

}  // namespace
}  // namespace yibao::place_change
