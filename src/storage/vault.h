// The vault: sealed columns, keyed look-ups and outside ids.
//
// Identity numbers, phones and bank accounts are encrypted in the database from the first schema
// on, with a keyed hash beside them where they must be found by exact value. Ids leave the program
// as UUIDv7: the time of recording in front, the inner id permuted by a secret key behind it, so
// that nobody can count or guess, and no table of outside ids is needed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "storage/value.h"

namespace yibao::storage {

// What an outside id names; an id of one kind is not valid as another.
enum class IdKind {
  person = 1,
  application,
  posting,
  hold,
  material,
  staff,
  employer,
  message,
  remittance,
  reservation,
  card,
  authorisation,
  payout,
  aid_binding,
  document,
  hotline_call,
  session,
  visit,
  settlement,
  care_registration = 30,
};

struct OutsideId {
  std::int64_t id = 0;
  Instant recorded_at;
};

class Vault {
 public:
  static constexpr std::size_t kKeySize = 32;

  explicit Vault(std::string_view master_key);  // 32 bytes, from a file only
  ~Vault();
  Vault(const Vault&) = delete;
  Vault& operator=(const Vault&) = delete;

  // AES-256-GCM with a nonce derived from key, purpose and text: the same text under the same
  // purpose gives the same bytes, so that a plan is a function of its facts. `purpose` names the
  // column and is authenticated.
  Bytes seal(std::string_view purpose, std::string_view text) const;
  // Throws Fault when the bytes were changed or belong to another purpose.
  std::string open(std::string_view purpose, const Bytes& sealed) const;

  // 16 bytes for exact look-up: HMAC-SHA-256 under its own key.
  Bytes keyed_hash(std::string_view purpose, std::string_view text) const;

  std::string outside_id(IdKind kind, std::int64_t id, Instant recorded_at) const;
  std::optional<OutsideId> inside_id(IdKind kind, std::string_view text) const;

 private:
  struct Keys;
  std::unique_ptr<const Keys> keys_;
};

std::string random_bytes(std::size_t count);

}  // namespace yibao::storage
