// A transfer that follows another decision (参保地变更、成建制转移): opened and accepted in one
// step, on the same facts and by the same rules as one that is filed.
#pragma once

#include "business/transfer/assessment.h"
#include "business/transfer/form.h"
#include "storage/plan.h"

namespace yibao::transfer {

struct Opened {
  CaseId id;
  Tree answer;  // as a filed one is answered
};

// `assessment` has no obstacles, and money that is not paid out: checked. The rows are added to the
// plan, which holds nothing yet of the person's accounts or holds. `ground` is told with the
// acceptance.
Opened open_transfer(storage::Plan& plan, const PersonFacts& person, const Places& places,
                     const Assessment& assessment, const Reason& ground,
                     const business::Context& context);

}  // namespace yibao::transfer
