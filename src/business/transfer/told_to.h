// What who files is told of why something does not go. The person, the agencies and the auditors
// are told everything; an employer that files is told what it can see to itself: not what another
// employer owes, in whose name, nor which hold lies on the person. Those reasons are
// kept with the case as they are, and told to the person.
#pragma once

#include <vector>

#include "base/decision.h"
#include "base/tree.h"
#include "business/use_case.h"

namespace yibao::transfer {

std::vector<Reason> told_to(const business::Actor& actor, const std::vector<Reason>& reasons);

// The same of reasons as they are stored (base/reason_tree.h).
Tree stored_told_to(const business::Actor& actor, Tree reasons);

}  // namespace yibao::transfer
