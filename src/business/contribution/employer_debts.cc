#include "business/contribution/employer_debts.h"

#include <algorithm>

#include "business/account/store.h"
#include "business/contribution/late_fees.h"
#include "business/contribution/roster.h"
#include "business/contribution/rules.h"
#include "business/enrolment/store.h"
#include "business/person/store.h"

namespace yibao::contribution {

Money EmployerDebts::fee_added() const {
  Money taken;
  for (const EmployerPayment& payment : payments) taken += payment.fee_added;
  return fees_of_receipts - taken;
}

std::vector<PersonId> people_of(EmployerId employer, storage::Session& session) {
  const storage::Value key[] = {storage::Value(employer.value())};
  std::vector<PersonId> people;
  const storage::Rows rows = session.select_keyed(kEnrolmentsOfEmployer, key).front();
  for (const storage::Row& row : rows) {
    const PersonId person(row[1].integer());
    if (people.empty() || people.back() != person) people.push_back(person);
  }
  return people;
}

void need_employer_debts(storage::Needs& needs, EmployerId employer,
                         const std::vector<PersonId>& people) {
  needs.add(enrolment::kEmployerById, storage::Value(employer.value()));
  needs.add(kEmployerPaymentsOf, storage::Value(employer.value()));
  needs.add(kArrearsNoticesOf, storage::Value(employer.value()));
  needs.add(kLateFeesOf, storage::Value(employer.value()));
  for (const PersonId person : people) {
    needs.add(person::kPersonById, person);
    needs.add(enrolment::kEnrolmentsOf, person);
    needs.add(kContributionsOf, person);
    needs.add(account::kAccountsOf, person);
  }
}

std::optional<EmployerDebts> read_employer_debts(const storage::Facts& facts, EmployerId employer,
                                                 const std::vector<PersonId>& people, Date day,
                                                 const business::Context& context) {
  const storage::Value key(employer.value());
  const storage::Rows& rows = facts.rows(enrolment::kEmployerById, key);
  if (rows.empty()) return std::nullopt;
  EmployerDebts debts;
  debts.employer = enrolment::read_employer(rows.front());
  debts.payments = read_employer_payments(facts.rows(kEmployerPaymentsOf, key));
  debts.notices = read_notices(facts.rows(kArrearsNoticesOf, key));
  debts.fees_of_receipts = sum_of_late_fees(facts.rows(kLateFeesOf, key));
  const RegionCode region = debts.employer.region;
  const policy::RegionPolicy& policy = context.policies->on(region, day);
  for (const PersonId id : people) {
    EmployerPerson person;
    person.person = person::read_person(facts.rows(person::kPersonById, id).front(), *context.vault,
                                        person::Open::nothing);
    // Merged into another number: the debt stands there, once (N-12).
    if (person.person.merged_into) continue;
    person.enrolments = enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, id));
    person.contributions = read_contributions(facts.rows(kContributionsOf, id));
    person.accounts = account::read_accounts(facts.rows(account::kAccountsOf, id));
    const ContributionRecord paid =
        paid_months(person.contributions, person.enrolments, region, Scheme::employee);
    for (Debt& debt :
         debts_of(employer, id, roster_at(region, person.enrolments, person.person, policy, day),
                  paid.actual | paid.deemed, region, *context.policies, day)) {
      debts.debts.push_back(std::move(debt));
    }
    debts.people.emplace(id, std::move(person));
  }
  return debts;
}

Money bill_of_month(const EmployerDebts& debts, Date day, const policy::PolicySet& policies) {
  const policy::RegionPolicy& policy = policies.on(debts.employer.region, day);
  Money bill;
  for (const auto& [id, person] : debts.people) {
    for (const enrolment::Enrolment& each : person.enrolments) {
      const bool employed = each.employer == debts.employer.id && !each.duplicate &&
                            each.region == debts.employer.region && each.started_on <= day &&
                            (!each.suspended_on || *each.suspended_on > day);
      if (employed) bill += assess_month(each.kind, each.base, policy).total();
    }
  }
  return bill;
}

std::vector<MonthOwed> overdue_by_month(const EmployerDebts& debts,
                                        const policy::PolicySet& policies, Date day) {
  std::map<Month, MonthOwed> months;
  for (const Debt& debt : debts.debts) {
    if (!is_overdue(debt, debts.employer.region, policies, day)) continue;
    MonthOwed& owed = months[debt.month];
    owed.month = debt.month;
    owed.people += 1;
    owed.principal += debt.principal;
    owed.late_fee += debt.late_fee;
  }
  std::vector<MonthOwed> list;
  for (const auto& [month, owed] : months) list.push_back(owed);
  return list;
}

}  // namespace yibao::contribution
