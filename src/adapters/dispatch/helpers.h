// Threads that help the writers: on machines with more than one core.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "service/hands.h"

namespace yibao::adapters {

class Helpers : public service::Hands {
 public:
  // Each thread calls `begin` first. Without any, the caller does everything.
  explicit Helpers(
      std::size_t threads, const std::function<void()>& begin = [] {});
  ~Helpers() override { stop(); }
  Helpers(const Helpers&) = delete;
  Helpers& operator=(const Helpers&) = delete;

  void share(std::size_t count, const std::function<void(std::size_t)>& work) override;
  void later(std::function<void()> work) override;

  // Ends what waits, and the threads.
  void stop();

 private:
  void run();
  std::function<void()> take_next();  // none: there is nothing for this thread

  std::vector<std::thread> threads_;
  std::mutex mutex_;  // of all that follows
  std::condition_variable wake_;
  std::deque<std::function<void()>> parts_;  // somebody waits for each
  std::deque<std::function<void()>> later_;  // one at a time
  bool does_later_ = false;
  bool stopping_ = false;
};

}  // namespace yibao::adapters
