// Agencies as an answer shows them, and the region that a path names.
#pragma once

#include "business/agency/types.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::agency {

Tree present_agency(const Agency& agency, const business::Context& context);
Tree present_change(const AgencyChange& change, const business::Context& context);

// The pooling region of {region} in the path: a district is answered by its city's agency.
RegionCode path_region(business::Reader& reader, const business::Request& request,
                       const business::Context& context);

}  // namespace yibao::agency
