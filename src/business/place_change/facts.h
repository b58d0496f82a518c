// What a change of place looks at, and what comes of it: the rules of rules.h and following.h put
// to one person's rows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/enrolment/types.h"
#include "business/place_change/following.h"
#include "business/place_change/form.h"
#include "business/place_change/rules.h"
#include "business/transfer/facts.h"
#include "business/use_case.h"

namespace yibao::place_change {

// The rows of the person, and the agency of the new place.
void need_change(storage::Needs& needs, PersonId person, RegionCode target,
                 const std::string& employer_code);
// Once they are known: the place that is left, its agency, and the employers who may owe there.
void need_change_more(const storage::Facts& facts, storage::Needs& needs, PersonId person,
                      std::optional<RegionCode> from, RegionCode target);

// What is asked, by whom.
struct ChangeAsked {
  PersonId person;
  RegionCode target;
  Form form;
  Date judged_on;  // the day whose policy judges
  enrolment::Claimant by = enrolment::Claimant::person;
  std::string proof;  // of the end of employment
  std::optional<Instant> proof_given_at;
  EmployerId employer;  // at the target, where it is known otherwise than by the form
};

// Everything that a change would do.
struct PlannedChange {
  transfer::PersonFacts person;  // as of now
  transfer::PersonFacts after;   // with the enrolments as they will be
  ChangePlan plan;
  FollowingTransfer following;
  std::optional<enrolment::EmployerReport> joiner;  // waits at the target: this lets it through
  const policy::RegionPolicy* target = nullptr;
  // Of a resident who has paid the coming year at the old place: which, where, until when it can
  // be given back in time. Empty for everybody else.
  std::vector<Fact> year_paid_before;

  std::vector<Reason> obstacles() const;
};
Decision<PlannedChange> plan_for(const storage::Facts& facts, const ChangeAsked& asked,
                                 const business::Context& context);

// Where a counter is, for a message: "东莞市…中心,鸿福路一号,0769-…"; the place alone where its
// agency has not registered.
std::string counter_of(const storage::Facts& facts, RegionCode region,
                       const business::Context& context);

}  // namespace yibao::place_change
