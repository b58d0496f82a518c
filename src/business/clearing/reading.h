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
enum class LineKind { bills, postings };
struct Line {
  std::int64_t id = 0;
  std::string number;  // setl_id, or the reference of the till, or the posting's own number
  Date day;
  Money total;
  Money owed;
  RegionCode debtor;
  std::string of_statement;  // of an institution, where the statement is one of two regions
  std::string institution;
};
// Those behind (day, id), by day and id. Of two regions' statement, the lines of one institution's
// statement stand behind those of another.
struct Page {
  std::int64_t limit = 0;
  Date day = Date::from_days(-1);
  std::int64_t id = 0;
  std::string of_statement{};  // that `day` and `id` are of; empty: from the first one on
};
std::vector<Line> read_lines(const Statement& statement, LineKind kind, const Page& page,
                             const business::Context& context, storage::Session& session);

}  // namespace yibao::clearing
