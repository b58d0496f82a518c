#include "business/sign_in/me.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/banks.h"
#include "business/card/registration.h"
#include "business/person/authorisation.h"
#include "business/person/phone.h"
#include "business/person/store.h"
#include "business/provider/institution.h"
#include "business/reader.h"
#include "business/sign_in/entrusted.h"
#include "business/sign_in/sessions.h"
#include "business/sign_in/store.h"
#include "policy/policy_set.h"

namespace yibao::sign_in {

namespace {

std::string outside(const person::Person& person, const business::Context& context) {
  return context.vault->outside_id(storage::IdKind::person, person.id.value(), person.recorded_at);
}

// Until when, where it is known: a guardian's ends on the day the child is of age.
std::optional<Date> end_of(const person::Authorisation& given, const person::Person& whom,
                           const policy::ActivationPolicy& ages) {
  if (given.kind == person::AuthorisationKind::guardian) {
    return whom.birth_date.birthday_at_age(ages.guardian_until_age.value);
  }
  return given.until;
}

Tree present(const person::Authorisation& given, const person::Person& whom,
             const policy::ActivationPolicy& ages, const business::Context& context) {
  Tree scopes = Tree(Tree::List{});
  for (const std::string& scope : given.scopes) scopes.push(scope);
  Tree tree = Tree::object({{"person", outside(whom, context)},
                            {"name", whom.name},  // two of a family are often masked alike
                            {"kind", std::string(person::to_text(given.kind))},
                            {"relation", given.relation},
                            {"scope", std::move(scopes)}});
  if (const auto until = end_of(given, whom, ages)) tree.set("until", until->to_string());
  return tree;
}

// Staff sit at a desk of their own; a person's telephone may be looked at over their shoulder.
std::string own_name(const business::Actor& actor) {
  return actor.is(business::Role::participant) ? mask_name(actor.name) : actor.name;
}

void tell_of_person(Tree& me, const business::Context& context, storage::Session& session) {
  const PersonId id = context.actor->person();
  const storage::Value key[] = {storage::Value(id.value())};
  const storage::Rows rows = session.select_keyed(person::kPersonById, key).front();
  if (rows.empty()) return;
  const person::Person person =
      person::read_person(rows.front(), *context.vault, person::Open::secrets);
  me.set("person", outside(person, context));
  me.set("identity_number", mask_identity(person.identity_number));
  me.set("birth_date", person.birth_date.to_string());
  const storage::Rows registered = session.select_keyed(card::kRegistrationOf, key).front();
  me.set("real_name_level", registered.empty() ? std::int64_t{0} : registered.front()[1].integer());
  const storage::Rows accounts = session.select_keyed(kPersonAccountOf, key).front();
  if (!accounts.empty()) {
    const PersonAccount account = read_person_account(accounts.front(), *context.vault);
    if (!account.phone.empty()) me.set("phone", mask_phone(account.phone));
    me.set("has_password", !account.password_hash.empty());
  }
  const bool in_doubt =
      !person.phone.empty() && person::usable_phone(person, *context.vault, session).empty();
  if (in_doubt) me.set("phone_in_doubt", true);
  me.set("acts_for", acts_for(id, context, session));
}

}  // namespace

Tree acts_for(PersonId agent, const business::Context& context, storage::Session& session) {
  Tree list = Tree(Tree::List{});
  const policy::ActivationPolicy& ages =
      context.policies->on(RegionCode::nation(), context.today).activation;
  for (const Entrusted& each : entrusted_to(agent, context, session)) {
    for (const person::Authorisation& by : each.serving) {
      list.push(present(by, each.person, ages, context));
    }
  }
  return list;
}

Decision<Tree> answer_me(const business::Request& request, const business::Context& context,
                         storage::Session& session) {
  if (const Verdict none = business::Reader::parameters(request, context).finish(); !none) {
    return none.refusal();
  }
  const business::Actor& actor = *context.actor;
  Tree me = Tree::object({{"role", std::string(business::role_code(actor.role))},
                          {"name", own_name(actor)},
                          {"channel", actor.channel},
                          {"now", context.now.to_string()}});
  if (!actor.client.empty()) me.set("client", actor.client);
  if (!actor.region.is_none()) {
    me.set("region", actor.region.to_string());
    me.set("region_name", context.regions->name(actor.region));
  }
  if (const std::string code = business::institution_of(actor); !code.empty()) {
    me.set("institution", code);
    const auto institution =
        provider::find_institution(session, provider::kInstitutionOfCode, code);
    if (institution) me.set("institution_name", institution->name);
  }
  if (actor.is(business::Role::bank)) me.set("bank", std::string(business::bank_of(actor.id)));
  if (actor.must_change_secret) me.set("must_change_secret", true);
  if (!actor.is(business::Role::participant)) me.set("number", std::int64_t{actor.id});
  if (actor.session != 0) {
    const Decision<Session> own = own_session(context, session);
    if (own) me.set("session", present_session(*own, context));
  }
  if (actor.is(business::Role::participant)) tell_of_person(me, context, session);
  return me;
}

}  // namespace yibao::sign_in
