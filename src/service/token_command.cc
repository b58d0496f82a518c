#include "service/token_command.h"

#include "service/tables.h"

namespace yibao::service {

namespace {

constexpr std::size_t kRevoked = 7;
constexpr storage::KeyedSelect kTokenRowOf{
    "token_row_of",
    "SELECT token_digest, role, actor_id, region, channel, name, until_at, revoked "
    "FROM access_token WHERE token_digest {key} AND revoked = 0 ORDER BY token_digest",
    storage::ColumnType::bytes};
constexpr storage::Statement kTokensOf{
    "tokens_of_actor",
    "SELECT token_digest, role, actor_id, region, channel, name, until_at, revoked "
    "FROM access_token WHERE role = $1 AND actor_id = $2 AND revoked = 0 ORDER BY token_digest"};

Verdict only_the_system(const business::Actor& actor) {
  if (actor.is(business::Role::system)) return Nothing{};
  return refuse(RefusalKind::forbidden, "role_not_allowed",
                {{"role", std::string(business::role_code(actor.role))}});
}

}  // namespace

storage::Rows tokens_like(const std::string& token, storage::Session& reader) {
  const storage::Value key[] = {storage::Value(Access::digest(token))};
  return reader.select_keyed(kTokenRowOf, key).front();
}

storage::Rows tokens_of(business::Role role, std::int64_t actor, storage::Session& reader) {
  return reader.select(kTokensOf, {business::role_code(role), actor});
}

std::vector<storage::Subject> IssueToken::subjects() const {
  return {storage::Subject::region(RegionCode::nation())};
}

Verdict IssueToken::authorise(const business::Actor& actor, const storage::Facts&) const {
  return only_the_system(actor);
}

Decision<storage::Plan> IssueToken::decide(const storage::Facts&, const business::Context&) const {
  storage::Plan plan;
  plan.event = "token_issued";
  plan.insert(kAccessToken, Access::row(token_));
  return plan;
}

std::vector<storage::Subject> RevokeTokens::subjects() const {
  return {storage::Subject::region(RegionCode::nation())};
}

Verdict RevokeTokens::authorise(const business::Actor& actor, const storage::Facts&) const {
  return only_the_system(actor);
}

Decision<storage::Plan> RevokeTokens::decide(const storage::Facts&,
                                             const business::Context&) const {
  storage::Plan plan;
  plan.event = "tokens_revoked";
  for (storage::Row row : rows_) {
    row[kRevoked] = 1;
    plan.update(kAccessToken, std::move(row));
  }
  return plan;
}

}  // namespace yibao::service
