// Other threads that take a part of a batch's work: what is worked out from what was loaded, and
// what is told after the commit. Never what the database is asked.
#pragma once

#include <cstddef>
#include <functional>

namespace yibao::service {

class Hands {
 public:
  virtual ~Hands() = default;

  // Calls work(0) to work(count - 1), each once, on several threads in no order; returns when all
  // have ended, and throws what one of them has thrown.
  virtual void share(std::size_t count, const std::function<void(std::size_t)>& work) = 0;

  // Calls work once, soon, after whatever was given before it has ended, and perhaps on another
  // thread. It throws nothing.
  virtual void later(std::function<void()> work) = 0;
};

}  // namespace yibao::service
