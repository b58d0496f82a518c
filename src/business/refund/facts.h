// From the rows of a person to the facts of a refund: which months, paid under which relation, by
// whom, and when their benefit period begins.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "business/contribution/overpayments.h"
#include "business/contribution/store.h"
#include "business/entitlement/facts.h"
#include "business/refund/rules.h"

namespace yibao::refund {

struct Claim {
  Ground ground = Ground::paid_twice;
  int enrolment = 0;
  std::vector<Month> months;  // of a resident: January of the year
};

// Null where the person has no such relation at the region.
const enrolment::Enrolment* relation_of(const Claim& claim, RegionCode region,
                                        const entitlement::PersonRecord& record);

RefundFacts facts_of(const Claim& claim, const enrolment::Enrolment& relation,
                     const entitlement::PersonRecord& record,
                     std::span<const contribution::Overpayment> overpaid, Money available,
                     const policy::PolicySet& policies, Date today);

// The receipts of the claimed months that stand, in order; and the rows that take them back.
std::vector<contribution::Contribution> claimed_receipts(const Claim& claim,
                                                         const enrolment::Enrolment& relation,
                                                         const entitlement::PersonRecord& record);
std::vector<contribution::Contribution> refund_rows(const Claim& claim,
                                                    const enrolment::Enrolment& relation,
                                                    const entitlement::PersonRecord& record,
                                                    Date today, std::int64_t entry_id);

// Of the months paid after leaving (多缴): as they are once this case has given them back.
std::vector<contribution::Overpayment> given_back(
    const Claim& claim, const enrolment::Enrolment& relation,
    std::span<const contribution::Overpayment> overpaid, std::int64_t entry_id);

}  // namespace yibao::refund
