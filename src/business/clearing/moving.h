// A step of a statement as a plan: the machine says where an event leads, and every step is made
// here.
#pragma once

#include "business/clearing/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::clearing {

// Checked: the event has a place in the statement's state.
storage::Plan move_statement(const Statement& statement, Event event,
                             const business::Context& context);
// Both journals tell of a statement of two regions.
std::vector<storage::Subject> subjects_of(const Statement& statement);

}  // namespace yibao::clearing
