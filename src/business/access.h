// Who may act for whom, and where: the ownership half of access. The role half is the endpoint's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/decision.h"
#include "business/use_case.h"

namespace yibao::business {

// The person themself, or an officer, auditor or system acting on any person of their region.
// What is not the actor's is answered as not found: nobody learns who is on record.
Verdict may_act_for(const Actor& actor, PersonId person);

// A cashier (收费员) works for one institution, whose code is their number here: H is 2, P is 1,
// then its eleven digits. 0: it is no code.
std::int64_t cashier_number(std::string_view institution);
std::string institution_of(const Actor& actor);  // of a cashier; empty: of nobody else
// A cashier at the till of their own institution; whoever is no cashier is not asked. What another
// institution has taken in, they neither see nor take back.
Verdict may_act_at_institution(const Actor& actor, std::string_view institution);

// An officer of this very agency (or of none in particular), or the system.
Verdict may_act_at(const Actor& actor, RegionCode region);

}  // namespace yibao::business
