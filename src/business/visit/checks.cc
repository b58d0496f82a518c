#include "business/visit/checks.h"

#include <algorithm>

#include "business/account/store.h"
#include "business/scan.h"
#include "business/visit/store.h"

namespace yibao::visit {

namespace {

using business::CheckContext;
using business::Findings;
using storage::Row;
using storage::Rows;

void check_sums(const Row& row, const Settlement& each, Findings& findings) {
  const Scope& scope = each.scope;
  if (scope.total != scope.own_paid + scope.over_limit + scope.first_paid + scope.in_scope ||
      scope.total != each.parts.fund + each.parts.account + each.parts.cash) {
    findings.add(kSettlement, row, "does not add up");
  }
}

// A reversal is its original with the signs turned.
void check_reversal(const Row& row, const Settlement& each, const std::vector<Settlement>& all,
                    Findings& findings) {
  if (each.reverses.is_none()) return;
  const auto original = std::ranges::find(all, each.reverses, &Settlement::id);
  const Money none;
  if (original == all.end() || none - original->scope.total != each.scope.total ||
      none - original->parts.account != each.parts.account ||
      none - original->parts.fund != each.parts.fund) {
    findings.add(kSettlement, row, "does not take back what it names");
  }
}

// The account's part was posted, to the fen.
void check_posting(const Row& row, const Settlement& each, const Rows& postings,
                   Findings& findings) {
  const Money own = each.parts.account - each.parts.shared;
  if (each.own_posting.is_none()) {
    if (!own.is_zero()) findings.add(kSettlement, row, "was paid from no account");
    return;
  }
  const std::int64_t fen = own < Money() ? -own.fen() : own.fen();
  const bool posted = std::ranges::any_of(postings, [&](const Row& posting) {
    return posting[1].integer() == each.own_posting.value() &&
           std::ranges::find(posting, storage::Value(fen)) != posting.end();
  });
  if (!posted) findings.add(kSettlement, row, "its posting does not say so");
}

// What a settlement that stands took is marked with it, and adds up to its total.
void check_lines(const Rows& rows, const Rows& lines, const std::vector<Settlement>& all,
                 Findings& findings) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Settlement& each = all[i];
    if (!each.reverses.is_none()) continue;
    Money sum;
    const std::vector<KeptLine> kept = read_lines(lines, each.visit);
    for (const KeptLine& line : kept) {
      if (line.settlement == each.id) sum += line.line.amount;
    }
    const Money expected = is_reversed(all, each.id) ? Money() : each.scope.total;
    if (sum != expected) {
      findings.add(kSettlement, rows[i],
                   business::differs("lines", sum.to_yuan(), expected.to_yuan()));
    }
  }
}

void check_settlements(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kVisit, &kVisitLine, &kSettlement, &account::kPosting});
  while (people.next()) {
    const Rows& rows = people.rows(kSettlement);
    const std::vector<Settlement> all = read_settlements(rows);
    for (std::size_t i = 0; i < all.size(); ++i) {
      check_sums(rows[i], all[i], findings);
      check_reversal(rows[i], all[i], all, findings);
      check_posting(rows[i], all[i], people.rows(account::kPosting), findings);
      if (!find_visit(people.rows(kVisit), all[i].visit)) {
        findings.add(kSettlement, rows[i], "is of no visit");
      }
    }
    check_lines(rows, people.rows(kVisitLine), all, findings);
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"settlements", "每笔结算的各项相加相符,有对应的账户收支,撤销与原结算相抵",
           &check_settlements}};
}

}  // namespace yibao::visit
