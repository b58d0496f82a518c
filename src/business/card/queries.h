// What people ask of their cards, what a maker is to make, and a bank's service line.
#pragma once

#include "business/use_case.h"

namespace yibao::card {

// All cards of a person; `production` of the newest, "none" where there never was one; what holds
// the one in hand and what still works meanwhile; the e-certificate.
Decision<Tree> answer_cards(const business::Request& request, const business::Context& context,
                            storage::Session& session);

// The time line of one card.
Decision<Tree> answer_card_events(const business::Request& request,
                                  const business::Context& context, storage::Session& session);

// 制卡清单: the cards of a region in a state, oldest first, in pages. A bank sees its own.
Decision<Tree> answer_production(const business::Request& request, const business::Context& context,
                                 storage::Session& session);

// 银行客服热线.
Decision<Tree> answer_banks(const business::Request& request, const business::Context& context,
                            storage::Session& session);

}  // namespace yibao::card
