#include "business/card/registration.h"

#include <algorithm>

#include "business/person/name.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/reader.h"

namespace yibao::card {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kColumns[] = {{"person_id", ColumnType::integer},
                               {"level", ColumnType::integer},
                               {"recorded_at", ColumnType::integer}};

}  // namespace

const storage::Table kRegistration{
    85, "registration", kColumns, 1, storage::Owner::person, 0, storage::Mutability::mutable_rows};

const storage::KeyedSelect kRegistrationOf{
    "registration_of",
    "SELECT person_id, level, recorded_at FROM registration WHERE person_id {key} "
    "ORDER BY person_id"};

int real_name_level(const storage::Facts& facts, PersonId person) {
  const storage::Rows& rows = facts.rows(kRegistrationOf, person);
  return rows.empty() ? 0 : static_cast<int>(rows.front()[1].integer());
}

Verdict check_registration(int level, const policy::ActivationPolicy& policy) {
  if (level == 0) return refuse("registration_needed");
  if (level >= policy.real_name_level.value) return Nothing{};
  return refuse("real_name_level_too_low",
                {{"level", std::to_string(level)},
                 {"needed_level", std::to_string(policy.real_name_level.value)}},
                {policy.real_name_level.citation});
}

business::CommandOrRefusal Register::parse(const business::Request& request,
                                           const business::Context& context,
                                           storage::Session& session) {
  auto command = std::make_unique<Register>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->name_ = person::read_name_if_given(reader);
  command->number_ = IdentityNumber(reader.text_or("identity_number", 30, ""));
  const std::string proof = reader.text_or("proof", 400, "");
  command->proof_given_ = !proof.empty();
  if (command->proof_given_) {
    command->face_.ask(proof, context.actor->person(), reader, context, session);
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> Register::subjects() const {
  return {storage::Subject::person(person_)};
}

void Register::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(kRegistrationOf, person_);
  if (proof_given_) face_.need(needs);
}

Verdict Register::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.person() == person_ && !person_.is_none()) return Nothing{};
  return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
}

Decision<storage::Plan> Register::decide(const storage::Facts& facts,
                                         const business::Context& context) const {
  const Decision<person::Person> person =
      person::require_person(facts, person_, context, person::Open::secrets);
  if (!person) return person.refusal();
  if (const Verdict alive = person::check_alive(*person, context.today); !alive) {
    return alive.refusal();
  }
  int level = 1;
  if (!name_.empty() || !number_.empty()) {
    if (name_ != person->name || number_ != person->identity_number) {
      return refuse("real_name_does_not_match");
    }
    level = 2;
  }
  const int before = real_name_level(facts, person_);
  storage::Plan plan;
  if (proof_given_) {
    if (const Verdict tries = face_.check_tries(facts, context); !tries) return tries.refusal();
    if (auto failed = face_.not_passed(facts, context)) {
      failed->answer.set("level", std::int64_t{before});
      return std::move(*failed);
    }
    face_.record(plan, context);
    level = 3;
  }
  plan.event = "registered";
  plan.save(kRegistration, {person_.value(), std::max(level, before), context.now.milliseconds()},
            before == 0);
  plan.answer = Tree::object({{"level", std::int64_t{std::max(level, before)}}});
  return plan;
}

}  // namespace yibao::card
