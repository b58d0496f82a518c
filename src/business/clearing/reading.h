// Who may look at a statement, and which the one before it is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/clearing/store.h"
#include "business/use_case.h"

namespace yibao::clearing {

// The statement of the path, where the actor may see it: an officer of a region that it is about,
// the institution's own cashiers, an auditor. Else not found.
Decision<Statement> require_statement(const business::Request& request,
                                      const business::Context& context, storage::Session& session);
// May the actor see what is an institution's? Its region's officers, its cashiers, auditors.
Verdict may_see_institution(const std::string& institution, const business::Context& context);

// What an institution's statement covers.
Cover read_cover(const Statement& statement, storage::Session& session);

// A share of two regions with the institution's statement that it comes from.
struct PairShare {
  Share share;
  std::string statement;
  std::string institution;
};
std::vector<PairShare> read_pair_shares(const Statement& statement, storage::Session& session);
std::vector<Share> read_own_shares(const Statement& statement, storage::Session& session);

// One settlement, or one posting of the ledger, that a statement covers.
struct Line {
  std::int64_t id = 0;
  std::string number;  // setl_id, or the reference of the till
  Date day;
  Money total;
  Money owed;
  RegionCode debtor;
};
// By day and id, behind (day, id); at most `limit`.
std::vector<Line> read_bills(const Statement& statement, Date day, std::int64_t behind,
                             std::int64_t limit, storage::Session& session,
                             const storage::Vault& vault);
std::vector<Line> read_postings(const Statement& statement, Date day, std::int64_t behind,
                                std::int64_t limit, storage::Session& session);

}  // namespace yibao::clearing
