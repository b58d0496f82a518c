// Incentives of long participation (连续参保激励、零报销激励): by how much the ceiling of critical
// illness cover (大病保险封顶线) is raised for a resident's benefit year. 国办发〔2024〕38号
// (N-03).
#pragma once

#include <set>
#include <vector>

#include "base/decision.h"
#include "base/money.h"
#include "policy/parameters.h"

namespace yibao::entitlement {

struct IncentiveFacts {
  std::set<int> insured_years;   // as a resident
  std::set<int> employed_years;  // in the employee scheme: neither counted nor missed
  std::set<int> claimed_years;   // in which the fund reimbursed anything
  std::set<int> used_years;      // in which the raised part of the ceiling was drawn on
  int since_year = 0;            // could not have been insured before: not born
};

struct Incentive {
  int year = 0;
  int continuous_years = 0;  // up to and including the year
  int missed_years = 0;
  int zero_claim_years = 0;  // that still count
  Money continuous;          // raised for continuous participation
  Money zero_claim;
  Money deducted;  // for years missed
  Money limit;     // of all raising, and of all deducting
  Money raised;    // what counts, within the limit; may be below zero
  Money ceiling;   // of the year
};

struct IncentiveAnswer {
  Incentive incentive;
  std::vector<Reason> reasons;
};

IncentiveAnswer decide_incentive(const IncentiveFacts& facts, int year,
                                 const policy::IncentivePolicy& policy);

}  // namespace yibao::entitlement
