// Who is told for another (R-147, R-148, N-25): a guardian everything that the person is told, a
// proxy what concerns a case that they filed; by the one's own channels, while they may act.
//
// Nothing is written twice: a message stays the person's, and is shown and sent to those who act.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "business/person/authorisation.h"
#include "business/person/types.h"
#include "business/use_case.h"

namespace yibao::sign_in {

// Somebody for whom a participant may act today, and by which authorisations; at least one.
struct Entrusted {
  person::Person person;
  std::vector<person::Authorisation> serving;

  // The one that goes furthest: a guardian's, else the newest.
  const person::Authorisation& by() const;
  bool is_ward() const { return by().kind == person::AuthorisationKind::guardian; }
};
std::vector<Entrusted> entrusted_to(PersonId agent, const business::Context& context,
                                    storage::Session& session);

// Whose it is, as it is told with something of theirs: id, whole name (two of a family are often
// masked alike), kind, relation.
Tree present_entrusted(const Entrusted& entrusted, const business::Context& context);

// The cases of the person that the agent has filed, by their inner ids.
std::set<std::int64_t> cases_filed_by(PersonId agent, PersonId person, storage::Session& session);

// Whether what a message is about is the agent's to know: facts as they are stored.
bool is_told(const Entrusted& entrusted, const std::set<std::int64_t>& filed, const Tree& facts,
             const storage::Vault& vault);

// Of the person themself, and of nobody who acts for them: codes, and what becomes of an account.
bool is_for_person_alone(std::string_view message_code);

// 账户安全提醒: that an account was opened, its telephone or its password changed. Told even to who
// declines messages (N-27 lets them say no to the rest).
bool protects_account(std::string_view message_code);

// Who acts for the person on a day: each once, alive, with their number and telephone opened.
struct Agent {
  person::Person person;
  person::Authorisation by;
};
std::vector<Agent> agents_of(const person::Person& person, const storage::Rows& authorisations,
                             const policy::ActivationPolicy& ages, Date today,
                             const storage::Vault& vault, storage::Session& session);

}  // namespace yibao::sign_in
