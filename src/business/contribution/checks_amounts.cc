#include "business/contribution/checks_amounts.h"

#include <algorithm>
#include <vector>

#include "business/account/store.h"
#include "business/contribution/correction.h"
#include "business/contribution/overpayments.h"
#include "business/contribution/rules.h"
#include "business/contribution/store.h"
#include "business/enrolment/store.h"
#include "business/scan.h"

namespace yibao::contribution {

namespace {

using account::PostingCode;
using business::CheckContext;
using business::differs;
using business::Findings;
using enrolment::Enrolment;
using storage::Row;

bool is_code(const Row& posting, PostingCode code) {
  return posting[4].integer() == static_cast<int>(code);
}

// A month's receipt as the rules would have made it.
struct Expected {
  RegionCode region;
  Month month;
  Money credit;
};

void check_shares(const Row& row, const Assessment& expected, Findings& findings) {
  if (row[5].integer() != expected.base.fen()) {
    findings.add(kContribution, row, differs("base_fen", row[5].integer(), expected.base.fen()));
  }
  if (row[6].integer() != expected.personal.fen()) {
    findings.add(kContribution, row,
                 differs("personal_fen", row[6].integer(), expected.personal.fen()));
  }
  const Money employer = expected.employer + expected.fund;
  if (row[7].integer() != employer.fen()) {
    findings.add(kContribution, row, differs("employer_fen", row[7].integer(), employer.fen()));
  }
}

// Residents pay by the year, deemed months cost nothing, and a refund takes back what was paid.
std::vector<Expected> check_receipts(const CheckContext& context, const business::Walk& people,
                                     Findings& findings) {
  std::vector<Expected> all;
  const auto enrolments = enrolment::read_enrolments(people.rows(enrolment::kEnrolment));
  const storage::Rows& rows = people.rows(kContribution);
  const std::vector<Contribution> receipts = read_contributions(rows);
  for (std::size_t i = 0; i < receipts.size(); ++i) {
    const Contribution& each = receipts[i];
    const Enrolment* under = enrolment::with_ordinal(enrolments, each.enrolment);
    if (under == nullptr || under->scheme != enrolment::Scheme::employee) continue;
    if (!is_payment(each.kind)) continue;
    const Assessment expected = assess_month(
        under->kind, each.base, context.policies.on(under->region, each.month.first_day()));
    check_shares(rows[i], expected, findings);
    all.push_back({under->region, each.month, expected.credit});
  }
  return all;
}

// 更正: posts the difference of two credits, which the check of corrections looks at.
bool is_difference(const Row& posting, const storage::Rows& corrections) {
  return std::ranges::any_of(corrections, [&](const Row& each) { return each[8] == posting[1]; });
}

// A monthly credit without a receipt is a retiree's quota, or of months that came with a person.
void check_credit(const Row& posting, const std::vector<Expected>& receipts, Findings& findings) {
  const auto is_of = [&](const Expected& each) {
    return each.region.value() == posting[2].integer() &&
           each.month.index() == posting[9].integer();
  };
  const auto first = std::ranges::find_if(receipts, is_of);
  if (first == receipts.end()) return;
  const bool right = std::ranges::any_of(receipts, [&](const Expected& each) {
    return is_of(each) && each.credit.fen() == posting[5].integer();
  });
  if (!right) {
    findings.add(account::kPosting, posting,
                 differs("amount_fen", posting[5].integer(), first->credit.fen()));
  }
}

// In the entry of a refund: the months that were taken back, and the money that waited without one
// (多缴).
std::int64_t given_up_with(const Row& posting, const business::Walk& people) {
  std::int64_t sum = 0;
  for (const Row& row : people.rows(kContribution)) {
    const bool refund = row[4].integer() == static_cast<int>(ReceiptKind::refund);
    if (refund && row[9] == posting[12]) sum += row[6].integer() + row[7].integer();
  }
  for (const Overpayment& each : read_overpayments(people.rows(kOverpayment))) {
    if (each.refund_entry_id == posting[12].integer()) sum += each.total().fen();
  }
  return sum;
}

void check_refund(const Row& posting, const business::Walk& people, Findings& findings) {
  const std::int64_t given_up = given_up_with(posting, people);
  if (posting[5].integer() <= given_up) return;
  findings.add(account::kPosting, posting,
               "refunds " + std::to_string(posting[5].integer()) + ", with " +
                   std::to_string(given_up) + " taken back");
}

}  // namespace

void check_amounts(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kContribution, &kContributionCorrection, &enrolment::kEnrolment,
                                  &account::kPosting});
  while (people.next()) {
    if (people.rows(kContribution).empty()) continue;
    const Row& first = people.rows(kContribution).front();
    business::read_or_find(kContribution, first, findings, [&](const Row&) {
      const std::vector<Expected> receipts = check_receipts(context, people, findings);
      for (const Row& posting : people.rows(account::kPosting)) {
        const bool credit = is_code(posting, PostingCode::monthly_credit) && !posting[9].is_null();
        if (credit && !is_difference(posting, people.rows(kContributionCorrection))) {
          check_credit(posting, receipts, findings);
        }
      }
      return true;
    });
  }
}

void check_refunds(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&account::kPosting, &kContribution, &kOverpayment});
  while (people.next()) {
    for (const Row& posting : people.rows(account::kPosting)) {
      if (is_code(posting, PostingCode::contribution_refund)) {
        check_refund(posting, people, findings);
      }
    }
  }
}

}  // namespace yibao::contribution
