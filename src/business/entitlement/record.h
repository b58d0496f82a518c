// A person's record among the facts of a command or an enquiry: the keyed selects that
// entitlement follows from. Its contributions say when and how each month was paid; who asks how much
// reads contribution::kContributionsOf besides.
#pragma once

#include "business/entitlement/facts.h"
#include "business/use_case.h"

namespace yibao::entitlement {

void need_record(storage::Needs& needs, PersonId person);
// None where there is no such person.
std::optional<PersonRecord> read_record(const storage::Facts& facts, PersonId person,
                                        const storage::Vault& vault);

}  // namespace yibao::entitlement
