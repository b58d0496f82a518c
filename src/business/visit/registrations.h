// 备案 by hospitals and pharmacies: 2501 to 2506, and the enquiries 5301, 5302.
#pragma once

#include "business/visit/doors.h"

namespace yibao::visit {

business::CommandOrRefusal file_referral(const Asked& asked);           // 2501
business::CommandOrRefusal end_referral(const Asked& asked);            // 2502
business::CommandOrRefusal file_chronic_disease(const Asked& asked);    // 2503
business::CommandOrRefusal end_chronic_disease(const Asked& asked);     // 2504
business::CommandOrRefusal file_fixed_institution(const Asked& asked);  // 2505
business::CommandOrRefusal end_fixed_institution(const Asked& asked);   // 2506

Decision<Tree> answer_chronic_diseases(const Asked& asked);    // 5301
Decision<Tree> answer_fixed_institutions(const Asked& asked);  // 5302

}  // namespace yibao::visit
