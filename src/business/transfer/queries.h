// What people and officers ask: the pre-check, a case and its progress, its explanation,
// unmatched money.
#pragma once

#include "business/use_case.h"

namespace yibao::transfer {

// 自查: all obstacles at once and the plan of the money; opens no case.
Decision<Tree> answer_precheck(const business::Request& request, const business::Context& context,
                               storage::Session& session);

// One case: states, progress in four steps, both clocks, time line, plan, materials.
Decision<Tree> answer_case(const business::Request& request, const business::Context& context,
                           storage::Session& session);

// The transfers of a person, the latest first.
Decision<Tree> answer_cases_of_person(const business::Request& request,
                                      const business::Context& context, storage::Session& session);

// Each decision of a case with its reasons: rule, facts, parameters with region, day and source.
Decision<Tree> answer_explanation(const business::Request& request,
                                  const business::Context& context, storage::Session& session);

// 信息表, the latest version with all corrections behind it.
Decision<Tree> answer_sheet(const business::Request& request, const business::Context& context,
                            storage::Session& session);

// 未匹配资金 of an agency.
Decision<Tree> answer_unmatched(const business::Request& request, const business::Context& context,
                                storage::Session& session);

// Balances that earlier moves have left behind, and whether each may follow now (N-21).
Decision<Tree> answer_left_behind(const business::Request& request,
                                  const business::Context& context, storage::Session& session);

}  // namespace yibao::transfer
