// Goal: which relatives share, between which places, how much (N-05; 国办发〔2021〕14号,
// 〔2024〕38号).
#include "business/aid/rules.h"

#include <gtest/gtest.h>

namespace yibao::aid {
namespace {

policy::RegionPolicy region() {
  policy::RegionPolicy policy;
  policy.aid.relations.value = {"spouse", "parent", "child"};
  policy.aid.relations.citation.source = "account_reform_2021";
  policy.aid.relations_widened.value = {"sibling", "grandparent", "maternal_grandparent",
                                        "grandchild", "maternal_grandchild"};
  policy.aid.relations_widened.citation.source = "resident_2024_38";
  policy.aid.within_province.value = true;
  return policy;
}

TEST(Aid, cites_for_each_relative_the_document_that_names_it) {
  const policy::AidPolicy policy = region().aid;
  for (const Relation each : {Relation::spouse, Relation::parent, Relation::child}) {
    EXPECT_EQ(source_of(each, policy)->source, "account_reform_2021") << to_text(each);
  }
  for (const Relation each :
       {Relation::sibling, Relation::grandparent, Relation::maternal_grandparent,
        Relation::grandchild, Relation::maternal_grandchild}) {
    EXPECT_EQ(source_of(each, policy)->source, "resident_2024_38") << to_text(each);
  }
  EXPECT_FALSE(source_of(Relation::spouse, policy::AidPolicy{}));
}

TEST(Aid, works_between_places_as_far_as_the_region_goes) {
  policy::AidPolicy policy = region().aid;
  const RegionCode dongguan(441900);
  EXPECT_TRUE(check_regions(dongguan, dongguan, policy::AidPolicy{}));
  EXPECT_TRUE(check_regions(dongguan, RegionCode(440500), policy));
  EXPECT_FALSE(check_regions(dongguan, RegionCode(330100), policy));
  policy.within_province.value = false;
  EXPECT_FALSE(check_regions(dongguan, RegionCode(440500), policy));
  policy.across_provinces.value = true;
  EXPECT_TRUE(check_regions(dongguan, RegionCode(330100), policy));
}

TEST(Aid, spends_ones_own_first) {
  const auto parts = [](std::int64_t amount, std::int64_t own) {
    const Parts split_ = split(Money::fen(amount), Money::fen(own));
    return std::pair(split_.own.fen(), split_.shared.fen());
  };
  EXPECT_EQ(parts(100, 0), std::pair(std::int64_t{0}, std::int64_t{100}));
  EXPECT_EQ(parts(100, 30), std::pair(std::int64_t{30}, std::int64_t{70}));
  EXPECT_EQ(parts(100, 100), std::pair(std::int64_t{100}, std::int64_t{0}));
  EXPECT_EQ(parts(100, 101), std::pair(std::int64_t{100}, std::int64_t{0}));
}

TEST(Aid, keeps_to_the_smaller_limit_to_the_fen_and_begins_anew_each_year) {
  policy::AidPolicy policy = region().aid;
  Binding binding;
  binding.limit_per_year = Money::fen(500);
  binding.used_year = 2025;
  binding.used = Money::fen(300);
  const auto used = [&](int year) {
    return used_in_year(std::vector<Binding>{binding}, binding.beneficiary, year);
  };
  EXPECT_TRUE(check_limit(binding, used(2025), Money::fen(200), policy));
  const Verdict above = check_limit(binding, used(2025), Money::fen(201), policy);
  ASSERT_FALSE(above);
  EXPECT_EQ(above.refusal().code(), "aid_limit_reached");
  EXPECT_TRUE(check_limit(binding, used(2026), Money::fen(500), policy));
  EXPECT_FALSE(check_limit(binding, used(2026), Money::fen(501), policy));
  policy.limit_per_year.value = Money::fen(400);
  EXPECT_TRUE(check_limit(binding, used(2025), Money::fen(100), policy));
  EXPECT_FALSE(check_limit(binding, used(2025), Money::fen(101), policy));
  binding.limit_per_year = Money();
  EXPECT_FALSE(check_limit(binding, used(2025), Money::fen(101), policy));
  policy.limit_per_year.value = Money();
  EXPECT_TRUE(check_limit(binding, used(2025), Money::yuan(1'000'000), policy));
}

// N-05: whoever unbinds and binds again begins no new year; another relative's use is theirs.
TEST(Aid, counts_the_year_of_two_people_whichever_their_binding) {
  const PersonId mother(7);
  const auto binding = [](PersonId beneficiary, int year, int fen) {
    Binding each;
    each.beneficiary = beneficiary;
    each.used_year = year;
    each.used = Money::fen(fen);
    return each;
  };
  const std::vector<Binding> all{binding(mother, 2024, 90), binding(mother, 2025, 300),
                                 binding(PersonId(8), 2025, 40), binding(mother, 2025, 5)};
  EXPECT_EQ(used_in_year(all, mother, 2024), Money::fen(90));
  EXPECT_EQ(used_in_year(all, mother, 2025), Money::fen(305));
  EXPECT_EQ(used_in_year(all, PersonId(8), 2025), Money::fen(40));
  EXPECT_EQ(used_in_year(all, mother, 2026), Money());
}

BindFacts mother() {
  BindFacts facts;
  facts.today = *Date::parse("2025-03-01");
  facts.relation = Relation::parent;
  facts.payer_has_account = true;
  facts.payer_region = RegionCode(441900);
  facts.beneficiary_region = RegionCode(440500);
  return facts;
}

// Of payer and form, then those that lie with the relative.
std::string codes_of(const BindFacts& facts, const policy::RegionPolicy& policy) {
  std::string codes;
  for (const auto& each :
       {find_obstacles(facts, policy), find_obstacles_of_relative(facts, policy.aid)}) {
    for (const Reason& one : each) codes += (codes.empty() ? "" : " ") + one.code;
  }
  return codes;
}

// What a relative's own record says is never among what the payer is told.
TEST(Aid, tells_the_payer_nothing_of_the_relative) {
  BindFacts facts = mother();
  facts.beneficiary_region.reset();
  facts.beneficiary_died_on = Date::of(2024, 1, 1);
  EXPECT_TRUE(find_obstacles(facts, region()).empty());
  EXPECT_EQ(codes_of(facts, region()), "person_died aid_beneficiary_not_insured");
  facts = mother();
  facts.payer_died_on = Date::of(2024, 1, 1);
  EXPECT_TRUE(find_obstacles_of_relative(facts, region().aid).empty());
}

TEST(Aid, names_every_obstacle_of_a_binding_at_once) {
  EXPECT_EQ(codes_of(mother(), region()), "");
  BindFacts facts = mother();
  facts.beneficiary_region.reset();
  facts.payer_has_account = false;
  EXPECT_EQ(codes_of(facts, region()), "aid_payer_without_account aid_beneficiary_not_insured");
  facts = mother();
  facts.payer_died_on = facts.today;
  facts.bound_already = true;
  EXPECT_EQ(codes_of(facts, region()), "person_died aid_bound_already");
  facts = mother();
  facts.beneficiary_region = RegionCode(330100);
  EXPECT_EQ(codes_of(facts, region()), "aid_region_not_open");
  facts = mother();
  facts.same_person = true;
  EXPECT_EQ(codes_of(facts, region()), "aid_with_oneself");
  facts = mother();  // 自己代理
  facts.with_own_agent = true;
  EXPECT_EQ(codes_of(facts, region()), "aid_with_own_agent");
  policy::RegionPolicy capped = region();
  capped.aid.limit_per_year.value = Money::fen(100);
  facts = mother();
  facts.limit_per_year = Money::fen(100);
  EXPECT_EQ(codes_of(facts, capped), "");
  facts.limit_per_year = Money::fen(101);
  EXPECT_EQ(codes_of(facts, capped), "aid_limit_above_region");
}

}  // namespace
}  // namespace yibao::aid
