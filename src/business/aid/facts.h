// What the commands of family mutual aid read of each person.
#pragma once

#include <optional>

#include "base/region_code.h"
#include "business/account/types.h"
#include "business/use_case.h"

namespace yibao::aid {

// The region of the relation that counts; without one, of the account used last. None: neither.
std::optional<RegionCode> place_of(const storage::Facts& facts, PersonId person);

// Where the person's money is to be spent.
account::Till till_of(const storage::Facts& facts, PersonId person, RegionCode place_of_care,
                      const business::Context& context);

}  // namespace yibao::aid
