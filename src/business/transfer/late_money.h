// 办结以后才汇到的资金 (N-21): what an agency on no system sends after the transfer was completed
// (interest, months paid late, a balance left behind). Nobody there applies for it, and no sheet
// says what it is: the officers who match it to the completed case open a supplement that is
// credited in the same moment. Two of them: one proposes, another one agrees.
#pragma once

#include <string>
#include <vector>

#include "business/transfer/facts.h"
#include "business/transfer/remittance.h"
#include "business/transfer/supplement.h"

namespace yibao::transfer {

// The case is a completed transfer to this agency, from one on no system.
bool takes_late_money(const Transfer& transfer, RegionCode agency);

// Every reason why it is not this person's to have; none: it may be credited.
std::vector<Reason> find_late_obstacles(const SupplementFacts& facts);

struct LateMoney {
  casework::CaseKey supplement;  // the case that it is matched to
  storage::Plan plan;
};
// Refused: supplement_needs_completed_transfer, transfer_running_already, supplement_target_left,
// money_stays_without_target_account, person_died.
Decision<LateMoney> take_late_money(const CaseFacts& known, const Remittance& remittance,
                                    const std::string& why, const storage::Facts& facts,
                                    const business::Context& context);
// The same, asked before anybody proposes it.
Verdict check_late_money(const CaseFacts& known, const storage::Facts& facts,
                         const business::Context& context);

}  // namespace yibao::transfer
