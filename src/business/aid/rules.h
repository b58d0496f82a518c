// Who may share with whom, and how much of a payment is shared (N-05).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/decision.h"
#include "business/aid/types.h"
#include "policy/parameters.h"

namespace yibao::aid {

// The document that names this kind of relative, where the region follows it on that day.
std::optional<Citation> source_of(Relation relation, const policy::AidPolicy& policy);

// The two places of insurance. Refuses: aid_region_not_open.
Verdict check_regions(RegionCode payer, RegionCode beneficiary, const policy::AidPolicy& policy);

struct BindFacts {
  Date today;
  Relation relation = Relation::spouse;
  bool same_person = false;
  bool with_own_agent = false;  // who acts for the payer is the relative
  std::optional<Date> payer_died_on;
  std::optional<Date> beneficiary_died_on;
  bool payer_has_account = false;
  std::optional<RegionCode> payer_region;        // of the relation that counts, or of the account
  std::optional<RegionCode> beneficiary_region;  // none: not insured
  bool bound_already = false;
  Money limit_per_year;
};
// Every obstacle at once: those of the payer and the form, and those that lie with the relative.
std::vector<Reason> find_obstacles(const BindFacts& facts, const policy::RegionPolicy& region);
std::vector<Reason> find_obstacles_of_relative(const BindFacts& facts,
                                               const policy::AidPolicy& policy);

// 先用本人,再用共济: the parts of one payment.
struct Parts {
  Money own;
  Money shared;
};
Parts split(Money amount, Money own_available);

// What the beneficiary has used of the payer's money in a year, through whichever of the payer's
// bindings: whoever unbinds and binds again begins no new year.
Money used_in_year(std::span<const Binding> of_payer, PersonId beneficiary, int year);

// Refuses: aid_limit_reached, with what is left of the year by the payer's or the region's limit.
// `used` is what used_in_year() says.
Verdict check_limit(const Binding& binding, Money used, Money shared,
                    const policy::AidPolicy& policy);

// As much of an amount as the limits leave of the year.
Money within_limit(const Binding& binding, Money used, Money shared,
                   const policy::AidPolicy& policy);

}  // namespace yibao::aid
