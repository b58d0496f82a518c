// What may be recorded of a person, and by whom.
#pragma once

#include <span>
#include <string>

#include "base/decision.h"
#include "business/person/types.h"
#include "policy/parameters.h"

namespace yibao::person {

Verdict check_alive(const Person& person, Date today);
// For care, whenever it is settled: up to and on the day of death
// (死亡当日的医疗费用,统筹基金照付).
Verdict check_lived_on(const Person& person, Date care_day);
Verdict check_death(const Person& person, Date died_on, Date today);
// Decided once; again only while the years are still to be paid.
Verdict check_retirement_decision(const Person& person, Date retired_on,
                                  const policy::ActivationPolicy& policy, Date today);
Verdict check_settlement(const Person& person, Date today);

// A mobile number of the mainland: 11 digits, the first a 1.
bool is_mobile_number(const std::string& text);

}  // namespace yibao::person
