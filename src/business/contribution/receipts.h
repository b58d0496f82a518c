// Receipts (到账): which months may be taken in, at what amount, and what the account gets of it.
//
// A month is paid once at a place in a scheme. The amount follows from the declared base and the
// policy of the month; a receipt that says another amount is refused with the amount that was
// expected. Refunds take back what the same enrolment paid. A receipt lifts a gap or arrears by
// itself: both follow from the months.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "business/contribution/overpayments.h"
#include "business/contribution/store.h"
#include "business/enrolment/types.h"
#include "business/person/types.h"
#include "policy/policy_set.h"

namespace yibao::contribution {

inline constexpr std::size_t kReceiptsMax = 120;  // months in one command

// One month as it is reported. What is left out follows from the enrolment and the policy.
struct ReceiptWish {
  Month month;
  std::optional<Money> base;
  std::optional<Money> personal;
  std::optional<Money> employer;
};

struct ReceiptFacts {
  const enrolment::Enrolment* under = nullptr;
  std::span<const enrolment::Enrolment> enrolments;
  std::span<const Contribution> contributions;  // all rows of the person
  // None: normal up to the due day, supplementary after it; who says otherwise is refused.
  std::optional<ReceiptKind> kind;
  Date received_on;
  Date today;
  std::optional<Date> born_on;       // no month before it …
  std::optional<Date> died_on;       // … and none after that of the death
  std::optional<Date> retiree_from;  // benefits of the retired: they pay no month after it
  bool day_told = true;              // else a month of old papers was received in time, as they say
  // 多缴: money that came all the same for a month after the relation had ended is taken in, apart
  // from the months (overpayments.h). Where it is not kept, such a month is refused.
  bool keeps_overpaid = false;
  std::span<const Overpayment> overpaid;

  // Birth, death and retirement; whoever takes in money for somebody says whose life it is.
  void set_life(const person::Person& person);
};

// A row to write, and what goes to the account (or comes back from it, with a refund).
struct Receipt {
  Contribution row;
  Money credit;
  bool overpaid = false;  // after leaving: no month
};

struct Receipts {
  std::vector<Receipt> all;
  std::vector<Reason> reasons;
};

// Every month that cannot be taken in is named. Refuses: month_named_twice, month_in_future,
// month_before_birth, month_after_death, month_outside_enrolment, received_before_month,
// backpay_too_old, month_already_paid, month_not_paid, base_missing, amount_differs_from_policy,
// retiree_pays_nothing, resident_pays_by_year, received_in_future.
Decision<Receipts> take_receipts(std::span<const ReceiptWish> wishes, const ReceiptFacts& facts,
                                 const policy::PolicySet& policies);

// One benefit year of a resident (居民年度缴费), stored as its months with the amount on the first.
// A past year is a repair (修复). Refuses: not_a_resident_enrolment, resident_year_too_early,
// month_before_birth, month_after_death (of its first month),
// repair_not_allowed, resident_year_already_paid, amount_differs_from_policy, received_in_future.
Decision<Receipts> take_resident_year(int year, std::optional<Money> amount,
                                      const ReceiptFacts& facts, const policy::PolicySet& policies);

}  // namespace yibao::contribution
