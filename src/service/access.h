// Access, first version: opaque tokens, kept as digests, each for one role, region and channel.
//
// No endpoint is open: what answers without a token is not an endpoint (health, version). Tokens
// are cached for a short while; revoking one clears the cache of this process.
#pragma once

#include <chrono>
#include <memory>
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include "business/use_case.h"
#include "storage/database.h"

namespace yibao::service {

struct NewToken {
  std::string token;  // shown once
  business::Actor actor;
  Instant until;
};

class Access {
 public:
  // The actor behind an `Authorization: Bearer …` header. Refused as unauthenticated, in the same
  // words whatever is wrong with the token.
  Decision<std::shared_ptr<const business::Actor>> actor_of(const std::string& authorization,
                                                            Instant now, storage::Session& reader);

  // The row that a token is kept as: its digest, never itself.
  static storage::Row row(const NewToken& token);
  static std::string random_token();
  static storage::Bytes digest(const std::string& token);

  void forget_all();
  // Whoever holds this token is the operator on this machine. Before the first call only.
  void set_local(const std::string& token);

 private:
  struct Known {
    std::shared_ptr<const business::Actor> actor;
    Instant until;
    Instant loaded_at;
  };
  static constexpr std::size_t kKnownMax = 100'000;
  static constexpr std::int64_t kFreshMilliseconds = 60'000;

  std::string local_digest_;  // empty: nobody
  std::shared_ptr<const business::Actor> local_;
  std::shared_mutex mutex_;
  std::unordered_map<std::string, Known> known_;  // by digest
};

}  // namespace yibao::service
