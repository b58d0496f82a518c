// Who may act for whom, and where: the ownership half of access. The role half is the endpoint's.
#pragma once

#include "base/decision.h"
#include "business/use_case.h"

namespace yibao::business {

// The person themself, or an officer, auditor or system acting on any person of their region.
// What is not the actor's is answered as not found: nobody learns who is on record.
Verdict may_act_for(const Actor& actor, PersonId person);

// An officer of this very agency (or of none in particular), or the system.
Verdict may_act_at(const Actor& actor, RegionCode region);

}  // namespace yibao::business
