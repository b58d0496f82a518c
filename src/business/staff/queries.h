#pragma once

#include "business/use_case.h"

namespace yibao::staff {

Decision<Tree> answer_staff(const business::Request& request, const business::Context& context,
                            storage::Session& session);
Decision<Tree> answer_member(const business::Request& request, const business::Context& context,
                             storage::Session& session);
// Day by day: open or closed, when, and why not.
Decision<Tree> answer_opening(const business::Request& request, const business::Context& context,
                              storage::Session& session);
Decision<Tree> answer_assignments(const business::Request& request,
                                  const business::Context& context, storage::Session& session);
// The alarm: what has not been looked at yet comes first.
Decision<Tree> answer_break_glass(const business::Request& request,
                                  const business::Context& context, storage::Session& session);

}  // namespace yibao::staff
