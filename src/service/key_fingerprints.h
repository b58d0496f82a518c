// Fingerprints of the keys (密钥指纹): what the database knows its keys by. They tell nothing of a
// key, and only whoever has the key can make its fingerprint.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "storage/database.h"

namespace yibao::service {

// No journal tells of it: it is written as a database is opened, before any command.
extern const storage::Table kKeyFingerprint;

using KeyFingerprints = std::map<std::string, std::string, std::less<>>;  // by name

// Empty where the database has no such table yet.
KeyFingerprints read_key_fingerprints(storage::Database& database, storage::Session& session);
// Within a transaction of the caller's.
void save_key_fingerprint(storage::Session& writer, const std::string& name,
                          const std::string& fingerprint, bool is_new);

}  // namespace yibao::service
