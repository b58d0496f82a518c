// 查看记录 over all people, for those who watch over access: who looked at whose data, at what,
// when and what for (R-051, R-055, N-16). The latest first, page by page.
#pragma once

#include "business/use_case.h"

namespace yibao::enquiry {

Decision<Tree> answer_view_log(const business::Request& request, const business::Context& context,
                               storage::Session& session);

}  // namespace yibao::enquiry
