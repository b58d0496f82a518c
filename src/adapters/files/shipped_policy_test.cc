// Goal: the shipped policy loads, and says for each region and day what the sources say
// (R-018, R-019, R-025 to, C-02, C-03, C-06).
#include <gtest/gtest.h>

#include <memory>
#include <set>

#include "adapters/files/data.h"

namespace yibao::files {
namespace {

using namespace policy;

class ShippedPolicy : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto loaded = load_policy(std::string(YIBAO_SOURCE_DIR) + "/policy");
    if (!loaded) {
      for (const Reason& reason : loaded.refusal().reasons) {
        std::string text = reason.code;
        for (const Fact& fact : reason.facts) text += " " + fact.name + "=" + fact.value;
        ADD_FAILURE() << text;
      }
    }
    set_ = std::make_unique<PolicySet>(std::move(loaded).value());
  }
  static void TearDownTestSuite() { set_.reset(); }

  static const RegionPolicy& on(int region, const char* day = "2025-04-25") {
    return set_->on(RegionCode(region), *Date::parse(day));
  }

  static std::unique_ptr<PolicySet> set_;
};

std::unique_ptr<PolicySet> ShippedPolicy::set_;

TEST_F(ShippedPolicy, the_nation_gives_10_and_5_working_days) {
  const TransferPolicy& transfer = on(100000).transfer;
  EXPECT_EQ(transfer.origin_working_days.value, 10);
  EXPECT_EQ(transfer.target_working_days.value, 5);
  EXPECT_EQ(transfer.total_working_days.value, 15);
  EXPECT_TRUE(transfer.origin_working_days.citation.verified);
  EXPECT_EQ(transfer.origin_working_days.citation.source, "nhsa_2021_43");
  EXPECT_EQ(set_->source("nhsa_2021_43")->number, "医保办发〔2021〕43号");
  EXPECT_EQ(transfer.require_certificate.value, CertificateRule::counter_only);
}

//
TEST_F(ShippedPolicy, money_stays_in_guangdong_and_moves_in_zhejiang) {
  for (const int region : {440000, 440500, 441900}) {
    EXPECT_EQ(on(region).transfer.account_within_province.value, MoneyRoute::stay_usable);
    EXPECT_EQ(on(region).transfer.account_across_provinces.value, MoneyRoute::move_else_payout);
    EXPECT_EQ(on(region).transfer.account_within_province.citation.region, "440000");
  }
  for (const int region : {330100, 330200}) {
    EXPECT_EQ(on(region).transfer.account_within_province.value, MoneyRoute::move);
    EXPECT_EQ(on(region).transfer.account_across_provinces.value, MoneyRoute::move);
  }
}

// three regions, three moments. R-036: a province may be faster inside.
TEST_F(ShippedPolicy, regions_differ_in_time) {
  EXPECT_EQ(on(350500).transfer.clear_on.value, ClearOn::approve);
  EXPECT_EQ(on(441900).transfer.clear_on.value, ClearOn::upload);
  EXPECT_EQ(on(330200).transfer.clear_on.value, ClearOn::target_confirm);
  EXPECT_EQ(on(330200).transfer.within_province_origin_working_days.value, 3);
  EXPECT_EQ(on(330200).transfer.within_province_target_working_days.value, 2);
  EXPECT_EQ(on(350500).transfer.origin_working_days.value, 8);
  EXPECT_EQ(on(350500).transfer.target_working_days.value, 7);
  EXPECT_EQ(on(350500).transfer.within_province_target_working_days.value, 0);
  EXPECT_EQ(on(350100).transfer.origin_working_days.value, 10);
}

TEST_F(ShippedPolicy, nanjing_asks_for_the_current_month) {
  EXPECT_TRUE(on(320100).transfer.require_current_month_paid.value);
  EXPECT_FALSE(on(320200).transfer.require_current_month_paid.value);
}

// C-02.
TEST_F(ShippedPolicy, waiting_differs_by_region) {
  struct Row {
    int region;
    int with_backpay;
    int without_backpay;
    WaitKind kind;
    int percent;
    BenefitFrom local;
  };
  for (const Row& row : {Row{100000, 6, 6, WaitKind::wait, 0, BenefitFrom::payment_month},
                         Row{441900, 6, 6, WaitKind::wait, 0, BenefitFrom::payment_month},
                         Row{350000, 3, 6, WaitKind::wait, 50, BenefitFrom::payment_month},
                         Row{350500, 3, 6, WaitKind::wait, 50, BenefitFrom::payment_month},
                         Row{330100, 6, 6, WaitKind::paid_months, 0, BenefitFrom::next_month},
                         Row{330200, 6, 6, WaitKind::wait, 0, BenefitFrom::payment_month},
                         Row{140600, 6, 6, WaitKind::paid_months, 0, BenefitFrom::next_month}}) {
    const GapPolicy& gap = on(row.region).gap;
    EXPECT_EQ(gap.grace_months.value, 3);
    EXPECT_EQ(gap.grace_benefit_from.value, BenefitFrom::payment_month) << row.region;
    EXPECT_EQ(gap.wait_months_with_backpay.value, row.with_backpay) << row.region;
    EXPECT_EQ(gap.wait_months_without_backpay.value, row.without_backpay) << row.region;
    EXPECT_EQ(gap.wait_kind.value, row.kind) << row.region;
    EXPECT_EQ(gap.wait_benefit_percent.value, row.percent) << row.region;
    EXPECT_EQ(gap.local_grace_benefit_from.value, row.local) << row.region;
    EXPECT_FALSE(gap.wait_months_with_backpay.citation.verified) << row.region;
  }
}

// domain 2: what 福建 and 深圳 do differently, and nobody else.
TEST_F(ShippedPolicy, new_participants_and_joiners_differ_by_region) {
  for (const int region : {350000, 350100, 350500}) {
    EXPECT_EQ(on(region).gap.first_enrolment_wait_months.value, 3) << region;
    EXPECT_EQ(on(region).resident.after_employee_from.value, AfterEmployee::month_after_suspension);
    EXPECT_EQ(on(region).resident.after_employee_from.citation.source, "fujian_practice");
  }
  for (const int region : {100000, 441900, 330100}) {
    EXPECT_EQ(on(region).gap.first_enrolment_wait_months.value, 0) << region;
    EXPECT_EQ(on(region).resident.after_employee_from.value, AfterEmployee::receipt) << region;
    EXPECT_TRUE(on(region).gap.employed_wait.value) << region;
  }
  const GapPolicy& shenzhen = on(440300).gap;
  EXPECT_FALSE(shenzhen.employed_wait.value);
  EXPECT_EQ(shenzhen.wait_months_with_backpay.value, 3);
  EXPECT_EQ(shenzhen.wait_months_without_backpay.value, 3);
  EXPECT_EQ(shenzhen.local_grace_benefit_from.value, BenefitFrom::next_month);
  EXPECT_FALSE(shenzhen.employed_wait.citation.verified);
  EXPECT_EQ(on(442000).transfer.retirement_meanwhile.value, RetirementMeanwhile::ends);
  EXPECT_EQ(on(441900).transfer.retirement_meanwhile.value, RetirementMeanwhile::goes_on);
  for (const int region : {331000, 321200}) {
    EXPECT_EQ(on(region).account.interest_mode.value, InterestMode::demand);
    EXPECT_EQ(on(region).account.interest_rate.value.basis_points(), 35);
    EXPECT_EQ(on(region).account.interest_rate.citation.source, "taizhou_practice");
  }
}

TEST_F(ShippedPolicy, shuozhou_restores_next_month_by_an_article_only) {
  const Cited<Restore>& restore = on(140600).arrears.restore;
  EXPECT_EQ(restore.value, Restore::next_month);
  EXPECT_EQ(restore.citation.region, "140600");
  EXPECT_FALSE(restore.citation.verified);
  EXPECT_EQ(set_->source(restore.citation.source)->kind, "article");
}

// The day before, the day and the day after of what is dated.
TEST_F(ShippedPolicy, dated_values_change_on_their_day) {
  for (const auto& [day, verified] : {std::pair("2021-11-30", false), std::pair("2021-12-01", true),
                                      std::pair("2021-12-02", true)}) {
    EXPECT_EQ(on(441900, day).gap.grace_months.citation.verified, verified) << day;
  }
  for (const auto& [day, months] :
       {std::pair("2024-12-31", 0), std::pair("2025-01-01", 3), std::pair("2025-01-02", 3)}) {
    EXPECT_EQ(on(441900, day).resident.fixed_wait_months.value, months) << day;
  }
  for (const auto& [day, rate] :
       {std::pair("2011-06-30", 20), std::pair("2011-07-01", 5), std::pair("2011-07-02", 5)}) {
    EXPECT_EQ(on(140600, day).arrears.late_fee_per_day.value.basis_points(), rate) << day;
  }
  for (const auto& [day, years] :
       {std::pair("2029-12-31", 25), std::pair("2030-01-01", 30), std::pair("2030-01-02", 30)}) {
    EXPECT_EQ(on(440500, day).retirement.years_men.value, years) << day;
  }
}

TEST_F(ShippedPolicy, residents_wait_by_38号_from_2025) {
  const ResidentPolicy& resident = on(441900).resident;
  EXPECT_EQ(resident.variable_months_per_missed_year.value, 1);
  EXPECT_EQ(resident.floor_missed_years.value, 4);
  EXPECT_EQ(resident.floor_months.value, 6);
  EXPECT_TRUE(resident.repair_allowed.value);
  EXPECT_TRUE(resident.fixed_wait_months.citation.verified);
  EXPECT_FALSE(resident.wait_from.citation.verified);
  EXPECT_EQ(on(370200).resident.variable_formula.value, VariableFormula::missed_years_minus_one);
  EXPECT_EQ(on(370200).resident.wait_from.value, ResidentWaitFrom::benefit_year_start);
  EXPECT_EQ(on(370200, "2024-12-31").resident.wait_from.value, ResidentWaitFrom::receipt);
}

// An official text stands behind every verified value, and no source is without use.
TEST_F(ShippedPolicy, verified_values_cite_official_texts) {
  std::set<std::string> used;
  for (const RegionCode region : set_->regions()) {
    for (const char* day : {"2000-01-01", "2015-01-01", "2023-01-01", "2025-04-25", "2031-01-01"}) {
      for (const ResolvedParameter& found : set_->list(region, *Date::parse(day))) {
        used.insert(found.value->source);
        const std::string& kind = set_->source(found.value->source)->kind;
        // 办事指南 is what the agency itself publishes.
        const bool official =
            kind == "law" || kind == "regulation" || kind == "notice" || kind == "guide";
        EXPECT_TRUE(official || !found.value->verified) << found.parameter->id();
      }
    }
  }
  for (const auto& [id, source] : set_->sources()) EXPECT_TRUE(used.contains(id)) << id;
}

TEST_F(ShippedPolicy, tells_what_changed) {
  const auto changes =
      set_->changes_between(RegionCode(441900), Date::of(2024, 12, 31), Date::of(2025, 1, 1));
  ASSERT_EQ(changes.size(), 4U);
  EXPECT_EQ(changes[0].difference.after.parameter->id(), "resident.fixed_wait_months");
}

}  // namespace
}  // namespace yibao::files
