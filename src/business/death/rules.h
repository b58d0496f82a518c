// What makes a report of a death, and who decides on it.
#pragma once

#include <span>
#include <string_view>

#include "base/decision.h"
#include "business/death/types.h"
#include "business/person/types.h"
#include "policy/parameters.h"

namespace yibao::death {

// Refused, the first that applies: death_already_recorded, day_in_future, day_before_birth,
// death_report_open, death_evidence_not_accepted, death_evidence_too_early.
Verdict may_report(const DeathReport& wish, std::span<const DeathReport> reports,
                   const person::Person& person, const policy::InheritancePolicy& policy,
                   Date today);

struct Ruling {
  bool confirm = false;
  std::string_view officer;  // as the journal names them
  std::string_view finding;
  Instant at;
};
// Refused: death_not_reported, second_officer_needed.
Decision<DeathReport> decide_report(std::span<const DeathReport> reports, const Ruling& ruling);

}  // namespace yibao::death
