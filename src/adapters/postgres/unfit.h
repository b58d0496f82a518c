// A database that this program cannot work with, by what has been set up: not there, without a
// right, or one that could lose or disorder what it was given. Told in words with the next step by
// whoever opens it; what() is for the log.
#pragma once

#include <utility>

#include "base/check.h"
#include "base/decision.h"

namespace yibao::adapters {

class UnfitDatabase : public Fault {
 public:
  UnfitDatabase(const std::string& told, Reason reason) : Fault(told), reason_(std::move(reason)) {}
  const Reason& reason() const { return reason_; }

 private:
  Reason reason_;
};

}  // namespace yibao::adapters
