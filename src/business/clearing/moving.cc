#include "business/clearing/moving.h"

#include "business/clearing/present.h"
#include "business/clearing/store.h"

namespace yibao::clearing {

storage::Plan move_statement(const Statement& statement, Event event,
                             const business::Context& context) {
  const StatementTransition* transition = find(statement.state, event);
  YB_CHECK(transition != nullptr, "an event that has no place in this state");
  Statement moved = statement;
  moved.state = transition->to;
  storage::Plan plan;
  plan.event = "clearing_" + std::string(to_text(moved.state));
  plan.update(kStatement, statement_row(moved));
  plan.answer = present_statement(moved, context);
  return plan;
}

std::vector<storage::Subject> subjects_of(const Statement& statement) {
  std::vector<storage::Subject> all{storage::Subject::region(statement.region)};
  if (statement.kind == Kind::region) {
    all.push_back(storage::Subject::region(statement.other_region()));
  }
  return all;
}

}  // namespace yibao::clearing
