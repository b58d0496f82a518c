// Reading people: always masked, whoever asks.
#pragma once

#include "business/person/types.h"
#include "business/use_case.h"

namespace yibao::person {

// One person by id.
Decision<Tree> answer_person(const business::Request& request, const business::Context& context,
                             storage::Session& session);

// The person of an exact identity number, which stands in the body and never in an address. Or
// {"people": […], "more"}: those of a name and birth date, or those of the officer's own region
// whose name begins so.
Decision<Tree> answer_search(const business::Request& request, const business::Context& context,
                             storage::Session& session);

Tree present_person(const Person& person, const business::Context& context);

}  // namespace yibao::person
