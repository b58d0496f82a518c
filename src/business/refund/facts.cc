#include "business/refund/facts.h"

#include <algorithm>

#include "business/contribution/roster.h"
#include "business/contribution/rules.h"
#include "business/enrolment/store.h"
#include "business/entitlement/rules.h"
#include "policy/policy_set.h"

namespace yibao::refund {

namespace {

using contribution::Contribution;
using contribution::ReceiptKind;
using enrolment::Enrolment;
using enrolment::Scheme;

bool is_claimed(const Contribution& receipt, const Claim& claim, const Enrolment& relation) {
  if (receipt.enrolment != relation.ordinal) return false;
  return std::ranges::any_of(claim.months, [&](Month month) {
    return relation.scheme == Scheme::resident ? month.year() == receipt.month.year()
                                               : month == receipt.month;
  });
}

// The first day that the payment covers. A resident's wait belongs to the period before it, and any
// month of theirs stands for its year.
Date period_of(Month month, const Enrolment& relation, const entitlement::PersonRecord& record,
               const policy::PolicySet& policies, Date today) {
  const policy::RegionPolicy& policy = policies.on(relation.region, month.first_day());
  if (relation.scheme == Scheme::employee) {
    const bool same = policy.contribution.covers.value == policy::CoversMonth::same_month;
    return (same ? month : month + 1).first_day();
  }
  entitlement::EntitlementFacts facts =
      entitlement::facts_of(relation, record, policies, policy, today);
  facts.holds.clear();  // a seal stops benefits, it does not put off the period they are paid for
  const Date end = Month::of(month.year() + 1, 1).first_day();
  for (Date day = Month::of(month.year(), 1).first_day(); day < end; day = day + 1) {
    if (entitlement::standing_on(day, facts, policy).cover != entitlement::Cover::no) return day;
  }
  return end;
}

}  // namespace

const Enrolment* relation_of(const Claim& claim, RegionCode region,
                             const entitlement::PersonRecord& record) {
  const Enrolment* relation = enrolment::with_ordinal(record.enrolments, claim.enrolment);
  return relation != nullptr && relation->region == region ? relation : nullptr;
}

RefundFacts facts_of(const Claim& claim, const Enrolment& relation,
                     const entitlement::PersonRecord& record,
                     std::span<const contribution::Overpayment> overpaid, Money available,
                     const policy::PolicySet& policies, Date today) {
  RefundFacts facts;
  facts.ground = claim.ground;
  facts.scheme = relation.scheme;
  facts.ended_on = relation.suspended_on;
  facts.available = available;
  facts.today = today;
  const bool other_works = std::ranges::any_of(record.enrolments, [&](const Enrolment& each) {
    return each.ordinal != relation.ordinal && each.scheme == Scheme::employee && each.is_active();
  });
  facts.is_kept = relation.is_active() && !other_works;
  const auto standing = contribution::standing_receipts(record.contributions);
  for (const Month month : claim.months) {
    RefundMonth line;
    line.month = month;
    for (const Contribution& receipt : standing) {
      if (is_claimed(receipt, {claim.ground, claim.enrolment, {month}}, relation)) {
        line.paid = true;
        line.amount += receipt.personal + receipt.employer;
        if (receipt.kind != ReceiptKind::deemed &&
            contribution::credits_account(relation, receipt.month)) {
          const auto& policy = policies.on(relation.region, receipt.month.first_day());
          line.credit += contribution::assess_month(relation.kind, receipt.base, policy).credit;
        }
      } else if (receipt.enrolment != relation.ordinal && receipt.month == month) {
        line.paid_elsewhere = true;
      }
    }
    const contribution::Overpayment* extra =
        contribution::waiting_for(month, relation.ordinal, overpaid);
    if (claim.ground == Ground::after_leaving && extra != nullptr) {
      line.paid = true;
      line.amount += extra->total();
    }
    // 先居民、后职工: the employee relation is enough, its months need not be paid yet.
    if (relation.scheme == Scheme::resident && other_works) line.paid_elsewhere = true;
    line.period_begins = period_of(month, relation, record, policies, today);
    facts.months.push_back(line);
  }
  return facts;
}

std::vector<Contribution> claimed_receipts(const Claim& claim, const Enrolment& relation,
                                           const entitlement::PersonRecord& record) {
  std::vector<Contribution> claimed = contribution::standing_receipts(record.contributions);
  std::erase_if(claimed,
                [&](const Contribution& each) { return !is_claimed(each, claim, relation); });
  return claimed;
}

std::vector<Contribution> refund_rows(const Claim& claim, const Enrolment& relation,
                                      const entitlement::PersonRecord& record, Date today,
                                      std::int64_t entry_id) {
  std::vector<Contribution> rows = claimed_receipts(claim, relation, record);
  for (Contribution& row : rows) {
    row.kind = ReceiptKind::refund;
    row.received_on = today;
    row.entry_id = entry_id;
    row.serial = 0;
    for (const Contribution& each : record.contributions) {
      if (each.month == row.month) row.serial = std::max(row.serial, each.serial + 1);
    }
  }
  return rows;
}

std::vector<contribution::Overpayment> given_back(
    const Claim& claim, const Enrolment& relation,
    std::span<const contribution::Overpayment> overpaid, std::int64_t entry_id) {
  std::vector<contribution::Overpayment> rows;
  if (claim.ground != Ground::after_leaving) return rows;
  for (const Month month : claim.months) {
    if (const auto* waiting = contribution::waiting_for(month, relation.ordinal, overpaid)) {
      rows.push_back(*waiting);
      rows.back().refund_entry_id = entry_id;
    }
  }
  return rows;
}

}  // namespace yibao::refund
