// One employer's side of arrears (N-18), from its rows: whom it must pay for, what it has not paid,
// what it has paid and what is left of that.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "business/account/types.h"
#include "business/contribution/arrears_notices.h"
#include "business/contribution/debts.h"
#include "business/contribution/employer_store.h"
#include "business/contribution/store.h"
#include "business/enrolment/types.h"
#include "business/person/types.h"
#include "business/use_case.h"

namespace yibao::contribution {

// One command locks them all: larger employers are paid for by files of persons.
inline constexpr std::size_t kEmployerPeopleMax = 500;

struct EmployerPerson {
  person::Person person;
  std::vector<enrolment::Enrolment> enrolments;
  std::vector<Contribution> contributions;
  std::vector<account::Account> accounts;
};

struct EmployerDebts {
  enrolment::Employer employer;
  std::map<PersonId, EmployerPerson> people;  // ever employed, at the employer's region
  std::vector<EmployerPayment> payments;      // oldest first
  std::vector<ArrearsNotice> notices;         // oldest first
  std::vector<Debt> debts;                    // up to the month of the day, due or not
  Money fees_of_receipts;                     // ever charged with receipts of its people

  Money left() const { return payments.empty() ? Money() : payments.back().left_after; }
  // Of them, what no payment has taken into its account yet.
  Money fee_added() const;
  Money fee_owed() const {
    return (payments.empty() ? Money() : payments.back().fee_owed) + fee_added();
  }
};

// The people of an employer, ever; read before a command runs, for the locks that it takes.
std::vector<PersonId> people_of(EmployerId employer, storage::Session& session);
void need_employer_debts(storage::Needs& needs, EmployerId employer,
                         const std::vector<PersonId>& people);
// None where there is no such employer.
std::optional<EmployerDebts> read_employer_debts(const storage::Facts& facts, EmployerId employer,
                                                 const std::vector<PersonId>& people, Date day,
                                                 const business::Context& context);

// What the people whom the employer employs on that day cost it in a month.
Money bill_of_month(const EmployerDebts& debts, Date day, const policy::PolicySet& policies);

// Debts past their due day, added up by month.
struct MonthOwed {
  Month month;
  int people = 0;
  Money principal;
  Money late_fee;
};
std::vector<MonthOwed> overdue_by_month(const EmployerDebts& debts,
                                        const policy::PolicySet& policies, Date day);

}  // namespace yibao::contribution
