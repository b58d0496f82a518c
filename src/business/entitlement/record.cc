#include "business/entitlement/record.h"

#include "business/enrolment/store.h"
#include "business/hold/store.h"
#include "business/person/store.h"

namespace yibao::entitlement {

void need_record(storage::Needs& needs, PersonId person) {
  needs.add(person::kPersonById, person);
  needs.add(enrolment::kEnrolmentsOf, person);
  needs.add(contribution::kMonthsOf, person);
  needs.add(contribution::kRecognisedOf, person);
  needs.add(hold::kHoldsOf, person);
  needs.add(kGroupsOf, person);
}

std::optional<PersonRecord> read_record(const storage::Facts& facts, PersonId person,
                                        const storage::Vault& vault) {
  const storage::Rows& people = facts.rows(person::kPersonById, person);
  if (people.empty()) return std::nullopt;
  PersonRecord record;
  record.person = person::read_person(people.front(), vault, person::Open::nothing);
  record.enrolments = enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, person));
  record.contributions = contribution::read_months(facts.rows(contribution::kMonthsOf, person));
  record.recognised = contribution::read_recognised(facts.rows(contribution::kRecognisedOf, person),
                                                    record.contributions, record.enrolments);
  record.holds = hold::read_holds(facts.rows(hold::kHoldsOf, person));
  record.groups = read_memberships(facts.rows(kGroupsOf, person));
  return record;
}

}  // namespace yibao::entitlement
