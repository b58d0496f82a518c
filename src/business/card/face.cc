#include "business/card/face.h"

#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "policy/policy_set.h"

namespace yibao::card {

namespace {

std::optional<person::Person> read_one(PersonId id, const business::Context& context,
                                       storage::Session& session) {
  const storage::Value key[] = {storage::Value(id.value())};
  const storage::Rows rows = session.select_keyed(person::kPersonById, key).front();
  if (rows.empty()) return std::nullopt;
  return person::read_person(rows.front(), *context.vault, person::Open::secrets);
}

bool is_guardian(PersonId agent, const person::Person& person, const business::Context& context,
                 storage::Session& session) {
  const storage::Value key[] = {storage::Value(person.id.value())};
  const auto all =
      person::read_authorisations(session.select_keyed(person::kAuthorisationsOf, key).front());
  const policy::ActivationPolicy& ages =
      context.policies->on(RegionCode::nation(), context.today).activation;
  const auto by = person::check_agent(person, agent, all, "card", ages, context.today);
  return by && by->kind == person::AuthorisationKind::guardian;
}

}  // namespace

VerificationCode verify_face(const std::string& proof, PersonId person,
                             const business::Context& context, storage::Session& session) {
  YB_CHECK(context.verifier != nullptr, "who asks has a verifier");
  std::optional<person::Person> whom = read_one(person, context, session);
  if (!whom) return VerificationCode::failed;
  const business::Actor& actor = *context.actor;
  const bool for_another = actor.is(business::Role::participant) && actor.person() != person;
  if (for_another && is_guardian(actor.person(), *whom, context, session)) {
    whom = read_one(actor.person(), context, session);
  }
  return context.verifier->check(proof, whom->name, whom->identity_number);
}

}  // namespace yibao::card
