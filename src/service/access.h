// Access (访问): who is behind a call. Opaque tokens, kept as digests: those that the operator
// issues (yb_…, each for one role, region and channel) and those of sessions (ybs_…,
// business/sign_in).
//
// What answers without a token is not an endpoint (health, version), or is for visitors and says so
// in the table of access. Of the staff, a token of either kind serves as long as its role is held.
// Tokens are cached for a short while; where one is revoked, this process looks at all of them
// anew.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include "business/sign_in/types.h"
#include "business/use_case.h"
#include "storage/database.h"

namespace yibao::service {

struct NewToken {
  std::string token;  // shown once
  business::Actor actor;
  Instant until;
};

// Who came in.
struct Entered {
  std::shared_ptr<const business::Actor> actor;
  // That a session goes on being used, to be written behind the answer; mostly there is nothing.
  std::unique_ptr<business::Command> use;
};

class Access {
 public:
  // The actor behind an `Authorization: Bearer …` header. Refused as unauthenticated, in the same
  // words whatever is wrong with the token.
  Decision<Entered> enter(const std::string& authorization, Instant now, storage::Session& reader);
  // The actor behind a session's token, as a browser keeps it.
  Decision<Entered> enter_session(const std::string& token, Instant now, storage::Session& reader);

  // The row that a token is kept as: its digest, never itself.
  static storage::Row row(const NewToken& token);
  static std::string random_token();
  static storage::Bytes digest(const std::string& token);

  // Looks at every token anew; how long ago a session was used is not forgotten.
  void forget_all() { ++generation_; }
  // Whoever holds this token is the operator on this machine. Before the first call only.
  void set_local(const std::string& token);

 private:
  struct Known {
    std::shared_ptr<const business::Actor> actor;
    Instant until;
    Instant loaded_at;
    std::int64_t generation = 0;
  };
  struct KnownSession {
    std::shared_ptr<const business::Actor> actor;
    sign_in::Session session;
    Instant loaded_at;
    std::int64_t generation = 0;
    std::atomic<std::int64_t> used_at = 0;
    std::atomic<std::int64_t> written_at = 0;
  };
  // A digest as a key: kept in its place, and random enough to be its own hash.
  using Digest = std::array<std::size_t, 4>;
  struct FirstWord {
    std::size_t operator()(const Digest& digest) const { return digest.front(); }
  };
  static Digest key_of(const std::string& digest);

  static constexpr std::size_t kKnownMax = 100'000;
  static constexpr std::int64_t kFreshMilliseconds = 60'000;

  bool is_fresh(Instant loaded_at, std::int64_t generation, Instant now) const;
  std::shared_ptr<KnownSession> load_session(const std::string& key, Instant now,
                                             std::shared_ptr<KnownSession> before,
                                             storage::Session& reader);

  std::string local_digest_;  // empty: nobody
  std::shared_ptr<const business::Actor> local_;
  std::atomic<std::int64_t> generation_ = 0;
  std::shared_mutex mutex_;
  std::unordered_map<Digest, Known, FirstWord> known_;
  std::unordered_map<Digest, std::shared_ptr<KnownSession>, FirstWord> sessions_;
};

}  // namespace yibao::service
