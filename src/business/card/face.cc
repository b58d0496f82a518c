#include "business/card/face.h"

#include "business/person/authorisation.h"
#include "business/person/consent.h"
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

// Who is before the camera.
std::optional<person::Person> who_shows(PersonId person, const business::Context& context,
                                        storage::Session& session) {
  std::optional<person::Person> whom = read_one(person, context, session);
  const PersonId agent = context.actor->person();
  const bool for_another = whom && !agent.is_none() && agent != person;
  if (for_another && is_guardian(agent, *whom, context, session)) {
    return read_one(agent, context, session);
  }
  return whom;
}

}  // namespace

void FaceCheck::ask(const std::string& proof, PersonId person, business::Reader& reader,
                    const business::Context& context, storage::Session& session) {
  if (!reader.ok_so_far() || context.verifier == nullptr) return;
  outcome_ = VerificationCode::failed;
  const std::optional<person::Person> whom = who_shows(person, context, session);
  if (!whom) return;
  if (const Verdict agreed = person::check_face_consent(whom->id, session); !agreed) {
    outcome_.reset();
    for (const Reason& each : agreed.refusal().reasons) reader.add(each, RefusalKind::refused);
    return;
  }
  outcome_ = context.verifier->check(proof, whom->name, whom->identity_number);
}

}  // namespace yibao::card
