// Goal: guards that somebody has taken away and not put back are named, on both engines, by verify
// (issue 2: rows changed by hand; append-only tables are guarded by triggers).
#include "main/schema_look.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "adapters/test_databases.h"

namespace yibao::main {
namespace {

using storage::SchemaDifference;

struct Taken {
  std::string sqlite;  // how it is taken away; empty: not on this engine
  std::string postgres;
  std::vector<std::string> told;  // by either engine
};

const Taken kTaken[] = {
    {"DROP TRIGGER journal_no_update",
     "DROP TRIGGER journal_no_change ON journal",
     {"trigger journal_no_update is missing", "trigger journal_no_change is missing"}},
    {"DROP INDEX transfer_running_once",
     "DROP INDEX transfer_running_once",
     {"index transfer_running_once is missing"}},
    {"DROP INDEX remittance_by_serial; CREATE INDEX remittance_by_serial ON remittance (region)",
     "DROP INDEX remittance_by_serial; CREATE INDEX remittance_by_serial ON remittance (region)",
     {"index remittance_by_serial is CREATE INDEX remittance_by_serial ON remittance"}},
    {"",
     "ALTER TABLE posting DISABLE TRIGGER posting_no_change",
     {"trigger posting_no_change is "}},
    {"",
     "ALTER TABLE access_token DROP CONSTRAINT access_token_revoked_check",
     {"constraint access_token.access_token_revoked_check is missing"}},
    {"",
     "ALTER TABLE claim DROP CONSTRAINT claim_pkey",
     {"constraint claim.claim_pkey is missing", "index claim_pkey is missing"}},
    {"",
     "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$ BEGIN RETURN NEW; END $$ "
     "LANGUAGE plpgsql",
     {"function refuse_change is "}},
    {"DROP TABLE access_token; CREATE TABLE access_token (token_digest BLOB PRIMARY KEY)",
     "ALTER TABLE access_token DROP COLUMN name",
     {"table access_token is ", "column access_token.name is missing"}},
    {"DELETE FROM schema_migration WHERE number = 9",
     "DELETE FROM schema_migration WHERE number = 9",
     {"schema_migration 009_seal.sql is missing"}},
    {"UPDATE schema_migration SET name = '008_other.sql' WHERE number = 8",
     "UPDATE schema_migration SET name = '008_other.sql' WHERE number = 8",
     {"schema_migration 008_card.sql has the name 008_other.sql"}},
    {"UPDATE schema_migration SET digest = '00' WHERE number = 7",
     "UPDATE schema_migration SET digest = '00' WHERE number = 7",
     {"schema_migration 007_service_more.sql was applied with another content"}},
    {"INSERT INTO schema_migration (number, name, digest) VALUES (999, '999_x.sql', '')",
     "INSERT INTO schema_migration (number, name, digest) VALUES (999, '999_x.sql', '')",
     {"schema_migration 999_x.sql is not of our schema"}},
    {"CREATE TABLE of_somebody (a INTEGER)",
     "CREATE TABLE of_somebody (a INTEGER)",
     {"table of_somebody is not of our schema", "column of_somebody.a is not of our schema"}},
};

class SchemaLook : public test::OnBothEngines {
 protected:
  void SetUp() override {
    test::OnBothEngines::SetUp();
    if (IsSkipped()) return;
    database().migrate();
  }
  std::vector<std::string> differences() {
    const auto reader = database()->reader();
    reader->begin();
    std::vector<std::string> lines;
    for (const SchemaDifference& each :
         schema_differences(*database(), *reader, YIBAO_SOURCE_DIR)) {
      lines.push_back(each.kind + " " + each.name + " " + each.what);
    }
    reader->rollback();
    return lines;
  }
};

TEST_P(SchemaLook, finds_nothing_in_what_was_migrated) {
  EXPECT_EQ(differences(), std::vector<std::string>());
}

TEST_P(SchemaLook, leaves_nothing_behind) {
  const std::vector<std::string> before = differences();
  EXPECT_EQ(differences(), before);
}

// The start says so too, instead of failing over the first table that is there.
TEST_P(SchemaLook, is_what_the_start_misses_of_a_record_taken_away) {
  // The last file may only make anew what is there: 038 makes a table.
  database()->writer()->execute("DELETE FROM schema_migration WHERE name >= '038'");
  try {
    database().migrate();
    FAIL() << "made again";
  } catch (const Fault& fault) {
    EXPECT_NE(std::string(fault.what()).find("已经存在:升级记录 schema_migration 被人改动过"),
              std::string::npos)
        << fault.what();
  }
}

TEST_P(SchemaLook, names_what_was_taken_away) {
  for (const Taken& taken : kTaken) {
    const std::string& sql = GetParam() == test::Engine::sqlite ? taken.sqlite : taken.postgres;
    if (sql.empty()) continue;
    const auto writer = database()->writer();
    const std::vector<std::string> before = differences();
    writer->execute(sql);
    bool named = false;
    std::string all;
    for (const std::string& line : differences()) {
      all += line + "\n";
      if (std::ranges::find(before, line) != before.end()) continue;
      for (const std::string& told : taken.told) named = named || line.starts_with(told);
    }
    EXPECT_TRUE(named) << sql << ":\n" << all;
  }
}

YB_ON_BOTH_ENGINES(SchemaLook);

TEST(ComparedSchemas, tell_what_is_missing_other_or_too_much) {
  const auto lines = [](std::vector<storage::SchemaObject> expected,
                        std::vector<storage::SchemaObject> found) {
    std::string text;
    for (const auto& each : storage::compare_schemas(std::move(expected), std::move(found))) {
      text += each.name + " " + each.what + ";";
    }
    return text;
  };
  EXPECT_EQ(
      lines({{"index", "a", "x"}, {"index", "b", "y"}}, {{"index", "b", "y"}, {"index", "a", "x"}}),
      "");
  EXPECT_EQ(lines({{"index", "a", "x"}, {"index", "c", "y"}}, {{"index", "b", "z"}}),
            "a is missing;b is not of our schema;c is missing;");
  EXPECT_EQ(lines({{"index", "a", "x"}}, {{"index", "a", "z"}}), "a is z, not x;");
  EXPECT_EQ(lines({{"index", "a", "z"}}, {{"index", "a", "x"}}), "a is x, not z;");
  EXPECT_EQ(lines({}, {{"trigger", "a", "x"}}), "a is not of our schema;");
}

}  // namespace
}  // namespace yibao::main
