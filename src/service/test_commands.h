// Test fixture for the runner: a command made of four functions, a deposit that writes what a real
// payment writes, and a check that every trace of every command is there, or none.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "business/account/store.h"
#include "service/batch.h"
#include "service/tables.h"
#include "storage/digest.h"

namespace yibao::test {

class TestCommand : public business::Command {
 public:
  std::vector<storage::Subject> of;
  std::function<void(storage::Needs&)> needs = [](storage::Needs&) {};
  std::function<Verdict(const business::Actor&)> allows = [](const business::Actor&) {
    return Verdict(Nothing{});
  };
  std::function<Decision<storage::Plan>(const storage::Facts&, const business::Context&)> decides;

  bool followed = true;

  std::vector<storage::Subject> subjects() const override { return of; }
  bool is_followed() const override { return followed; }
  void need(storage::Needs& all) const override { needs(all); }
  Verdict authorise(const business::Actor& actor, const storage::Facts&) const override {
    return allows(actor);
  }
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override {
    return decides(facts, context);
  }
};

inline constexpr RegionCode kTestRegion{441900};

inline storage::Row deposit_posting(PersonId person, std::int64_t fen, std::int64_t balance,
                                    const business::Context& context) {
  return {person.value(),
          context.ids->next(),
          kTestRegion.value(),
          "credit",
          101,
          fen,
          balance,
          "test",
          context.today.days(),
          {},
          {},
          {},
          context.entry_id,
          context.now.milliseconds()};
}

// Adds a deposit to a plan, on the balance as the facts have it.
inline void plan_deposit(storage::Plan& plan, PersonId person, std::int64_t fen,
                         const storage::Facts& facts, const business::Context& context) {
  const storage::Rows& accounts = facts.rows(account::kAccountsOf, person);
  const std::int64_t balance = fen + (accounts.empty() ? 0 : accounts[0][2].integer());
  storage::Row posting = deposit_posting(person, fen, balance, context);
  plan.save(account::kAccount, {person.value(), kTestRegion.value(), balance, 0, posting[1]},
            accounts.empty());
  plan.insert(account::kPosting, std::move(posting));
  plan.notify(person, "test_deposit", {{"fen", std::to_string(fen)}});
}

inline std::unique_ptr<TestCommand> deposit(PersonId person, std::int64_t fen) {
  auto command = std::make_unique<TestCommand>();
  command->of = {storage::Subject::person(person)};
  command->needs = [person](storage::Needs& needs) { needs.add(account::kAccountsOf, person); };
  command->decides = [person, fen](const storage::Facts& facts, const business::Context& context) {
    storage::Plan plan;
    plan.event = "test_deposit";
    plan_deposit(plan, person, fen, facts, context);
    plan.answer = Tree::object({{"entry", context.entry_id}, {"fen", fen}});
    return Decision<storage::Plan>(std::move(plan));
  };
  return command;
}

// An empty key: not idempotent.
inline service::Job job(std::unique_ptr<business::Command> command, const std::string& key,
                        const std::string& body = "body") {
  service::Job job;
  job.command = std::move(command);
  job.actor.role = business::Role::agency_officer;
  job.actor.id = 1;
  job.now = Instant::start_of(Date::of(2025, 4, 25));
  job.instance = "/v1/test";
  job.trace_id = "trace " + key;
  if (!key.empty()) job.key_digest = {storage::short_digest(key)};
  job.body_digest = {storage::short_digest(body)};
  return job;
}

// What a runner needs around it, with no policy and no words.
class TestSurroundings {
 public:
  TestSurroundings(service::IdPool& ids, storage::Session& writer)
      : catalogue_(service::Catalogue::load({}).value()) {
    surroundings_.catalogue = &catalogue_;
    surroundings_.ids = &ids;
    surroundings_.vault = &vault_;
    surroundings_.stamps = &stamps_;
    writer.begin();
    const service::IdPool::Reserved reserved = ids.reserve_when_low(writer);
    writer.commit();
    ids.adopt(reserved);
  }
  TestSurroundings(const TestSurroundings&) = delete;
  TestSurroundings& operator=(const TestSurroundings&) = delete;
  const service::Surroundings& get() const { return surroundings_; }

 private:
  service::Catalogue catalogue_;
  storage::Vault vault_{std::string(32, 'k')};
  service::Stamps stamps_;
  service::Surroundings surroundings_;
};

inline constexpr storage::Statement kTestJournal{
    "test_journal",
    "SELECT subject, sequence, entry_id, event, actor, recorded_at, rows, hash FROM journal "
    "ORDER BY subject, sequence"};
inline constexpr storage::Statement kTestHeads{
    "test_heads", "SELECT subject, sequence, hash FROM journal_head ORDER BY subject"};
inline constexpr storage::Statement kTestPostings{
    "test_postings",
    "SELECT person_id, amount_fen, balance_after_fen, entry_id FROM posting "
    "ORDER BY person_id, posting_id"};
inline constexpr storage::Statement kTestAccounts{
    "test_accounts", "SELECT person_id, balance_fen FROM account ORDER BY person_id"};
inline constexpr storage::Statement kTestAnswers{
    "test_answers", "SELECT key_digest, status, entry_id, answer FROM idempotency"};
inline constexpr storage::Statement kTestMessages{
    "test_messages", "SELECT person_id FROM message ORDER BY message_id"};

// Each chain runs without a gap, from zeros to its head.
inline void expect_chains(storage::Session& session) {
  std::map<std::int64_t, std::pair<std::int64_t, std::string>> ends;
  for (const storage::Row& row : session.select(kTestJournal, {})) {
    auto& [sequence, hash] =
        ends.try_emplace(row[0].integer(), 0, std::string(storage::kDigestSize, '\0'))
            .first->second;
    EXPECT_EQ(row[1].integer(), ++sequence) << "of subject " << row[0].integer();
    hash = service::chain_hash(hash, row);
    EXPECT_EQ(row[7].bytes().data, hash);
  }
  for (const storage::Row& row : session.select(kTestHeads, {})) {
    const auto& [sequence, hash] = ends[row[0].integer()];
    EXPECT_EQ(row[1].integer(), sequence);
    EXPECT_EQ(row[2].bytes().data, hash);
    ends.erase(row[0].integer());
  }
  EXPECT_TRUE(ends.empty()) << "a journal without a head";
}

// Deposits by keyed commands only: each has its posting, message and answer, or none of them; and
// every acknowledged key is among them.
inline void expect_whole(storage::Session& session, const std::vector<std::string>& acknowledged) {
  expect_chains(session);
  std::map<std::int64_t, std::int64_t> balances;
  std::map<std::int64_t, int> of_entry;
  const storage::Rows postings = session.select(kTestPostings, {});
  for (const storage::Row& row : postings) {
    balances[row[0].integer()] += row[1].integer();
    EXPECT_EQ(row[2].integer(), balances[row[0].integer()]);
    ++of_entry[row[3].integer()];
  }
  for (const storage::Row& row : session.select(kTestAccounts, {})) {
    EXPECT_EQ(row[1].integer(), balances[row[0].integer()]);
    balances.erase(row[0].integer());
  }
  EXPECT_TRUE(balances.empty()) << "postings without an account";
  EXPECT_EQ(session.select(kTestMessages, {}).size(), postings.size());
  std::map<std::string, std::int64_t> answers;
  for (const storage::Row& row : session.select(kTestAnswers, {})) {
    answers[row[0].bytes().data] = row[1].integer();
    EXPECT_EQ(of_entry[row[2].integer()], 1) << "an answer without its posting, or with two";
  }
  EXPECT_EQ(answers.size(), postings.size());
  for (const std::string& key : acknowledged) {
    EXPECT_EQ(answers[storage::short_digest(key)], 200) << key << " was acknowledged and is lost";
  }
}

}  // namespace yibao::test
