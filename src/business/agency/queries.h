// Reading agencies: one, all, and the changes of one that wait for a second officer.
#pragma once

#include "business/use_case.h"

namespace yibao::agency {

Decision<Tree> answer_agency(const business::Request& request, const business::Context& context,
                             storage::Session& session);
Decision<Tree> answer_agencies(const business::Request& request, const business::Context& context,
                               storage::Session& session);
Decision<Tree> answer_changes(const business::Request& request, const business::Context& context,
                              storage::Session& session);

}  // namespace yibao::agency
