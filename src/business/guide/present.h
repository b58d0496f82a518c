// A guide as an answer shows it, without words: the presenter adds those of every code.
#pragma once

#include <string>
#include <string_view>

#include "base/region_code.h"
#include "base/tree.h"
#include "business/guide/topics.h"

namespace yibao::guide {

struct PlaceAndDay {
  RegionCode region;
  std::string region_name;
  Date on;
};

Tree heading(std::string_view code);
Tree present(const Guide& guide, const Topic& topic, const PlaceAndDay& where);

}  // namespace yibao::guide
