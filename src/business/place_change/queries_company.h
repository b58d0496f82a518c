// A company's move with what became of each employee (N-26).
#pragma once

#include "business/use_case.h"

namespace yibao::place_change {

Decision<Tree> answer_company_move(const business::Request& request,
                                   const business::Context& context, storage::Session& session);

// All moves that an employer has filed, the oldest first.
Decision<Tree> answer_company_moves(const business::Request& request,
                                    const business::Context& context, storage::Session& session);

// The moves that leave a place or come to it, the latest first: neither agency has to be told the
// number of one that waits for it.
Decision<Tree> answer_moves_of_place(const business::Request& request,
                                     const business::Context& context, storage::Session& session);

}  // namespace yibao::place_change
