// Acting for others on every endpoint (为他人办理): whoever chooses to act for a person they hold
// an authorisation of, goes on under their own name, and what is asked is answered as if the person
// asked, within the scope of the authorisation (R-147, R-161; person/authorisation.h).
//
// A guardian's ends on the day the child is of age. It is looked at when the request is read, and
// once more in the transaction of the command.
#pragma once

#include <memory>
#include <optional>

#include "business/use_case.h"

namespace yibao::sign_in {

// The person whose thing the path names: {person}, {case}, {card}; none: nobody's.
std::optional<PersonId> person_of_path(const business::Request& request,
                                       const business::Context& context, storage::Session& session);

// Whom a participant's call is made for where that is somebody else whom they may act for in this.
// None: for themself, or they may not; then the endpoint finds nothing of theirs there.
PersonId acted_for(const business::Endpoint& endpoint, const business::Request& request,
                   const business::Context& context, storage::Session& session);

// What became of an authorisation that the participant had for the person of the path: it has
// ended, or does not go so far. None: they may act, or have never had one.
std::optional<Refusal> why_not_acting(const business::Endpoint& endpoint,
                                      const business::Request& request,
                                      const business::Context& context, storage::Session& session);
// The command of somebody who has no authorisation any more: where it finds nothing that is theirs,
// that is told instead.
std::unique_ptr<business::Command> or_told(std::unique_ptr<business::Command> command, Refusal why);

// The command, which looks again.
std::unique_ptr<business::Command> on_behalf(std::unique_ptr<business::Command> command,
                                             const business::Endpoint& endpoint, PersonId person,
                                             const business::Context& context);

}  // namespace yibao::sign_in
