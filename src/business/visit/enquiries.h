// What an institution may ask and be answered anew each time: a person, an entitlement, what was
// settled, what was contributed.
#pragma once

#include "business/visit/doors.h"

namespace yibao::visit {

Decision<Tree> answer_person(const Asked& asked);         // 1101
Decision<Tree> answer_institution(const Asked& asked);    // 1201
Decision<Tree> answer_dictionary(const Asked& asked);     // 1901
Decision<Tree> answer_entitlement(const Asked& asked);    // 2001
Decision<Tree> answer_totals(const Asked& asked);         // 3201
Decision<Tree> answer_visits(const Asked& asked);         // 5201
Decision<Tree> answer_settlement(const Asked& asked);     // 5203
Decision<Tree> answer_fees(const Asked& asked);           // 5204
Decision<Tree> answer_year(const Asked& asked);           // 5206
Decision<Tree> answer_sign_in(const Asked& asked);        // 9001
Decision<Tree> answer_sign_out(const Asked& asked);       // 9002
Decision<Tree> answer_contributions(const Asked& asked);  // 90100

}  // namespace yibao::visit
