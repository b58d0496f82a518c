#include "adapters/dispatch/helpers.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>

namespace yibao::adapters {

namespace {

// Waking a thread costs about what one decision does.
constexpr std::size_t kWorthAThread = 8;

// Whoever comes takes the next part. A thread that comes when all is taken touches nothing else:
// the work may be gone by then.
class Shared {
 public:
  Shared(std::size_t count, const std::function<void(std::size_t)>& work)
      : count_(count), work_(work) {}

  void take_part() {
    for (std::size_t at = next_++; at < count_; at = next_++) {
      try {
        work_(at);
      } catch (...) {
        const std::lock_guard lock(mutex_);
        if (!thrown_) thrown_ = std::current_exception();
      }
      if (++done_ == count_) {
        const std::lock_guard lock(mutex_);  // nobody falls asleep between looking and waiting
        all_done_.notify_all();
      }
    }
  }

  void wait() {
    std::unique_lock lock(mutex_);
    all_done_.wait(lock, [&] { return done_ == count_; });
    if (thrown_) std::rethrow_exception(thrown_);
  }

 private:
  const std::size_t count_;
  const std::function<void(std::size_t)>& work_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::size_t> done_ = 0;
  std::mutex mutex_;
  std::condition_variable all_done_;
  std::exception_ptr thrown_;
};

}  // namespace

Helpers::Helpers(std::size_t threads, const std::function<void()>& begin) {
  for (std::size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([this, begin] {
      begin();
      run();
    });
  }
}

void Helpers::share(std::size_t count, const std::function<void(std::size_t)>& work) {
  const auto shared = std::make_shared<Shared>(count, work);
  const std::size_t helped_by = std::min(threads_.size(), count / kWorthAThread);
  if (helped_by > 0) {
    const std::lock_guard lock(mutex_);
    parts_.insert(parts_.end(), helped_by, [shared] { shared->take_part(); });
  }
  for (std::size_t i = 0; i < helped_by; ++i) wake_.notify_one();
  shared->take_part();
  if (count > 0) shared->wait();
}

void Helpers::later(std::function<void()> work) {
  if (threads_.empty()) return work();
  {
    const std::lock_guard lock(mutex_);
    later_.push_back(std::move(work));
  }
  wake_.notify_one();
}

void Helpers::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

std::function<void()> Helpers::take_next() {
  std::function<void()> work;
  if (!parts_.empty()) {
    work = std::move(parts_.front());
    parts_.pop_front();
  } else if (!later_.empty() && !does_later_) {
    does_later_ = true;
    work = [this, told = std::move(later_.front())] {
      told();
      const std::lock_guard lock(mutex_);
      does_later_ = false;
    };
    later_.pop_front();
  }
  return work;
}

// Who has done one looks for the next: what came meanwhile needs nobody woken for it.
void Helpers::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (const auto work = take_next()) {
      lock.unlock();
      work();
      lock.lock();
      continue;
    }
    if (stopping_) return;  // who does what was left for later does the rest of it
    wake_.wait(lock);
  }
}

}  // namespace yibao::adapters
