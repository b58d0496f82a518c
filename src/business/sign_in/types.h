// Signing in (登录) as values: who has which factors, one-time codes (验证码), sessions (会话).
#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "base/id.h"
#include "base/region_code.h"
#include "base/secret.h"

namespace yibao::sign_in {

using SessionId = Id<struct SessionTag>;

enum class Kind { phone_code, password, insurance_number, staff, organisation, enquiry_password };
enum class Purpose { sign_in, registration, secret, phone };
enum class Holder { person, staff };
// Why a session ended.
enum class End { signed_out, revoked, secret_changed, too_many, phone_changed, consent_withdrawn };

struct PersonAccount {
  PersonId person;
  Phone phone;                // the one that codes go to; empty: none
  std::string password_hash;  // empty: none
  bool initial = false;       // a secret of one use, made by an import
  std::optional<Instant> initial_until;
  int failures = 0;  // since the last success
  std::optional<Instant> failed_at;
  std::optional<Instant> signed_in_at;
  Instant recorded_at;
};

struct StaffAccount {
  RegionCode region;  // the nation: of every region
  std::int64_t credential = 0;
  std::string account;
  std::string role;
  std::int64_t actor_id = 0;
  std::string name;
  std::string password_hash;
  bool initial = false;
  std::string totp_secret;  // bytes
  std::int64_t totp_step = 0;
  int failures = 0;
  std::optional<Instant> failed_at;
  std::optional<Instant> signed_in_at;
  bool disabled = false;
  Instant recorded_at;
};

struct Code {
  std::int64_t id = 0;
  Phone phone;
  Purpose purpose = Purpose::sign_in;
  int tries = 0;
  bool used = false;
  Instant made_at;
  Instant until;
};

struct Session {
  SessionId id;
  std::string token_digest;
  Holder holder = Holder::person;
  std::int64_t holder_id = 0;
  std::string role;
  std::int64_t actor_id = 0;
  RegionCode region;
  std::string name;
  std::string channel;
  std::string client;
  std::string kind;
  std::string source_hash;
  std::string source_shown;  // 203.0.*.*
  std::string device;        // browser and system, as the page said it; to tell one's own apart
  bool must_change = false;
  Instant opened_at;
  Instant used_at;
  Instant until;
  std::int64_t idle_milliseconds = 0;
  std::optional<Instant> ended_at;
  std::string end_reason;

  // The moment since which it is no more, if it is not used again.
  Instant idle_until() const {
    return Instant::from_milliseconds(used_at.milliseconds() + idle_milliseconds);
  }
  bool is_open(Instant now) const { return !ended_at && now < until && now < idle_until(); }
};

}  // namespace yibao::sign_in
