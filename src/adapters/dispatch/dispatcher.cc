#include "adapters/dispatch/dispatcher.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

namespace yibao::adapters {

namespace {

// A batch costs its round trips however small it is: beside one that is under way another one
// begins when it has half as many jobs, or so many.
constexpr std::size_t kWorthwhile = 16;

// Where this process does the database's work: somebody waits for each answer that is read, and
// what waits for a writer shares the next batch. With fewer cores than work, reading goes first.
void let_readers_go_first() {
  constexpr int kNicer = 5;
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNicer);  // of this thread, on Linux
}

// The core of a writer, and the others up to a few.
std::size_t helpers_on(unsigned cores) {
  constexpr unsigned kMost = 3;
  return cores < 2 ? 0 : std::min(cores - 1, kMost);
}

}  // namespace

Dispatcher::Dispatcher(storage::Database& database, const service::Surroundings& surroundings)
    : surroundings_(surroundings) {
  const bool embedded = database.engine() == "sqlite";
  const auto begin = [embedded] {
    if (embedded) let_readers_go_first();
  };
  helpers_ = std::make_unique<Helpers>(helpers_on(std::thread::hardware_concurrency()), begin);
  for (int i = 0; i < database.writers_max(); ++i) writers_.push_back(database.writer());
  for (const auto& writer : writers_) {
    threads_.emplace_back([this, &writer = *writer, begin] {
      begin();
      run(writer);
    });
  }
}

void Dispatcher::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
  helpers_->stop();
}

bool Dispatcher::submit(service::Job job) {
  const std::lock_guard lock(mutex_);
  if (stopping_ || waiting_.size() >= kWaitingMax) return false;
  waiting_.push_back(std::move(job));
  if (may_begin()) wake_.notify_one();
  return true;
}

service::Outcome Dispatcher::run_last(service::Job job) {
  YB_CHECK(stopping_ && waiting_.empty(), "others may be writing");
  service::Outcome outcome;
  job.done = [&](service::Outcome given) { outcome = std::move(given); };
  std::vector<service::Job> jobs;
  jobs.push_back(std::move(job));
  service::Batch(*writers_.front(), surroundings_).run(std::move(jobs));
  return outcome;
}

void Dispatcher::wait_for_batches_under_way() {
  std::unique_lock lock(mutex_);
  const std::int64_t last = last_number_;
  ended_.wait(lock,
              [&] { return numbers_under_way_.empty() || *numbers_under_way_.begin() > last; });
}

bool Dispatcher::may_begin() const {
  if (waiting_.empty()) return false;
  if (sizes_under_way_.empty() || stopping_) return true;
  const auto smallest = std::min_element(sizes_under_way_.begin(), sizes_under_way_.end());
  return sizes_under_way_.size() < writers_.size() &&
         waiting_.size() >= std::min((*smallest + 1) / 2, kWorthwhile);
}

Dispatcher::Taken Dispatcher::take_batch() {
  Taken batch;
  std::deque<service::Job> left;
  std::unordered_set<std::int64_t> passed_over;
  for (service::Job& job : waiting_) {
    const std::vector<storage::Subject> subjects = job.command->subjects();
    // Also the subjects of what is left: a later job must not overtake an earlier one.
    const bool free =
        batch.jobs.size() < service::kBatchMax &&
        std::none_of(subjects.begin(), subjects.end(), [&](storage::Subject each) {
          return subjects_under_way_.contains(each.value()) || passed_over.contains(each.value());
        });
    for (const storage::Subject subject : subjects) {
      if (!free) {
        passed_over.insert(subject.value());
      } else if (subjects_under_way_.insert(subject.value()).second) {
        batch.subjects.push_back(subject.value());
      }
    }
    free ? batch.jobs.push_back(std::move(job)) : left.push_back(std::move(job));
  }
  waiting_ = std::move(left);
  batch.size = batch.jobs.size();
  if (batch.size > 0) {
    sizes_under_way_.push_back(batch.size);
    batch.number = ++last_number_;
    numbers_under_way_.insert(batch.number);
  }
  return batch;
}

void Dispatcher::end_batch(const Taken& batch) {
  for (const std::int64_t subject : batch.subjects) subjects_under_way_.erase(subject);
  numbers_under_way_.erase(batch.number);
  ended_.notify_all();
  sizes_under_way_.erase(std::find(sizes_under_way_.begin(), sizes_under_way_.end(), batch.size));
}

void Dispatcher::run(storage::Session& writer) {
  service::Batch runner(writer, surroundings_, helpers_.get());
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [&] { return may_begin() || (stopping_ && waiting_.empty()); });
    if (waiting_.empty()) return;
    Taken batch = take_batch();
    if (batch.size == 0) {  // all that waits is for subjects of a batch under way
      wake_.wait(lock);
      continue;
    }
    if (may_begin()) wake_.notify_one();
    lock.unlock();
    ++batches_;
    jobs_ += static_cast<std::int64_t>(batch.size);
    runner.run(std::move(batch.jobs));
    lock.lock();
    end_batch(batch);
    if (stopping_) wake_.notify_all();
  }
}

}  // namespace yibao::adapters
