// Goal: the pass over everybody answers for each person what the hospital's question is answered.
#include <gtest/gtest.h>

#include <map>

#include "adapters/test_databases.h"
#include "business/entitlement/queries.h"
#include "business/entitlement/rules.h"
#include "main/everybody_pass.h"
#include "main/generate/generate.h"
#include "main/installation.h"

namespace yibao::main {
namespace {

constexpr int kPeople = 3'000;  // more than one page

Settings settings_at(const std::string& state, const std::string& database) {
  Settings settings;
  settings.home = YIBAO_SOURCE_DIR;
  settings.state = state;
  settings.today = "2026-11-05";
  settings.database = database;
  return settings;
}

// As many as there are, without the numbers that were merged with others.
void compare_on(const Settings& settings, Date day, int people_expected) {
  Installation installation(settings);
  const business::Context context =
      service::context_for(installation.surroundings(), installation.clock().now());
  std::vector<std::unique_ptr<storage::Session>> readers;
  for (int i = 0; i < 3; ++i) readers.push_back(installation.database().reader());
  const auto other = installation.database().reader();
  int people = 0;
  std::map<std::string_view, int> grounds;
  PersonId before;
  judge_everybody(readers, day, context, [&](const entitlement::PersonStanding& each) {
    EXPECT_LT(before, each.person) << "in ascending order";
    before = each.person;
    ++people;
    ++grounds[to_text(each.standing.ground)];
    const auto record = entitlement::load_record(each.person, context, *other);
    ASSERT_TRUE(record);
    const enrolment::Enrolment* relation =
        entitlement::relation_answering(day, *record, *context.policies, context.today);
    if (relation == nullptr) {
      EXPECT_TRUE(each.region.is_none());
      return;
    }
    EXPECT_EQ(each.region, relation->region);
    const policy::RegionPolicy& policy = context.policies->on(relation->region, day);
    const entitlement::Standing standing =
        entitlement::entitlement_on(
            day,
            entitlement::facts_of(*relation, *record, *context.policies, policy, context.today),
            policy)
            .standing;
    EXPECT_EQ(each.standing.cover, standing.cover) << each.person.value();
    EXPECT_EQ(each.standing.ground, standing.ground) << each.person.value();
    EXPECT_EQ(each.standing.percent, standing.percent) << each.person.value();
    EXPECT_EQ(each.standing.since, standing.since) << each.person.value();
    EXPECT_EQ(each.standing.until, standing.until) << each.person.value();
  });
  EXPECT_EQ(people, people_expected);
  EXPECT_GT(grounds.size(), 4U) << "a population of many fates";
}

// An order of a court against some, who then have no cover or have it all the same; some retired
// before their years were full, whom no employer owes months any more; some numbers were merged
// with others, and their rows stand among the others' still. How many those are.
int change_some(const Settings& settings) {
  const auto database = open_database(settings);
  const auto writer = database->writer();
  writer->begin();
  writer->execute(
      "INSERT INTO hold (person_id, hold_id, cause, region, money_leaves, since, set_by, note, "
      "recorded_at, account_too) SELECT person_id, 900000000 + person_id, 'admin', 0, 0, 20000, "
      "'senior_officer:1', '', 0, 0 FROM person WHERE person_id % 50 = 0");
  writer->execute(
      "UPDATE person SET retired_on = 20300, retired_at = 441900 WHERE person_id % 60 = 7 AND "
      "retired_on IS NULL");
  writer->execute("UPDATE person SET merged_into = 1, merged_into_at = 0 WHERE person_id % 70 = 3");
  const storage::Rows merged = writer->select(
      storage::Statement{"merged_of_test", "SELECT COUNT(*) FROM person WHERE merged_into = 1"},
      {});
  writer->commit();
  return static_cast<int>(merged.front().front().integer());
}

void generate_and_compare(const std::string& database) {
  const test::TemporaryFolder folder;
  const Settings settings = settings_at(folder.file("state"), database);
  testing::internal::CaptureStdout();
  ASSERT_EQ(generate(settings, {kPeople, 24, 3, ""}, {true}), kDone);
  testing::internal::GetCapturedStdout();
  const int merged = change_some(settings);
  EXPECT_GT(merged, 0);
  compare_on(settings, Date::of(2026, 11, 5), kPeople - merged);
  compare_on(settings, Date::of(2026, 3, 15), kPeople - merged);
}

TEST(EntitlementOfEverybody, is_the_same_as_asked_one_by_one) {
  generate_and_compare("");
}

TEST(EntitlementOfEverybody, is_the_same_on_postgres) {
  if (test::postgres_url().empty()) GTEST_SKIP() << "YIBAO_TEST_POSTGRES is not set";
  const test::FreshDatabase database(test::Engine::postgres);
  generate_and_compare(database.place());
}

}  // namespace
}  // namespace yibao::main
