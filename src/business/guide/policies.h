// The rules as data, to be read by people: what a region says on a day, and what is different
// elsewhere or on another day, each value with its source.
#pragma once

#include <optional>
#include <string_view>

#include "base/region_table.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::guide {

// The region whose rules are asked for: one of the table; or the city, where the code is that of
// the city's own insurance (440399 深圳市本级). None where there is no such place, and of
// 香港、澳门 and 台湾, which this insurance does not reach.
std::optional<RegionCode> region_with_rules(const RegionTable& regions, std::string_view code);
// That of a request's path; refused as not found where there is none.
RegionCode path_region(business::Reader& reader, const business::Request& request,
                       const business::Context& context);

Decision<Tree> answer_policy(const business::Request& request, const business::Context& context,
                             storage::Session& session);
Decision<Tree> answer_policy_difference(const business::Request& request,
                                        const business::Context& context,
                                        storage::Session& session);

}  // namespace yibao::guide
