// What the enquiries about entitlement show alike.
#pragma once

#include <optional>

#include "base/tree.h"
#include "business/entitlement/types.h"

namespace yibao::entitlement {

Tree day_or_null(const std::optional<Date>& day);
Tree present_standing(const Standing& standing);

}  // namespace yibao::entitlement
