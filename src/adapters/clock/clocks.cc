#include "adapters/clock/clocks.h"

#include <chrono>

namespace yibao::adapters {

Instant SystemClock::now() const {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return Instant::from_milliseconds(
      std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
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
