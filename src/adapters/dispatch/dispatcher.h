// The threads of the runner: one per writer. Each takes whatever waits, as one batch, without a
// timer: the longer a commit takes, the larger the next batch.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

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

  // False when too much waits already, or after stop(). Commands on one subject run in the order of submission.
  bool submit(service::Job job);

  // Batches and jobs so far, for metrics and benchmarks.
  std::int64_t batches() const { return batches_; }
  std::int64_t jobs() const { return jobs_; }

 private:
  static constexpr std::size_t kWaitingMax = 20'000;

  struct Worker {
    std::unique_ptr<storage::Session> writer;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<service::Job> waiting;
    bool stopping = false;
    std::thread thread;
  };
  void run(Worker& worker);
  // As many of the waiting jobs as can share a batch: no subject twice, order kept per subject.
  static std::vector<service::Job> take_batch(std::deque<service::Job>& waiting);

  const service::Surroundings& surroundings_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::atomic<std::int64_t> batches_ = 0;
  std::atomic<std::int64_t> jobs_ = 0;
};

}  // namespace yibao::adapters
