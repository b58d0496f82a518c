#include "business/pooling_region.h"

#include "base/region_table.h"

namespace yibao::business {

void check_pooling_region(Reader& reader, RegionCode region, const Context& context) {
  const RegionCode covering = covering_region(reader, region, context);
  if (covering.is_none() || covering == region) return;
  reader.add({"covered_by_pooling_region",
              {{"region", region.to_string()},
               {"pooling_region", covering.to_string()},
               {"pooling_place", context.regions->name(covering)}},
              {}});
}

RegionCode covering_region(Reader& reader, RegionCode place, const Context& context) {
  // An unknown place has been told by who read it.
  if (place.is_none() || !context.regions->exists(place)) return {};
  const RegionCode covering = context.regions->pooling_region(place);
  if (context.regions->is_pooling_region(covering)) return covering;
  reader.add({"not_a_pooling_region", {{"region", place.to_string()}}, {}});
  return {};
}

RegionCode region_moved_to(Reader& reader, RegionCode place, const Context& context) {
  const bool known = !place.is_none() && context.regions->exists(place);
  if (!known || RegionTable::is_mainland(place)) return covering_region(reader, place, context);
  reader.add({"settled_beyond_the_mainland", {{"region", place.to_string()}}, {}});
  return {};
}

}  // namespace yibao::business
