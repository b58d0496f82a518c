// The policy that tests of the rules of a transfer begin with: the national one, with the days and
// the choices of a region that has all of them.
#pragma once

#include "business/test_policy.h"

namespace yibao::test {

inline policy::RegionPolicy transfer_policy(RegionCode region) {
  policy::RegionPolicy policy = national_policy(region);
  policy::TransferPolicy& transfer = policy.transfer;
  set(transfer.origin_working_days, "transfer.origin_working_days", 10);
  set(transfer.target_working_days, "transfer.target_working_days", 5);
  set(transfer.total_working_days, "transfer.total_working_days", 15);
  set(transfer.within_province_origin_working_days, "transfer.within_province_origin_working_days",
      3);
  set(transfer.within_province_target_working_days, "transfer.within_province_target_working_days",
      2);
  set(transfer.clock_pauses_for_completion, "transfer.clock_pauses_for_completion", true);
  set(transfer.resident_next_year_only, "transfer.resident_next_year_only", true);
  set(transfer.require_certificate, "transfer.require_certificate",
      policy::CertificateRule::counter_only);
  set(transfer.clear_on, "transfer.clear_on", policy::ClearOn::upload);
  set(transfer.retiree_route, "transfer.retiree_route", policy::RetireeRoute::payout_on_request);
  return policy;
}

}  // namespace yibao::test
