// 封存查询: why is this person held, what to do about it in which order, and what still works
// . `yibao why --person` prints the same answer.
#pragma once

#include "business/use_case.h"

namespace yibao::seal {

Decision<Tree> answer_seals(const business::Request& request, const business::Context& context,
                            storage::Session& session);

}  // namespace yibao::seal
