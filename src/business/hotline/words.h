// What is said at which place: the question of a state, the remark on an event. Codes; their words
// stand in messages/zh-CN/hotline.toml, and whoever drives the line speaks them.
#pragma once

#include <optional>
#include <vector>

#include "base/decision.h"
#include "business/hotline/types.h"
#include "policy/parameters.h"

namespace yibao::hotline {

// 提示: what is asked in a state that waits.
Reason question_of(const HotlineCall& call);

// What is said on an event, in the state in which it came; nothing where it needs no words.
std::optional<Reason> remark_on(Event event, const HotlineCall& before, const HotlineCall& after,
                                const policy::RegionPolicy& policy);

}  // namespace yibao::hotline
