// Statements, shares and payees in the database (schema/021_clearing.sql), and the sums that a
// statement is made of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/clearing/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::clearing {

extern const storage::Table kStatement;
extern const storage::Table kShare;
extern const storage::Table kPayeeAccount;

inline constexpr std::string_view kPayeePurpose = "clearing.payee";

extern const storage::KeyedSelect kStatementsOfParty;      // by party: it, then whole rows
extern const storage::KeyedSelect kStatementOfNumber;      // by number: it, then the whole row
extern const storage::Statement kSharesOfStatement;        // of a region and statement: whole rows
extern const storage::KeyedSelect kSharesOfPair;           // by pair: it, then whole rows
extern const storage::KeyedSelect kAccountsOfInstitution;  // by code: it, then whole rows

storage::Row statement_row(const Statement& statement);
Statement read_statement(const storage::Row& row);
storage::Row share_row(const Share& share);
Share read_share(const storage::Row& row);
storage::Row account_row(const PayeeAccount& account);
PayeeAccount read_account(const storage::Row& row);

// Of keyed selects: behind the key.
std::vector<Statement> read_statements(const storage::Rows& rows);
std::vector<Share> read_shares(const storage::Rows& rows);
std::vector<PayeeAccount> read_accounts(const storage::Rows& rows);

std::optional<Statement> find_statement(const std::string& number, storage::Session& reader);

// What a statement covers: everything up to the last day of its month that was recorded up to its
// cut, less the same of the statement before (none: nothing before).
struct Cover {
  // How long after its day something may be recorded, and still be found by the next statement.
  static constexpr int kLateDays = 366;

  Date first;
  Date last;
  Instant cut_at;
  std::optional<Date> before_last;
  Instant before_cut;

  bool has(Date day, Instant recorded_at) const;
};
Cover cover_of(const Statement& statement, const Statement* before);

// The sums of bills by debtor, and of postings by the account's region: asked in a command.
// Parameters: the institution (or its account in the ledger), then of parameters_of().
extern const storage::Statement kBillSums;
extern const storage::Statement kPostingSums;
std::vector<storage::Value> parameters_of(const std::string& institution, const Cover& cover);
std::vector<Share> sum_shares(const storage::Rows& bills, const storage::Rows& postings,
                              const RegionTable& regions, Money& bills_total);
// "provider:P44…"
std::string ledger_name(const std::string& institution);

// Shares between two regions that no statement of theirs has taken yet. Parameters: both, a month.
extern const storage::Statement kOpenShares;
// Those that will be theirs once the institution's statement is approved: its number and whose.
extern const storage::Statement kWaitingShares;

}  // namespace yibao::clearing
