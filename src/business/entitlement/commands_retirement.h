// 退休核定: a retiree is who has this decision, whatever the age (ruling 8). With it the place of
// enjoyment decides by its own rule whether the years are enough (N-08): then benefits of
// retirement are drawn from that day on, nobody pays any more, and the relation there goes on as a
// retiree's, also where the employer has reported the leaving before. Who has not the years pays
// on, and is decided again once they are full.
#pragma once

#include "business/entitlement/facts.h"
#include "business/entitlement/retirement.h"
#include "business/person/commands.h"

namespace yibao::entitlement {

// Since when benefits of retirement are drawn: the day of the decision, or today where the years
// became full only after it; none where they are not.
struct RetirementDecision {
  std::optional<Date> benefits_from;
  RetirementAnswer answer;  // of the day that decided
};
RetirementDecision decide_retirement(const RetirementFacts& facts, RegionCode region,
                                     Date retired_on, const policy::PolicySet& policies,
                                     Date today);

class RecordRetirement : public person::ChangePerson {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  void need(storage::Needs& needs) const override;

 private:
  Verdict change(person::Person& person, const storage::Facts& facts, storage::Plan& plan,
                 const business::Context& context) const override;
  Date retired_on_;
};

}  // namespace yibao::entitlement
