// What must hold of the ways to sign in: nobody's telephone is another's, secrets of one use are
// hashes of their own, sessions belong to somebody who is there.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::sign_in {

std::vector<business::Check> checks();

}  // namespace yibao::sign_in
