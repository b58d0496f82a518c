// What a set of holds does at one place, and why: benefits, spending, media, transfer.
//
// `holds` are those in force on the day asked (in_force). Holds on a card are passed for the card
// that is presented, or the person's current one. Every refusal names all causes that stop the
// thing asked for, one reason each, behind the reason that names the refusal.
#pragma once

#include <span>
#include <vector>

#include "base/decision.h"
#include "business/hold/types.h"
#include "policy/parameters.h"

namespace yibao::hold {

bool is_in_force(const Hold& hold, Date day);
std::vector<Hold> in_force(std::span<const Hold> holds, Date day);

// What one hold stops at a place: a hold on a relation acts where the relation sits, no further.
Effects effects_at(const Hold& hold, RegionCode place);

// All holds together: what one of them stops is stopped.
Effects combine(std::span<const Hold> holds, RegionCode place);

// May the pooled fund of `region` pay?
Verdict benefit_verdict(std::span<const Hold> holds, RegionCode region);
// May the money of the account kept at `region` be spent?
Verdict spending_verdict(std::span<const Hold> holds, RegionCode region);
// Does this proof of identity serve at a desk?
Verdict medium_verdict(std::span<const Hold> holds, Medium medium);
// May the relation at the origin, whose policy this is, be moved?
Verdict transfer_verdict(std::span<const Hold> holds, const policy::RegionPolicy& origin);

// What the death itself holds, on a day: it follows from the person and is never stored.
Hold hold_of_death(Date died_on, Date day);

// One hold as a reason: code "hold_<cause>".
Reason explain_hold(const Hold& hold);

}  // namespace yibao::hold
