// 银行网点和客服热线: a card as the bank on its face sees it: its two
// functions, what the bank may activate here and now, over its counter or on its own line, and what
// stands in the way, who may act for the holder and what to look at. A clerk names
// the number and the holder's name; one thing is told whatever is wrong.
#pragma once

#include "business/use_case.h"

namespace yibao::card {

Decision<Tree> answer_card_at_bank(const business::Request& request,
                                   const business::Context& context, storage::Session& session);

}  // namespace yibao::card
