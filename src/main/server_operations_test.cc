// Goal: who starts an operation in a server gets what that run has said, and nobody else's.
#include "main/server_operations.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <semaphore>
#include <set>

#include "adapters/test_databases.h"

namespace yibao::main {
namespace {

std::atomic<int> at_once = 0;
std::unique_ptr<std::counting_semaphore<>> gate;  // a run ends when it is let through

int echo(Installation&, const Tree& arguments, Console& console) {
  EXPECT_EQ(++at_once, 1) << "two of the same name at once";
  gate->acquire();
  console.out << text_argument(arguments, "file");
  --at_once;
  return kDone;
}

constexpr Operation kEcho[] = {{"echo", &echo}};

class RunsInServer : public testing::Test {
 protected:
  RunsInServer() {
    settings_.home = YIBAO_SOURCE_DIR;
    settings_.state = folder_.file("state");
    settings_.today = "2025-05-12";
    gate = std::make_unique<std::counting_semaphore<>>(0);
    at_once = 0;
    installation_ = std::make_unique<Installation>(settings_);
    operations_ = std::make_unique<ServerOperations>(*installation_, kEcho);
  }
  ~RunsInServer() override {
    gate->release(1'000);
    operations_.reset();
  }

  std::string start(const std::string& file) {
    const Decision<Tree> told = operations_->start("echo", Tree::object({{"file", file}}));
    EXPECT_TRUE(told.ok());
    return text_argument(*told, "run");
  }
  Tree ended(const std::string& run) {
    while (true) {
      Decision<Tree> told = operations_->state("echo", run);
      if (!told) return Tree::object({{"refused", told.refusal().code()}});
      if (text_argument(*told, "state") == "done") return *told;
      std::this_thread::yield();
    }
  }

  test::TemporaryFolder folder_;
  Settings settings_;
  std::unique_ptr<Installation> installation_;
  std::unique_ptr<ServerOperations> operations_;
};

TEST_F(RunsInServer, give_each_its_own_result_in_whatever_order_it_is_asked_for) {
  std::vector<std::string> runs;
  for (const char* file : {"A.csv", "B.csv", "A.csv", "C.csv"}) runs.push_back(start(file));
  EXPECT_EQ(std::set<std::string>(runs.begin(), runs.end()).size(), runs.size());
  EXPECT_EQ(text_argument(*operations_->state("echo", runs.back()), "state"), "waiting");
  EXPECT_EQ(operations_->state("echo", runs.back())->find("output"), nullptr);
  gate->release(4);
  EXPECT_EQ(text_argument(ended(runs[3]), "output"), "C.csv");
  EXPECT_EQ(text_argument(ended(runs[1]), "output"), "B.csv");
  EXPECT_EQ(text_argument(ended(runs[0]), "output"), "A.csv");
  EXPECT_EQ(text_argument(ended(runs[2]), "output"), "A.csv");
}

TEST_F(RunsInServer, tell_the_last_one_to_who_names_none_and_nothing_to_who_guesses) {
  EXPECT_EQ(text_argument(*operations_->state("echo", ""), "state"), "idle");
  EXPECT_FALSE(operations_->state("echo", "1"));
  const std::string run = start("A.csv");
  EXPECT_EQ(run.size(), 32U);
  EXPECT_EQ(operations_->state("echo", "1").refusal().code(), "operation_run_unknown");
  EXPECT_EQ(text_argument(*operations_->state("echo", ""), "run"), run);
}

TEST_F(RunsInServer, refuse_what_would_wait_behind_too_many) {
  start("first");
  while (at_once == 0) std::this_thread::yield();
  for (std::size_t i = 0; i < kRunsWaiting; ++i) start("waits");
  const Decision<Tree> told = operations_->start("echo", Tree::object({{"file", "x"}}));
  ASSERT_FALSE(told.ok());
  EXPECT_EQ(told.refusal().code(), "operations_wait");
}

TEST_F(RunsInServer, are_forgotten_when_so_many_have_followed) {
  const std::string first = start("first");
  gate->release(1'000);
  ended(first);
  std::string second;
  for (std::size_t i = 0; i < kRunsKept; ++i) {
    const std::string run = start("later");
    if (i == 0) second = run;
    ended(run);
  }
  EXPECT_EQ(text_argument(ended(first), "refused"), "operation_run_unknown");
  EXPECT_EQ(text_argument(ended(second), "output"), "later");
}

TEST_F(RunsInServer, are_not_begun_any_more_when_the_server_stops) {
  start("first");
  while (at_once == 0) std::this_thread::yield();
  const std::string waits = start("waits");
  std::thread stopping([&] { operations_->stop(); });
  // From when on it stops, nothing is taken in.
  while (true) {
    try {
      (void)operations_->start("echo", Tree::object({{"file", "late"}}));
      std::this_thread::yield();
    } catch (const Fault&) {
      break;
    }
  }
  gate->release(1'000);
  stopping.join();
  EXPECT_EQ(text_argument(*operations_->state("echo", waits), "state"), "waiting");
}

}  // namespace
}  // namespace yibao::main
