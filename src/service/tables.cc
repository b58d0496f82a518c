#include "service/tables.h"

#include "storage/digest.h"
#include "storage/encoding.h"

namespace yibao::service {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Mutability;
using storage::Owner;

constexpr Column kJournalHeadColumns[] = {{"subject", ColumnType::integer},
                                          {"sequence", ColumnType::integer},
                                          {"hash", ColumnType::bytes}};
constexpr Column kJournalColumns[] = {
    {"subject", ColumnType::integer},  {"sequence", ColumnType::integer},
    {"entry_id", ColumnType::integer}, {"event", ColumnType::text},
    {"actor", ColumnType::text},       {"recorded_at", ColumnType::integer},
    {"rows", ColumnType::bytes},       {"hash", ColumnType::bytes}};
constexpr Column kIdempotencyColumns[] = {
    {"key_digest", ColumnType::bytes}, {"body_digest", ColumnType::bytes},
    {"status", ColumnType::integer},   {"answer", ColumnType::text},
    {"entry_id", ColumnType::integer}, {"recorded_at", ColumnType::integer},
    {"seal", ColumnType::bytes}};
constexpr Column kMessageColumns[] = {{"message_id", ColumnType::integer},
                                      {"person_id", ColumnType::integer},
                                      {"code", ColumnType::text},
                                      {"facts", ColumnType::text},
                                      {"recorded_at", ColumnType::integer}};
constexpr Column kIdBlockColumns[] = {{"name", ColumnType::text}, {"next", ColumnType::integer}};
constexpr Column kAccessTokenColumns[] = {
    {"token_digest", ColumnType::bytes}, {"role", ColumnType::text},
    {"actor_id", ColumnType::integer},   {"region", ColumnType::integer},
    {"channel", ColumnType::text},       {"name", ColumnType::text},
    {"until_at", ColumnType::integer},   {"revoked", ColumnType::integer}};

// What no JSON begins with: before a sealed answer.
constexpr std::string_view kSealed = "sealed:";
constexpr std::string_view kAnswerPurpose = "idempotency.answer.body";

}  // namespace

const storage::Table kJournalHead{2, "journal_head",          kJournalHeadColumns, 1, Owner::none,
                                  0, Mutability::mutable_rows};
const storage::Table kJournal{3,           "journal", kJournalColumns,        2,
                              Owner::none, 0,         Mutability::append_only};
const storage::Table kIdempotency{4, "idempotency",          kIdempotencyColumns, 1, Owner::none,
                                  0, Mutability::append_only};
const storage::Table kMessage{5,           "message", kMessageColumns,        1,
                              Owner::none, 0,         Mutability::append_only};
const storage::Table kIdBlock{6,           "id_block", kIdBlockColumns,         1,
                              Owner::none, 0,          Mutability::mutable_rows};
const storage::Table kAccessToken{7, "access_token",          kAccessTokenColumns, 1, Owner::none,
                                  0, Mutability::mutable_rows};

const storage::KeyedSelect kHeadOf{
    "head_of", "SELECT subject, sequence, hash FROM journal_head WHERE subject {key}"};
const storage::KeyedSelect kAnswerOf{
    "answer_of",
    "SELECT key_digest, body_digest, status, answer FROM idempotency WHERE key_digest {key}",
    ColumnType::bytes};
const storage::KeyedSelect kTokenOf{
    "token_of",
    "SELECT t.token_digest, t.role, CASE WHEN t.role = 'participant' "
    "THEN COALESCE(p.merged_into, t.actor_id) ELSE t.actor_id END, t.region, t.channel, t.name, "
    "t.until_at FROM access_token AS t LEFT JOIN person AS p ON p.person_id = t.actor_id "
    "WHERE t.token_digest {key} AND t.revoked = 0",
    ColumnType::bytes};

std::string journal_record(const storage::Table& table, const storage::Row& row) {
  storage::Row key;
  for (int i = 0; i < table.key_columns; ++i) {
    if (table.owner == storage::Owner::none || i != table.owner_column) {
      key.push_back(row[static_cast<std::size_t>(i)]);
    }
  }
  const std::string encoded = storage::encode_values(key);
  YB_CHECK(table.number < 256 && encoded.size() < 256, "a key too long for the journal");
  std::string record;
  record += static_cast<char>(table.number);
  record += static_cast<char>(encoded.size());
  return record + encoded + storage::short_digest(storage::encode_values(row));
}

std::string hide_answer(std::string_view answer, const storage::Vault& vault) {
  return std::string(kSealed) + storage::encode_base64(vault.seal(kAnswerPurpose, answer).data);
}

std::string reveal_answer(const std::string& stored, const storage::Vault& vault) {
  if (!stored.starts_with(kSealed)) return stored;
  const auto sealed = storage::decode_base64(std::string_view(stored).substr(kSealed.size()));
  if (!sealed) throw Fault("a sealed answer was changed");
  return vault.open(kAnswerPurpose, {*sealed});
}

storage::Bytes seal_of_answer(const storage::Row& row, const storage::Vault& vault) {
  const std::span<const storage::Value> sealed(row.data(), row.size() - 1);
  return vault.keyed_hash("idempotency.answer", storage::encode_values(sealed));
}

std::string chain_hash(std::string_view previous, const storage::Row& journal_row) {
  const std::span<const storage::Value> hashed(journal_row.data(), journal_row.size() - 1);
  return storage::sha256(std::string(previous) + storage::encode_values(hashed));
}

}  // namespace yibao::service
