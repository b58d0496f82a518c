#include "business/care/filing.h"

#include <algorithm>

#include "base/region_table.h"
#include "business/care/store.h"
#include "business/enrolment/insurance_code.h"
#include "business/enrolment/store.h"
#include "business/person/store.h"
#include "business/provider/institution.h"
#include "policy/policy_set.h"

namespace yibao::care {

void need_filing(storage::Needs& needs, const Registration& wanted) {
  needs.add(person::kPersonById, wanted.person);
  needs.add(enrolment::kEnrolmentsOf, wanted.person);
  needs.add(kRegistrationsOf, wanted.person);
  if (!wanted.institution.empty()) {
    needs.add(provider::kInstitutionOfCode, storage::Value(wanted.institution));
  }
}

FilingFacts filing_facts(Registration wanted, const storage::Facts& facts,
                         const business::Context& context) {
  FilingFacts known;
  known.today = context.today;
  known.by_officer = context.actor != nullptr && context.actor->is_officer();
  const storage::Rows& people = facts.rows(person::kPersonById, wanted.person);
  YB_CHECK(!people.empty(), "a registration of nobody");
  known.died_on =
      person::read_person(people.front(), *context.vault, person::Open::nothing).died_on;
  // What is recognised from an earlier day on is asked of today: who files is insured now.
  const Date day = std::max(wanted.begins_on, context.today);
  for (const enrolment::Enrolment& each :
       enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, wanted.person))) {
    if (each.region != wanted.region || !each.participates_on(day)) continue;
    known.insured_here = true;
    wanted.insurance = enrolment::insurance_code(each.scheme);
  }
  known.on_record = read_registrations(facts.rows(kRegistrationsOf, wanted.person));
  if (!wanted.institution.empty()) {
    const auto institution = provider::institution_of(
        facts.rows(provider::kInstitutionOfCode, storage::Value(wanted.institution)));
    if (institution) {
      known.institution = {institution->kind == provider::Kind::hospital, institution->is_active,
                           institution->region};
      wanted.institution_name = institution->name;  // whatever it was called
    }
  }
  wanted.last_day = last_day_of(wanted, context.policies->on(wanted.region, context.today).care);
  known.wanted = std::move(wanted);
  return known;
}

std::string thing_of(const Registration& registration, const RegionTable& regions) {
  switch (registration.kind) {
    case Kind::referral:
    case Kind::fixed_institution:
      return registration.institution_name;
    case Kind::remote_care:
      return regions.full_name(registration.place_of_care);
    case Kind::chronic_disease:
      return registration.disease_name;
  }
  return "";
}

std::vector<Fact> facts_of(const Registration& registration, const RegionTable& regions) {
  std::vector<Fact> facts{{"care_kind", std::string(to_text(registration.kind))},
                          {"thing", thing_of(registration, regions)},
                          {"region", registration.region.to_string()},
                          {"from", registration.begins_on.to_string()}};
  if (registration.last_day) facts.push_back({"until", registration.last_day->to_string()});
  return facts;
}

Registration record(storage::Plan& plan, Registration registration,
                    const business::Context& context) {
  registration.id = RegistrationId(context.ids->next());
  registration.entry_id = context.entry_id;
  registration.recorded_at = context.now;
  plan.insert(kCareRegistration, registration_row(registration));
  return registration;
}

}  // namespace yibao::care
