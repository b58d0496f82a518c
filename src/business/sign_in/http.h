#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::sign_in {

std::vector<business::Endpoint> endpoints();

// What may be asked by a session whose secret has served once: who am I, change it, sign out.
bool is_open_before_change(const business::Endpoint& endpoint);

}  // namespace yibao::sign_in
