// The runner: what a batch promises to each of its commands, on both engines.
#include "service/batch.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "adapters/dispatch/dispatcher.h"
#include "adapters/test_databases.h"
#include "service/test_commands.h"

namespace yibao {
namespace {

using service::Job;
using service::Outcome;
using storage::Plan;
using storage::Subject;
using test::deposit;
using test::job;
using test::TestCommand;

constexpr PersonId kAnna{101};
constexpr PersonId kBoris{102};
constexpr PersonId kClara{103};

class Runner : public test::OnBothEngines {
 protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    if (IsSkipped()) return;
    database().migrate();
    writer_ = database()->writer();
    reader_ = database()->reader();
    surroundings_ = std::make_unique<test::TestSurroundings>(ids_, *writer_);
    batch_ = std::make_unique<service::Batch>(*writer_, surroundings_->get());
  }
  void TearDown() override {
    batch_.reset();
    reader_.reset();
    writer_.reset();
  }

  std::vector<Outcome> run(std::vector<Job> jobs) {
    std::vector<Outcome> outcomes(jobs.size());
    std::vector<int> answered(jobs.size());
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      jobs[i].done = [&, i](Outcome outcome) {
        outcomes[i] = std::move(outcome);
        ++answered[i];
      };
    }
    batch_->run(std::move(jobs));
    for (const int times : answered) EXPECT_EQ(times, 1) << "each is answered exactly once";
    return outcomes;
  }
  Outcome run_one(std::unique_ptr<TestCommand> command, const std::string& key,
                  const std::string& body = "body") {
    std::vector<Job> jobs;
    jobs.push_back(job(std::move(command), key, body));
    return run(std::move(jobs)).front();
  }
  std::size_t rows(const storage::Statement& statement) {
    return reader_->select(statement, {}).size();
  }
  std::int64_t balance(PersonId person) {
    const storage::Value keys[] = {person.value()};
    const storage::Rows accounts = reader_->select_keyed(account::kAccountsOf, keys).front();
    return accounts.empty() ? 0 : accounts[0][2].integer();
  }
  service::IdPool& ids() { return ids_; }
  const service::Surroundings& surroundings() { return surroundings_->get(); }
  storage::Session& reader() { return *reader_; }
  storage::Session& writer() { return *writer_; }
  void close_writer() {
    batch_.reset();
    writer_.reset();
  }

 private:
  service::IdPool ids_;
  std::unique_ptr<storage::Session> writer_;
  std::unique_ptr<storage::Session> reader_;
  std::unique_ptr<test::TestSurroundings> surroundings_;
  std::unique_ptr<service::Batch> batch_;
};

std::unique_ptr<TestCommand> refusing(PersonId person) {
  auto command = deposit(person, 1);
  command->decides = [](const storage::Facts&, const business::Context&) {
    return Decision<Plan>(refuse("test_refusal", {{"fact", "value"}}));
  };
  return command;
}

std::unique_ptr<TestCommand> forbidden(PersonId person) {
  auto command = deposit(person, 1);
  command->allows = [](const business::Actor&) {
    return Verdict(refuse(RefusalKind::forbidden, "test_forbidden"));
  };
  return command;
}

std::unique_ptr<TestCommand> broken(PersonId person) {
  auto command = deposit(person, 1);
  command->decides = [](const storage::Facts&, const business::Context&) -> Decision<Plan> {
    YB_CHECK(false, "planted");
  };
  return command;
}

// Its plan breaks a CHECK of the database: an amount of zero.
std::unique_ptr<TestCommand> conflicting(PersonId person) {
  return deposit(person, 0);
}

// What is kept in memory is read again after a commit into its journal, not after another's, nor
// after what nothing kept follows from (looks, written all the time).
TEST_P(Runner, moves_on_the_stamps_of_what_may_be_kept) {
  const service::Stamps& stamps = *surroundings().stamps;
  const auto anna = stamps.of_person(kAnna);
  const auto boris = stamps.of_person(kBoris);
  run_one(deposit(kAnna, 70), "a");
  EXPECT_NE(stamps.of_person(kAnna), anna);
  EXPECT_EQ(stamps.of_person(kBoris), boris);

  const auto in_region = [](bool followed) {
    auto command = std::make_unique<TestCommand>();
    command->of = {Subject::region(test::kTestRegion)};
    command->followed = followed;
    command->decides = [](const storage::Facts&, const business::Context&) {
      Plan plan;
      plan.event = "test";
      return Decision<Plan>(std::move(plan));
    };
    return command;
  };
  const auto regions = stamps.of_regions();
  EXPECT_EQ(run_one(in_region(false), "b").status, 200);
  EXPECT_EQ(stamps.of_regions(), regions);
  EXPECT_EQ(run_one(in_region(true), "c").status, 200);
  EXPECT_NE(stamps.of_regions(), regions);
}

TEST_P(Runner, writes_everything_a_command_says_and_answers_after_that) {
  const Outcome outcome = run_one(deposit(kAnna, 500), "a");
  EXPECT_EQ(outcome.status, 200);
  EXPECT_FALSE(outcome.problem);
  EXPECT_FALSE(outcome.replayed);
  EXPECT_NE(outcome.body.find("\"fen\":500"), std::string::npos);
  EXPECT_EQ(balance(kAnna), 500);
  test::expect_whole(reader(), {"a"});
}

TEST_P(Runner, answers_a_repeated_key_with_the_stored_answer) {
  const Outcome first = run_one(deposit(kAnna, 500), "a");
  const Outcome second = run_one(deposit(kAnna, 500), "a");
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(second.body, first.body);
  EXPECT_TRUE(second.replayed);
  EXPECT_EQ(balance(kAnna), 500);
  EXPECT_EQ(rows(test::kTestPostings), 1U);
  test::expect_whole(reader(), {"a"});
}

// Within a batch a key is claimed, not looked up first: what it was answered before is found
// anyway, also where nothing would be written under it now.
// It may carry an identity number, or a key that is shown once.
TEST_P(Runner, keeps_answers_sealed) {
  const std::string told = run_one(deposit(kAnna, 1'234), "a").body;
  const std::string no = run_one(refusing(kBoris), "b").body;
  EXPECT_NE(told.find("1234"), std::string::npos);
  const storage::Rows answers = reader().select(test::kTestAnswers, {});
  ASSERT_EQ(answers.size(), 2U);
  for (const storage::Row& row : answers) {
    const std::string& kept = row[3].text();
    EXPECT_TRUE(kept.starts_with("sealed:")) << kept;
    EXPECT_EQ(kept.find("test_"), std::string::npos) << kept;
  }
  EXPECT_EQ(run_one(deposit(kAnna, 1'234), "a").body, told);
  EXPECT_EQ(run_one(refusing(kBoris), "b").body, no);
}

TEST(Answers, are_read_as_they_were_kept) {
  const storage::Vault vault(std::string(storage::Vault::kKeySize, 'k'));
  EXPECT_EQ(service::reveal_answer(R"({"code":"of an earlier version"})", vault),
            R"({"code":"of an earlier version"})");
  const std::string sealed = service::hide_answer(R"({"secret":"s"})", vault);
  EXPECT_EQ(service::reveal_answer(sealed, vault), R"({"secret":"s"})");
  EXPECT_THROW(service::reveal_answer("sealed:AAAA", vault), Fault);
  EXPECT_THROW(service::reveal_answer("sealed:?", vault), Fault);
}

TEST_P(Runner, answers_repeated_keys_within_a_batch) {
  const Outcome first = run_one(deposit(kAnna, 500), "a");
  for (int round = 0; round < 2; ++round) {
    std::vector<Job> jobs;
    jobs.push_back(job(round == 0 ? deposit(kAnna, 500) : forbidden(kAnna), "a"));
    jobs.push_back(job(deposit(kBoris, 100), "b" + std::to_string(round)));
    const std::vector<Outcome> outcomes = run(std::move(jobs));
    EXPECT_EQ(outcomes[0].body, first.body);
    EXPECT_TRUE(outcomes[0].replayed);
    EXPECT_EQ(outcomes[1].status, 200);
    EXPECT_FALSE(outcomes[1].replayed);
  }
  EXPECT_EQ(balance(kAnna), 500);
  EXPECT_EQ(balance(kBoris), 200);
  test::expect_whole(reader(), {"a", "b0", "b1"});
}

TEST_P(Runner, refuses_a_key_with_another_body_and_changes_nothing) {
  run_one(deposit(kAnna, 500), "a");
  const Outcome reused = run_one(deposit(kAnna, 600), "a", "another body");
  EXPECT_EQ(reused.status, 422);
  EXPECT_TRUE(reused.problem);
  EXPECT_NE(reused.body.find("idempotency_key_reused"), std::string::npos);
  EXPECT_EQ(balance(kAnna), 500);
  EXPECT_EQ(run_one(deposit(kAnna, 500), "a").status, 200) << "the first answer is gone";
}

TEST_P(Runner, stores_refusals_under_their_key) {
  const Outcome first = run_one(refusing(kAnna), "a");
  EXPECT_EQ(first.status, 409);
  EXPECT_TRUE(first.problem);
  const Outcome second = run_one(deposit(kAnna, 500), "a");  // same key, same body
  EXPECT_EQ(second.status, 409);
  EXPECT_EQ(second.body, first.body);
  EXPECT_TRUE(second.problem);
  EXPECT_TRUE(second.replayed);
  EXPECT_EQ(balance(kAnna), 0);
  EXPECT_EQ(rows(test::kTestJournal), 0U);
}

TEST_P(Runner, looks_anew_at_what_was_refused_where_that_is_not_to_be_kept) {
  const auto run_anew = [&](auto command) {
    Job one = job(std::move(command), "a");
    one.keeps_refusal = false;
    std::vector<Job> jobs;
    jobs.push_back(std::move(one));
    return run(std::move(jobs)).front();
  };
  for (int round = 0; round < 2; ++round) EXPECT_EQ(run_anew(refusing(kAnna)).status, 409);
  EXPECT_EQ(rows(test::kTestAnswers), 0U);
  const Outcome done = run_anew(deposit(kAnna, 500));
  EXPECT_EQ(done.status, 200);
  EXPECT_FALSE(done.replayed);
  // Done once, whatever would be decided now.
  EXPECT_TRUE(run_anew(deposit(kAnna, 500)).replayed);
  const Outcome after = run_anew(refusing(kAnna));
  EXPECT_EQ(after.status, 200);
  EXPECT_TRUE(after.replayed);
  EXPECT_EQ(balance(kAnna), 500);
}

TEST_P(Runner, stores_nothing_of_what_was_too_much_for_now) {
  auto limited = refusing(kAnna);
  limited->decides = [](const storage::Facts&, const business::Context&) {
    return Decision<storage::Plan>(refuse(RefusalKind::limited, "queue_full"));
  };
  EXPECT_EQ(run_one(std::move(limited), "a").status, 429);
  EXPECT_EQ(rows(test::kTestAnswers), 0U);
  EXPECT_EQ(run_one(deposit(kAnna, 500), "a").status, 200) << "the same key, later";
}

TEST_P(Runner, stores_nothing_of_who_may_not_ask) {
  EXPECT_EQ(run_one(forbidden(kAnna), "a").status, 403);
  EXPECT_EQ(rows(test::kTestAnswers), 0U);
  EXPECT_EQ(run_one(deposit(kAnna, 500), "a").status, 200);
}

TEST_P(Runner, answers_a_bug_with_an_incident_and_keeps_the_rest_of_the_batch) {
  std::vector<Job> jobs;
  jobs.push_back(job(deposit(kAnna, 100), "a"));
  jobs.push_back(job(broken(kBoris), "b"));
  jobs.push_back(job(deposit(kClara, 300), "c"));
  const std::vector<Outcome> outcomes = run(std::move(jobs));
  EXPECT_EQ(outcomes[0].status, 200);
  EXPECT_EQ(outcomes[1].status, 500);
  EXPECT_NE(outcomes[1].body.find("trace b"), std::string::npos) << "the incident's number";
  EXPECT_EQ(outcomes[1].body.find("planted"), std::string::npos) << "our insides are not shown";
  EXPECT_EQ(outcomes[2].status, 200);
  test::expect_whole(reader(), {"a", "c"});
  EXPECT_EQ(run_one(deposit(kBoris, 200), "b").status, 200) << "a bug's answer was stored";
}

TEST_P(Runner, isolates_a_command_that_breaks_a_constraint) {
  std::vector<Job> jobs;
  jobs.push_back(job(deposit(kAnna, 100), "a"));
  jobs.push_back(job(conflicting(kBoris), "b"));
  jobs.push_back(job(deposit(kClara, 300), "c"));
  const std::vector<Outcome> outcomes = run(std::move(jobs));
  EXPECT_EQ(outcomes[0].status, 200);
  EXPECT_EQ(outcomes[1].status, 500);
  EXPECT_EQ(outcomes[2].status, 200);
  EXPECT_FALSE(outcomes[0].replayed) << "what failed together was not committed";
  EXPECT_EQ(balance(kBoris), 0);
  test::expect_whole(reader(), {"a", "c"});
}

TEST_P(Runner, isolates_a_command_that_writes_for_whom_it_did_not_lock) {
  auto stray = deposit(kAnna, 100);
  stray->of = {Subject::person(kBoris)};
  std::vector<Job> jobs;
  jobs.push_back(job(std::move(stray), "a"));
  jobs.push_back(job(deposit(kClara, 300), "c"));
  const std::vector<Outcome> outcomes = run(std::move(jobs));
  EXPECT_EQ(outcomes[0].status, 500);
  EXPECT_EQ(outcomes[1].status, 200);
  test::expect_whole(reader(), {"c"});
}

TEST_P(Runner, refuses_a_plan_that_tells_a_row_twice) {
  EXPECT_EQ(run_one(deposit(kAnna, 100), "first").status, 200);
  auto twice = deposit(kAnna, 100);
  twice->decides = [](const storage::Facts& facts, const business::Context& context) {
    storage::Plan plan;
    plan.event = "test_deposit";
    test::plan_deposit(plan, kAnna, 100, facts, context);
    test::plan_deposit(plan, kAnna, 20, facts, context);
    return Decision<Plan>(std::move(plan));
  };
  std::vector<Job> jobs;
  jobs.push_back(job(std::move(twice), "twice"));
  jobs.push_back(job(deposit(kClara, 300), "c"));
  const std::vector<Outcome> outcomes = run(std::move(jobs));
  EXPECT_EQ(outcomes[0].status, 500);
  EXPECT_EQ(outcomes[1].status, 200);
  EXPECT_EQ(balance(kAnna), 100);
  test::expect_whole(reader(), {"first", "c"});
}

TEST_P(Runner, runs_a_batch_of_the_largest_size) {
  std::vector<Job> jobs;
  std::vector<std::string> keys;
  for (std::size_t i = 1; i <= service::kBatchMax; ++i) {
    keys.push_back("key " + std::to_string(i));
    jobs.push_back(job(deposit(PersonId(static_cast<std::int64_t>(i)), 100), keys.back()));
  }
  for (const Outcome& outcome : run(std::move(jobs))) EXPECT_EQ(outcome.status, 200);
  test::expect_whole(reader(), keys);
}

TEST_P(Runner, moves_both_journals_of_a_command_on_two_persons) {
  auto gift = std::make_unique<TestCommand>();
  gift->of = {Subject::person(kBoris), Subject::person(kAnna)};
  gift->needs = [](storage::Needs& needs) {
    needs.add(account::kAccountsOf, kAnna);
    needs.add(account::kAccountsOf, kBoris);
  };
  gift->decides = [](const storage::Facts& facts, const business::Context& context) {
    Plan plan;
    plan.event = "test_gift";
    test::plan_deposit(plan, kAnna, 1, facts, context);
    test::plan_deposit(plan, kBoris, 2, facts, context);
    return Decision<Plan>(std::move(plan));
  };
  EXPECT_EQ(run_one(std::move(gift), "").status, 200);
  EXPECT_EQ(balance(kAnna), 1);
  EXPECT_EQ(balance(kBoris), 2);
  const storage::Rows journal = reader().select(test::kTestJournal, {});
  ASSERT_EQ(journal.size(), 2U);
  EXPECT_EQ(journal[0][0].integer(), kAnna.value());
  EXPECT_EQ(journal[1][0].integer(), kBoris.value());
  EXPECT_EQ(journal[0][2], journal[1][2]) << "one command, one entry";
  test::expect_chains(reader());
}

TEST_P(Runner, grows_the_chains_without_a_gap) {
  for (int i = 0; i < 5; ++i) {
    std::vector<Job> jobs;
    jobs.push_back(job(deposit(kAnna, 10), "a" + std::to_string(i)));
    if (i % 2 == 0) jobs.push_back(job(deposit(kBoris, 10), "b" + std::to_string(i)));
    run(std::move(jobs));
  }
  const storage::Rows heads = reader().select(test::kTestHeads, {});
  ASSERT_EQ(heads.size(), 2U);
  EXPECT_EQ(heads[0][1].integer(), 5);
  EXPECT_EQ(heads[1][1].integer(), 3);
  test::expect_whole(reader(), {"a0", "a4", "b0", "b4"});
}

TEST_P(Runner, previews_without_writing) {
  run_one(deposit(kAnna, 500), "a");
  const std::size_t journal = rows(test::kTestJournal);
  const Outcome outcome =
      service::Batch::preview(reader(), surroundings(), job(deposit(kAnna, 70), "b"));
  EXPECT_EQ(outcome.status, 200);
  EXPECT_NE(outcome.body.find("\"dry_run\":true"), std::string::npos);
  const Outcome refused =
      service::Batch::preview(reader(), surroundings(), job(refusing(kAnna), ""));
  EXPECT_EQ(refused.status, 409);
  const Outcome not_allowed =
      service::Batch::preview(reader(), surroundings(), job(forbidden(kAnna), ""));
  EXPECT_EQ(not_allowed.status, 403);
  EXPECT_EQ(rows(test::kTestJournal), journal);
  EXPECT_EQ(balance(kAnna), 500);
  EXPECT_EQ(run_one(deposit(kAnna, 70), "b").status, 200) << "a preview used up its key";
}

TEST_P(Runner, runs_the_systems_own_commands_without_a_key) {
  std::vector<Job> jobs;
  jobs.push_back(job(deposit(kAnna, 1), ""));
  jobs.push_back(job(deposit(kBoris, 1), ""));
  for (const Outcome& outcome : run(std::move(jobs))) EXPECT_EQ(outcome.status, 200);
  EXPECT_EQ(run_one(deposit(kAnna, 1), "").status, 200);
  EXPECT_EQ(balance(kAnna), 2);
  EXPECT_EQ(rows(test::kTestAnswers), 0U);
}

TEST_P(Runner, hands_out_every_id_once_across_threads) {
  constexpr int kThreads = 4;
  constexpr int kEach = 20'000;
  std::vector<std::vector<std::int64_t>> taken(kThreads);
  {
    std::vector<std::jthread> threads;
    for (auto& mine : taken) {
      threads.emplace_back([this, &mine] {
        for (int i = 0; i < kEach; ++i) mine.push_back(ids().next());
      });
    }
  }
  std::set<std::int64_t> all;
  for (const auto& mine : taken) {
    EXPECT_TRUE(std::is_sorted(mine.begin(), mine.end()));
    all.insert(mine.begin(), mine.end());
  }
  EXPECT_EQ(all.size(), static_cast<std::size_t>(kThreads) * kEach);
  service::IdPool other;  // of a second process, or of this one after a restart
  const test::TestSurroundings later(other, writer());
  EXPECT_GT(other.next(), *all.rbegin());
}

// Threads, batches of whatever waits, keys that come twice, people that come often.
TEST_P(Runner, keeps_every_promise_behind_the_dispatcher) {
  close_writer();
  constexpr int kJobs = 2'000;
  std::vector<std::atomic<int>> answered(kJobs);
  std::atomic<int> replayed = 0;
  std::vector<std::string> keys;
  for (int i = 0; i < kJobs; ++i) keys.push_back("key " + std::to_string(i / 2));
  {
    adapters::Dispatcher dispatcher(*database(), surroundings());
    for (int i = 0; i < kJobs; ++i) {
      Job each = job(deposit(PersonId(1 + i / 2 % 37), 10), keys[static_cast<std::size_t>(i)]);
      each.done = [&, i](const Outcome& outcome) {
        EXPECT_EQ(outcome.status, 200) << outcome.body;
        ++answered[static_cast<std::size_t>(i)];
        if (outcome.replayed) ++replayed;
      };
      ASSERT_TRUE(dispatcher.submit(std::move(each)));
    }
  }
  for (const auto& times : answered) EXPECT_EQ(times, 1);
  EXPECT_EQ(replayed, kJobs / 2) << "each key came twice and was applied once";
  test::expect_whole(reader(), keys);
}

TEST_P(Runner, outlives_a_lost_connection_and_applies_everything_once) {
  if (GetParam() == test::Engine::sqlite) return;  // it has no connection to lose
  const auto other = database()->writer();
  int cuts = 0;
  const auto cutting = [&](PersonId person, std::int64_t process) {
    auto command = deposit(person, 7);
    command->decides = [&, process, person, plain = command->decides](
                           const storage::Facts& facts, const business::Context& context) {
      if (cuts++ == 0) {
        other->execute("SELECT pg_terminate_backend(" + std::to_string(process) + ", 30000)");
      }
      return plain(facts, context);
    };
    return command;
  };
  constexpr storage::Statement kProcess{"test_process",
                                        "SELECT CAST(pg_catalog.pg_backend_pid() AS BIGINT)"};
  const auto process = [&] { return writer().select(kProcess, {})[0][0].integer(); };
  std::vector<Job> jobs;
  jobs.push_back(job(deposit(kAnna, 7), "a"));
  jobs.push_back(job(cutting(kBoris, process()), "b"));
  jobs.push_back(job(deposit(kClara, 7), "c"));
  for (const Outcome& outcome : run(std::move(jobs))) EXPECT_EQ(outcome.status, 200);
  cuts = 0;
  EXPECT_EQ(run_one(cutting(kAnna, process()), "d").status, 200) << "alone in its batch";
  cuts = 0;
  EXPECT_EQ(run_one(cutting(kAnna, process()), "").status, 503) << "without a key: not run twice";
  EXPECT_EQ(balance(kAnna), 14);
  test::expect_whole(reader(), {"a", "b", "c", "d"});
}

YB_ON_BOTH_ENGINES(Runner);

}  // namespace
}  // namespace yibao
