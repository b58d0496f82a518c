// The system's clock, and one for simulations that stands until it is moved.
#pragma once

#include <atomic>

#include "service/clock.h"

namespace yibao::adapters {

class SystemClock : public service::Clock {
 public:
  Instant now() const override;
};

// Starts at a moment and runs on with real time; advance_to() jumps, never backwards. Only the
// beginning of another story may start the clock anew.
class SimulatedClock : public service::Clock {
 public:
  explicit SimulatedClock(Instant start);
  Instant now() const override;
  bool advance_to(Instant moment);  // false: that moment has passed
  void restart_at(Instant moment);

 private:
  SystemClock system_;
  std::atomic<std::int64_t> offset_;  // milliseconds ahead of the system's clock
};

}  // namespace yibao::adapters
