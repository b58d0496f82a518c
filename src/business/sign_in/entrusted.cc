#include "business/sign_in/entrusted.h"

#include <algorithm>
#include <array>

#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/sign_in/codes.h"
#include "policy/policy_set.h"

namespace yibao::sign_in {

namespace {

constexpr storage::Statement kActedForBy{
    "people_acted_for",
    "SELECT person_id FROM authorisation WHERE revoked_on IS NULL AND (agent_id = $1 "
    "OR agent_id IN (SELECT person_id FROM person WHERE merged_into = $1)) "
    "GROUP BY person_id ORDER BY person_id LIMIT 100"};
constexpr storage::Statement kFiledBy{
    "cases_filed_by",
    "SELECT case_id FROM case_file WHERE person_id = $1 AND filed_by = $2 ORDER BY case_id"};

constexpr std::array<std::string_view, 5> kProtectsAccount{
    "secret_changed", "account_registered", "sign_in_phone_changed", "sign_in_phone_lost",
    "contact_phone_confirmed"};

// Those of an agent's that serve today.
std::vector<person::Authorisation> serving(const person::Person& person, PersonId agent,
                                           const std::vector<person::Authorisation>& all,
                                           const policy::ActivationPolicy& ages, Date today) {
  std::vector<person::Authorisation> found;
  for (const person::Authorisation& each : all) {
    if (each.agent != agent) continue;
    if (person::check_serves(each, person, ages, today)) found.push_back(each);
  }
  return found;
}

const person::Authorisation& furthest(const std::vector<person::Authorisation>& serving) {
  const auto guardian =
      std::ranges::find(serving, person::AuthorisationKind::guardian, &person::Authorisation::kind);
  return guardian != serving.end() ? *guardian : serving.back();
}

}  // namespace

const person::Authorisation& Entrusted::by() const {
  return furthest(serving);
}

std::vector<Entrusted> entrusted_to(PersonId agent, const business::Context& context,
                                    storage::Session& session) {
  const policy::ActivationPolicy& ages =
      context.policies->on(RegionCode::nation(), context.today).activation;
  std::vector<storage::Value> people;
  for (const storage::Row& row : session.select(kActedForBy, {agent.value()})) {
    people.push_back(row[0]);
  }
  const std::vector<storage::Rows> rows = session.select_keyed(person::kPersonById, people);
  const std::vector<storage::Rows> given = session.select_keyed(person::kAuthorisationsOf, people);
  std::vector<Entrusted> all;
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (rows[i].empty()) continue;
    Entrusted each;
    each.person = person::read_person(rows[i].front(), *context.vault, person::Open::nothing);
    each.serving =
        serving(each.person, agent, person::read_authorisations(given[i]), ages, context.today);
    if (!each.serving.empty()) all.push_back(std::move(each));
  }
  return all;
}

Tree present_entrusted(const Entrusted& entrusted, const business::Context& context) {
  const person::Person& person = entrusted.person;
  return Tree::object({{"person", context.vault->outside_id(storage::IdKind::person,
                                                            person.id.value(), person.recorded_at)},
                       {"name", person.name},
                       {"kind", std::string(person::to_text(entrusted.by().kind))},
                       {"relation", entrusted.by().relation}});
}

std::set<std::int64_t> cases_filed_by(PersonId agent, PersonId person, storage::Session& session) {
  std::set<std::int64_t> cases;
  const std::string filer = "participant:" + std::to_string(agent.value());
  for (const storage::Row& row : session.select(kFiledBy, {person.value(), filer})) {
    cases.insert(row[0].integer());
  }
  return cases;
}

bool is_told(const Entrusted& entrusted, const std::set<std::int64_t>& filed, const Tree& facts,
             const storage::Vault& vault) {
  if (entrusted.is_ward()) return true;
  const Tree* number = facts.find("case");
  if (number == nullptr || number->text() == nullptr) return false;
  const auto inside = vault.inside_id(storage::IdKind::application, *number->text());
  return inside && filed.contains(inside->id);
}

// What lets somebody in, or says how, is between them and us.
bool is_for_person_alone(std::string_view message_code) {
  return message_code == kCodeNotice || message_code == "telephone_code" ||
         message_code == "enquiry_password_set" ||
         message_code == "enquiry_password_set_at_counter" ||
         (protects_account(message_code) && message_code != "sign_in_phone_lost");
}

bool protects_account(std::string_view message_code) {
  return std::ranges::find(kProtectsAccount, message_code) != kProtectsAccount.end();
}

std::vector<Agent> agents_of(const person::Person& person, const storage::Rows& authorisations,
                             const policy::ActivationPolicy& ages, Date today,
                             const storage::Vault& vault, storage::Session& session) {
  const auto all = person::read_authorisations(authorisations);
  std::vector<Agent> agents;
  for (const person::Authorisation& each : all) {
    const bool known =
        std::ranges::any_of(agents, [&](const Agent& one) { return one.by.agent == each.agent; });
    if (known) continue;
    const auto given = serving(person, each.agent, all, ages, today);
    if (given.empty()) continue;
    const storage::Value key[] = {storage::Value(each.agent.value())};
    const storage::Rows rows = session.select_keyed(person::kPersonById, key).front();
    if (rows.empty()) continue;
    Agent agent{person::read_person(rows.front(), vault, person::Open::secrets), furthest(given)};
    if (person::check_alive(agent.person, today)) agents.push_back(std::move(agent));
  }
  return agents;
}

}  // namespace yibao::sign_in
