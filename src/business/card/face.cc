#include "business/card/face.h"

#include <algorithm>

#include "business/card/attempts.h"
#include "business/person/authorisation.h"
#include "business/person/consent.h"
#include "business/person/store.h"
#include "policy/policy_set.h"

namespace yibao::card {

namespace {

constexpr const char* kChannel = "face";

const policy::ActivationPolicy& policy_of(const business::Context& context) {
  return context.policies->on(RegionCode::nation(), context.today).activation;
}

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

std::string_view outcome_of(VerificationCode code) {
  switch (code) {
    case VerificationCode::failed:
      return "failed";
    case VerificationCode::passed:
      return "passed";
    case VerificationCode::under_review:
      return "under_review";
    case VerificationCode::special:
      return "special";
  }
  return "failed";
}

Reason why_not_passed(VerificationCode code, int left) {
  std::string reason = "verification_failed";
  if (code == VerificationCode::under_review) reason = "verification_under_review";
  if (code == VerificationCode::special) reason = "verification_special";
  return {std::move(reason), {{"left", std::to_string(left)}}, {}};
}

void FaceCheck::ask(const std::string& proof, PersonId person, business::Reader& reader,
                    const business::Context& context, storage::Session& session) {
  whose_ = person;
  source_day_ = source_day(*context.vault, context.actor->journal_name(), context.today);
  if (!reader.ok_so_far() || context.verifier == nullptr) return;
  outcome_ = VerificationCode::failed;
  const std::optional<person::Person> whom = who_shows(person, context, session);
  if (!whom) return;
  whose_ = whom->id;
  if (const Verdict agreed = person::check_face_consent(whom->id, session); !agreed) {
    outcome_.reset();
    for (Reason each : agreed.refusal().reasons) {
      const PersonId agent = context.actor->person();
      if (!agent.is_none() && whom->id != agent) each.code = "face_consent_of_principal";
      reader.add(std::move(each), RefusalKind::refused);
    }
    return;
  }
  outcome_ = context.verifier->check(proof, whom->name, whom->identity_number);
}

void FaceCheck::need(storage::Needs& needs) const {
  needs.add(kAttemptsOf, whose_);
  needs.add(kAttemptsOfSource, storage::Value(source_day_));
}

Verdict FaceCheck::check_tries(const storage::Facts& facts,
                               const business::Context& context) const {
  if (!outcome_) return refuse("verifier_not_connected");
  const policy::ActivationPolicy& policy = policy_of(context);
  const Attempts attempts = read_attempts(facts, whose_, {}, kChannel, source_day_, context.today);
  if (const Verdict rate = check_rate(attempts, policy); !rate) return rate.refusal();
  const auto& most = policy.verification_failures_max;
  if (attempts.failed_today < most.value) return Nothing{};
  Refusal refusal = refuse(RefusalKind::limited, "too_many_attempts");
  refusal.reasons.front().citations = {most.citation};
  return refusal;
}

std::optional<storage::Plan> FaceCheck::not_passed(const storage::Facts& facts,
                                                   const business::Context& context) const {
  YB_CHECK(outcome_.has_value(), "a face that was not compared");
  if (*outcome_ == VerificationCode::passed) return std::nullopt;
  const Attempts attempts = read_attempts(facts, whose_, {}, kChannel, source_day_, context.today);
  const int failed = attempts.failed_today + (*outcome_ == VerificationCode::failed ? 1 : 0);
  const int left = std::max(0, policy_of(context).verification_failures_max.value - failed);
  storage::Plan plan;
  plan.event = "face_not_passed";
  plan.reasons.push_back(why_not_passed(*outcome_, left));
  plan.answer = Tree::object({{"outcome", std::string(outcome_of(*outcome_))}});
  record(plan, context);
  return plan;
}

void FaceCheck::record(storage::Plan& plan, const business::Context& context) const {
  record_attempt(plan, {whose_, {}, kChannel, source_day_, std::string(outcome_of(*outcome_))},
                 context);
}

}  // namespace yibao::card
