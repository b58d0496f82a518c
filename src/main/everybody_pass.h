// The pass over everybody (business/entitlement/pass.h) by several threads.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "business/entitlement/pass.h"

namespace yibao::main {

// A thread for each reader; `told` hears of each person in ascending order, from one thread at a
// time. Each reader sees its own snapshot: what is written meanwhile may be in some pages already.
// Throws what a thread threw.
void judge_everybody(const std::vector<std::unique_ptr<storage::Session>>& readers, Date day,
                     const business::Context& context,
                     const std::function<void(const entitlement::PersonStanding&)>& told);

}  // namespace yibao::main
