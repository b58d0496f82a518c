// Reading people: masked, whoever asks. What is whole is a call of its own.
#pragma once

#include "business/person/types.h"
#include "business/use_case.h"

namespace yibao::person {

// One person by id.
Decision<Tree> answer_person(const business::Request& request, const business::Context& context,
                             storage::Session& session);

// 完整信息: the name, number and telephone as they are, for an officer who says what for (N-16:
// every such look is recorded, and the person sees it), and for oneself.
Decision<Tree> answer_identity(const business::Request& request, const business::Context& context,
                               storage::Session& session);

Tree present_person(const Person& person, const business::Context& context);

}  // namespace yibao::person
