#include "adapters/dispatch/dispatcher.h"

#include <algorithm>
#include <unordered_set>

namespace yibao::adapters {

Dispatcher::Dispatcher(storage::Database& database, const service::Surroundings& surroundings)
    : surroundings_(surroundings) {
  for (int i = 0; i < database.writers_max(); ++i) {
    auto worker = std::make_unique<Worker>();
    worker->writer = database.writer();
    workers_.push_back(std::move(worker));
  }
  for (auto& worker : workers_) {
    worker->thread = std::thread([this, &worker = *worker] { run(worker); });
  }
}

void Dispatcher::stop() {
  for (auto& worker : workers_) {
    const std::lock_guard lock(worker->mutex);
    worker->stopping = true;
    worker->wake.notify_one();
  }
  for (auto& worker : workers_) {
    if (worker->thread.joinable()) worker->thread.join();
  }
}

namespace {

// Spreads people and regions alike: most codes of regions are even.
std::size_t share_of(std::int64_t subject) {
  return static_cast<std::size_t>(static_cast<std::uint64_t>(subject) * 0x9E3779B97F4A7C15 >> 33);
}

}  // namespace

bool Dispatcher::submit(service::Job job) {
  const std::int64_t subject = job.command->subjects().front().value();
  Worker& worker = *workers_[share_of(subject) % workers_.size()];
  const std::lock_guard lock(worker.mutex);
  if (worker.stopping || worker.waiting.size() >= kWaitingMax) return false;
  worker.waiting.push_back(std::move(job));
  if (worker.waiting.size() == 1) worker.wake.notify_one();
  return true;
}

std::vector<service::Job> Dispatcher::take_batch(std::deque<service::Job>& waiting) {
  std::vector<service::Job> batch;
  std::deque<service::Job> left;
  std::unordered_set<std::int64_t> taken;
  for (service::Job& job : waiting) {
    bool free = batch.size() < service::kBatchMax;
    const std::vector<storage::Subject> subjects = job.command->subjects();
    for (const storage::Subject subject : subjects) free = free && !taken.contains(subject.value());
    // Also the subjects of what is left: a later job must not overtake an earlier one.
    for (const storage::Subject subject : subjects) taken.insert(subject.value());
    free ? batch.push_back(std::move(job)) : left.push_back(std::move(job));
  }
  waiting = std::move(left);
  return batch;
}

void Dispatcher::run(Worker& worker) {
  service::Batch runner(*worker.writer, surroundings_);
  for (;;) {
    std::vector<service::Job> batch;
    {
      std::unique_lock lock(worker.mutex);
      worker.wake.wait(lock, [&] { return worker.stopping || !worker.waiting.empty(); });
      if (worker.waiting.empty()) return;
      batch = take_batch(worker.waiting);
    }
    ++batches_;
    jobs_ += static_cast<std::int64_t>(batch.size());
    runner.run(std::move(batch));
  }
}

}  // namespace yibao::adapters
