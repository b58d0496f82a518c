// Goal: on what terms the pooled fund pays, by kind of care, place and registration; every number
// is the region's.
#include "business/visit/terms.h"

#include <gtest/gtest.h>

#include "business/test_policy.h"

namespace yibao::visit {
namespace {

using care::Kind;
using care::Registration;
using test::set;

constexpr RegionCode kDongguan{441900};
constexpr RegionCode kShantou{440500};
constexpr RegionCode kHangzhou{330100};
const char* const kHospital = "H44190000001";

policy::SettlementPolicy policy() {
  policy::SettlementPolicy policy;
  set(policy.outpatient_rate_primary, "settlement.outpatient_rate_primary",
      Rate::basis_points(7000));
  set(policy.outpatient_rate_pharmacy, "settlement.outpatient_rate_pharmacy", Rate());
  set(policy.resident_rate_primary, "settlement.resident_rate_primary", Rate::basis_points(5000));
  set(policy.retiree_rate_more, "settlement.retiree_rate_more", Rate::basis_points(500));
  set(policy.outpatient_deductible, "settlement.outpatient_deductible", Money::yuan(300));
  set(policy.outpatient_ceiling, "settlement.outpatient_ceiling", Money::yuan(5000));
  set(policy.remote_within_province_free, "settlement.remote_within_province_free", false);
  set(policy.remote_less_registered, "settlement.remote_less_registered", Rate());
  set(policy.remote_less_referred, "settlement.remote_less_referred", Rate::basis_points(1000));
  set(policy.remote_less_unregistered, "settlement.remote_less_unregistered",
      Rate::basis_points(2000));
  set(policy.chronic_rate_employee, "settlement.chronic_rate_employee", Rate::basis_points(8000));
  set(policy.chronic_rate_resident, "settlement.chronic_rate_resident", Rate::basis_points(6000));
  set(policy.chronic_ceiling_employee, "settlement.chronic_ceiling_employee", Money::yuan(20000));
  set(policy.chronic_at_fixed_only, "settlement.chronic_at_fixed_only", true);
  set(policy.fixed_institution_needed, "settlement.fixed_institution_needed", false);
  return policy;
}

Registration of(Kind kind, std::int64_t id) {
  Registration registration;
  registration.id = care::RegistrationId(id);
  registration.kind = kind;
  registration.region = kDongguan;
  return registration;
}

TermsFacts at_home() {
  TermsFacts facts;
  facts.level = provider::Level::primary;
  facts.institution = kHospital;
  facts.insured_place = kDongguan;
  facts.place_of_care = kDongguan;
  facts.kind = "11";
  return facts;
}

std::int64_t rate(const TermsFacts& facts, const policy::SettlementPolicy& rules = policy()) {
  const Decision<Terms> terms = fund_terms(facts, rules);
  return terms ? terms->rate.basis_points() : -1;
}

std::string told(const TermsFacts& facts, const policy::SettlementPolicy& rules = policy()) {
  const Decision<Terms> terms = fund_terms(facts, rules);
  if (!terms) return terms.refusal().code();
  return terms->reasons.empty() ? "" : terms->reasons.back().code;
}

// 2001 and the person's own question say no where the fund pays nothing, and why.
TEST(Terms, that_pay_nothing_are_told_to_who_asks) {
  TermsFacts pharmacy = at_home();
  pharmacy.level = provider::Level::none;
  const auto nothing = fund_terms(pharmacy, policy());
  EXPECT_FALSE(fund_pays(nothing));
  ASSERT_EQ(tell_terms(nothing).size(), 1U);
  EXPECT_EQ(tell_terms(nothing).front().code, "fund_pays_nothing_here");
  EXPECT_TRUE(nothing->reasons.empty()) << "a settlement is silent of it";
  EXPECT_TRUE(fund_pays(fund_terms(at_home(), policy())));
  EXPECT_TRUE(tell_terms(fund_terms(at_home(), policy())).empty());
  TermsFacts unknown = at_home();
  unknown.kind = "14";
  const auto refused = fund_terms(unknown, policy());
  EXPECT_FALSE(fund_pays(refused));
  EXPECT_EQ(tell_terms(refused).front().code, "chronic_disease_not_recognised");
}

TEST(Terms, are_the_ordinary_ones_at_home) {
  const auto terms = fund_terms(at_home(), policy());
  ASSERT_TRUE(terms.ok());
  EXPECT_EQ(terms->rate.basis_points(), 7000);
  EXPECT_EQ(terms->deductible, Money::yuan(300));
  EXPECT_EQ(terms->ceiling, Money::yuan(5000));
  EXPECT_TRUE(terms->reasons.empty());
  TermsFacts retiree = at_home();
  retiree.retiree = true;
  EXPECT_EQ(rate(retiree), 7500);
  retiree.resident = true;
  EXPECT_EQ(rate(retiree), 5000);
}

TEST(Terms, elsewhere_follow_from_what_is_on_record) {
  TermsFacts facts = at_home();
  facts.place_of_care = kHangzhou;
  facts.institution = "H33010000001";
  EXPECT_EQ(rate(facts), 5000);
  EXPECT_EQ(told(facts), "paid_as_unregistered_elsewhere");
  facts.kind = "13";
  EXPECT_EQ(rate(facts), 6000);
  EXPECT_EQ(told(facts), "paid_as_emergency");
  facts.kind = "11";
  Registration referral = of(Kind::referral, 3);
  referral.institution = "H33010000002";
  facts.registrations = {referral};
  EXPECT_EQ(rate(facts), 5000) << "referred to another hospital";
  facts.registrations.front().institution = facts.institution;
  EXPECT_EQ(rate(facts), 6000);
  EXPECT_EQ(told(facts), "paid_as_referred");
  Registration remote = of(Kind::remote_care, 4);
  remote.place_of_care = RegionCode(330000);
  facts.registrations.push_back(remote);
  EXPECT_EQ(rate(facts), 7000);
  EXPECT_EQ(fund_terms(facts, policy())->registration, care::RegistrationId(4));
  facts.registrations.back().region = kShantou;  // of a place where one was insured before
  EXPECT_EQ(rate(facts), 6000);
}

TEST(Terms, inside_the_province_are_those_of_home_where_the_region_says_so) {
  TermsFacts facts = at_home();
  facts.place_of_care = kShantou;
  EXPECT_EQ(rate(facts), 5000);
  policy::SettlementPolicy rules = policy();
  rules.remote_within_province_free.value = true;
  EXPECT_EQ(rate(facts, rules), 7000);
  facts.place_of_care = kHangzhou;
  EXPECT_EQ(rate(facts, rules), 5000);
}

TEST(Terms, never_fall_below_nothing) {
  policy::SettlementPolicy rules = policy();
  rules.remote_less_unregistered.value = Rate::basis_points(9000);
  TermsFacts facts = at_home();
  facts.place_of_care = kHangzhou;
  EXPECT_EQ(rate(facts, rules), 0);
  facts.level = provider::Level::none;  // nothing to take off, nothing to tell
  EXPECT_EQ(told(facts, rules), "");
}

TEST(Terms, of_chronic_care_want_a_recognition) {
  TermsFacts facts = at_home();
  facts.kind = "14";
  facts.disease = "M03900";
  EXPECT_EQ(told(facts), "chronic_disease_not_recognised");
  Registration recognised = of(Kind::chronic_disease, 5);
  recognised.disease = "M01600";
  facts.registrations = {recognised};
  EXPECT_EQ(told(facts), "chronic_disease_not_recognised");
  facts.disease.clear();
  EXPECT_EQ(rate(facts), 8000) << "whichever is recognised";
  facts.disease = "M01600";
  const auto terms = fund_terms(facts, policy());
  ASSERT_TRUE(terms.ok());
  EXPECT_TRUE(terms->chronic);
  EXPECT_EQ(terms->recognition, care::RegistrationId(5));
  EXPECT_EQ(terms->deductible, Money());
  EXPECT_EQ(terms->ceiling, Money::yuan(20000));
  facts.resident = true;
  EXPECT_EQ(rate(facts), 6000);
}

TEST(Terms, of_chronic_care_are_those_of_the_fixed_institution_once_there_is_one) {
  TermsFacts facts = at_home();
  facts.kind = "14";
  Registration recognised = of(Kind::chronic_disease, 5);
  recognised.disease = "M01600";
  Registration fixed = of(Kind::fixed_institution, 6);
  fixed.purpose = "01";
  fixed.institution = "H44190000009";
  facts.registrations = {recognised, fixed};
  EXPECT_EQ(rate(facts), 0);
  EXPECT_EQ(told(facts), "chronic_at_fixed_only");
  policy::SettlementPolicy rules = policy();
  rules.chronic_at_fixed_only.value = false;
  EXPECT_EQ(rate(facts, rules), 8000);
  facts.registrations.back().institution = kHospital;
  EXPECT_EQ(rate(facts), 8000);
}

TEST(Terms, want_a_fixed_institution_where_the_region_does) {
  policy::SettlementPolicy rules = policy();
  rules.fixed_institution_needed.value = true;
  TermsFacts facts = at_home();
  EXPECT_EQ(told(facts, rules), "institution_not_fixed");
  EXPECT_EQ(rate(facts, rules), 0);
  facts.kind = "13";
  EXPECT_EQ(rate(facts, rules), 7000) << "an emergency goes where it can";
  facts.kind = "11";
  Registration fixed = of(Kind::fixed_institution, 6);
  fixed.purpose = "03";
  fixed.institution = kHospital;
  facts.registrations = {fixed};
  EXPECT_EQ(rate(facts, rules), 7000);
}

}  // namespace
}  // namespace yibao::visit
