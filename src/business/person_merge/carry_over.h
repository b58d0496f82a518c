// What of the merged number is carried over to the kept one, and how: rows as they will be.
#pragma once

#include <vector>

#include "business/account/types.h"
#include "business/application/change.h"
#include "business/card/types.h"
#include "business/care/types.h"
#include "business/contribution/overpayments.h"
#include "business/contribution/store.h"
#include "business/enrolment/types.h"
#include "business/entitlement/bills.h"
#include "business/entitlement/groups.h"
#include "business/person/authorisation.h"
#include "business/use_case.h"

namespace yibao::person_merge {

// Both numbers' rows, as the facts give them.
struct Side {
  PersonId person;
  std::vector<enrolment::Enrolment> enrolments;
  std::vector<contribution::Contribution> contributions;
  std::vector<contribution::RecognisedMonths> recognised;
  std::vector<account::Account> accounts;
  storage::Rows postings;  // of all accounts
  storage::Rows holds;     // standing
  std::vector<card::Card> cards;
  std::vector<care::Registration> care;         // 就医备案, ended ones too
  std::vector<entitlement::Membership> groups;  // 人员类别, ended ones too
  std::vector<person::Authorisation>
      authorisations;  // 监护人、代办人 of this number, ended ones too
  std::vector<entitlement::DeclaredBill> bills;         // 申报的费用 (N-20)
  std::vector<contribution::Overpayment> overpayments;  // 多缴, refunded ones too
};
void need_side(storage::Needs& needs, PersonId person);
Side side_of(const storage::Facts& facts, PersonId person);

struct CarriedOver {
  int months = 0;
  int duplicates = 0;  // paid under both numbers at one place: counted once, to be refunded (N-19)
  Money amount;
  int registrations = 0;  // 就医备案
};

// Writes everything to the change's plan.
CarriedOver carry_over(const Side& kept, const Side& merged, application::Change& change);

}  // namespace yibao::person_merge
