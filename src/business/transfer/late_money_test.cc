// Goal: money that an agency on no system sends after completion is taken for whom it was
// completed, as long as there is somebody and an account to take it (N-21).
#include "business/transfer/late_money.h"

#include <gtest/gtest.h>

#include <functional>

#include "business/test_policy.h"

namespace yibao::transfer {
namespace {

using enrolment::EnrolmentState;

constexpr RegionCode kKunming{530100};

Transfer completed_from_paper() {
  Transfer transfer;
  transfer.id = CaseId(7);
  transfer.origin = kKunming;
  transfer.target = test::kHangzhou;
  transfer.target_enrolment = 1;
  transfer.relation = RelationState::completed;
  transfer.money = MoneyState::credited;
  return transfer;
}

TEST(LateMoney, follows_a_completed_transfer_from_an_agency_on_no_system) {
  Transfer transfer = completed_from_paper();
  EXPECT_TRUE(takes_late_money(transfer, test::kHangzhou));
  EXPECT_FALSE(takes_late_money(transfer, kKunming)) << "it has come elsewhere";
  transfer.origin_enrolment = 3;
  EXPECT_FALSE(takes_late_money(transfer, test::kHangzhou)) << "that agency applies for it";
  transfer = completed_from_paper();
  transfer.relation = RelationState::awaiting_money;
  EXPECT_FALSE(takes_late_money(transfer, test::kHangzhou)) << "it awaits money of its own";
  transfer = completed_from_paper();
  transfer.reverses = CaseId(5);
  EXPECT_FALSE(takes_late_money(transfer, test::kHangzhou)) << "it has undone one";
}

struct Row {
  const char* name;
  std::function<void(SupplementFacts&)> change;
  const char* codes;
};

TEST(LateMoney, is_nobodys_where_there_is_nobody_to_have_it) {
  const Row rows[] = {
      {"nothing in the way", [](SupplementFacts&) {}, ""},
      {"died today", [](SupplementFacts& f) { f.died_on = f.today; }, "person_died"},
      {"dies tomorrow", [](SupplementFacts& f) { f.died_on = f.today + 1; }, ""},
      {"the transfer was undone", [](SupplementFacts& f) { f.undone = true; },
       "supplement_needs_completed_transfer"},
      {"it is being undone", [](SupplementFacts& f) { f.another_running = true; },
       "transfer_running_already"},
      {"gone on with the relation, the account takes it",
       [](SupplementFacts& f) {
         f.at_target->state = EnrolmentState::terminated;
         f.at_target->end_reason = "transferred";
       },
       ""},
      {"ended there for good",
       [](SupplementFacts& f) {
         f.at_target->state = EnrolmentState::terminated;
         f.at_target->end_reason = "emigrated";
       },
       "supplement_target_left"},
      {"without an account",
       [](SupplementFacts& f) { f.at_target->account_type = enrolment::AccountType::pooled_only; },
       "money_stays_without_target_account"},
  };
  for (const Row& row : rows) {
    SupplementFacts facts;
    facts.today = Date::of(2025, 7, 1);
    facts.transfer = completed_from_paper();
    facts.at_target.emplace();
    row.change(facts);
    std::string codes;
    for (const Reason& each : find_late_obstacles(facts)) {
      codes += (codes.empty() ? "" : " ") + each.code;
    }
    EXPECT_EQ(codes, row.codes) << row.name;
  }
}

}  // namespace
}  // namespace yibao::transfer
