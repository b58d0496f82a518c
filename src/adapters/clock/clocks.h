// The system's clock, and one for simulations that is moved from day to day.
#pragma once

#include <atomic>
#include <cstdint>

#include "service/clock.h"

namespace yibao::adapters {

// Never goes back: where the machine's clock is put back it stands still until that has caught up,
// so that what is written later is never dated before what was written earlier.
class SystemClock : public service::Clock {
 public:
  using Machine = std::int64_t (*)();  // milliseconds since 1970, as the machine has it
  SystemClock();
  explicit SystemClock(Machine machine) : machine_(machine) {}
  Instant now() const override;
  // No moment before this one is shown: of what was written last, by whoever ran before.
  void start_at(Instant moment) { last_ = moment.milliseconds(); }
  // How far the machine's clock stands behind what is shown; 0 while it goes on.
  std::int64_t milliseconds_behind() const;

 private:
  Machine machine_;
  mutable std::atomic<std::int64_t> last_ = 0;
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
