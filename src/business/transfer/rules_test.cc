// Goal: each rule of the money, of the days and of the papers, with one fact changed per row.
#include <gtest/gtest.h>

#include "business/casework/rules.h"
#include "business/transfer/certificate.h"
#include "business/transfer/days.h"
#include "business/transfer/deadlines.h"
#include "business/transfer/plan_money.h"
#include "business/transfer/remittance.h"
#include "business/transfer/sheet.h"
#include "business/transfer/shown.h"
#include "business/transfer/test_transfer_policy.h"

namespace yibao::transfer {
namespace {

constexpr Date kToday = Date::from_days(20203);  // 2025-04-25

struct MoneyRow {
  const char* goal;
  MoneyFacts facts;
  policy::MoneyRoute within, across;
  Route expected;
  const char* code;
};

TEST(TransferMoney, is_planned_from_provinces_scheme_and_account) {
  using enum enrolment::AccountType;
  using policy::MoneyRoute;
  const RegionCode dongguan = test::kDongguan;
  const RegionCode shantou(440500);
  const auto employee = Scheme::employee;
  const auto resident = Scheme::resident;
  const auto full = pooled_and_account;
  const MoneyRow rows[] = {
      {"R-025",
       {dongguan, test::kHangzhou, employee, employee, full, full},
       MoneyRoute::stay_usable,
       MoneyRoute::move_else_payout,
       Route::move,
       "money_moves"},
      {"R-027",
       {dongguan, shantou, employee, employee, full, full},
       MoneyRoute::stay_usable,
       MoneyRoute::move,
       Route::stay_usable,
       "money_stays_usable"},
      {"R-028",
       {test::kHangzhou, RegionCode(330200), employee, employee, full, full},
       MoneyRoute::move,
       MoneyRoute::payout,
       Route::move,
       "money_moves"},
      {"paid out on leaving",
       {dongguan, test::kHangzhou, employee, employee, full, full},
       MoneyRoute::move,
       MoneyRoute::payout,
       Route::payout,
       "money_paid_out"},
      {"职工→居民",
       {dongguan, test::kHangzhou, employee, resident, full, none},
       MoneyRoute::move,
       MoneyRoute::move,
       Route::stay_usable,
       "money_stays_without_target_account"},
      {"HI_TYPE 2",
       {dongguan, test::kHangzhou, employee, employee, full, pooled_only},
       MoneyRoute::move,
       MoneyRoute::move,
       Route::stay_usable,
       "money_stays_without_target_account"},
      {"residents",
       {dongguan, test::kHangzhou, resident, resident, none, none},
       MoneyRoute::move,
       MoneyRoute::move,
       Route::none,
       "money_none"},
  };
  for (const MoneyRow& row : rows) {
    policy::RegionPolicy origin = test::transfer_policy(row.facts.origin);
    origin.transfer.account_within_province.value = row.within;
    origin.transfer.account_across_provinces.value = row.across;
    const MoneyPlan plan = plan_money(row.facts, origin);
    EXPECT_EQ(plan.route, row.expected) << row.goal;
    EXPECT_EQ(plan.reasons.front().code, row.code) << row.goal;
  }
}

// 1.1: what is left stays usable, or is paid out where a local rule says so.
TEST(TransferMoney, without_an_account_at_the_target_follows_the_rule_of_the_origin) {
  const MoneyFacts facts{test::kDongguan,
                         test::kHangzhou,
                         Scheme::employee,
                         Scheme::resident,
                         enrolment::AccountType::pooled_and_account,
                         enrolment::AccountType::none};
  policy::RegionPolicy origin = test::transfer_policy(test::kDongguan);
  EXPECT_EQ(origin.transfer.account_left_behind.value, policy::LeftBehind::stay_usable);
  const MoneyPlan stays = plan_money(facts, origin);
  EXPECT_EQ(stays.route, Route::stay_usable);
  EXPECT_EQ(stays.reasons.front().citations.size(), 1U);  // the parameter that decides
  origin.transfer.account_left_behind.value = policy::LeftBehind::payout;
  const MoneyPlan paid = plan_money(facts, origin);
  EXPECT_EQ(paid.route, Route::payout);
  EXPECT_EQ(paid.reasons.front().code, "money_paid_out");
  EXPECT_TRUE(paid.money_leaves());
}

// 43号, ruling 1.10-7: who became a resident in the same city left the account as it was.
TEST(TransferMoney, of_an_earlier_relation_goes_like_that_of_the_latest) {
  const MoneyFacts facts{test::kDongguan,
                         test::kHangzhou,
                         Scheme::resident,
                         Scheme::employee,
                         enrolment::AccountType::none,
                         enrolment::AccountType::pooled_and_account};
  const policy::RegionPolicy origin = test::transfer_policy(test::kDongguan);
  EXPECT_EQ(plan_money(facts, origin).route, Route::none);
  EXPECT_EQ(plan_money(with_account_left(facts), origin).route, Route::move);
}

// not before both have approved, where the region says so.
TEST(TransferMoney, is_cleared_at_the_moment_of_the_origin) {
  const MoneyFacts facts{test::kDongguan,
                         test::kHangzhou,
                         Scheme::employee,
                         Scheme::employee,
                         enrolment::AccountType::pooled_and_account,
                         enrolment::AccountType::pooled_and_account};
  policy::RegionPolicy origin = test::transfer_policy(test::kDongguan);
  for (const auto moment :
       {policy::ClearOn::approve, policy::ClearOn::upload, policy::ClearOn::target_confirm}) {
    origin.transfer.clear_on.value = moment;
    EXPECT_EQ(plan_money(facts, origin).clear_on, moment);
  }
  origin.transfer.clear_on.value = policy::ClearOn::approve;
  origin.transfer.both_approve_before_money.value = true;
  EXPECT_EQ(plan_money(facts, origin).clear_on, policy::ClearOn::target_confirm);
}

// R-029, C-20: every reason at once.
TEST(TransferMoney, retiree_is_paid_out_only_when_settled_in_another_province) {
  RetireeFacts facts;
  facts.today = kToday;
  facts.region = test::kDongguan;
  const policy::RegionPolicy region = test::transfer_policy(test::kDongguan);
  const Verdict all = check_retiree_payout(facts, region);
  EXPECT_EQ(all.refusal().reasons.size(), 5U);
  facts.retired_on = kToday;
  facts.has_account = facts.holder_is_person = true;
  facts.available = Money::fen(1);
  facts.settled_region = RegionCode(440500);
  EXPECT_EQ(check_retiree_payout(facts, region).refusal().code(), "settled_within_province");
  facts.settled_region = test::kHangzhou;
  EXPECT_TRUE(check_retiree_payout(facts, region).ok());
}

// what the effect matrix stops for the account and for a transfer alike. The case's own
// hold, arrears and a lost card with its account do not stop what was accepted.
TEST(TransferMoney, does_not_leave_a_sealed_account) {
  for (const hold::EffectRow& row : hold::kEffectMatrix) {
    hold::Hold hold;
    hold.cause = row.cause;
    hold.region = test::kDongguan;
    hold.since = kToday;
    hold.money_leaves = row.cause == hold::HoldCause::transfer;
    hold.account_too = row.scope == hold::Scope::card;
    const Verdict may = check_money_may_leave(std::span(&hold, 1), test::kDongguan);
    const bool sealed =
        row.cause == hold::HoldCause::admin || row.cause == hold::HoldCause::id_change ||
        row.cause == hold::HoldCause::death || row.cause == hold::HoldCause::death_reported;
    EXPECT_EQ(may.ok(), !sealed) << row.text;
    if (!may) {
      EXPECT_EQ(may.refusal().code(), "spending_held") << row.text;
    }
  }
}

calendar::Calendar weekends() {
  return {};
}

// ruling 10.
TEST(TransferDeadlines, run_by_province_and_stand_still_while_returned) {
  Transfer transfer;
  transfer.origin = test::kDongguan;
  transfer.target = test::kHangzhou;
  const policy::RegionPolicy origin = test::transfer_policy(test::kDongguan);
  const policy::RegionPolicy target = test::transfer_policy(test::kHangzhou);
  const Date monday = Date::of(2027, 3, 1);  // a year without data: weekends only
  const auto due = [&] {
    return origin_deadlines(transfer, monday, monday + 30, origin, target, weekends());
  };
  EXPECT_EQ(due().origin.day.to_string(), "2027-03-15");
  EXPECT_EQ(due().total.day.to_string(), "2027-03-22");
  EXPECT_TRUE(due().origin.provisional);
  transfer.stops.push_back({monday + 1, monday + 3});
  EXPECT_EQ(due().origin.day.to_string(), "2027-03-17");
  EXPECT_EQ(due().total.day.to_string(), "2027-03-24");
  transfer.stops.clear();
  transfer.target = RegionCode(440500);
  EXPECT_EQ(due().origin.day.to_string(), "2027-03-04");
  EXPECT_EQ(due().total.day.to_string(), "2027-03-08");
  // from receipt, whenever that was.
  EXPECT_EQ(target_deadline(transfer, monday, target, weekends()).target.day.to_string(),
            "2027-03-03");
}

TEST(TransferDeadlines, count_what_is_left) {
  const Date friday = Date::of(2027, 3, 5);
  EXPECT_EQ(working_days_left(friday, friday, weekends()), 0);
  EXPECT_EQ(working_days_left(friday, friday - 1, weekends()), 1);
  EXPECT_EQ(working_days_left(friday, friday + 3, weekends()), -1);
}

// three months, the same day of the month still counts.
TEST(TransferCertificate, holds_for_three_months) {
  EXPECT_EQ(valid_until(Date::of(2025, 4, 25), 3).to_string(), "2025-07-26");
  EXPECT_EQ(valid_until(Date::of(2025, 11, 30), 3).to_string(), "2026-03-01");
  Certificate certificate;
  certificate.person = PersonId(1);
  certificate.region = test::kDongguan;
  certificate.valid_until = kToday;
  const auto standing = [&](Date day, PersonId person = PersonId(1)) {
    return standing_of(certificate, person, test::kDongguan, day);
  };
  EXPECT_EQ(standing(kToday - 1), CertificateStanding::valid);
  EXPECT_EQ(standing(kToday), CertificateStanding::expired);
  EXPECT_EQ(standing(kToday - 1, PersonId(2)), CertificateStanding::of_another);
  EXPECT_EQ(standing_of(std::nullopt, PersonId(1), test::kDongguan, kToday),
            CertificateStanding::unknown);
}

// 12 and 24 months with 3 overlapping are 33, whichever place is asked.
TEST(TransferSheet, brings_only_months_that_are_new) {
  const std::vector<SheetLine> lines{
      {test::kDongguan, Month::of(2022, 1), Month::of(2022, 12), false},
      {test::kDongguan, Month::of(2020, 1), Month::of(2020, 6), true}};
  KnownMonths known;
  known.employee.insert(Month::of(2022, 10), Month::of(2024, 9));
  const std::vector<SheetLine> fresh = lines_new_to(lines, known);
  ASSERT_EQ(fresh.size(), 2U);
  EXPECT_EQ(fresh[0].last, Month::of(2022, 9));
  EXPECT_TRUE(fresh[1].deemed);
  EXPECT_EQ(months_of(lines).all().count(), 18);
  EXPECT_EQ(read_lines(lines_tree(lines)), lines);
}

// N-08, R-120: a sheet says in which scheme each month was paid. What the target knows of a
// resident hides no employee's month; what it knows of an employee hides a resident's.
TEST(TransferSheet, keeps_the_schemes_apart) {
  OwnRecords own;
  own.employee.actual.insert(Month::of(2025, 5), Month::of(2025, 6));
  own.resident.actual.insert(Month::of(2025, 1), Month::of(2025, 8));
  const std::vector<SheetLine> lines = lines_of(own, {}, test::kDongguan);
  const auto line = [](Month first, Month last, enrolment::Scheme scheme) {
    return SheetLine{test::kDongguan, first, last, false, scheme};
  };
  using enrolment::Scheme;
  EXPECT_EQ(lines, (std::vector{line(Month::of(2025, 5), Month::of(2025, 6), Scheme::employee),
                                line(Month::of(2025, 1), Month::of(2025, 4), Scheme::resident),
                                line(Month::of(2025, 7), Month::of(2025, 8), Scheme::resident)}));
  EXPECT_EQ(read_lines(lines_tree(lines)), lines);
  KnownMonths known;
  known.resident.insert(Month::of(2025, 5), Month::of(2025, 7));
  EXPECT_EQ(lines_new_to(lines, known),
            (std::vector{line(Month::of(2025, 5), Month::of(2025, 6), Scheme::employee),
                         line(Month::of(2025, 1), Month::of(2025, 4), Scheme::resident),
                         line(Month::of(2025, 8), Month::of(2025, 8), Scheme::resident)}));
  known = {};
  known.employee.insert(Month::of(2025, 1), Month::of(2025, 8));
  EXPECT_TRUE(lines_new_to(lines, known).empty());
}

// N-10.
TEST(TransferArrival, matches_by_number_and_exact_amount) {
  Transfer transfer;
  transfer.target = test::kHangzhou;
  transfer.money = MoneyState::in_transit;
  transfer.amount = Money::fen(100);
  transfer.origin = test::kDongguan;
  transfer.origin_enrolment = 1;
  transfer.target_enrolment = 1;
  Remittance arrival;
  arrival.region = test::kHangzhou;
  arrival.from_region = test::kDongguan;
  arrival.amount = Money::fen(100);
  const auto why = [&] {
    return mismatch(arrival, transfer, awaited(transfer, arrival.region, {}), {}).value_or("");
  };
  EXPECT_EQ(why(), "");
  transfer.target_enrolment = 0;  // N-24: on no system
  EXPECT_EQ(why(), "target_on_paper");
  transfer.target_enrolment = 1;
  arrival.amount = Money::fen(99);
  EXPECT_EQ(why(), "amount_differs");
  arrival.region = test::kDongguan;
  EXPECT_EQ(why(), "other_agency");
  arrival.region = test::kHangzhou;
  transfer.money = MoneyState::returning;
  EXPECT_EQ(why(), "not_awaited");
  EXPECT_EQ(mismatch(arrival, std::nullopt, Money(), {}), "case_unknown");
}

// N-10: a copied number makes another region's money no money of the case; nor does what was on the
// bank's statement before anything had left.
TEST(TransferArrival, matches_what_the_origin_has_sent_since_it_left) {
  Transfer transfer;
  transfer.origin = test::kDongguan;
  transfer.target = test::kHangzhou;
  transfer.origin_enrolment = 1;
  transfer.target_enrolment = 2;
  transfer.money = MoneyState::in_transit;
  transfer.amount = Money::fen(100);
  transfer.clear_on = policy::ClearOn::upload;
  const Date left = Date::of(2025, 5, 13);
  std::optional<Date> left_on = left;
  Remittance arrival;
  arrival.region = test::kHangzhou;
  arrival.amount = Money::fen(100);
  const auto why = [&](RegionCode from, Date day) {
    arrival.from_region = from;
    arrival.arrived_on = day;
    return mismatch(arrival, transfer, awaited(transfer, arrival.region, {}), left_on).value_or("");
  };
  EXPECT_EQ(why(test::kDongguan, left - 1), "arrived_before_it_left");
  EXPECT_EQ(why(test::kDongguan, left), "");
  EXPECT_EQ(why(test::kDongguan, left + 1), "");
  EXPECT_EQ(why(RegionCode(440100), left), "other_payer");
  EXPECT_EQ(why(test::kHangzhou, left), "other_payer");
  left_on.reset();  // of an origin on paper: its bank may be faster than its letter
  EXPECT_EQ(why(test::kDongguan, left - 1), "");
}

// N-10, N-22: what comes back is matched at the origin as it was to be at the target, also in
// parts; it left on the day on which the account was emptied, whatever was approved again
// afterwards.
TEST(TransferArrival, matches_at_the_origin_what_the_target_sends_back) {
  Transfer transfer;
  transfer.id = CaseId(7);
  transfer.origin = test::kDongguan;
  transfer.target = test::kHangzhou;
  transfer.origin_enrolment = 1;
  transfer.target_enrolment = 2;
  transfer.money = MoneyState::returning;
  transfer.amount = Money::fen(100);
  transfer.clear_on = policy::ClearOn::target_confirm;
  transfer.target_approved_on = Date::of(2025, 5, 6);
  const storage::Rows days{{storage::Value(1), storage::Value(7), storage::Value("account_cleared"),
                            storage::Value(Date::of(2025, 4, 25).days())},
                           {storage::Value(1), storage::Value(8), storage::Value("account_cleared"),
                            storage::Value(Date::of(2025, 5, 30).days())}};
  EXPECT_EQ(left_on(transfer, days), Date::of(2025, 4, 25));
  Remittance arrival;
  arrival.region = test::kDongguan;
  arrival.from_region = test::kHangzhou;
  arrival.amount = Money::fen(60);
  arrival.arrived_on = Date::of(2025, 4, 28);
  const auto why = [&](const storage::Rows& before) {
    return mismatch(arrival, transfer, awaited(transfer, arrival.region, before),
                    left_on(transfer, days))
        .value_or("");
  };
  const auto line = [](RegionCode at, std::int64_t fen) {
    return storage::Row{storage::Value(7), storage::Value(1), storage::Value(fen),
                        storage::Value(at.value())};
  };
  EXPECT_EQ(why({}), "amount_differs");
  EXPECT_EQ(why({line(test::kDongguan, 40), line(test::kHangzhou, 30)}), "");
  arrival.from_region = test::kDongguan;
  EXPECT_EQ(why({line(test::kDongguan, 40)}), "other_payer");
  arrival.arrived_on = Date::of(2025, 4, 24);
  arrival.from_region = test::kHangzhou;
  EXPECT_EQ(why({line(test::kDongguan, 40)}), "arrived_before_it_left");
}

// What came home stands in the same table, and is nothing that the target has received.
TEST(TransferArrival, awaits_what_has_not_come_to_the_target) {
  Transfer transfer;
  transfer.target = test::kHangzhou;
  transfer.money = MoneyState::in_transit;
  transfer.amount = Money::fen(100);
  const auto line = [](RegionCode at, std::int64_t fen) {
    return storage::Row{storage::Value(std::int64_t{7}), storage::Value(std::int64_t{1}),
                        storage::Value(fen), storage::Value(std::int64_t{at.value()})};
  };
  EXPECT_EQ(awaited(transfer, test::kHangzhou, {line(test::kHangzhou, 40)}), Money::fen(60));
  EXPECT_EQ(
      awaited(transfer, test::kHangzhou, {line(test::kHangzhou, 40), line(test::kDongguan, 60)}),
      Money::fen(60));
  EXPECT_EQ(
      awaited(transfer, test::kHangzhou, {line(test::kHangzhou, 40), line(test::kHangzhou, 60)}),
      Money());
}

//
TEST(CaseworkMaterials, are_recognised_by_their_content) {
  using casework::MediaType;
  EXPECT_EQ(casework::recognise_media("\x89PNG\r\n\x1a\n…"), MediaType::png);
  EXPECT_EQ(casework::recognise_media("\xff\xd8\xff\xe0"), MediaType::jpeg);
  EXPECT_EQ(casework::recognise_media("%PDF-1.7"), MediaType::pdf);
  EXPECT_EQ(casework::recognise_media("<svg>"), std::nullopt);
  EXPECT_EQ(casework::check_material("").refusal().code(), "material_empty");
  const std::string large(casework::kMaterialBytesMax + 1, 'x');
  EXPECT_EQ(casework::check_material(large).refusal().code(), "material_too_large");
}

// Ruling 10: everything is named at once. A later return names what has come since, or what the
// system held, never what it left unsaid: each return stops the clock.
TEST(CaseworkReturn, comes_back_only_to_what_was_handed_in_since_the_last) {
  using casework::MaterialState;
  const std::vector<casework::CaseMaterial> materials{{"a", MaterialState::uploaded, {}},
                                                      {"b", MaterialState::uploaded, {}},
                                                      {"c", MaterialState::held, {}}};
  const auto may = [&](const casework::HandedIn& handed_in, std::vector<std::string> now) {
    return casework::check_return(handed_in, materials, now).ok();
  };
  EXPECT_TRUE(may(std::nullopt, {"a", "b", "never there"}));
  const casework::HandedIn since = std::vector<std::string>{"a"};
  EXPECT_TRUE(may(since, {"a"}));
  EXPECT_FALSE(may(since, {"b"})) << "as it was at the last return";
  EXPECT_FALSE(may(since, {"a", "b"}));
  EXPECT_FALSE(may(since, {"never there"}));
  EXPECT_TRUE(may(since, {"c"})) << "nobody asked the applicant for it";
  EXPECT_FALSE(may(std::vector<std::string>{}, {"a"}));
}

// Every running pair of states has one queue; no queue for what is over.
TEST(TransferShown, every_running_case_stands_somewhere) {
  for (std::size_t i = 0; i < kRelationStates; ++i) {
    Transfer transfer;
    transfer.relation = static_cast<RelationState>(i);
    transfer.money =
        is_terminal(transfer.relation) ? MoneyState::returning : MoneyState::in_transit;
    EXPECT_FALSE(place_of(transfer, {}).queue.empty());
    EXPECT_FALSE(shown_state(transfer.relation, transfer.money).empty());
  }
}

}  // namespace
}  // namespace yibao::transfer
