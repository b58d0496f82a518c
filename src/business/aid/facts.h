// What the commands of family mutual aid read of each person.
#pragma once

#include <optional>

#include "base/region_code.h"
#include "business/use_case.h"

namespace yibao::aid {

// The region of the relation that counts; without one, of the account used last. None: neither.
std::optional<RegionCode> place_of(const storage::Facts& facts, PersonId person);

}  // namespace yibao::aid
