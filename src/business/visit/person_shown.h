// 1101: who stands before the till by what was read from a document, a card or a phone, and what is
// told of them. It reads, and where the card was never used before it is activated by this reading,
// where its place lets it (首次使用自动激活, R-127): then it is a command.
#pragma once

#include <string>
#include <vector>

#include "business/account/types.h"
#include "business/enrolment/types.h"
#include "business/hold/types.h"
#include "business/visit/doors.h"
#include "business/visit/message.h"

namespace yibao::visit {

// Who was shown, whose document it is found to be.
struct PersonShown {
  Named named;
  person::Person person;
};
Decision<PersonShown> find_person_shown(const Asked& asked);

// What is on record of them.
struct PersonKnown {
  person::Person person;
  std::vector<enrolment::Enrolment> enrolments;
  std::vector<account::Account> accounts;
  std::vector<hold::Hold> holds;  // that count for what was shown, in force today
};
// `hint`: what a cashier is told besides (exp_content).
Tree tell_person(const PersonKnown& known, RegionCode place, std::string hint,
                 const business::Context& context);

// By which relation a till settles: the one in which the person participates, else the last to
// begin; none: there is none.
const enrolment::Enrolment* settled_by(const std::vector<enrolment::Enrolment>& relations,
                                       Date today);

// Of the card that was read for 1101: whether this is its first use.
bool is_first_use(const Asked& asked);
business::CommandOrRefusal use_first(const Asked& asked);

}  // namespace yibao::visit
