#include "service/access.h"

#include <algorithm>
#include <cstring>
#include <mutex>

#include "business/sign_in/rules.h"
#include "business/sign_in/sessions.h"
#include "business/staff/store.h"
#include "service/operations.h"
#include "service/tables.h"
#include "storage/digest.h"
#include "storage/vault.h"

namespace yibao::service {

namespace {

constexpr std::string_view kScheme = "Bearer ";
constexpr std::size_t kHeaderMax = 200;

// 合并后的编号: under whichever number, the kept one's.
constexpr storage::KeyedSelect kDiedOn{
    "holder_died_on",
    "SELECT p.person_id, COALESCE(k.died_on, p.died_on) FROM person AS p "
    "LEFT JOIN person AS k ON k.person_id = p.merged_into WHERE p.person_id {key} "
    "ORDER BY p.person_id"};

// To who held it, how it ended.
Refusal ended(const sign_in::Session& session, Instant now) {
  const std::string how = session.ended_at       ? session.end_reason
                          : now >= session.until ? "expired"
                                                 : "idle";
  // Who has given up the account cannot sign in again: they are told what can be done.
  if (how == sign_in::to_text(sign_in::End::consent_withdrawn)) {
    return refuse(RefusalKind::unauthenticated, "account_given_up");
  }
  return refuse(RefusalKind::unauthenticated, "session_ended", {{"ended_by", how}});
}

Refusal unknown_token() {
  return refuse(RefusalKind::unauthenticated, "token_unknown");
}

// Who leaves, or loses a role, is out at once; so is who has died, whoever holds their session now:
// heirs act in their own names. Should the record of the death prove wrong, they are let in again.
bool lets_in(const business::Actor& actor, Date today, storage::Session& reader) {
  if (!actor.is(business::Role::participant)) {
    return staff::lets_in(actor.id, actor.role, today, reader);
  }
  const storage::Value key[] = {storage::Value(actor.id)};
  const storage::Rows rows = reader.select_keyed(kDiedOn, key).front();
  return rows.empty() || rows.front()[1].is_null() || rows.front()[1].integer() > today.days();
}

}  // namespace

storage::Bytes Access::digest(const std::string& token) {
  return {storage::sha256("yibao token " + token)};
}

std::string Access::random_token() {
  return "yb_" + storage::to_hex(storage::random_bytes(24));
}

Access::Digest Access::key_of(const std::string& digest) {
  Digest key;
  YB_CHECK(digest.size() == sizeof(key), "a digest of another size");
  std::memcpy(key.data(), digest.data(), sizeof(key));
  return key;
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

bool Access::is_fresh(Instant loaded_at, std::int64_t generation, Instant now) const {
  // A role and a place of work end with a day.
  return generation == generation_ && loaded_at.date() == now.date() &&
         now.milliseconds() - loaded_at.milliseconds() < kFreshMilliseconds;
}

Decision<Entered> Access::enter(const std::string& authorization, Instant now,
                                storage::Session& reader) {
  if (authorization.empty()) return refuse(RefusalKind::unauthenticated, "token_missing");
  if (!authorization.starts_with(kScheme) || authorization.size() > kHeaderMax) {
    return unknown_token();
  }
  const std::string token = authorization.substr(kScheme.size());
  if (token.starts_with(sign_in::kTokenBegin)) return enter_session(token, now, reader);
  const storage::Bytes key = digest(token);
  if (local_ && key.data == local_digest_) return Entered{local_, nullptr};
  {
    const std::shared_lock lock(mutex_);
    const auto found = known_.find(key_of(key.data));
    if (found != known_.end() && is_fresh(found->second.loaded_at, found->second.generation, now)) {
      if (found->second.until <= now) return unknown_token();
      return Entered{found->second.actor, nullptr};
    }
  }
  const std::int64_t generation = generation_;
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
  // A token of a person's that the operator has issued is taken back by the operator (token
  // revoke).
  const bool of_person = actor->is(business::Role::participant);
  if (!of_person && !lets_in(*actor, now.date(), reader)) return unknown_token();
  const std::unique_lock lock(mutex_);
  if (known_.size() >= kKnownMax) known_.clear();
  known_[key_of(key.data)] = {actor, until, now, generation};
  return Entered{std::move(actor), nullptr};
}

std::shared_ptr<Access::KnownSession> Access::load_session(const std::string& key, Instant now,
                                                           std::shared_ptr<KnownSession> before,
                                                           storage::Session& reader) {
  const std::int64_t generation = generation_;
  const storage::Value keys[] = {storage::Value(storage::Bytes{key})};
  const auto row =
      sign_in::behind_key(reader.select_keyed(sign_in::kSessionOfDigest, keys).front());
  if (!row) return nullptr;
  auto known = std::make_shared<KnownSession>();
  known->session = sign_in::read_session(*row);
  known->actor = sign_in::actor_of(known->session);
  if (known->actor == nullptr) return nullptr;
  if (!lets_in(*known->actor, now.date(), reader)) return nullptr;
  known->loaded_at = now;
  known->generation = generation;
  const std::int64_t written = known->session.used_at.milliseconds();
  known->used_at = before == nullptr ? written : std::max(before->used_at.load(), written);
  known->written_at = before == nullptr ? written : std::max(before->written_at.load(), written);
  const std::unique_lock lock(mutex_);
  if (sessions_.size() >= kKnownMax) sessions_.clear();
  sessions_[key_of(key)] = known;
  return known;
}

Decision<Entered> Access::enter_session(const std::string& token, Instant now,
                                        storage::Session& reader) {
  if (!token.starts_with(sign_in::kTokenBegin) || token.size() > kHeaderMax) {
    return unknown_token();
  }
  const std::string key = sign_in::token_digest(token).data;
  std::shared_ptr<KnownSession> known;
  {
    const std::shared_lock lock(mutex_);
    const auto found = sessions_.find(key_of(key));
    if (found != sessions_.end()) known = found->second;
  }
  if (known == nullptr || !is_fresh(known->loaded_at, known->generation, now)) {
    known = load_session(key, now, std::move(known), reader);
  }
  if (known == nullptr) return unknown_token();
  sign_in::Session session = known->session;
  session.used_at = Instant::from_milliseconds(known->used_at);
  if (!session.is_open(now)) return ended(session, now);
  Entered entered{known->actor, nullptr};
  known->used_at = std::max(known->used_at.load(), now.milliseconds());
  // Written so often that a restart takes no more than a third of the idle time away.
  std::int64_t written = known->written_at;
  if (now.milliseconds() - written > session.idle_milliseconds / 3 &&
      known->written_at.compare_exchange_strong(written, now.milliseconds())) {
    entered.use = sign_in::use_session(session, now);
  }
  return entered;
}

void Access::set_local(const std::string& token) {
  auto actor = std::make_shared<business::Actor>();
  actor->role = business::Role::operator_;
  actor->channel = std::string(kLocalChannel);
  actor->name = "local";
  local_digest_ = digest(token).data;
  local_ = std::move(actor);
}

}  // namespace yibao::service
