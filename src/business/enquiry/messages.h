// 消息: what a person has been told, the latest first, in words.
#pragma once

#include "business/use_case.h"

namespace yibao::enquiry {

Decision<Tree> answer_messages(const business::Request& request, const business::Context& context,
                               storage::Session& session);

}  // namespace yibao::enquiry
