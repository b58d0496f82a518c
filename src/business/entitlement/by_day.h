// One person's entitlement day by day: which relation would pay on a day, and how it stands.
//
// The facts of a relation are taken once (shared_facts.h), so that a strip of a thousand days costs
// the rules alone. Everything that asks about a day asks here: the hospital's question and the
// dated answer (coverage.h) cannot differ.
#pragma once

#include "business/entitlement/shared_facts.h"
#include "business/entitlement/types.h"
#include "policy/policy_set.h"

namespace yibao::entitlement {

class ByDay {
 public:
  // The record and the policies outlive it.
  ByDay(const PersonRecord& record, const policy::PolicySet& policies, Date today)
      : facts_(record, policies), policies_(policies), today_(today) {}

  struct OfDay {
    const enrolment::Enrolment* relation = nullptr;  // null: nobody was enrolled by then
    Standing standing;
  };
  OfDay standing_on(Date day);

  struct Answer {
    const enrolment::Enrolment* relation = nullptr;
    Entitlement entitlement;
  };
  Answer answer_on(Date day);

 private:
  Standing weigh(Date day, const enrolment::Enrolment& relation);

  SharedFacts facts_;
  const policy::PolicySet& policies_;
  Date today_;
};

}  // namespace yibao::entitlement
