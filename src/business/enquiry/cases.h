// 办理进度: everything of a person that is or was under way, in one list.
#pragma once

#include "business/use_case.h"

namespace yibao::enquiry {

// Transfers, applications and the making of cards, the newest first.
Decision<Tree> answer_cases(const business::Request& request, const business::Context& context,
                            storage::Session& session);
// 我监护、代办的人的在办事项: what is under way of those whom somebody looks after (all of a
// ward's, of others what they filed), with whose it is. One's own page.
Decision<Tree> answer_entrusted_cases(const business::Request& request,
                                      const business::Context& context, storage::Session& session);
// One transfer or application by its number: which service, which state, which queue.
Decision<Tree> answer_case(const business::Request& request, const business::Context& context,
                           storage::Session& session);

}  // namespace yibao::enquiry
