// Goal: the one event of a bulk command tells of many people, and each of their chains goes on.
#include "service/shares.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <thread>

#include "adapters/files/data.h"
#include "adapters/test_databases.h"
#include "business/checks.h"
#include "service/test_commands.h"
#include "service/verify/checks.h"

namespace yibao {
namespace {

using service::append_share;
using service::Share;
using service::split_event_rows;

TEST(Shares, are_read_back_behind_the_regions_own_records) {
  const std::string records = service::journal_record(account::kPosting, storage::Row(14, 1));
  std::string rows = records;
  append_share(rows, {101, 7, records});
  append_share(rows, {102, 1, ""});
  const auto parts = split_event_rows(rows);
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->records, records);
  ASSERT_EQ(parts->shares.size(), 2U);
  EXPECT_EQ(parts->shares[0].person, 101);
  EXPECT_EQ(parts->shares[0].sequence, 7);
  EXPECT_EQ(parts->shares[0].records, records);
  EXPECT_EQ(parts->shares[1].records, "");
}

RC_GTEST_PROP(Shares, no_prefix_of_an_event_is_taken_for_the_whole, ()) {
  std::string rows;
  const auto people = *rc::gen::inRange(1, 5);
  for (int i = 1; i <= people; ++i) {
    append_share(rows, {i, *rc::gen::inRange<std::int64_t>(1, 1 << 20),
                        service::journal_record(account::kPosting, storage::Row(14, i))});
  }
  const auto whole = split_event_rows(rows);
  RC_ASSERT(whole.has_value());
  const auto cut = *rc::gen::inRange<std::size_t>(0, rows.size());
  const auto part = split_event_rows(std::string_view(rows).substr(0, cut));
  RC_ASSERT(!part || part->shares.size() < whole->shares.size());
}

constexpr PersonId kAnna{101};
constexpr PersonId kBoris{102};

// A deposit for each of them in one command.
std::unique_ptr<test::TestCommand> bulk_deposit(std::vector<PersonId> people, std::int64_t fen) {
  auto command = std::make_unique<test::TestCommand>();
  command->of = {storage::Subject::region(test::kTestRegion)};
  for (const PersonId person : people) command->of.push_back(storage::Subject::person(person));
  command->needs = [people](storage::Needs& needs) {
    for (const PersonId person : people) needs.add(account::kAccountsOf, person);
  };
  command->decides = [people, fen](const storage::Facts& facts, const business::Context& context) {
    storage::Plan plan;
    plan.event = "test_bulk";
    plan.bulk = true;
    for (const PersonId person : people) test::plan_deposit(plan, person, fen, facts, context);
    return Decision<storage::Plan>(std::move(plan));
  };
  return command;
}

class Bulk : public test::OnBothEngines {
 protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    if (IsSkipped()) return;
    database().migrate();
    writer_ = database()->writer();
    surroundings_ = std::make_unique<test::TestSurroundings>(ids_, *writer_);
  }
  void TearDown() override { writer_.reset(); }

  void run(std::unique_ptr<test::TestCommand> command) {
    std::vector<service::Job> jobs;
    jobs.push_back(test::job(std::move(command), ""));
    jobs.back().done = [](const service::Outcome& outcome) { EXPECT_EQ(outcome.status, 200); };
    service::Batch(*writer_, surroundings_->get()).run(std::move(jobs));
  }
  // What the checks of chains and rows find.
  std::vector<business::Finding> findings() {
    const auto reader = database()->reader();
    reader->begin();
    std::int64_t rows_read = 0;
    const storage::Table* const tables[] = {&service::kJournal,     &service::kJournalHead,
                                            &service::kIdempotency, &service::kMessage,
                                            &account::kPosting,     &account::kAccount};
    const business::CheckContext context{*reader, vault_, policies_, calendar_, tables, rows_read};
    business::Findings found;
    service::check_chains(context, found);
    service::check_rows(context, found);
    reader->rollback();
    return found.all();
  }
  storage::Session& writer() { return *writer_; }

 private:
  service::IdPool ids_;
  std::unique_ptr<storage::Session> writer_;
  std::unique_ptr<test::TestSurroundings> surroundings_;
  const storage::Vault vault_{std::string(storage::Vault::kKeySize, 'k')};
  const policy::PolicySet policies_ =
      files::load_policy(std::string(YIBAO_SOURCE_DIR) + "/policy").value();
  const calendar::Calendar calendar_;
};

TEST_P(Bulk, chains_of_people_go_through_their_own_events_and_the_regions) {
  run(test::deposit(kAnna, 100));
  run(bulk_deposit({kAnna, kBoris}, 50));
  run(test::deposit(kAnna, 10));
  run(bulk_deposit({kBoris}, 5));
  for (const business::Finding& finding : findings()) {
    ADD_FAILURE() << finding.table << " " << finding.row << ": " << finding.what;
  }
  const storage::Rows events = writer().select(test::kTestJournal, {});
  ASSERT_EQ(events.size(), 4U) << "two of the region, two of Anna, none of Boris";
  const storage::Rows heads = writer().select(test::kTestHeads, {});
  ASSERT_EQ(heads.size(), 3U);
  EXPECT_EQ(heads[1][1].integer(), 3) << "Anna's chain has three links";
  EXPECT_EQ(heads[2][1].integer(), 2) << "so has Boris' two, none of them in his own journal";
}

TEST_P(Bulk, a_posting_that_no_share_tells_of_is_found) {
  run(bulk_deposit({kAnna, kBoris}, 50));
  writer().begin();
  writer().insert_row(
      account::kPosting,
      {kBoris.value(), 9'999, 441'900, "credit", 101, 1, 51, "x", 0, {}, {}, {}, 1, 0});
  writer().commit();
  const auto found = findings();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].what, "no journal tells of it");
}

// R: a person locked by another command is waited for, not left out.
TEST_P(Bulk, waits_for_a_person_whom_another_command_holds) {
  if (database()->engine() != "postgres") GTEST_SKIP() << "one writer excludes all others there";
  run(test::deposit(kBoris, 1));
  const auto other = database()->writer();
  other->begin();
  const std::int64_t held[] = {kBoris.value()};
  other->lock_heads(held);
  std::jthread bulk([this] { run(bulk_deposit({kAnna, kBoris}, 50)); });
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  other->commit();
  bulk.join();
  EXPECT_TRUE(findings().empty());
  EXPECT_EQ(writer().select(test::kTestPostings, {}).size(), 3U);
}

YB_ON_BOTH_ENGINES(Bulk);

}  // namespace
}  // namespace yibao
