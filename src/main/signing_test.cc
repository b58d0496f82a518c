// Goal: signed heads find what the chains alone cannot: a chain rewritten as a whole, head
// included, or cut (design: heads are signed in batches). And signing costs nothing where nothing
// has moved.
#include "main/signing.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>

#include "adapters/test_databases.h"
#include "main/generate/generate.h"
#include "main/import/flight.h"
#include "main/runs.h"
#include "main/verify.h"
#include "service/head_signatures.h"
#include "service/kept_refusals.h"
#include "service/tables.h"
#include "storage/digest.h"

namespace yibao::main {
namespace {

constexpr storage::Statement kEvents{
    "test_events",
    "SELECT subject, sequence, entry_id, event, actor, recorded_at, rows, hash FROM journal "
    "ORDER BY subject, sequence"};

std::int64_t signatures(Installation& installation) {
  return service::last_signature(*installation.database().reader()).number;
}

class HeadSignatures : public testing::Test {
 protected:
  HeadSignatures() {
    settings_.home = YIBAO_SOURCE_DIR;
    settings_.state = folder_.file("state");
    settings_.today = "2025-04-25";
    Installation installation(settings_);
    issue(installation);
    issue(installation);
    EXPECT_EQ(sign_heads(installation), 1);
  }

  static void issue(Installation& installation) {
    business::Actor actor;
    actor.role = business::Role::auditor;
    actor.channel = "counter";
    installation.issue_token(actor, Instant::start_of(Date::of(2999, 1, 1)));
  }

  // What verify finds, as lines of check, table and what.
  std::vector<std::string> found() {
    Installation installation(settings_);
    std::vector<std::string> lines;
    for (const business::Finding& each : run_checks(installation).findings) {
      lines.push_back(each.check + ": " + each.table + ": " + each.what);
    }
    return lines;
  }

  storage::Rows events() {
    Installation installation(settings_);
    return installation.database().reader()->select(kEvents, {});
  }

  void execute(const std::string& sql) {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(settings_.database_file().c_str(), &handle), SQLITE_OK);
    char* error = nullptr;
    EXPECT_EQ(sqlite3_exec(handle,
                           ("DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete;"
                            "DROP TRIGGER head_signature_no_update;"
                            "DROP TRIGGER head_signature_no_delete;" +
                            sql)
                               .c_str(),
                           nullptr, nullptr, &error),
              SQLITE_OK)
        << error;
    const std::string guard = files::read_file(YIBAO_SOURCE_DIR "/schema/guard.sqlite.sql");
    EXPECT_EQ(sqlite3_exec(handle, guard.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_free(error);
    sqlite3_close(handle);
  }

  // As somebody would who has the database and our program, but not the key: another actor in the
  // first event, and every hash behind it made to fit, up to the head.
  void rewrite_the_chain() {
    std::string sql;
    std::string hash(storage::kDigestSize, '\0');
    storage::Rows all = events();
    for (storage::Row& event : all) {
      if (event[1].integer() == 1) event[4] = storage::Value("somebody:else");
      hash = service::chain_hash(hash, event);
      sql += "UPDATE journal SET actor = '" + event[4].text() + "', hash = x'" +
             storage::to_hex(hash) + "' WHERE sequence = " + std::to_string(event[1].integer()) +
             ";";
    }
    execute(sql + "UPDATE journal_head SET hash = x'" + storage::to_hex(hash) + "'");
  }

  test::TemporaryFolder folder_;
  Settings settings_;
};

TEST_F(HeadSignatures, hold_while_nobody_has_changed_anything) {
  EXPECT_EQ(found(), std::vector<std::string>());
}

TEST_F(HeadSignatures, sign_again_only_what_has_moved_on) {
  Installation installation(settings_);
  EXPECT_EQ(sign_heads(installation), 0);  // its own event is no reason
  issue(installation);
  EXPECT_EQ(sign_heads(installation), 1);  // what else stands in the nation's journal is one
  EXPECT_EQ(sign_heads(installation), 0);
  EXPECT_EQ(service::last_signature(*installation.database().reader()).number, 2);
}

// Until then its newest events could be cut off unseen.
TEST_F(HeadSignatures, are_made_at_the_end_of_a_process_that_has_written) {
  {
    Installation installation(settings_);
    sign_at_end(installation);
    EXPECT_EQ(signatures(installation), 1);  // it has written nothing
    issue(installation);
    sign_at_end(installation);
    EXPECT_EQ(signatures(installation), 2);
  }
  EXPECT_EQ(found(), std::vector<std::string>());
  {
    Installation installation(settings_);
    issue(installation);
    installation.dispatcher().stop();
    sign_after_serving(installation);
    EXPECT_EQ(signatures(installation), 3);
  }
  EXPECT_EQ(found(), std::vector<std::string>());
}

TEST_F(HeadSignatures, are_due_every_ten_minutes_and_when_the_clock_was_put_back) {
  {
    Installation installation(settings_);
    issue(installation);
    EXPECT_EQ(sign_heads_when_due(installation), 0);
  }
  settings_.today = "2025-04-24";
  Installation installation(settings_);
  EXPECT_EQ(sign_heads_when_due(installation), 1);
}

TEST_F(HeadSignatures, find_a_chain_that_was_rewritten_as_a_whole) {
  rewrite_the_chain();
  EXPECT_EQ(found(), std::vector<std::string>{
                         "head_signatures: journal: is not the event that was signed: the chain "
                         "was rewritten"});
}

TEST_F(HeadSignatures, find_a_chain_that_was_cut) {
  const std::string hash = storage::to_hex(events()[0][7].bytes().data);
  execute(
      "DELETE FROM journal WHERE sequence > 1; UPDATE journal_head SET sequence = 1, hash = x'" +
      hash + "'");
  const std::vector<std::string> lines = found();
  EXPECT_NE(std::find(lines.begin(), lines.end(),
                      "head_signatures: journal: was signed and is gone: the chain was cut"),
            lines.end());
}

// Without a signature everything fits that is left: the machine remembers what it has signed.
TEST_F(HeadSignatures, find_that_all_signatures_are_gone) {
  execute(
      "DELETE FROM head_signature; DELETE FROM signed_head; DELETE FROM journal WHERE event = "
      "'heads_signed'; UPDATE journal_head SET (sequence, hash) = (SELECT sequence, hash FROM "
      "journal WHERE journal.subject = journal_head.subject ORDER BY sequence DESC LIMIT 1)");
  EXPECT_EQ(found(), std::vector<std::string>{
                         "head_signatures: head_signature: was made by this machine "
                         "(last_signature beside the keys) and is gone: the journals were cut, or "
                         "this is an older copy of the database"});
  std::filesystem::remove(settings_.state + "/last_signature");
  EXPECT_EQ(found(), std::vector<std::string>());
}

TEST_F(HeadSignatures, find_a_database_put_back_from_before_they_were_made) {
  const std::string copy = folder_.file("copy.db");
  {
    Installation installation(settings_);
    installation.database().reader()->execute("VACUUM INTO '" + copy + "'");
  }
  {
    Installation installation(settings_);
    issue(installation);
    EXPECT_EQ(sign_heads(installation), 1);
  }
  EXPECT_EQ(found(), std::vector<std::string>());
  for (const char* end : {"", "-wal", "-shm"}) {
    std::filesystem::remove(settings_.database_file() + end);
  }
  std::filesystem::copy_file(copy, settings_.database_file());
  EXPECT_EQ(found().size(), 1U);
  {
    Installation installation(settings_);
    issue(installation);
    EXPECT_EQ(sign_heads(installation), 1);  // signature 2, another one than the witness knows
  }
  EXPECT_EQ(found(), std::vector<std::string>{
                         "head_signatures: head_signature: is not the signature that this machine "
                         "made (last_signature beside the keys)"});
}

TEST_F(HeadSignatures, find_a_signature_of_another_key_and_one_that_is_missing) {
  execute("UPDATE head_signature SET signature = zeroblob(64), number = 2");
  const std::vector<std::string> lines = found();
  const auto has = [&](const char* line) {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
  };
  EXPECT_TRUE(has("head_signatures: head_signature: number is 2, not 1"));
  EXPECT_TRUE(
      has("head_signatures: head_signature: signature is not that of our key over these "
          "heads"));
}

TEST_F(HeadSignatures, find_a_journal_that_is_said_to_be_signed_further_than_it_is) {
  execute(
      "UPDATE signed_head SET sequence = sequence + 1000 WHERE subject = (SELECT MAX(subject) "
      "FROM signed_head)");
  const std::vector<std::string> lines = found();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines.front().find("head_signatures: signed_head: sequence is 100"), 0U)
      << lines.front();
}

TEST_F(HeadSignatures, find_a_journal_that_is_said_to_be_signed_by_another_signature) {
  execute(
      "UPDATE signed_head SET number = number + 1 WHERE subject = (SELECT MAX(subject) "
      "FROM signed_head)");
  EXPECT_EQ(found(), std::vector<std::string>{"head_signatures: signed_head: number is 2, not 1"});
}

// Bulk work moves the chains of people on without an event of their own.
TEST_F(HeadSignatures, hold_over_shares_of_bulk_events_and_find_one_that_was_rewritten) {
  settings_.state = folder_.file("people");
  settings_.today = "2026-11-05";
  testing::internal::CaptureStdout();
  ASSERT_EQ(generate(settings_, {60, 3, 5, ""}, {true}), kDone);
  RunRequest credits;
  credits.kind = "monthly-credits";
  credits.region = "441900";
  credits.month = "2026-11";
  credits.everybody = true;
  ASSERT_EQ(run_in_bulk(settings_, credits, {true}), kDone);
  testing::internal::GetCapturedStdout();
  {
    Installation installation(settings_);
    EXPECT_EQ(sign_heads(installation), 0);  // the run has signed what it moved on
    EXPECT_EQ(signatures(installation), 1);
  }
  EXPECT_EQ(found(), std::vector<std::string>());
  execute(
      "UPDATE journal SET hash = zeroblob(32) WHERE subject = -441900 AND LENGTH(rows) = "
      "(SELECT MAX(LENGTH(rows)) FROM journal WHERE subject = -441900)");
  const std::vector<std::string> lines = found();
  EXPECT_NE(std::ranges::find(lines,
                              "head_signatures: journal_head: the share in a bulk event is not the "
                              "one that was signed: the chain was rewritten"),
            lines.end());
}

// What a rule has refused: kept under its key, told by no journal.
class Refused : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override {
    return {storage::Subject::region(RegionCode(441900))};
  }
  void need(storage::Needs&) const override {}
  Verdict authorise(const business::Actor&, const storage::Facts&) const override {
    return Nothing{};
  }
  Decision<storage::Plan> decide(const storage::Facts&, const business::Context&) const override {
    return refuse("token_unknown");
  }
};

void refuse_one(Installation& installation, const std::string& key) {
  service::Job job;
  job.command = std::make_unique<Refused>();
  job.now = installation.clock().now();
  job.key_digest = {storage::short_digest(key)};
  Flight flight(installation.dispatcher());
  flight.launch(std::move(job));
  EXPECT_GE(flight.land().front().status, 400);
}

TEST_F(HeadSignatures, count_the_answers_of_refused_commands_so_that_none_can_be_taken_out) {
  for (const char* key : {"one", "two", "three"}) {
    Installation installation(settings_);
    refuse_one(installation, key);
    sign_at_end(installation);  // though no journal has moved on
  }
  EXPECT_EQ(found(), std::vector<std::string>());
  execute(
      "DROP TRIGGER idempotency_no_delete; DELETE FROM idempotency WHERE entry_id = (SELECT "
      "last_entry FROM kept_refusals WHERE number = 2)");
  EXPECT_EQ(found(), std::vector<std::string>{
                         "kept_refusals: kept_refusals: refusals is 1, not 0: answers of refused "
                         "commands were taken out or put in"});
}

// A batch under way may still write the refusal of an earlier entry.
TEST_F(HeadSignatures, count_no_refusal_of_this_minute_while_others_may_write) {
  Installation installation(settings_);
  refuse_one(installation, "one");
  const auto reader = installation.database().reader();
  const Instant now = installation.clock().now();
  const auto later = [&](std::int64_t milliseconds) {
    return Instant::from_milliseconds(now.milliseconds() + milliseconds);
  };
  EXPECT_EQ(service::refusals_to_count(*reader, later(-60'000)).count, 0);
  EXPECT_EQ(service::refusals_to_count(*reader, later(1)).count, 1);
  EXPECT_EQ(sign_heads(installation), 0);
}

TEST(PackedHeads, come_back_as_they_were) {
  const std::vector<service::SignedHead> heads{{-441900, 1, std::string(32, 'a')},
                                               {17, 1'000'000'000'000, std::string(32, 'b')}};
  const auto back = service::unpack_heads(service::pack_heads(heads));
  ASSERT_EQ(back.size(), 2U);
  EXPECT_EQ(back[0].subject, -441900);
  EXPECT_EQ(back[1].sequence, 1'000'000'000'000);
  EXPECT_EQ(back[1].hash, heads[1].hash);
  EXPECT_THROW(service::unpack_heads("short"), Bug);
}

}  // namespace
}  // namespace yibao::main
