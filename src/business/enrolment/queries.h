// Reading enrolments, employers and what waits for an officer.
#pragma once

#include "business/use_case.h"

namespace yibao::enrolment {

// All of one person's, oldest first.
Decision<Tree> answer_enrolments(const business::Request& request, const business::Context& context,
                                 storage::Session& session);

Decision<Tree> answer_employer(const business::Request& request, const business::Context& context,
                               storage::Session& session);

// The employer that the one who asks acts for.
Decision<Tree> answer_own_employer(const business::Request& request,
                                   const business::Context& context, storage::Session& session);

// An employer's own reports that wait for another one's leaver report, oldest first.
Decision<Tree> answer_waiting_joiners(const business::Request& request,
                                      const business::Context& context, storage::Session& session);

// The other side of it: people whom the employer still holds and a new one waits for, how
// often that one has urged, and since when it waits.
Decision<Tree> answer_awaited_leavers(const business::Request& request,
                                      const business::Context& context, storage::Session& session);

// The queue of N-01: enrolments of a region that were found twice in imported history.
Decision<Tree> answer_duplicates(const business::Request& request, const business::Context& context,
                                 storage::Session& session);

}  // namespace yibao::enrolment
