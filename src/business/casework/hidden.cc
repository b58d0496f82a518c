#include "business/casework/hidden.h"

#include "storage/plan.h"

namespace yibao::casework {

bool is_hidden(const business::Command& command, const business::Context& context,
               storage::Session& session) {
  if (context.actor == nullptr) return false;  // a world of rules, where nobody asks
  storage::Needs needs;
  command.need(needs);
  storage::Facts facts;
  storage::ask(session, needs, facts);
  const Verdict may = command.authorise(*context.actor, facts);
  return !may && may.refusal().kind == RefusalKind::not_found;
}

}  // namespace yibao::casework
