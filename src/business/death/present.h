#pragma once

#include "business/death/types.h"
#include "business/use_case.h"

namespace yibao::death {

Tree present_report(const DeathReport& report, const business::Context& context);

}  // namespace yibao::death
