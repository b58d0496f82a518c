#include "business/transfer/applied.h"

#include "business/second_eyes.h"

namespace yibao::transfer {

namespace {

constexpr storage::Statement kAppliedBy{
    "transfer_applied_by",
    "SELECT actor FROM case_step WHERE person_id = $1 AND case_id = $2 "
    "AND event IN ('drafted', 'accepted') ORDER BY step"};

}  // namespace

void need_applied(storage::Needs& needs, const casework::CaseKey& key) {
  needs.add(kAppliedBy, {key.person.value(), key.id.value()});
}

Verdict check_applied_by_another(const storage::Facts& facts, const business::Context& context) {
  for (const storage::Row& row : facts.rows(kAppliedBy)) {
    const Verdict second =
        business::check_second_officer(row[0].text(), context.actor->journal_name());
    if (!second) return second;
  }
  return Nothing{};
}

}  // namespace yibao::transfer
