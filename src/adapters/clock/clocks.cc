#include "adapters/clock/clocks.h"

#include <algorithm>
#include <chrono>

namespace yibao::adapters {

namespace {

std::int64_t machine_milliseconds() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

}  // namespace

SystemClock::SystemClock() : machine_(&machine_milliseconds) {}

Instant SystemClock::now() const {
  const std::int64_t moment = machine_();
  std::int64_t last = last_.load();
  while (moment > last && !last_.compare_exchange_weak(last, moment)) {
  }
  return Instant::from_milliseconds(std::max(moment, last));
}

std::int64_t SystemClock::milliseconds_behind() const {
  return std::max<std::int64_t>(0, last_.load() - machine_());
}

SimulatedClock::SimulatedClock(Instant start)
    : offset_(start.milliseconds() - system_.now().milliseconds()) {}

Instant SimulatedClock::now() const {
  return Instant::from_milliseconds(system_.now().milliseconds() + offset_.load());
}

bool SimulatedClock::advance_to(Instant moment) {
  if (moment < now()) return false;
  offset_ += moment.milliseconds() - now().milliseconds();
  return true;
}

void SimulatedClock::restart_at(Instant moment) {
  offset_ = moment.milliseconds() - system_.now().milliseconds();
}

}  // namespace yibao::adapters
