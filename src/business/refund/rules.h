// Refund of contributions (退费): what was paid twice, or after leaving (N-19). The three lines of
// one Guangdong city (domain 1.7) as parameters; refused once the benefit period has begun.
//
// A refund takes the month back and with it what the account was credited. Where that money has
// been spent already, the region refuses, or deducts what is missing from the refund.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/decision.h"
#include "base/money.h"
#include "business/enrolment/kinds.h"
#include "policy/parameters.h"

namespace yibao::refund {

enum class Ground { paid_twice, after_leaving };
constexpr std::string_view to_text(Ground ground) {
  return ground == Ground::paid_twice ? "paid_twice" : "after_leaving";
}

// One month of the relation that is to be refunded; a resident's year is its January, with the
// whole amount.
struct RefundMonth {
  Month month;
  bool paid = false;            // and stands
  bool paid_elsewhere = false;  // as well, under the relation that is kept
  Date period_begins;           // 待遇期: the first day that this payment covers
  Money amount;                 // of this payer
  Money credit;                 // that the account got of it
};

struct RefundFacts {
  Ground ground = Ground::paid_twice;
  enrolment::Scheme scheme = enrolment::Scheme::employee;
  bool is_kept = false;          // the relation that counts: the present place of work, …
  std::optional<Date> ended_on;  // the first day without participation
  std::vector<RefundMonth> months;
  Money available;  // on the account at the region
  Date today;
};

struct Refund {
  Money total;       // of all months
  Money taken_back;  // from the account
  Money missing;     // of the credits, spent already and deducted

  Money payable() const { return total - missing; }
};

// Every obstacle at once: refund_month_named_twice (of a resident: a second month of one year),
// refund_month_not_paid, refund_not_paid_twice, refund_of_kept_relation, refund_period_begun,
// refund_before_leaving, refund_not_open, refund_spent, refund_nothing_left.
std::vector<Reason> find_obstacles(const RefundFacts& facts, const policy::RefundPolicy& policy);

Refund weigh_refund(const RefundFacts& facts, const policy::RefundPolicy& policy);

}  // namespace yibao::refund
