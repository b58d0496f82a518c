// What a till asks: who stands before it, and what was taken in on a day.
#pragma once

#include "business/use_case.h"

namespace yibao::settlement {

// The person of what is presented: an identity number, a card that was read, or the e-certificate's
// code. With the money that may be spent here and what each medium may do, and why not.
Decision<Tree> answer_presented(const business::Request& request, const business::Context& context,
                                storage::Session& session);

// A provider's day: how much was paid and taken back, and each of it, the latest first.
Decision<Tree> answer_day(const business::Request& request, const business::Context& context,
                          storage::Session& session);

}  // namespace yibao::settlement
