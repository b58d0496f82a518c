#include "service/access.h"

#include <mutex>

#include "service/operations.h"
#include "service/tables.h"
#include "storage/digest.h"
#include "storage/vault.h"

namespace yibao::service {

namespace {

constexpr std::string_view kScheme = "Bearer ";

Refusal unknown_token() {
  return refuse(RefusalKind::unauthenticated, "token_unknown");
}

}  // namespace

storage::Bytes Access::digest(const std::string& token) {
  return {storage::sha256("yibao token " + token)};
}

std::string Access::random_token() {
  return "yb_" + storage::to_hex(storage::random_bytes(24));
}

storage::Row Access::row(const NewToken& token) {
  return {digest(token.token),
          business::role_code(token.actor.role),
          token.actor.id,
          token.actor.region.value(),
          token.actor.channel,
          token.actor.name,
          token.until.milliseconds(),
          0};
}

Decision<std::shared_ptr<const business::Actor>> Access::actor_of(const std::string& authorization,
                                                                  Instant now,
                                                                  storage::Session& reader) {
  if (authorization.empty()) return refuse(RefusalKind::unauthenticated, "token_missing");
  if (!authorization.starts_with(kScheme) || authorization.size() > 200) return unknown_token();
  const storage::Bytes key = digest(authorization.substr(kScheme.size()));
  if (local_ && key.data == local_digest_) return local_;
  {
    const std::shared_lock lock(mutex_);
    const auto found = known_.find(key.data);
    if (found != known_.end() &&
        now.milliseconds() - found->second.loaded_at.milliseconds() < kFreshMilliseconds) {
      if (found->second.until <= now) return unknown_token();
      return found->second.actor;
    }
  }
  const storage::Value keys[] = {key};
  const storage::Rows rows = reader.select_keyed(kTokenOf, keys).front();
  if (rows.empty()) return unknown_token();
  const storage::Row& row = rows.front();
  const std::optional<business::Role> role = business::role_of(row[1].text());
  YB_CHECK(role.has_value(), "a token of an unknown role");
  auto actor = std::make_shared<business::Actor>();
  actor->role = *role;
  actor->id = row[2].integer();
  actor->region = RegionCode(static_cast<std::int32_t>(row[3].integer()));
  actor->channel = row[4].text();
  actor->name = row[5].text();
  const Instant until = Instant::from_milliseconds(row[6].integer());
  if (until <= now) return unknown_token();
  const std::unique_lock lock(mutex_);
  if (known_.size() >= kKnownMax) known_.clear();
  known_[key.data] = {actor, until, now};
  return std::shared_ptr<const business::Actor>(actor);
}

void Access::set_local(const std::string& token) {
  auto actor = std::make_shared<business::Actor>();
  actor->role = business::Role::operator_;
  actor->channel = std::string(kLocalChannel);
  actor->name = "local";
  local_digest_ = digest(token).data;
  local_ = std::move(actor);
}

void Access::forget_all() {
  const std::unique_lock lock(mutex_);
  known_.clear();
}

}  // namespace yibao::service
