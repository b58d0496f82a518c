// 险种类型 (insutype) of the national tables, of which two are participations of their own.
#pragma once

#include <string_view>

#include "business/enrolment/types.h"

namespace yibao::enrolment {

// 310 职工基本医疗保险, 390 城乡居民基本医疗保险
constexpr std::string_view insurance_code(Scheme scheme) {
  return scheme == Scheme::resident ? "390" : "310";
}

}  // namespace yibao::enrolment
