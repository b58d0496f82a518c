// The facts of one person's relations, each taken from the rows once, however many rules ask for
// them: the seals of a person, their guidance and the benefits are one answer.
#pragma once

#include <map>
#include <tuple>

#include "business/entitlement/facts.h"

namespace yibao::entitlement {

class SharedFacts {
 public:
  // The record and the policies outlive it; the record does not change.
  SharedFacts(const PersonRecord& record, const policy::PolicySet& policies)
      : record_(record), policies_(policies) {}

  const EntitlementFacts& of(const enrolment::Enrolment& relation,
                             const policy::RegionPolicy& policy, Date today) {
    const auto [at, is_new] = facts_.try_emplace({relation.ordinal, &policy, today});
    if (is_new) at->second = facts_of(relation, record_, policies_, policy, today);
    return at->second;
  }
  const PersonRecord& record() const { return record_; }

 private:
  const PersonRecord& record_;
  const policy::PolicySet& policies_;
  std::map<std::tuple<int, const policy::RegionPolicy*, Date>, EntitlementFacts> facts_;
};

}  // namespace yibao::entitlement
