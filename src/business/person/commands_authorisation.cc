#include "business/person/commands_authorisation.h"

#include <algorithm>

#include "base/reason_tree.h"
#include "business/access.h"
#include "business/person/by_number.h"
#include "business/person/name.h"
#include "business/person/reference.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::person {

namespace {

constexpr std::size_t kAuthorisationsMax = 100;

std::vector<std::string> read_words(business::Reader& reader, std::string_view name,
                                    std::span<const std::string_view> known) {
  std::vector<std::string> words;
  const Tree::List* list = reader.optional_list(name, 10);
  if (list == nullptr) return words;
  for (const Tree& item : *list) {
    const std::string word = item.text() != nullptr ? *item.text() : "";
    if (std::ranges::find(known, word) == known.end()) {
      reader.add({"member_unknown_code", {{"member", std::string(name)}}, {}});
    } else if (std::ranges::find(words, word) == words.end()) {
      words.push_back(word);
    }
  }
  return words;
}

// What an officer must have had in hand.
std::vector<std::string> papers_of(AuthorisationKind kind, const policy::ActivationPolicy& policy) {
  return kind == AuthorisationKind::guardian ? policy.materials_guardian.value
                                             : policy.materials_proxy.value;
}

// An officer goes by the rules of their agency; online those of the person's own place hold.
const policy::RegionPolicy& place_of(PersonId person, const storage::Facts& facts,
                                     const business::Context& context) {
  const RegionCode own = context.actor->region;
  return context.policies->on(own.is_none() ? latest_place(facts, person) : own, context.today);
}

Date adult_on(const Person& who, const policy::ActivationPolicy& policy) {
  return who.birth_date.birthday_at_age(policy.guardian_until_age.value);
}

// Whether somebody may act for others at all.
Verdict check_may_act(const Person& agent, const policy::ActivationPolicy& policy, Date today) {
  if (const Verdict alive = check_alive(agent, today); !alive) return alive;
  if (today >= adult_on(agent, policy)) return Nothing{};
  return refuse("agent_is_a_minor", {{"adult_on", adult_on(agent, policy).to_string()}},
                {policy.guardian_until_age.citation});
}

}  // namespace

// 代办人: by our own id, as a code carries it, or by name and identity number, which people know.
// Whose number it is, and whether anybody's, is told to nobody who does not know the name.
void Authorise::read_agent(business::Reader& reader, const business::Context& context,
                           storage::Session& session) {
  const auto id = reader.optional_id("agent", storage::IdKind::person);
  const std::string number = reader.text_or("agent_identity_number", 30, "");
  agent_name_ = read_name_if_given(reader, "agent_name");
  if (id.has_value() == (!number.empty() && !agent_name_.empty())) {
    reader.add({"agent_or_identity_number", {}, {}});
  }
  if (!reader.ok_so_far()) return;
  if (id) {
    given_.agent = PersonId(*id);
    return;
  }
  const auto found = find_by_number(number, context, session);
  if (!found) return reader.add(found.refusal().reasons.front());
  given_.agent = found->person;
}

business::CommandOrRefusal Authorise::parse(const business::Request& request,
                                            const business::Context& context,
                                            storage::Session& session) {
  auto command = std::make_unique<Authorise>();
  auto reader = business::Reader::body(request, context);
  Authorisation& given = command->given_;
  given.person = PersonId(reader.path_id("person", storage::IdKind::person));
  given.kind = reader.code("kind", {"guardian", "proxy"}) == "guardian"
                   ? AuthorisationKind::guardian
                   : AuthorisationKind::proxy;
  command->read_agent(reader, context, session);
  given.relation =
      reader.code("relation", {"spouse", "child", "grandchild", "parent", "grandparent", "sibling",
                               "other_relative", "no_relative", "employer_agent"});
  given.scopes = read_words(reader, "scopes", kScopes);
  if (given.scopes.empty()) given.scopes = {"all"};
  given.from = reader.optional_date("from").value_or(context.today);
  given.until = reader.optional_date("until");
  given.evidence = reader.text_or("evidence", 60, "");
  if (const Tree::List* sighted = reader.optional_list("sighted", 10); sighted != nullptr) {
    for (const Tree& item : *sighted) {
      if (item.text() == nullptr) {
        reader.add({"member_not_text", {{"member", "sighted"}}, {}});
      } else {
        command->sighted_.push_back(*item.text());
      }
    }
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> Authorise::subjects() const {
  return {storage::Subject::person(given_.person)};
}

void Authorise::need(storage::Needs& needs) const {
  needs.add(kPersonById, given_.person);
  needs.add(kPersonById, given_.agent);
  needs.add(kAuthorisationsOf, given_.person);
  needs.add(kInsuredRegionsOf, given_.person);
}

Verdict Authorise::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  if (actor.is_officer()) return may_serve(actor, given_.person, facts);
  return business::may_act_for(actor, given_.person);
}

Verdict Authorise::check(const Person& person, const Person& agent,
                         const policy::RegionPolicy& place,
                         const business::Context& context) const {
  const policy::ActivationPolicy& policy = place.activation;
  const Date today = context.today;
  const Date of_age_on = adult_on(person, policy);
  if (const Verdict alive = check_alive(person, today); !alive) return alive;
  if (given_.agent == given_.person) return refuse("agent_is_the_person");
  if (const Verdict may = check_may_act(agent, policy, today); !may) return may;
  if (given_.kind == AuthorisationKind::guardian) {
    if (!context.actor->is_officer()) return refuse("guardian_at_counter_only");
    if (today >= of_age_on) {
      return refuse("guardianship_ended", {{"adult_on", of_age_on.to_string()}},
                    {policy.guardian_until_age.citation});
    }
  } else {
    if (today < of_age_on) {
      return refuse("minor_needs_guardian", {{"adult_on", of_age_on.to_string()}},
                    {policy.guardian_until_age.citation});
    }
    if (given_.covers("card")) {
      if (const Verdict may = check_agent_admitted(given_, false, place); !may) return may;
    }
    if (!given_.until) return refuse("authorisation_without_end");
  }
  if (given_.until && *given_.until < std::max(given_.from, today)) {
    return refuse("authorisation_expired", {{"until", given_.until->to_string()}});
  }
  if (!context.actor->is_officer()) return Nothing{};
  std::string missing;
  for (const std::string& paper : papers_of(given_.kind, policy)) {
    if (std::ranges::find(sighted_, paper) != sighted_.end()) continue;
    missing += (missing.empty() ? "" : ", ") + paper;
  }
  if (missing.empty()) return Nothing{};
  return refuse("materials_missing", {{"items", missing}},
                {given_.kind == AuthorisationKind::guardian ? policy.materials_guardian.citation
                                                            : policy.materials_proxy.citation});
}

Decision<storage::Plan> Authorise::decide(const storage::Facts& facts,
                                          const business::Context& context) const {
  const Decision<Person> person = require_person(facts, given_.person, context);
  if (!person) return person.refusal();
  const Decision<Person> agent = require_person(facts, given_.agent, context);
  const bool by_name = !agent_name_.empty();
  if (!agent || (by_name && !is_same_name(agent->name, agent_name_))) {
    return by_name ? not_confirmed()
                   : refuse(RefusalKind::not_found, "not_found", {{"member", "agent"}});
  }
  if (facts.rows(kAuthorisationsOf, given_.person).size() >= kAuthorisationsMax) {
    return refuse("too_many_authorisations");
  }
  // Of whom somebody names by number they are told no more than that it cannot be.
  const policy::RegionPolicy& place = place_of(given_.person, facts, context);
  const bool stranger = by_name && names_as_stranger(*context.actor);
  if (stranger && !check_may_act(*agent, place.activation, context.today)) return not_confirmed();
  if (const Verdict may = check(*person, *agent, place, context); !may) return may.refusal();
  Authorisation given = given_;
  given.id = AuthorisationId(context.ids->next());
  given.recorded_by = context.actor->journal_name();
  given.recorded_at = context.now;
  storage::Plan plan;
  plan.event = "authorisation_recorded";
  plan.insert(kAuthorisation, authorisation_row(given));
  const std::vector<Fact> told{{"agent", mask_name(agent->name)}, {"from", given.from.to_string()}};
  plan.notify(given.person, "authorisation_recorded", told);
  plan.answer = present_authorisation(given, context);
  return plan;
}

business::CommandOrRefusal RevokeAuthorisation::parse(const business::Request& request,
                                                      const business::Context& context,
                                                      storage::Session&) {
  auto command = std::make_unique<RevokeAuthorisation>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->authorisation_ =
      AuthorisationId(reader.path_id("authorisation", storage::IdKind::authorisation));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> RevokeAuthorisation::subjects() const {
  return {storage::Subject::person(person_)};
}

void RevokeAuthorisation::need(storage::Needs& needs) const {
  needs.add(kAuthorisationsOf, person_);
  needs.add(kInsuredRegionsOf, person_);
}

Verdict RevokeAuthorisation::authorise(const business::Actor& actor,
                                       const storage::Facts& facts) const {
  if (actor.is_officer()) return may_serve(actor, person_, facts);
  return may_act_for(actor, person_, facts);
}

Decision<storage::Plan> RevokeAuthorisation::decide(const storage::Facts& facts,
                                                    const business::Context& context) const {
  for (const storage::Row& row : facts.rows(kAuthorisationsOf, person_)) {
    Authorisation each = read_authorisation(row);
    if (each.id != authorisation_) continue;
    const bool strangers = context.actor->is(business::Role::participant) &&
                           context.actor->person() != person_ &&
                           context.actor->person() != each.agent;
    if (strangers) break;
    if (each.revoked_on) {
      return refuse("authorisation_revoked", {{"revoked_on", each.revoked_on->to_string()}});
    }
    each.revoked_on = context.today;
    storage::Plan plan;
    plan.event = "authorisation_revoked";
    plan.update(kAuthorisation, authorisation_row(each));
    plan.notify(person_, "authorisation_ended", {{"revoked_on", context.today.to_string()}});
    plan.answer = present_authorisation(each, context);
    return plan;
  }
  return refuse(RefusalKind::not_found, "not_found", {{"member", "authorisation"}});
}

Decision<Tree> answer_authorisations(const business::Request& request,
                                     const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = may_see(context, person, "all", session); !may) return may.refusal();
  Tree list = Tree(Tree::List{});
  const storage::Value key[] = {storage::Value(person.value())};
  const storage::Rows rows = session.select_keyed(kAuthorisationsOf, key).front();
  const storage::Rows whose = session.select_keyed(kPersonById, key).front();
  if (whose.empty()) return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  const Person whom = read_person(whose.front(), *context.vault, Open::nothing);
  const policy::ActivationPolicy& ages =
      context.policies->on(RegionCode::nation(), context.today).activation;
  std::vector<storage::Value> agents;
  for (const storage::Row& row : rows) agents.emplace_back(read_authorisation(row).agent.value());
  const std::vector<storage::Rows> people = session.select_keyed(kPersonById, agents);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Authorisation each = read_authorisation(rows[i]);
    Tree told = present_authorisation(each, context);
    // 已撤销、已到期的: it stays on the list, and says so.
    const Verdict serves = check_serves(each, whom, ages, context.today);
    told.set("serves", serves.ok());
    if (!serves) told.set("reasons", to_tree(serves.refusal().reasons));
    if (!people[i].empty()) {
      const Person agent = read_person(people[i].front(), *context.vault, Open::nothing);
      told.set("agent_name", mask_name(agent.name));
    }
    list.push(std::move(told));
  }
  return Tree::object({{"authorisations", std::move(list)}});
}

}  // namespace yibao::person
