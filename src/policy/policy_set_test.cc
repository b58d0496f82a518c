// Goal: a value is found in the region, its city, its province or the nation, on the right side of
// each date, with the citation that says so; and what changes can be listed (R-058, N-14).
#include "policy/policy_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "policy/present.h"
#include "policy/test_files.h"

namespace yibao::policy {
namespace {

using test::dated;
using test::Files;

Date day(const char* text) {
  return *Date::parse(text);
}
RegionCode region(int code) {
  return RegionCode(code);
}
Tree values(std::initializer_list<Tree> list) {
  return Tree(Tree::List(list));
}

constexpr const char* kGrace = "gap.grace_months";

Files four_levels() {
  Files files;
  files.set("100000", kGrace, values({dated(1, "1998-01-01")}))
      .set("440000", kGrace, values({dated(2, "2010-01-01")}))
      .set("441900", kGrace, values({dated(3, "2020-01-01", "2022-01-01")}))
      .set("440106", kGrace, values({dated(4, "2020-01-01")}));
  return files;
}

TEST(PolicySet, asks_the_region_its_city_its_province_and_the_nation) {
  const PolicySet set = four_levels().loaded();
  struct Row {
    int region;
    const char* day;
    int value;
    const char* decided_by;
  };
  for (const Row& row :
       {Row{441900, "2021-06-01", 3, "441900"},
        Row{441999, "2021-06-01", 3, "441900"},  // a district asks its city
        Row{440500, "2021-06-01", 2, "440000"}, Row{440106, "2021-06-01", 4, "440106"},
        Row{440100, "2021-06-01", 2, "440000"},  // a city does not ask a district
        Row{440000, "2021-06-01", 2, "440000"}, Row{330100, "2021-06-01", 1, "100000"},
        Row{100000, "2021-06-01", 1, "100000"}, Row{441900, "2009-12-31", 1, "100000"},
        Row{441900, "1949-10-01", 1, "100000"}}) {
    const RegionPolicy& policy = set.on(region(row.region), day(row.day));
    EXPECT_EQ(policy.gap.grace_months.value, row.value) << row.region << ' ' << row.day;
    EXPECT_EQ(policy.gap.grace_months.citation.region, row.decided_by);
    EXPECT_EQ(policy.region, region(row.region));
  }
}

// The day before, the day, the day after; `until` is exclusive.
TEST(PolicySet, changes_exactly_on_the_day) {
  const PolicySet set = four_levels().loaded();
  for (const auto& [on, value] :
       {std::pair("2009-12-31", 1), std::pair("2010-01-01", 2), std::pair("2010-01-02", 2),
        std::pair("2019-12-31", 2), std::pair("2020-01-01", 3), std::pair("2020-01-02", 3),
        std::pair("2021-12-31", 3), std::pair("2022-01-01", 2), std::pair("2022-01-02", 2)}) {
    EXPECT_EQ(set.on(region(441900), day(on)).gap.grace_months.value, value) << on;
  }
}

TEST(PolicySet, cites_parameter_value_region_date_source_and_status) {
  Files files;
  Tree rate = dated(650, "2020-01-01");
  rate.set("source", "guide").set("status", "default");
  files.set("330000", "contribution.employee_employer_rate", values({rate}));
  const PolicySet set = files.loaded();
  const Citation& citation =
      set.on(region(330100), day("2025-01-01")).contribution.employee_employer_rate.citation;
  EXPECT_EQ(citation.parameter, "contribution.employee_employer_rate");
  EXPECT_EQ(citation.value, "6.5%");
  EXPECT_EQ(citation.region, "330000");
  EXPECT_EQ(citation.from, "2020-01-01");
  EXPECT_EQ(citation.source, "guide");
  EXPECT_FALSE(citation.verified);
  EXPECT_TRUE(set.on(region(330100), day("2025-01-01")).gap.grace_months.citation.verified);
}

TEST(PolicySet, binds_every_kind_of_value) {
  Files files;
  files.set("100000", "contribution.base_maximum", values({dated(25'000'00, "1998-01-01")}))
      .set("100000", "account.credit_rate", values({dated(200, "1998-01-01")}))
      .set("100000", "gap.wait_kind", values({dated("paid_months", "1998-01-01")}))
      .set("100000", "transfer.arrears_blocks", values({dated(true, "1998-01-01")}))
      .set("100000", "transfer.materials_online",
           values({dated(values({"identity_card_front", "identity_card_back"}), "1998-01-01")}));
  const PolicySet set = files.loaded();
  const RegionPolicy& policy = set.on(RegionCode::nation(), day("2025-01-01"));
  EXPECT_EQ(policy.contribution.base_maximum.value, Money::yuan(25'000));
  EXPECT_EQ(policy.contribution.base_maximum.citation.value, "25000.00");
  EXPECT_EQ(policy.account.credit_rate.value, Rate::basis_points(200));
  EXPECT_EQ(policy.account.credit_rate.citation.value, "2%");
  EXPECT_EQ(policy.gap.wait_kind.value, WaitKind::paid_months);
  EXPECT_TRUE(policy.transfer.arrears_blocks.value);
  EXPECT_EQ(policy.transfer.arrears_blocks.citation.value, "true");
  EXPECT_EQ(policy.transfer.materials_online.value.size(), 2U);
  EXPECT_EQ(policy.transfer.materials_online.citation.value,
            "identity_card_front, identity_card_back");
}

TEST(PolicySet, gives_the_same_address_between_two_changes) {
  PolicySet set = four_levels().loaded();
  const RegionPolicy* first = &set.on(region(441900), day("2020-01-01"));
  EXPECT_EQ(first, &set.on(region(441900), day("2021-12-31")));
  EXPECT_NE(first, &set.on(region(441900), day("2022-01-01")));
  EXPECT_NE(first, &set.on(region(440500), day("2021-12-31")));
  const PolicySet moved = std::move(set);
  EXPECT_EQ(first, &moved.on(region(441900), day("2021-06-01")));
}

TEST(PolicySet, is_asked_by_many_threads) {
  const PolicySet set = four_levels().loaded();
  std::vector<const RegionPolicy*> answers(8);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      threads.emplace_back([&set, &answers, i] {
        for (int code = 440100; code < 445300; code += 100) {
          (void)set.on(RegionCode(code), Date::of(2021, 6, 1));
        }
        answers[i] = &set.on(RegionCode(441900), Date::of(2021, 6, 1));
      });
    }
  }
  for (const RegionPolicy* answer : answers) EXPECT_EQ(answer, answers.front());
}

TEST(PolicySet, compares_days_and_regions) {
  const PolicySet set = four_levels().loaded();
  EXPECT_TRUE(
      set.diff({region(441900), day("2020-01-01")}, {region(441900), day("2021-12-31")}).empty());
  const auto days =
      set.diff({region(441900), day("2019-12-31")}, {region(441900), day("2020-01-01")});
  ASSERT_EQ(days.size(), 1U);
  EXPECT_EQ(days[0].before.shown(), "2");
  EXPECT_EQ(days[0].after.shown(), "3");
  const auto regions =
      set.diff({region(330100), day("2021-01-01")}, {region(440500), day("2021-01-01")});
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].after.region, region(440000));
}

TEST(PolicySet, lists_changes_for_a_region_and_for_all) {
  Files files = four_levels();
  files.set("100000", "gap.wait_months_with_backpay",
            values({dated(3, "1998-01-01", "2021-12-01"), dated(6, "2021-12-01")}));
  const PolicySet set = files.loaded();
  const auto texts = [](const std::vector<Change>& changes) {
    std::string text;
    for (const Change& change : changes) {
      text += change.day.to_string() + " " + change.region.to_string() + " " +
              change.difference.before.shown() + ">" + change.difference.after.shown() + "\n";
    }
    return text;
  };
  EXPECT_EQ(texts(set.changes_between(region(441900), day("2019-12-31"), day("2022-01-01"))),
            "2020-01-01 441900 2>3\n2021-12-01 441900 3>6\n2022-01-01 441900 3>2\n");
  EXPECT_EQ(texts(set.changes_between(region(441900), day("2020-01-01"), day("2021-11-30"))), "");
  EXPECT_EQ(texts(set.changes_between(day("1900-01-01"), day("2999-01-01"))),
            "2010-01-01 440000 1>2\n2020-01-01 440106 2>4\n2020-01-01 441900 2>3\n"
            "2021-12-01 100000 3>6\n2022-01-01 441900 3>2\n");
}

TEST(PolicySet, has_a_text_to_hash_that_only_changes_with_what_decides) {
  const std::string text = four_levels().loaded().canonical_text();
  EXPECT_NE(text.find("441900 gap.grace_months 2020-01-01..2022-01-01 3 notice verified\n"),
            std::string::npos);
  Tree checked = dated(2, "2010-01-01");
  checked.set("checked_on", "2027-01-01").set("note", "复核");
  EXPECT_EQ(text, four_levels().set("440000", kGrace, values({checked})).loaded().canonical_text());
  checked.set("status", "default");
  EXPECT_NE(text, four_levels().set("440000", kGrace, values({checked})).loaded().canonical_text());
}

TEST(PolicySet, knows_its_regions_and_sources) {
  const PolicySet set = four_levels().loaded();
  EXPECT_EQ(set.regions(), (std::vector<RegionCode>{region(100000), region(440000), region(440106),
                                                    region(441900)}));
  ASSERT_NE(set.source("notice"), nullptr);
  EXPECT_EQ(set.source("notice")->title, "通知");
  EXPECT_EQ(set.source("nothing"), nullptr);
}

TEST(Present, shows_value_source_and_status) {
  const PolicySet set = four_levels().loaded();
  const Tree shown = present_policy(set, region(441900), day("2021-01-01"));
  EXPECT_EQ(*shown.find("unverified")->integer(), 0);
  const Tree::List& list = *shown.find("parameters")->list();
  ASSERT_EQ(list.size(), parameters().size());
  const auto found = std::find_if(list.begin(), list.end(), [](const Tree& tree) {
    return *tree.find("parameter")->text() == kGrace;
  });
  EXPECT_EQ(found->to_json(),
            R"({"parameter":"gap.grace_months","value":3,"shown":"3","region":"441900",)"
            R"("from":"2020-01-01","until":"2022-01-01","status":"verified",)"
            R"("checked_on":"2026-01-01","source":{"id":"notice","title":"通知","number":null,)"
            R"("issuer":null,"date":null,"kind":"notice"},"note":null})");
}

TEST(Present, shows_differences_and_changes) {
  const PolicySet set = four_levels().loaded();
  const Tree diff =
      present_diff(set, {region(441900), day("2019-12-31")}, {region(441900), day("2020-01-01")});
  EXPECT_EQ(*diff.find("before")->find("on")->text(), "2019-12-31");
  const Tree& difference = diff.find("differences")->list()->at(0);
  EXPECT_EQ(*difference.find("parameter")->text(), kGrace);
  EXPECT_EQ(*difference.find("after")->find("value")->integer(), 3);
  const auto changes = set.changes_between(day("2021-12-31"), day("2022-01-01"));
  const Tree feed = present_changes(set, changes);
  ASSERT_EQ(feed.list()->size(), 1U);
  EXPECT_EQ(*feed.list()->at(0).find("day")->text(), "2022-01-01");
}

}  // namespace
}  // namespace yibao::policy
