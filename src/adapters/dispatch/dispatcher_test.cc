// The queue before the writers: order per subject, several writers, an end that leaves nothing.
// What a batch promises is in service/batch_test.cc.
#include "adapters/dispatch/dispatcher.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>

#include "adapters/test_databases.h"
#include "service/test_commands.h"

namespace yibao {
namespace {

class Dispatching : public test::OnBothEngines {
 protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    if (IsSkipped()) return;
    database().migrate();
    const auto writer = database()->writer();
    surroundings_ = std::make_unique<test::TestSurroundings>(ids_, *writer);
  }
  const service::Surroundings& surroundings() { return surroundings_->get(); }

 private:
  service::IdPool ids_;
  std::unique_ptr<test::TestSurroundings> surroundings_;
};

TEST_P(Dispatching, keeps_the_order_of_a_subject_whichever_writer_takes_it) {
  constexpr int kPeople = 3;
  constexpr int kEach = 100;
  std::mutex mutex;
  std::vector<std::vector<int>> answered(kPeople);
  {
    adapters::Dispatcher dispatcher(*database(), surroundings());
    for (int i = 0; i < kPeople * kEach; ++i) {
      const int person = i % kPeople;
      service::Job job = test::job(test::deposit(PersonId(1 + person), 1), std::to_string(i));
      job.done = [&, person, i](const service::Outcome& outcome) {
        EXPECT_EQ(outcome.status, 200) << outcome.body;
        const std::lock_guard lock(mutex);
        answered[static_cast<std::size_t>(person)].push_back(i);
      };
      ASSERT_TRUE(dispatcher.submit(std::move(job)));
    }
  }
  for (const std::vector<int>& each : answered) {
    EXPECT_EQ(each.size(), static_cast<std::size_t>(kEach)) << "stop() left some behind";
    EXPECT_TRUE(std::is_sorted(each.begin(), each.end()));
  }
}

TEST_P(Dispatching, takes_nothing_after_its_end) {
  adapters::Dispatcher dispatcher(*database(), surroundings());
  dispatcher.stop();
  EXPECT_FALSE(dispatcher.submit(test::job(test::deposit(PersonId(1), 1), "late")));
}

YB_ON_BOTH_ENGINES(Dispatching);

}  // namespace
}  // namespace yibao
