// What must hold of what employers paid and owe.
#pragma once

#include "business/checks.h"

namespace yibao::contribution {

// Every fen that an employer paid is in a month of a person or left over; late fees apart; each
// share stands behind a receipt of the person.
void check_employer_payments(const business::CheckContext& context, business::Findings& findings);
// A fee that was charged with a receipt stands on that receipt, and is what the receipt's days ask.
void check_late_fees(const business::CheckContext& context, business::Findings& findings);

}  // namespace yibao::contribution
