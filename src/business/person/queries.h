// Reading people: masked, whoever asks. What is whole is a call of its own.
#pragma once

#include "business/person/types.h"
#include "business/use_case.h"

namespace yibao::person {

// One person by id.
Decision<Tree> answer_person(const business::Request& request, const business::Context& context,
                             storage::Session& session);

// 完整信息: the name, number and telephone as they are, for an officer who says what for (N-16: every
// such look is recorded, and the person sees it), and for oneself.
Decision<Tree> answer_identity(const business::Request& request, const business::Context& context,
                               storage::Session& session);

// The person of an exact identity number, which stands in the body and never in an address. Or
// {"people": […], "more"}: those of a name and birth date, or those of the officer's own region
// whose name begins so.
Decision<Tree> answer_search(const business::Request& request, const business::Context& context,
                             storage::Session& session);

Tree present_person(const Person& person, const business::Context& context);

}  // namespace yibao::person
