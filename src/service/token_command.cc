#include "service/token_command.h"

#include "service/tables.h"

namespace yibao::service {

std::vector<storage::Subject> IssueToken::subjects() const {
  return {storage::Subject::region(RegionCode::nation())};
}

Verdict IssueToken::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is(business::Role::system)) return Nothing{};
  return refuse(RefusalKind::forbidden, "role_not_allowed",
                {{"role", std::string(business::role_code(actor.role))}});
}

Decision<storage::Plan> IssueToken::decide(const storage::Facts&, const business::Context&) const {
  storage::Plan plan;
  plan.event = "token_issued";
  plan.insert(kAccessToken, Access::row(token_));
  return plan;
}

}  // namespace yibao::service
