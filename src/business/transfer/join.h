// Several cases in one command, each with a Change of its own: their rows and messages in one plan.
#pragma once

#include <iterator>

#include "storage/plan.h"

namespace yibao::transfer {

inline void join(storage::Plan& plan, storage::Plan other) {
  const auto append = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  append(plan.writes, other.writes);
  append(plan.notices, other.notices);
}

}  // namespace yibao::transfer
