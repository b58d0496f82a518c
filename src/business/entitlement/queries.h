// Enquiries about entitlement: covered on a day or not and why; retirement's years (N-08).
#pragma once

#include "business/entitlement/facts.h"
#include "business/use_case.h"

namespace yibao::entitlement {

Decision<Tree> answer_entitlement(const business::Request& request,
                                  const business::Context& context, storage::Session& session);

Decision<Tree> answer_retirement(const business::Request& request, const business::Context& context,
                                 storage::Session& session);

// One person's record by its keyed selects; none where there is no such person.
std::optional<PersonRecord> load_record(PersonId person, const business::Context& context,
                                        storage::Session& session);

}  // namespace yibao::entitlement
