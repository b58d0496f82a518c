// Goal: each cause stops exactly what the effect matrix says, at its own place and nowhere else,
// and every refusal names all its causes.
#include "business/hold/rules.h"

#include <gtest/gtest.h>

#include "business/test_policy.h"

namespace yibao::hold {
namespace {

Hold hold_of(HoldCause cause, RegionCode region = test::kShuozhou) {
  Hold hold;
  hold.cause = cause;
  hold.region = region;
  hold.since = Date::of(2025, 4, 1);
  return hold;
}

// Columns: benefit, spending, card, ID card, e-certificate, transfer; '-' is stopped.
std::string drawn(const Effects& effects) {
  std::string text;
  for (const Effect effect : {effects.benefit, effects.spending, effects.card, effects.id_card,
                              effects.e_certificate, effects.transfer_allowed}) {
    text += effect == Effect::stopped ? '-' : '+';
  }
  return text;
}

struct MatrixRow {
  HoldCause cause;
  Scope scope;
  const char* expected;
};

// C-11, C-27: the matrix of requirements.md, row by row.
TEST(Hold, stops_what_the_effect_matrix_says) {
  const MatrixRow rows[] = {
      {HoldCause::gap, Scope::relation, "-+++++"},
      {HoldCause::arrears, Scope::relation, "-++++-"},
      {HoldCause::transfer, Scope::relation, "-+++++"},
      {HoldCause::loss, Scope::card, "++-+++"},
      {HoldCause::damage, Scope::card, "++-+++"},
      {HoldCause::inactive, Scope::card, "++-+++"},
      {HoldCause::activation_expired, Scope::card, "++-+++"},
      {HoldCause::id_change, Scope::person, "------"},
      {HoldCause::death, Scope::person, "------"},
      {HoldCause::admin, Scope::person, "------"},
      {HoldCause::death_reported, Scope::person, "+-+++-"},
  };
  for (const MatrixRow& row : rows) {
    const Hold holds[] = {hold_of(row.cause)};
    EXPECT_EQ(drawn(combine(holds, test::kShuozhou)), row.expected) << to_text(row.cause);
    EXPECT_EQ(scope_of(row.cause), row.scope) << to_text(row.cause);
    const bool elsewhere_too = row.scope != Scope::relation;
    EXPECT_EQ(drawn(combine(holds, test::kHangzhou)), elsewhere_too ? row.expected : "++++++")
        << to_text(row.cause);
  }
}

// where the money stays usable the account pays on during the move.
TEST(Hold, transfer_stops_spending_at_the_origin_only_where_money_leaves) {
  Hold transfer = hold_of(HoldCause::transfer, test::kDongguan);
  for (const bool money_leaves : {false, true}) {
    transfer.money_leaves = money_leaves;
    const Hold holds[] = {transfer};
    EXPECT_EQ(spending_verdict(holds, test::kDongguan).ok(), !money_leaves);
    EXPECT_TRUE(spending_verdict(holds, test::kShuozhou).ok());
    EXPECT_FALSE(benefit_verdict(holds, test::kDongguan).ok());
    EXPECT_TRUE(benefit_verdict(holds, test::kShuozhou).ok());
  }
}

// The day of death is paid for, whatever else stops on it.
TEST(Hold, death_leaves_its_own_day_its_benefit) {
  Hold death;
  death.cause = HoldCause::death;
  death.benefit_goes_on = true;
  Effects expected = effect_row(HoldCause::death).effects;
  expected.benefit = Effect::allowed;
  EXPECT_EQ(effects_at(death, test::kDongguan), expected);
}

TEST(Hold, sets_are_combined_whatever_their_order) {
  const Hold one[] = {hold_of(HoldCause::gap), hold_of(HoldCause::loss)};
  const Hold two[] = {hold_of(HoldCause::loss), hold_of(HoldCause::gap)};
  EXPECT_EQ(drawn(combine(one, test::kShuozhou)), "-+-+++");
  EXPECT_EQ(combine(one, test::kShuozhou), combine(two, test::kShuozhou));
  EXPECT_EQ(combine({}, test::kShuozhou), Effects{});
}

// the reasons list every cause that stops, and none that does not.
TEST(Hold, transfer_refusal_lists_the_causes) {
  const Hold holds[] = {hold_of(HoldCause::loss), hold_of(HoldCause::id_change),
                        hold_of(HoldCause::gap), hold_of(HoldCause::admin)};
  const Verdict verdict = transfer_verdict(holds, test::shuozhou());
  ASSERT_FALSE(verdict.ok());
  EXPECT_EQ(verdict.refusal().code(), "transfer_held");
  EXPECT_EQ(verdict.refusal().reasons.front().facts.front().value, "id_change, admin");
  ASSERT_EQ(verdict.refusal().reasons.size(), 3U);
  EXPECT_EQ(verdict.refusal().reasons[1].code, "hold_id_change");
  EXPECT_EQ(verdict.refusal().reasons[2].code, "hold_admin");
}

// R-005, 1.10 ruling 5: arrears block only where the origin's policy says so, and it is cited.
TEST(Hold, arrears_refuse_a_transfer_by_the_policy_of_the_origin) {
  const Hold holds[] = {hold_of(HoldCause::arrears)};
  policy::RegionPolicy origin = test::shuozhou();
  const Verdict refused = transfer_verdict(holds, origin);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.refusal().reasons.front().citations.front().parameter,
            "transfer.arrears_blocks");
  origin.transfer.arrears_blocks.value = false;
  EXPECT_TRUE(transfer_verdict(holds, origin).ok());
}

TEST(Hold, lost_card_leaves_the_other_media_usable) {
  const Hold holds[] = {hold_of(HoldCause::loss)};
  EXPECT_EQ(medium_verdict(holds, Medium::card).refusal().code(), "card_held");
  EXPECT_TRUE(medium_verdict(holds, Medium::id_card).ok());
  EXPECT_TRUE(medium_verdict(holds, Medium::e_certificate).ok());
}

TEST(Hold, acts_from_its_first_day_and_not_on_its_last) {
  Hold hold = hold_of(HoldCause::admin);
  hold.until = Date::of(2025, 5, 1);
  const Hold holds[] = {hold};
  EXPECT_EQ(in_force(holds, Date::of(2025, 3, 31)).size(), 0U);
  EXPECT_EQ(in_force(holds, Date::of(2025, 4, 1)).size(), 1U);
  EXPECT_EQ(in_force(holds, Date::of(2025, 4, 30)).size(), 1U);
  EXPECT_EQ(in_force(holds, Date::of(2025, 5, 1)).size(), 0U);
}

TEST(Hold, causes_and_media_are_read_as_they_are_written) {
  for (const EffectRow& row : kEffectMatrix) EXPECT_EQ(parse_hold_cause(row.text), row.cause);
  EXPECT_EQ(parse_hold_cause("system_error"), std::nullopt);
  EXPECT_EQ(parse_medium("e_certificate"), Medium::e_certificate);
  EXPECT_EQ(parse_medium(""), std::nullopt);
}

}  // namespace
}  // namespace yibao::hold
