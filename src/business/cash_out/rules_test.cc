// Goal: who may be paid out, and from which day: the day before, the day (N-07, 1.5, R-027, C-20).
#include "business/cash_out/rules.h"

#include <gtest/gtest.h>

namespace yibao::cash_out {
namespace {

Date day(const char* text) {
  return *Date::parse(text);
}

policy::RegionPolicy quanzhou() {
  policy::RegionPolicy region;
  region.cash_out.grounds.value = {"settled_abroad", "foreign_retiree", "receiver_cannot_take"};
  region.cash_out.from.value = policy::CashOutFrom::day_of_next_month;
  region.cash_out.from_day.value = 10;
  region.enrolment.suspension_effective.value = policy::SuspensionEffective::month_end;
  region.transfer.account_within_province.value = policy::MoneyRoute::stay_usable;
  return region;
}

policy::RegionPolicy wuhan() {
  policy::RegionPolicy region;
  region.cash_out.from.value = policy::CashOutFrom::months_after;
  region.cash_out.from_months.value = 2;
  return region;
}

CashOutFacts settled_abroad() {
  CashOutFacts facts;
  facts.today = day("2025-04-10");
  facts.region = RegionCode(350500);
  facts.was_enrolled_here = true;
  facts.ended_on = day("2025-04-01");
  facts.bills_settled = true;
  facts.available = Money::fen(36'000);
  return facts;
}

std::string codes_of(const std::vector<Reason>& obstacles) {
  std::string codes;
  for (const Reason& each : obstacles) codes += (codes.empty() ? "" : " ") + each.code;
  return codes;
}

TEST(CashOut, may_be_asked_for_from_the_region_s_day) {
  // Declared in March, effective at its end: the next month is April.
  policy::RegionPolicy next_month = quanzhou();
  EXPECT_EQ(earliest_day(day("2025-04-01"), next_month), day("2025-04-10"));
  EXPECT_EQ(earliest_day(day("2026-01-01"), next_month), day("2026-01-10"));
  next_month.enrolment.suspension_effective.value = policy::SuspensionEffective::same_day;
  EXPECT_EQ(earliest_day(day("2025-04-01"), next_month), day("2025-05-10"));
  EXPECT_EQ(earliest_day(day("2025-04-30"), next_month), day("2025-05-10"));
  EXPECT_EQ(earliest_day(day("2025-12-05"), next_month), day("2026-01-10"));
  EXPECT_EQ(earliest_day(day("2025-04-01"), wuhan()), day("2025-06-01"));
  EXPECT_EQ(earliest_day(day("2025-12-31"), wuhan()), day("2026-02-28"));
  EXPECT_EQ(earliest_day(day("2025-04-01"), policy::RegionPolicy{}), day("2025-04-01"));
}

TEST(CashOut, is_refused_the_day_before) {
  CashOutFacts facts = settled_abroad();
  EXPECT_EQ(codes_of(find_obstacles(facts, quanzhou())), "");
  facts.today = day("2025-04-09");
  EXPECT_EQ(codes_of(find_obstacles(facts, quanzhou())), "cash_out_too_early");
}

struct Row {
  const char* name;
  void (*change)(CashOutFacts&);
  const char* codes;
};
class CashOutObstacle : public testing::TestWithParam<Row> {};

TEST_P(CashOutObstacle, is_named) {
  CashOutFacts facts = settled_abroad();
  GetParam().change(facts);
  EXPECT_EQ(codes_of(find_obstacles(facts, quanzhou())), GetParam().codes);
}

INSTANTIATE_TEST_SUITE_P(
    Each, CashOutObstacle,
    testing::Values(
        Row{"death", [](CashOutFacts& f) { f.died_on = f.today; }, "cash_out_by_heirs"},
        Row{"enrolled", [](CashOutFacts& f) { f.enrolled_here = true; },
            "cash_out_relation_not_ended"},
        Row{"never", [](CashOutFacts& f) { f.was_enrolled_here = false; },
            "cash_out_never_enrolled"},
        Row{"bills", [](CashOutFacts& f) { f.bills_settled = false; }, "cash_out_bills_open"},
        Row{"transfer", [](CashOutFacts& f) { f.transfer_running = true; },
            "transfer_running_already"},
        Row{"holder", [](CashOutFacts& f) { f.holder_is_person = false; },
            "bank_account_of_another"},
        Row{"set_aside", [](CashOutFacts& f) { f.reserved_by_others = Money::fen(1); },
            "cash_out_money_set_aside"},
        Row{"empty", [](CashOutFacts& f) { f.available = Money(); }, "cash_out_nothing_there"},
        // what it has earned is money that is there.
        Row{"interest_only",
            [](CashOutFacts& f) {
              f.available = Money();
              f.earned = Money::fen(1);
            },
            ""},
        Row{"not_retired", [](CashOutFacts& f) { f.ground = Ground::foreign_retiree; },
            "not_a_retiree"},
        Row{"within_province",
            [](CashOutFacts& f) {
              f.ground = Ground::receiver_cannot_take;
              f.moved_to = RegionCode(350100);
            },
            "cash_out_not_within_province"},
        Row{"across_provinces",
            [](CashOutFacts& f) {
              f.ground = Ground::receiver_cannot_take;
              f.moved_to = RegionCode(330100);
            },
            ""},
        // Where the relation is on record decides, not what the form says.
        Row{"across_provinces_as_on_record",
            [](CashOutFacts& f) {
              f.ground = Ground::receiver_cannot_take;
              f.moved_to = f.sent_to.emplace(330100);
            },
            ""},
        Row{"within_province_though_it_says_otherwise",
            [](CashOutFacts& f) {
              f.ground = Ground::receiver_cannot_take;
              f.moved_to = RegionCode(330100);
              f.sent_to = RegionCode(350100);
            },
            "cash_out_moved_elsewhere cash_out_not_within_province"},
        Row{"went_on_from_there",
            [](CashOutFacts& f) {
              f.ground = Ground::receiver_cannot_take;
              f.moved_to = RegionCode(330100);
              f.sent_to = RegionCode(350100);
              f.insured_at = RegionCode(330100);
            },
            ""},
        Row{"insured_elsewhere", [](CashOutFacts& f) { f.insured_at = RegionCode(350100); },
            "cash_out_insured_elsewhere"},
        Row{"two_at_once",
            [](CashOutFacts& f) {
              f.bills_settled = false;
              f.available = Money();
            },
            "cash_out_bills_open cash_out_nothing_there"}),
    [](const testing::TestParamInfo<Row>& row) { return std::string(row.param.name); });

TEST(CashOut, is_open_only_where_the_region_names_the_ground) {
  policy::RegionPolicy region = quanzhou();
  region.cash_out.grounds.value = {"foreign_retiree"};
  EXPECT_EQ(codes_of(find_obstacles(settled_abroad(), region)), "cash_out_ground_not_open");
}

}  // namespace
}  // namespace yibao::cash_out
