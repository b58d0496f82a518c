// 全员待遇: the answer of entitlement for everybody on one day, in one pass over the months.
//
// People, their enrolments and their months are read side by side in the order of the people, a
// few thousand at a time, and judged by the same rules as one person at a hospital's window.
#pragma once

#include <vector>

#include "business/entitlement/types.h"
#include "business/use_case.h"

namespace yibao::entitlement {

struct PersonStanding {
  PersonId person;
  Instant recorded_at;
  RegionCode region;  // of the relation that was asked; none where there never was one
  Standing standing;
};

// The page of people behind `behind`, ascending by number; empty: there are no more.
storage::Rows people_behind(PersonId behind, storage::Session& session);
PersonId last_of_page(const storage::Rows& page);

// Of each of the page, in its order; merged numbers are passed over. Pages are independent of each
// other: several may be judged at once, each by a session of its own.
std::vector<PersonStanding> judge_page(const storage::Rows& page, Date day,
                                       const business::Context& context, storage::Session& session);

}  // namespace yibao::entitlement
