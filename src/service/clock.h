// Where "now" comes from. Decisions never ask it: their caller hands them the moment.
#pragma once

#include "base/date.h"

namespace yibao::service {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;  // thread-safe
};

}  // namespace yibao::service
