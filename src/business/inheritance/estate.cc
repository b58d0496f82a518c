#include "business/inheritance/estate.h"

#include <set>

#include "business/inheritance/store.h"

namespace yibao::inheritance {

void need_estate(storage::Needs& needs, const person::Numbers& owner) {
  needs.add(kSharesOf, owner.kept);
}

void tell_estate(storage::Plan& plan, const person::Person& owner, Money amount,
                 const storage::Facts& facts, const business::Context& context) {
  if (!owner.died_on || *owner.died_on > context.today) return;
  plan.reasons.push_back({"returned_to_estate", {{"amount", amount.to_display()}}, {}});
  std::set<std::int64_t> told;
  for (const storage::Row& share : facts.rows(kSharesOf, owner.id)) {
    const std::int64_t heir = share[4].integer_or(0);
    if (heir == 0 || !told.insert(heir).second) continue;
    plan.notify(PersonId(heir), "estate_has_grown",
                {{"name", owner.name}, {"amount", amount.to_display()}});
  }
}

}  // namespace yibao::inheritance
