// What employers paid, in the database (schema/010_contribution_more.sql).
#pragma once

#include <string>
#include <vector>

#include "base/region_code.h"
#include "business/contribution/types.h"
#include "storage/plan.h"

namespace yibao::contribution {

struct EmployerPayment {
  RegionCode region;
  std::int64_t id = 0;
  EmployerId employer;
  std::string reference;  // the collection authority's own number
  Date received_on;
  Money principal;
  Money late_fee;
  Money left_before;  // of earlier payments
  Money left_after;
  Money fee_owed;  // late fees charged and not paid, after this payment
  int shares = 0;
  std::string recorded_by;
  Instant recorded_at;
  Money fee_added;  // charged with receipts of people since the payment before; part of fee_owed
};

extern const storage::Table kEmployerPayment;
extern const storage::Table kEmployerPaymentShare;

extern const storage::KeyedSelect kEnrolmentsOfEmployer;        // employer_id, then whole rows
extern const storage::KeyedSelect kEmployerPaymentsOf;          // employer_id, then whole rows
extern const storage::KeyedSelect kEmployerPaymentByReference;  // reference, then whole rows

// Rows of a select that puts its key in front.
std::vector<EmployerPayment> read_employer_payments(const storage::Rows& rows);
storage::Row employer_payment_row(const EmployerPayment& payment);

}  // namespace yibao::contribution
