// Threads for what takes long on purpose: passwords. Few, behind a bounded queue and with a small
// claim on the cores, so that a flood of sign-ins slows nothing but sign-ins; not the smallest, or
// a busy machine would let nobody in.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace yibao::adapters {

class SlowPool {
 public:
  explicit SlowPool(int threads, std::size_t waiting_max = 64);
  ~SlowPool();  // what waits is dropped; what runs ends first
  SlowPool(const SlowPool&) = delete;
  SlowPool& operator=(const SlowPool&) = delete;

  // False: too many wait already.
  bool run(std::function<void()> work);

 private:
  void work();

  const std::size_t waiting_max_;
  std::mutex mutex_;  // of all that follows
  std::condition_variable wake_;
  std::deque<std::function<void()>> waiting_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace yibao::adapters
