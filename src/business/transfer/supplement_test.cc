// Goal: money follows a relation that has moved, once and to where the person is; a transfer that
// was undone brings nothing any more (N-21, N-23).
#include "business/transfer/supplement.h"

#include <gtest/gtest.h>

#include <functional>

#include "business/test_policy.h"

namespace yibao::transfer {
namespace {

using enrolment::Enrolment;
using enrolment::EnrolmentState;

const Date kToday = Date::of(2025, 5, 6);
constexpr RegionCode kShantou{440500};

policy::RegionPolicy guangdong(RegionCode region) {
  policy::RegionPolicy policy = test::national_policy(region);
  test::set(policy.transfer.account_within_province, "transfer.account_within_province",
            policy::MoneyRoute::stay_usable);
  test::set(policy.transfer.account_across_provinces, "transfer.account_across_provinces",
            policy::MoneyRoute::move);
  return policy;
}

Enrolment relation(int ordinal, RegionCode region) {
  Enrolment row;
  row.ordinal = ordinal;
  row.region = region;
  row.started_on = Date::of(2024, 1, 1);
  return row;
}

Enrolment moved_away(Enrolment row) {
  row.state = EnrolmentState::terminated;
  row.suspended_on = row.ended_on = Date::of(2025, 4, 1);
  row.end_reason = "transferred";
  return row;
}

Transfer completed(std::int64_t id, RegionCode origin, RegionCode target) {
  Transfer transfer;
  transfer.id = CaseId(id);
  transfer.origin = origin;
  transfer.target = target;
  transfer.relation = RelationState::completed;
  transfer.money = MoneyState::credited;
  return transfer;
}

// 东莞 knows March by now, which its sheet did not have.
std::vector<SheetLine> late_months() {
  return {{test::kDongguan, Month::of(2025, 3), Month::of(2025, 3), false}};
}

hold::Hold by_order() {
  hold::Hold hold;
  hold.cause = hold::HoldCause::admin;
  hold.since = kToday;
  return hold;
}

// 东莞 → 杭州 is over; 100 yuan have reached the account in 东莞 since.
SupplementFacts sound_facts() {
  SupplementFacts facts;
  facts.today = kToday;
  facts.region = test::kDongguan;
  facts.transfer = completed(7, test::kDongguan, test::kHangzhou);
  facts.at_region = moved_away(relation(1, test::kDongguan));
  facts.at_target = relation(2, test::kHangzhou);
  facts.available = Money::yuan(100);
  return facts;
}

std::string codes_of(const SupplementFacts& facts) {
  std::string codes;
  for (const Reason& each : find_supplement_obstacles(facts, guangdong(facts.region))) {
    codes += (codes.empty() ? "" : " ") + each.code;
  }
  return codes;
}

struct Row {
  const char* name;
  std::function<void(SupplementFacts&)> change;
  const char* codes;
};

TEST(Supplement, is_refused_for_every_reason_at_once) {
  const Row rows[] = {
      {"nothing in the way", [](SupplementFacts&) {}, ""},
      {"the first one is under way",
       [](SupplementFacts& f) { f.transfer.relation = RelationState::awaiting_money; },
       "supplement_needs_completed_transfer"},
      {"the first one was undone", [](SupplementFacts& f) { f.undone = true; },
       "supplement_needs_completed_transfer"},
      {"another one is running", [](SupplementFacts& f) { f.another_running = true; },
       "transfer_running_already"},
      {"never enrolled there", [](SupplementFacts& f) { f.at_region.reset(); },
       "origin_no_relation"},
      {"enrolled there again",
       [](SupplementFacts& f) { f.at_region = relation(3, test::kDongguan); },
       "supplement_relation_open"},
      {"moved on since",
       [](SupplementFacts& f) { f.at_target = moved_away(relation(2, test::kHangzhou)); },
       "supplement_target_left"},
      {"nothing there", [](SupplementFacts& f) { f.available = Money(); }, "balance_is_zero"},
      {"a fen is enough", [](SupplementFacts& f) { f.available = Money::fen(1); }, ""},
      {"died today", [](SupplementFacts& f) { f.died_on = kToday; }, "person_died"},
      {"frozen by order", [](SupplementFacts& f) { f.holds = {by_order()}; },
       "spending_held hold_admin"},
      {"frozen, and months follow without money",
       [](SupplementFacts& f) {
         f.holds = {by_order()};
         f.available = Money();
         f.late_months = late_months();
       },
       ""},
      {"dies tomorrow", [](SupplementFacts& f) { f.died_on = kToday + 1; }, ""},
      {"inside 广东 it stays",
       [](SupplementFacts& f) {
         f.transfer.target = kShantou;
         f.at_target = relation(2, kShantou);
       },
       "money_stays_usable"},
      {"without an account at the target",
       [](SupplementFacts& f) { f.at_target->account_type = enrolment::AccountType::pooled_only; },
       "money_stays_without_target_account"},
      {"months that were paid late follow without money",
       [](SupplementFacts& f) {
         f.available = Money();
         f.late_months = late_months();
       },
       ""},
      {"and where the money stays",
       [](SupplementFacts& f) {
         f.transfer.target = kShantou;
         f.at_target = relation(2, kShantou);
         f.late_months = late_months();
       },
       ""},
      {"but not to where the person has left",
       [](SupplementFacts& f) {
         f.late_months = late_months();
         f.at_target = moved_away(relation(2, test::kHangzhou));
       },
       "supplement_target_left"},
      {"everything",
       [](SupplementFacts& f) {
         f.died_on = kToday;
         f.undone = true;
         f.another_running = true;
         f.available = Money();
       },
       "person_died supplement_needs_completed_transfer transfer_running_already balance_is_zero"},
  };
  for (const Row& row : rows) {
    SupplementFacts facts = sound_facts();
    row.change(facts);
    EXPECT_EQ(codes_of(facts), row.codes) << row.name;
  }
}

// Money moves with the months where it may; where it stays or there is none, months go alone.
TEST(Supplement, says_whether_money_goes_with_it) {
  SupplementFacts facts = sound_facts();
  facts.late_months = late_months();
  EXPECT_EQ(supplement_route(facts, guangdong(facts.region)), Route::move);
  facts.available = Money();
  EXPECT_EQ(supplement_route(facts, guangdong(facts.region)), Route::none);
  facts.available = Money::fen(1);
  facts.transfer.target = kShantou;
  facts.at_target = relation(2, kShantou);
  EXPECT_EQ(supplement_route(facts, guangdong(facts.region)), Route::none);
}

TEST(Supplement, follows_the_transfer_that_brought_the_person_there) {
  Transfer back = completed(9, test::kHangzhou, test::kDongguan);
  back.reverses = CaseId(7);
  const Transfer first = completed(7, test::kDongguan, test::kHangzhou);
  const Transfer again = completed(11, test::kDongguan, test::kHangzhou);
  EXPECT_EQ(brought_to(test::kHangzhou, {first})->id, CaseId(7));
  EXPECT_FALSE(brought_to(test::kDongguan, {first}).has_value());
  EXPECT_TRUE(was_undone(first, {first, back}));
  EXPECT_FALSE(brought_to(test::kHangzhou, {first, back}).has_value());
  EXPECT_FALSE(brought_to(test::kDongguan, {first, back}).has_value()) << "it brought nobody";
  EXPECT_EQ(brought_to(test::kHangzhou, {first, back, again})->id, CaseId(11));
  back.relation = RelationState::rejected;
  EXPECT_FALSE(was_undone(first, {first, back})) << "a reversal that was not approved";
}

}  // namespace
}  // namespace yibao::transfer
