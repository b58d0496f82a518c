#include "main/import/flight.h"

namespace yibao::main {

std::size_t Flight::launch(service::Job job) {
  std::size_t index = 0;
  {
    const std::lock_guard lock(shared_->mutex);
    index = shared_->outcomes.size();
    shared_->outcomes.emplace_back();
    ++shared_->waiting;
  }
  job.done = [shared = shared_, index](service::Outcome outcome) {
    const std::lock_guard lock(shared->mutex);
    shared->outcomes[index] = std::move(outcome);
    if (--shared->waiting == 0) shared->all_done.notify_all();
  };
  if (!dispatcher_.submit(std::move(job))) throw Fault("the queue is full");
  return index;
}

const std::vector<service::Outcome>& Flight::land() {
  std::unique_lock lock(shared_->mutex);
  shared_->all_done.wait(lock, [&] { return shared_->waiting == 0; });
  return shared_->outcomes;
}

}  // namespace yibao::main
