// 先于结算到达的冲正: a reversal may overtake the settlement that it names, which a proxy still
// holds. The sender is told that there is nothing to take back, and will believe it; so the message
// is void from then on: the settlement, when it comes, is refused.
//
// A msgid is of an institution, whoever is named: the gateway claims it (Door::voids) before the
// reversal is run, so that a settlement of anybody under it is either there by then, or never is.
// What is kept here is of the person who was named.
#pragma once

#include <string>

#include "base/decision.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::visit {

extern const storage::Table kVoidedMessage;
extern const storage::KeyedSelect kVoidedMessagesOf;  // by person: whole rows

Refusal message_voided(const std::string& msgid, Instant since);

// Refused: message_voided.
Verdict check_not_voided(const storage::Facts& facts, PersonId person,
                         const std::string& institution, const std::string& msgid);

// What becomes of a reversal that has found nothing: it remembers the message, and its answer says
// no all the same, in member `refused`. Where the message is void already, `answer` alone.
Decision<storage::Plan> void_message(const storage::Facts& facts, PersonId person,
                                     const std::string& institution, const std::string& msgid,
                                     const Refusal& answer, const business::Context& context);

}  // namespace yibao::visit
