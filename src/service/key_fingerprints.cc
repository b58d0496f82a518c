#include "service/key_fingerprints.h"

#include "storage/digest.h"

namespace yibao::service {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kKeyFingerprintColumns[] = {{"name", ColumnType::text},
                                             {"fingerprint", ColumnType::bytes}};

constexpr storage::Statement kKeyFingerprints{
    "key_fingerprints", "SELECT name, fingerprint FROM key_fingerprint ORDER BY name"};

}  // namespace

const storage::Table kKeyFingerprint{
    72, "key_fingerprint",           kKeyFingerprintColumns, 1, storage::Owner::none,
    0,  storage::Mutability::derived};

std::string fingerprint_of_master(const storage::Vault& vault) {
  return vault.keyed_hash("key fingerprint", kMasterKey).data;
}

std::string fingerprint_of_signing(std::string_view public_key) {
  return storage::sha256(public_key);
}

KeyFingerprints read_key_fingerprints(storage::Database& database, storage::Session& session) {
  if (!database.has_table(session, kKeyFingerprint.name)) return {};
  return read_key_fingerprints(session);
}

KeyFingerprints read_key_fingerprints(storage::Session& session) {
  KeyFingerprints known;
  for (const storage::Row& row : session.select(kKeyFingerprints, {})) {
    known.emplace(row[0].text(), row[1].bytes().data);
  }
  return known;
}

void save_key_fingerprint(storage::Session& writer, const std::string& name,
                          const std::string& fingerprint, bool is_new) {
  const storage::Row row{name, storage::Bytes{fingerprint}};
  const storage::Row* rows[] = {&row};
  is_new ? writer.insert_rows(kKeyFingerprint, rows) : writer.update_rows(kKeyFingerprint, rows);
}

}  // namespace yibao::service
