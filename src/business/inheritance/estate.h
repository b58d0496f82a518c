// What comes to an account after its owner has died belongs to the estate (R-057, N-13): a payment
// that is taken back, by whatever door. Heirs apply for it as for the rest; those who were paid
// already are told.
#pragma once

#include "base/money.h"
#include "business/person/numbers.h"
#include "business/person/types.h"
#include "business/use_case.h"

namespace yibao::inheritance {

void need_estate(storage::Needs& needs, const person::Numbers& owner);
// Nothing where the owner is alive.
void tell_estate(storage::Plan& plan, const person::Person& owner, Money amount,
                 const storage::Facts& facts, const business::Context& context);

}  // namespace yibao::inheritance
