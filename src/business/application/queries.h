// Applications as people see them: one, why it was decided so, and a person's list.
#pragma once

#include "business/application/service.h"
#include "business/use_case.h"

namespace yibao::application {

Decision<Tree> answer_application(const Service& service, const business::Request& request,
                                  const business::Context& context, storage::Session& session);
Decision<Tree> answer_explanation(const Service& service, const business::Request& request,
                                  const business::Context& context, storage::Session& session);
Decision<Tree> answer_list(const Service& service, const business::Request& request,
                           const business::Context& context, storage::Session& session);

}  // namespace yibao::application
