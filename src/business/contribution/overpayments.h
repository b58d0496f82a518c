// 多缴: money for a month after participation had ended, as the collection authority received it
// (schema/025_receipts_more.sql). It pays for no month: it counts neither as a contribution month
// nor for cover, and no account is credited. It waits to be given back (refund/, N-19).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/id.h"
#include "business/contribution/store.h"

namespace yibao::contribution {

struct Overpayment {
  PersonId person;
  int ordinal = 0;    // 1, 2, 3 … of the person
  int enrolment = 0;  // the one that had ended
  Month month;
  Money personal;
  Money employer;
  Date received_on;
  // Of the journal, that gave it back, or that took it to the number that is kept (person_merge); 0
  // while it waits.
  std::int64_t refund_entry_id = 0;
  Instant recorded_at;

  bool waits() const { return refund_entry_id == 0; }
  Money total() const { return personal + employer; }
};

extern const storage::Table kOverpayment;
extern const storage::KeyedSelect kOverpaymentsOf;  // by person: whole rows, oldest first

std::vector<Overpayment> read_overpayments(const storage::Rows& rows);
storage::Row overpayment_row(const Overpayment& overpayment);

// The one of a month that waits, or null.
const Overpayment* waiting_for(Month month, int enrolment, std::span<const Overpayment> all);

// Of a receipt that was taken in as money after leaving.
Overpayment overpayment_of(const Contribution& receipt, std::span<const Overpayment> before,
                           Instant now);

}  // namespace yibao::contribution
