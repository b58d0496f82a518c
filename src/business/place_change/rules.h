// The rules of a change of place (参保地变更): who may, whereto, what ends and what begins.
//
// Nobody participates twice: what is active at the origin stops before anything begins at the
// target, by whoever may stop it. What the change does is planned here, as values, when the
// form is drafted, again when it is confirmed and again before it is carried out; all obstacles
// are named at once.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/decision.h"
#include "business/casework/types.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/types.h"
#include "business/person/types.h"
#include "business/place_change/types.h"
#include "policy/parameters.h"

namespace yibao::place_change {

// 新生儿、外籍人员、其他人员.
PersonGroup group_of(const person::Person& person, const policy::PlaceChangePolicy& policy,
                     Date today);

// Whose place a reason speaks of, where the form does not say it.
std::optional<Ground> ground_of(ChangeReason reason);

// The relation that is to be left: at the named place, else the active one, else the latest one.
// None where there is none away from the target.
std::optional<enrolment::Enrolment> relation_to_leave(
    std::span<const enrolment::Enrolment> enrolments, std::optional<RegionCode> from,
    RegionCode target);

struct ChangeFacts {
  Date today;
  person::Person person;
  std::vector<enrolment::Enrolment> enrolments;
  std::optional<RegionCode> from;  // of several relations, which one is left
  RegionCode target;
  ChangeReason reason = ChangeReason::other;
  Ground ground = Ground::residence_place;
  std::optional<enrolment::EnrolmentKind> kind;  // at the target; none: as it was
  EmployerId employer;                           // who reports at the target; none: nobody
  bool employer_known = true;                    // false: the form names one that is not registered
  Money base;
  enrolment::Claimant by = enrolment::Claimant::person;  // who stops the old relation
  std::string proof;                                     // of the end of employment
  std::optional<Instant> proof_given_at;                 // none: it is asked for with this form
  bool year_paid = false;  // a resident's contribution of this year, at the origin
};

// What approval does, or why it cannot be.
struct ChangePlan {
  std::vector<Reason> obstacles;
  std::vector<Reason> reasons;
  PersonGroup group = PersonGroup::general;
  std::optional<enrolment::Enrolment> old;        // as it is; none: the first relation of all
  std::optional<enrolment::Enrolment> stopped;    // as this change suspends it; none: it was before
  std::optional<enrolment::Beginning> beginning;  // none: enrolled at the target already
  std::optional<enrolment::Enrolment> there;      // the relation at the target
  int old_change_type = 0;
  int new_change_type = 0;

  bool possible() const { return obstacles.empty(); }
  // The enrolments as they will be.
  std::vector<enrolment::Enrolment> after(std::span<const enrolment::Enrolment> before) const;
};

// `origin` is the policy of the relation that is left; the target's where there is none.
ChangePlan plan_change(const ChangeFacts& facts, const policy::RegionPolicy& origin,
                       const policy::RegionPolicy& target);

// The materials of a reason, in order; an employee who is still active must show
// that the employment has ended.
struct MaterialRule {
  std::vector<std::string> required;
  std::vector<Citation> citations;
};
MaterialRule materials_of(ChangeReason reason, casework::Desk desk, bool proof_of_termination,
                          const policy::PlaceChangePolicy& policy);

}  // namespace yibao::place_change
