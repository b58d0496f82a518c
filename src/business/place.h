// 选择参保地: somebody with two relations may ask for one place, and sees
// each by itself; whoever comes by a client of one place sees that one only.
#pragma once

#include "business/reader.h"

namespace yibao::business {

inline const Field kPlaceField{"region", FieldKind::region, false, "只看一个参保地,默认全部"};

// None: every place. Asked of a reader of parameters; another place than the client's is refused
// before an answer is asked for.
inline std::optional<RegionCode> read_place(Reader& reader, const Context& context) {
  const std::optional<RegionCode> asked = reader.optional_region("region");
  return context.actor->bound_to.is_none() ? asked : std::optional(context.actor->bound_to);
}

inline bool shows_place(const std::optional<RegionCode>& place, RegionCode region) {
  return !place || *place == region;
}

// Whoever comes by a client of one place is told of no other, whatever was asked for.
inline bool may_be_told(const Context& context, RegionCode region) {
  return context.actor->bound_to.is_none() || context.actor->bound_to == region;
}

}  // namespace yibao::business
