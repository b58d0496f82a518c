// Checks that are always on. A failed check is a bug of ours, never a user's mistake: it ends the
// one command that met it, rolls back what that command wrote, and is answered as 500 with an
// incident number. Input is refused with a Refusal instead (decision.h).
#pragma once

#include <stdexcept>
#include <string>

namespace yibao {

// An invariant that did not hold. Thrown by YB_CHECK; the runner catches it, once.
class Bug : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

// The database, the disk or a peer failed. Thrown by adapters; answered as 503.
class Fault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

[[noreturn]] void fail_check(const char* file, int line, const char* condition,
                             const std::string& note);

}  // namespace yibao

#define YB_CHECK(condition, note)                                                \
  do {                                                                           \
    if (!(condition)) ::yibao::fail_check(__FILE__, __LINE__, #condition, note); \
  } while (false)
