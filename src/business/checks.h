// Checks (核验): what `yibao verify` recomputes from the rows.
//
// A check reads whole tables and trusts nothing but the rows: whatever a command once decided, the
// invariant must hold now. It names each row that breaks it. Every feature owns its checks, in
// checks.cc; the service owns those of the journal; main lists and runs them all. A check reads
// tables in the order of their keys and keeps one person at a time in memory (scan.h), so that a
// million people need no more of it than one. It never writes and never reads a clock.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "calendar/calendar.h"
#include "policy/policy_set.h"
#include "storage/database.h"
#include "storage/schema.h"
#include "storage/vault.h"

namespace yibao::business {

// A row that breaks an invariant.
struct Finding {
  std::string check;
  std::string table;
  std::string row;   // its primary key: "person_id=12, posting_id=345"
  std::string what;  // in English, as in logs: column, value found, value expected
};

// What the checks of one run have found. Keeps the first kFindingsMax and counts the rest.
class Findings {
 public:
  static constexpr std::size_t kFindingsMax = 1'000;

  void begin(std::string_view check) { check_ = check; }
  void add(const storage::Table& table, const storage::Row& row, std::string what);
  // For a row that is not there: its key only.
  void add_missing(const storage::Table& table, std::span<const storage::Value> key,
                   std::string what);
  void add(std::string_view table, std::string row, std::string what);

  const std::vector<Finding>& all() const { return all_; }
  std::int64_t count() const { return count_; }

 private:
  std::string_view check_;
  std::vector<Finding> all_;
  std::int64_t count_ = 0;
};

// A signature over the journals' heads that this machine remembers having made.
struct WitnessedSignature {
  std::int64_t number = 0;
  std::string signature;
};

// What a check may use besides the rows.
struct CheckContext {
  storage::Session& session;  // in one snapshot from the first check to the last
  const storage::Vault& vault;
  const policy::PolicySet& policies;
  const calendar::Calendar& calendar;
  std::span<const storage::Table* const> tables;  // of all features and the service
  std::int64_t& rows_read;
  std::string_view signing_public_key = {};  // of the signed heads
  std::span<const storage::SchemaDifference> schema_differences = {};
  std::optional<WitnessedSignature> witnessed = {};
};

struct Check {
  std::string_view name;     // "balances"
  std::string_view summary;  // in Chinese: what holds where it finds nothing
  void (*run)(const CheckContext& context, Findings& findings);
};

// "person_id=12, month=660": the first columns of a table and their values.
std::string key_text(const storage::Table& table, std::span<const storage::Value> key);

// "balance_fen is 300, not 200"
std::string differs(std::string_view column, std::int64_t found, std::int64_t expected);
std::string differs(std::string_view column, std::string_view found, std::string_view expected);

// A row as its feature reads it. One that cannot be read (an unknown word, a broken seal) is a
// finding, not a fault: somebody has changed it.
template<class Read>
auto read_or_find(const storage::Table& table, const storage::Row& row, Findings& findings,
                  Read read) -> std::optional<decltype(read(row))> {
  try {
    return read(row);
  } catch (const Bug& bug) {
    findings.add(table, row, std::string("cannot be read: ") + bug.what());
  } catch (const Fault& fault) {
    findings.add(table, row, std::string("cannot be opened: ") + fault.what());
  }
  return std::nullopt;
}

}  // namespace yibao::business
