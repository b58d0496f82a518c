// What must hold of cards: their numbers, states, holds and events; of e-certificates; of
// authorisations.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::card {

std::vector<business::Check> checks();

}  // namespace yibao::card
