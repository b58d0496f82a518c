// Signed heads (日志链签名): every so often all heads that have moved on since the last time are
// signed together, and each signature covers the one before it. A chain says that nothing in it
// was changed; but whoever can write the database can write a whole chain anew, head included.
// What was signed before cannot be made to fit again without the key, which is in no database.
//
// One signature is cheap, and so a batch of heads is signed, not each command.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "business/use_case.h"
#include "storage/database.h"
#include "storage/signature.h"

namespace yibao::service {

extern const storage::Table kHeadSignature;
extern const storage::Table kSignedHead;

// How far a journal had come.
struct SignedHead {
  std::int64_t subject = 0;
  std::int64_t sequence = 0;
  std::string hash;  // of its event of that sequence
};

// As they stand in a signature's row: 48 bytes each.
std::string pack_heads(const std::vector<SignedHead>& heads);
std::vector<SignedHead> unpack_heads(std::string_view packed);  // Bug where the length is wrong

// The last signature: its number, and what the next one is chained to.
struct LastSignature {
  std::int64_t number = 0;
  std::string signature;
  Instant signed_at;
};
LastSignature last_signature(storage::Session& reader);

// What is signed: number, time, the signature before, the heads.
std::string signed_text(std::int64_t number, Instant signed_at, std::string_view before,
                        std::string_view packed_heads);

inline constexpr int kHeadsAtOnce = 20'000;

// Signs the heads that have moved on of the subjects behind one, at most kHeadsAtOnce; no command
// where there are none. Signing is itself told to the nation's journal: that alone is no reason to
// sign again. The refusals that came since are counted with it (kept_refusals.h).
struct Signing {
  std::unique_ptr<business::Command> command;
  int heads = 0;
  std::int64_t last = 0;  // the subject that the next signature begins behind
  std::int64_t number = 0;
  std::string signature;
};
// Nothing else is written any more, or a batch under way may still write the refusal of an earlier
// entry: then only those of more than a minute ago are counted.
enum class Others { have_ended, may_write };
inline constexpr std::int64_t kBeforeAllSubjects = std::numeric_limits<std::int64_t>::min();
Signing sign_moved_heads(std::int64_t behind, storage::Session& reader,
                         const storage::SigningKey& key, Instant now, Others others);
// The same of these journals alone, fewer than kHeadsAtOnce.
Signing sign_heads_of(std::span<const std::int64_t> subjects, storage::Session& reader,
                      const storage::SigningKey& key, Instant now, Others others);

}  // namespace yibao::service
