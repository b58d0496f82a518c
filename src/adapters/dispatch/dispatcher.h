// The threads of the runner: one per writer, with one queue before them, and some that help them. A
// free writer takes whatever waits, as one batch, without a timer: the longer a commit takes, the
// larger the next batch.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_set>
#include <vector>

#include "adapters/dispatch/helpers.h"
#include "service/batch.h"
#include "storage/database.h"

namespace yibao::adapters {

class Dispatcher {
 public:
  Dispatcher(storage::Database& database, const service::Surroundings& surroundings);
  ~Dispatcher() { stop(); }
  Dispatcher(const Dispatcher&) = delete;
  Dispatcher& operator=(const Dispatcher&) = delete;

  // Takes no more jobs, finishes what waits and joins the threads. Whoever is told of a job's end
  // must live until then.
  void stop();

  // False when too much waits already, or after stop(). Commands on one subject run in the order of
  // submission.
  bool submit(service::Job job);

  // After stop(): one more, on the caller's thread, for what is written last of all.
  service::Outcome run_last(service::Job job);

  // Waits until every batch that is under way now has ended; later ones may be under way then.
  void wait_for_batches_under_way();

  // Batches and jobs so far, for metrics and benchmarks.
  std::int64_t batches() const { return batches_; }
  std::int64_t jobs() const { return jobs_; }

 private:
  static constexpr std::size_t kWaitingMax = 20'000;

  // As many of the waiting jobs as can share a batch: no subject twice or in a batch under way,
  // order kept per subject. What it takes is under way until end_batch().
  struct Taken {
    std::vector<service::Job> jobs;
    std::size_t size = 0;
    std::vector<std::int64_t> subjects;
    std::int64_t number = 0;
  };
  Taken take_batch();
  void end_batch(const Taken& batch);
  bool may_begin() const;
  void run(storage::Session& writer);

  const service::Surroundings& surroundings_;
  std::unique_ptr<Helpers> helpers_;
  std::vector<std::unique_ptr<storage::Session>> writers_;
  std::vector<std::thread> threads_;
  std::atomic<std::int64_t> batches_ = 0;
  std::atomic<std::int64_t> jobs_ = 0;

  std::mutex mutex_;  // of all that follows
  std::condition_variable wake_;
  std::condition_variable ended_;
  std::deque<service::Job> waiting_;
  std::unordered_set<std::int64_t> subjects_under_way_;
  std::deque<std::size_t> sizes_under_way_;
  std::set<std::int64_t> numbers_under_way_;
  std::int64_t last_number_ = 0;
  bool stopping_ = false;
};

}  // namespace yibao::adapters
