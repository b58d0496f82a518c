// What waits at an agency (经办机构待办), in the order of its days due: an officer works through it
// page by page, however long it is. The pages follow a cursor, not a number of rows, so that what
// is done in between neither hides a case nor shows one twice.
#pragma once

#include "business/use_case.h"

namespace yibao::enquiry {

// GET /v1/agencies/{region}/queue: one page, with whose case it is (masked) and how many working
// days are left.
Decision<Tree> answer_queue(const business::Request& request, const business::Context& context,
                            storage::Session& session);

// GET /v1/agencies/{region}/queue-counts: how many wait in which queue, how many of them are late
// or due within two working days.
Decision<Tree> answer_queue_counts(const business::Request& request,
                                   const business::Context& context, storage::Session& session);

}  // namespace yibao::enquiry
