// The service's own tables (schema/001_service.sql) and how rows of a journal are digested.
#pragma once

#include <string>
#include <string_view>

#include "storage/database.h"
#include "storage/plan.h"
#include "storage/vault.h"

namespace yibao::service {

extern const storage::Table kJournalHead;
extern const storage::Table kJournal;
extern const storage::Table kIdempotency;
extern const storage::Table kMessage;
extern const storage::Table kIdBlock;
extern const storage::Table kAccessToken;

extern const storage::KeyedSelect kHeadOf;    // by subject: sequence, hash
extern const storage::KeyedSelect kAnswerOf;  // by key digest
extern const storage::KeyedSelect kTokenOf;   // by token digest

// One written row as the journal remembers it: table number, key without its owner, and the short
// digest of the row. `verify` reads the same form back.
std::string journal_record(const storage::Table& table, const storage::Row& row);

// An answer may carry an identity number, or a key that is shown once: it lies in the database
// sealed, as text. Those of earlier versions lie there as they were given, and are read as such.
std::string hide_answer(std::string_view answer, const storage::Vault& vault);
std::string reveal_answer(const std::string& stored, const storage::Vault& vault);

// What stands for the answer of a refused command, in its last column: no journal tells of it.
storage::Bytes seal_of_answer(const storage::Row& row, const storage::Vault& vault);

// The next link of a chain.
std::string chain_hash(std::string_view previous, const storage::Row& journal_row);

}  // namespace yibao::service
