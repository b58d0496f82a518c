// Commands in flight: many are handed to the runner at once, which takes them in batches, and
// their outcomes are waited for together.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "adapters/dispatch/dispatcher.h"
#include "service/batch.h"

namespace yibao::main {

class Flight {
 public:
  explicit Flight(adapters::Dispatcher& dispatcher)
      : dispatcher_(dispatcher), shared_(std::make_shared<Shared>()) {}

  // Returns where its outcome will stand. Throws Fault where the queue is full.
  std::size_t launch(service::Job job);
  // Waits for all of them.
  const std::vector<service::Outcome>& land();

 private:
  struct Shared {
    std::mutex mutex;
    std::condition_variable all_done;
    std::size_t waiting = 0;
    std::vector<service::Outcome> outcomes;
  };
  adapters::Dispatcher& dispatcher_;
  std::shared_ptr<Shared> shared_;  // outlives this where something is thrown in between
};

}  // namespace yibao::main
