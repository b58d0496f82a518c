// The facts of one person's relations, each taken from the rows once, however many rules ask for
// them: the seals of a person, their guidance and the benefits are one answer.
#pragma once

#include <map>
#include <tuple>

#include "business/entitlement/facts.h"

namespace yibao::entitlement {

class SharedFacts {
 public:
  // The record outlives it, and does not change.
  explicit SharedFacts(const PersonRecord& record) : record_(record) {}

  const EntitlementFacts& of(const enrolment::Enrolment& relation,
                             const policy::RegionPolicy& policy, Date today) {
    const auto [at, is_new] = facts_.try_emplace({relation.ordinal, &policy, today});
    if (is_new) at->second = facts_of(relation, record_, policy, today);
    return at->second;
  }
  const PersonRecord& record() const { return record_; }

 private:
  const PersonRecord& record_;
  std::map<std::tuple<int, const policy::RegionPolicy*, Date>, EntitlementFacts> facts_;
};

}  // namespace yibao::entitlement
