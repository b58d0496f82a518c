#include "business/contribution/checks_employer.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "business/contribution/employer_store.h"
#include "business/contribution/late_fees.h"
#include "business/contribution/store.h"
#include "business/enrolment/store.h"
#include "business/scan.h"

namespace yibao::contribution {

namespace {

using business::CheckContext;
using business::Findings;
using storage::Row;

struct Sums {
  std::int64_t principal = 0;
  std::int64_t late_fee = 0;
  std::int64_t shares = 0;
};

// What an employer has left, and owes in late fees, after the payments so far.
struct Standing {
  std::int64_t left = 0;
  std::int64_t fee = 0;
  std::int64_t added = 0;  // with the receipts of people
};

bool same_payment(const Row& share, const Row& payment) {
  return share[0] == payment[0] && share[1] == payment[1];
}

// 已缴: the person's own row of the month, received on the same day, of the same amount.
bool stands_behind(const CheckContext& context, const Row& share, const Row& payment) {
  const storage::Value key[] = {share[3]};
  const storage::Rows rows = context.session.select_keyed(kContributionsOf, key).front();
  return std::ranges::any_of(rows, [&](const Row& row) {
    return row[1] == share[4] && row[8] == payment[4] &&
           row[6].integer() + row[7].integer() == share[5].integer();
  });
}

Sums check_shares(const CheckContext& context, const Row& payment, business::Scan& shares,
                  Findings& findings) {
  Sums sums;
  while (const Row* next = shares.peek()) {
    if (std::tie((*next)[0], (*next)[1]) > std::tie(payment[0], payment[1])) break;
    const Row share = shares.take();
    if (!same_payment(share, payment)) {
      findings.add(kEmployerPaymentShare, share, "is of a payment that is not there");
      continue;
    }
    sums.principal += share[5].integer();
    sums.late_fee += share[6].integer();
    sums.shares += 1;
    if (!stands_behind(context, share, payment)) {
      findings.add(kEmployerPaymentShare, share, "no receipt of the person stands behind it");
    }
  }
  return sums;
}

void expect(const Row& payment, std::string_view column, std::int64_t found, std::int64_t expected,
            Findings& findings) {
  if (found != expected) {
    findings.add(kEmployerPayment, payment, business::differs(column, found, expected));
  }
}

// What the receipt that a fee names is charged with; none where there is no such receipt.
std::optional<Money> fee_behind(const CheckContext& context, const Row& row) {
  const storage::Value person[] = {row[0]};
  const auto receipts =
      read_contributions(context.session.select_keyed(kContributionsOf, person).front());
  const auto enrolments = enrolment::read_enrolments(
      context.session.select_keyed(enrolment::kEnrolmentsOf, person).front());
  const auto receipt = std::ranges::find_if(receipts, [&](const Contribution& each) {
    return each.month.index() == row[1].integer() && each.serial == row[2].integer();
  });
  if (receipt == receipts.end()) return std::nullopt;
  const enrolment::Enrolment* under = enrolment::with_ordinal(enrolments, receipt->enrolment);
  if (under == nullptr || under->region.value() != row[3].integer() ||
      under->employer.value() != row[4].integer()) {
    return std::nullopt;
  }
  return fee_of_receipt(*receipt, under->region, context.policies);
}

// 随到账计收的滞纳金: no payment takes more of it into its account than was charged.
void check_added(const CheckContext& context, const Row& payment, std::int64_t added,
                 Findings& findings) {
  if (added == 0) return;
  const storage::Value key[] = {payment[2]};
  const Money charged = sum_of_late_fees(context.session.select_keyed(kLateFeesOf, key).front());
  if (added > charged.fen()) {
    findings.add(kEmployerPayment, payment,
                 business::differs("fee_added_fen", added, charged.fen()));
  }
}

}  // namespace

void check_late_fees(const CheckContext& context, Findings& findings) {
  business::Scan fees(context, kLateFee);
  while (fees.peek() != nullptr) {
    const Row row = fees.take();
    const auto expected = business::read_or_find(
        kLateFee, row, findings, [&](const Row& each) { return fee_behind(context, each); });
    if (!expected) continue;
    if (!*expected) {
      findings.add(kLateFee, row, "no receipt of the person stands behind it");
    } else if ((*expected)->fen() != row[5].integer()) {
      findings.add(kLateFee, row,
                   business::differs("fee_fen", row[5].integer(), (*expected)->fen()));
    }
  }
}

void check_employer_payments(const CheckContext& context, Findings& findings) {
  business::Scan payments(context, kEmployerPayment);
  business::Scan shares(context, kEmployerPaymentShare);
  std::map<std::int64_t, Standing> employers;
  while (payments.peek() != nullptr) {
    const Row payment = payments.take();
    const Sums sums = check_shares(context, payment, shares, findings);
    Standing& standing = employers[payment[2].integer()];
    expect(payment, "left_before_fen", payment[7].integer(), standing.left, findings);
    expect(payment, "left_after_fen", payment[8].integer(),
           payment[7].integer() + payment[5].integer() - sums.principal, findings);
    expect(payment, "fee_owed_fen", payment[9].integer(),
           standing.fee + payment[13].integer() + sums.late_fee - payment[6].integer(), findings);
    expect(payment, "shares", payment[10].integer(), sums.shares, findings);
    standing = {payment[8].integer(), payment[9].integer(), standing.added + payment[13].integer()};
    check_added(context, payment, standing.added, findings);
  }
  while (shares.peek() != nullptr) {
    findings.add(kEmployerPaymentShare, shares.take(), "is of a payment that is not there");
  }
}

}  // namespace yibao::contribution
