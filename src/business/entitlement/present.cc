#include "business/entitlement/present.h"

namespace yibao::entitlement {

Tree day_or_null(const std::optional<Date>& day) {
  return day ? Tree(day->to_string()) : Tree();
}

Tree present_standing(const Standing& standing) {
  return Tree::object({{"covered", standing.cover != Cover::no},
                       {"cover", to_text(standing.cover)},
                       {"benefit_percent", standing.percent},
                       {"ground", to_text(standing.ground)},
                       {"since", day_or_null(standing.since)},
                       {"until", day_or_null(standing.until)}});
}

}  // namespace yibao::entitlement
