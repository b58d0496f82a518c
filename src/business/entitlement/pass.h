// 全员待遇: the answer of entitlement for everybody on one day, in one pass over the months.
//
// People, their enrolments and their months are read side by side in the order of the people, a
// few thousand at a time, and judged by the same rules as one person at a hospital's window.
#pragma once

#include <functional>

#include "business/entitlement/types.h"
#include "business/person/types.h"
#include "business/use_case.h"

namespace yibao::entitlement {

struct PersonStanding {
  const person::Person& person;
  RegionCode region;  // of the relation that was asked; none where there never was one
  Standing standing;
};

// `told` hears of each, in ascending order.
void judge_everybody(storage::Session& reader, Date day, const business::Context& context,
                     const std::function<void(const PersonStanding&)>& told);

}  // namespace yibao::entitlement
