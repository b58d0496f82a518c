#include "business/inheritance/checks.h"

#include <map>
#include <string>

#include "business/account/store.h"
#include "business/inheritance/checks_debts.h"
#include "business/inheritance/rules.h"
#include "business/inheritance/store.h"
#include "business/payout/store.h"
#include "business/scan.h"

namespace yibao::inheritance {

namespace {

using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;

struct Part {
  const Row* row;
  SharePaid paid;
};
using Parts = std::vector<Part>;

std::string transit_account(const SharePaid& paid) {
  return "inheritance:" + std::to_string(paid.application.value());
}

// The shares of one case, and the division recomputed from them.
void check_division(const Parts& parts, Findings& findings) {
  std::vector<Share> shares;
  for (const Part& part : parts) {
    shares.push_back(part.paid.share);
    if (part.paid.estate != parts.front().paid.estate) {
      findings.add(kInheritanceShare, *part.row,
                   differs("estate_fen", part.paid.estate.fen(), parts.front().paid.estate.fen()));
    }
  }
  if (!check_shares(shares)) {
    findings.add(kInheritanceShare, *parts.front().row, "the shares of its case are not the whole");
    return;
  }
  const std::vector<Money> amounts = divide(parts.front().paid.estate, shares);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].paid.amount == amounts[i]) continue;
    findings.add(kInheritanceShare, *parts[i].row,
                 differs("amount_fen", parts[i].paid.amount.fen(), amounts[i].fen()));
  }
}

void check_paid(const CheckContext& context, const Part& part, Findings& findings) {
  const SharePaid& paid = part.paid;
  if (paid.amount.is_zero()) return;
  const std::string other =
      paid.payout != 0 ? "payout:" + std::to_string(paid.payout) : transit_account(paid);
  if (!is_posted(context, paid.deceased, paid.debit, account::PostingCode::to_heirs, paid.amount,
                 other)) {
    findings.add(kInheritanceShare, *part.row, "debit_posting is not the one that paid it");
  }
  if (paid.payout != 0) return;
  if (!is_posted(context, paid.heir, paid.credit, account::PostingCode::inherited, paid.amount,
                 other)) {
    findings.add(kInheritanceShare, *part.row, "credit_posting is not the one that paid it");
  }
}

void check_shares_paid(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kInheritanceShare});
  while (people.next()) {
    std::map<std::int64_t, Parts> cases;
    for (const Row& row : people.rows(kInheritanceShare)) {
      const auto paid = business::read_or_find(kInheritanceShare, row, findings, &read_share);
      if (paid) cases[row[1].integer()].push_back({&row, *paid});
    }
    for (const auto& [id, parts] : cases) {
      check_division(parts, findings);
      for (const Part& part : parts) check_paid(context, part, findings);
    }
  }
}

// What stands on an account between people, and the posting that opened it.
struct Between {
  std::int64_t sum = 0;
  Row first;
};

// What left one account has reached others: over all people, each inheritance's and each merge's
// own account is empty. Only those that are not are kept in memory.
void check_conservation(const CheckContext& context, Findings& findings) {
  std::map<std::string, Between, std::less<>> open;
  business::Scan postings(context, account::kPosting);
  while (postings.peek() != nullptr) {
    const Row row = postings.take();
    const std::string& other = row[7].text();
    if (!other.starts_with("inheritance:") && !other.starts_with("merge:")) continue;
    Between& between = open[other];
    if (between.first.empty()) between.first = row;
    between.sum += row[3].text() == "debit" ? row[5].integer() : -row[5].integer();
    if (between.sum == 0) open.erase(other);
  }
  for (const auto& [other, between] : open) {
    findings.add(account::kPosting, between.first,
                 differs("what stands on " + other, between.sum, 0));
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"inheritance_shares", "继承份额合计为全部遗产,分配到分,逐笔有分录", &check_shares_paid},
          {"inheritance_debts",
           "健在的人被分割的遗产都由继承人应退回,退回的不超过分得的,逐笔有分录", &check_debts},
          {"between_people", "人与人之间划拨的资金两清", &check_conservation}};
}

}  // namespace yibao::inheritance
