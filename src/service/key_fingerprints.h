// Fingerprints of the keys (密钥指纹): what the database knows its keys by. They tell nothing of a
// key, and only whoever has the key can make its fingerprint.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "storage/database.h"
#include "storage/vault.h"

namespace yibao::service {

// No journal tells of it: it is written as a database is opened, before any command.
extern const storage::Table kKeyFingerprint;

using KeyFingerprints = std::map<std::string, std::string, std::less<>>;  // by name

// What every database knows from its first opening on; the papers' key comes with the first paper.
inline constexpr std::string_view kMasterKey = "master";
inline constexpr std::string_view kSigningKey = "signing";

std::string fingerprint_of_master(const storage::Vault& vault);
std::string fingerprint_of_signing(std::string_view public_key);

// Empty where the database has no such table yet.
KeyFingerprints read_key_fingerprints(storage::Database& database, storage::Session& session);
// Where it has the table.
KeyFingerprints read_key_fingerprints(storage::Session& session);
// Within a transaction of the caller's.
void save_key_fingerprint(storage::Session& writer, const std::string& name,
                          const std::string& fingerprint, bool is_new);

}  // namespace yibao::service
