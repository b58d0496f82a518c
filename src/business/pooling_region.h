// 统筹区: whose fund it is that somebody is insured with, moves to, pays into or asks about.
//
// One question for every door: whatever names such a region is refused in the same words where it
// names the nation, a province whose cities have the funds, or 港澳台.
#pragma once

#include "business/reader.h"

namespace yibao::business {

// The region itself must have a fund: of a district the refusal names the region that is meant.
void check_pooling_region(Reader& reader, RegionCode region, const Context& context);

// A district is taken for the region whose fund covers it. None is left as it is: what is missing
// has been told.
RegionCode covering_region(Reader& reader, RegionCode place, const Context& context);

// Where somebody has moved to and is insured, or lives, now. 港澳台 is no such place: who settles
// there has settled abroad (出国(境)定居), which has a way of its own.
RegionCode region_moved_to(Reader& reader, RegionCode place, const Context& context);

}  // namespace yibao::business
