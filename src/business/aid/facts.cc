#include "business/aid/facts.h"

#include "business/account/rules.h"
#include "business/account/store.h"
#include "business/enrolment/store.h"

namespace yibao::aid {

std::optional<RegionCode> place_of(const storage::Facts& facts, PersonId person) {
  const auto enrolments = enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, person));
  if (const enrolment::Enrolment* active = enrolment::active_among(enrolments)) {
    return active->region;
  }
  const auto accounts = account::read_accounts(facts.rows(account::kAccountsOf, person));
  const account::Account* latest = account::used_last(accounts);
  return latest != nullptr ? std::optional(latest->region) : std::nullopt;
}

account::Till till_of(const storage::Facts& facts, PersonId person, RegionCode place_of_care,
                      const business::Context& context) {
  const auto enrolments = enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, person));
  return account::till_at(place_of_care, enrolments, *context.policies, context.today);
}

}  // namespace yibao::aid
