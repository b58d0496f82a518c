// What if (假设): a person's record as it would be after payments and enrolments that nobody has
// made. The payments pass the same rules as real ones, so that what would be refused is refused
// here, with the same reasons; nothing is written.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "business/contribution/receipts.h"
#include "business/entitlement/facts.h"

namespace yibao::entitlement {

inline constexpr std::size_t kSupposedMax = 60;  // of each kind in one question

struct SupposedPayment {
  std::vector<Month> months;  // of the employee scheme
  std::optional<int> year;    // or a resident's benefit year
  Date received_on;
};

struct SupposedEnrolment {
  RegionCode region;
  enrolment::EnrolmentKind kind = enrolment::EnrolmentKind::employee;
  Date from;
  bool transferred = false;  // the relation moves with it (转移接续)
};

struct Suppositions {
  std::optional<Date> stop_on;  // the first day without the present participation
  std::vector<SupposedEnrolment> enrolments;
  std::vector<SupposedPayment> payments;
  std::optional<Date> pay_open_on;  // everything that is open is paid on this day
  bool continues = false;           // months not yet due are paid in time, up to the horizon
  Date horizon;
};

struct Supposed {
  PersonRecord record;
  MonthSet paid;                    // months supposed to be paid up, or paid
  std::vector<int> years;           // benefit years
  MonthSet continued;               // by `continues`
  std::vector<Reason> reasons;      // months that would not be taken in, and why
  std::vector<Reason> begun_later;  // enrolments that begin on another day than was supposed
};

// Refuses: what a receipt is refused for; no_enrolment_to_stop, supposed_enrolment_overlaps,
// no_enrolment_for_receipt.
Decision<Supposed> suppose(PersonRecord record, const Suppositions& what,
                           const policy::PolicySet& policies, Date today);

// What the answer rests on, besides what is on record: an answer that supposes payments says so.
std::vector<Reason> explain(const Supposed& supposed, const Suppositions& what);

// Reasons of a day that a payment which nobody has made carries do not speak of paid months.
// `on_record`: those of the same day without any supposition.
void tell_supposed(std::vector<Reason>& reasons, std::span<const Reason> on_record);

}  // namespace yibao::entitlement
