// Acting for others on every endpoint (为他人办理): whoever chooses to act for a person they hold
// an authorisation of, goes on under their own name, and what is asked is answered as if the person
// asked, within the scope of the authorisation (R-147, R-161; person/authorisation.h).
//
// A guardian's ends on the day the child is of age, everybody's with the death of either of the
// two. It is looked at when the request is read, and once more in the transaction of the command.
// What the person is told of it says who acted.
//
// Who is under sixteen does nothing alone, for themself or for others: of_age().
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

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

// 由他人办理的词: by which scopes of an authorisation (person::kScopes) an endpoint is used; any
// one serves. None: nobody does it for another.
std::vector<std::string_view> scopes_of(const business::Endpoint& endpoint);

// The command, which looks again.
std::unique_ptr<business::Command> on_behalf(std::unique_ptr<business::Command> command,
                                             const business::Endpoint& endpoint, PersonId person,
                                             const business::Context& context);

// A participant's command about people, for themself or for others: refused as guardian_must_act
// where the participant is too young, as not found where they have died and act for another; who is
// dead by mistake contests it themself. What concerns their own access alone is left as it is.
bool asks_age(const business::Endpoint& endpoint, const business::Actor& actor);
std::unique_ptr<business::Command> of_age(std::unique_ptr<business::Command> command,
                                          PersonId participant, std::optional<PersonId> whose);

}  // namespace yibao::sign_in
