#include "business/sign_in/acting.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "business/card/store.h"
#include "business/casework/store.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "policy/policy_set.h"

namespace yibao::sign_in {

namespace {

constexpr storage::Statement kHolderOfCard{"holder_of_card",
                                           "SELECT person_id FROM card WHERE card_id = $1"};

// What nobody does for another: whom one authorises, how well one is known, one's secrets.
constexpr std::array<std::string_view, 3> kOnlyOneself{"person.authorise", "card.register",
                                                       "card.enquiry-password"};

std::optional<std::int64_t> named(const business::Request& request, std::string_view name,
                                  storage::IdKind kind, const business::Context& context) {
  const std::string* text = request.path_value(name);
  if (text == nullptr) return std::nullopt;
  const auto inside = context.vault->inside_id(kind, *text);
  return inside ? std::optional(inside->id) : std::nullopt;
}

// By which scopes an endpoint may be used; any one of them serves.
std::vector<std::string_view> scopes_of(const business::Endpoint& endpoint) {
  std::vector<std::string_view> scopes;
  if (std::ranges::find(kOnlyOneself, endpoint.name) != kOnlyOneself.end()) return scopes;
  const std::string_view noun = endpoint.name.substr(0, endpoint.name.find('.'));
  if (noun == "card") {
    scopes.push_back("card");
  } else if (noun == "transfer" || noun == "certificate") {
    scopes.push_back("transfer");
  } else {
    scopes.push_back("application");
  }
  if (endpoint.command == nullptr) scopes.push_back("enquiry");
  return scopes;
}

bool may_act(const business::Endpoint& endpoint, const person::Person& person, PersonId agent,
             const std::vector<person::Authorisation>& all, const policy::ActivationPolicy& ages,
             Date today) {
  const std::vector<std::string_view> scopes = scopes_of(endpoint);
  return std::ranges::any_of(scopes, [&](std::string_view scope) {
    return person::check_agent(person, agent, all, scope, ages, today).ok();
  });
}

const policy::ActivationPolicy& ages_of(const business::Context& context) {
  return context.policies->on(RegionCode::nation(), context.today).activation;
}

class OnBehalf : public business::Command {
 public:
  OnBehalf(std::unique_ptr<business::Command> command, const business::Endpoint& endpoint,
           PersonId person, const business::Context& context)
      : command_(std::move(command)), endpoint_(endpoint), person_(person), context_(context) {
    context_.actor = nullptr;  // the job's own is given to authorise()
  }
  std::vector<storage::Subject> subjects() const override { return command_->subjects(); }
  void need(storage::Needs& needs) const override {
    command_->need(needs);
    needs.add(person::kPersonById, person_);
    needs.add(person::kAuthorisationsOf, person_);
  }
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override {
    command_->need_more(facts, needs);
  }
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override {
    const storage::Rows& rows = facts.rows(person::kPersonById, person_);
    const auto all = person::read_authorisations(facts.rows(person::kAuthorisationsOf, person_));
    const bool may =
        !rows.empty() &&
        may_act(endpoint_,
                person::read_person(rows.front(), *context_.vault, person::Open::nothing),
                actor.person(), all, ages_of(context_), context_.today);
    if (!may) return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
    return command_->authorise(actor, facts);
  }
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override {
    return command_->decide(facts, context);
  }

 private:
  std::unique_ptr<business::Command> command_;
  const business::Endpoint& endpoint_;  // of the application, which outlives every command
  PersonId person_;
  business::Context context_;
};

class OrTold : public business::Command {
 public:
  OrTold(std::unique_ptr<business::Command> command, Refusal why)
      : command_(std::move(command)), why_(std::move(why)) {}
  std::vector<storage::Subject> subjects() const override { return command_->subjects(); }
  void need(storage::Needs& needs) const override { command_->need(needs); }
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override {
    command_->need_more(facts, needs);
  }
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override {
    const Verdict may = command_->authorise(actor, facts);
    return !may && may.refusal().kind == RefusalKind::not_found ? Verdict(why_) : may;
  }
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override {
    return command_->decide(facts, context);
  }

 private:
  std::unique_ptr<business::Command> command_;
  Refusal why_;
};

}  // namespace

std::optional<PersonId> person_of_path(const business::Request& request,
                                       const business::Context& context,
                                       storage::Session& session) {
  if (const auto id = named(request, "person", storage::IdKind::person, context)) {
    return PersonId(*id);
  }
  if (const auto id = named(request, "case", storage::IdKind::application, context)) {
    return casework::owner_of(CaseId(*id), session);
  }
  if (const auto id = named(request, "card", storage::IdKind::card, context)) {
    const storage::Rows rows = session.select(kHolderOfCard, {*id});
    if (!rows.empty()) return PersonId(rows.front()[0].integer());
  }
  return std::nullopt;
}

namespace {

// Of an authorisation that the participant has, or had, for the person of the path.
struct Given {
  person::Person person;
  std::vector<person::Authorisation> all;
};
std::optional<Given> given_by(const business::Request& request, const business::Context& context,
                              storage::Session& session) {
  if (!context.actor->is(business::Role::participant)) return std::nullopt;
  const std::optional<PersonId> person = person_of_path(request, context, session);
  if (!person || *person == context.actor->person()) return std::nullopt;
  const storage::Value key[] = {storage::Value(person->value())};
  const storage::Rows given = session.select_keyed(person::kAuthorisationsOf, key).front();
  const storage::Rows rows = session.select_keyed(person::kPersonById, key).front();
  if (given.empty() || rows.empty()) return std::nullopt;
  return Given{person::read_person(rows.front(), *context.vault, person::Open::nothing),
               person::read_authorisations(given)};
}

}  // namespace

PersonId acted_for(const business::Endpoint& endpoint, const business::Request& request,
                   const business::Context& context, storage::Session& session) {
  const auto given = given_by(request, context, session);
  const bool may = given && may_act(endpoint, given->person, context.actor->person(), given->all,
                                    ages_of(context), context.today);
  return may ? given->person.id : PersonId();
}

std::optional<Refusal> why_not_acting(const business::Endpoint& endpoint,
                                      const business::Request& request,
                                      const business::Context& context, storage::Session& session) {
  const auto given = given_by(request, context, session);
  std::optional<Refusal> why;
  for (const std::string_view scope :
       given ? scopes_of(endpoint) : std::vector<std::string_view>()) {
    const auto found = person::check_agent(given->person, context.actor->person(), given->all,
                                           scope, ages_of(context), context.today);
    if (found) return std::nullopt;
    if (found.refusal().kind != RefusalKind::not_found) why = found.refusal();
  }
  return why;
}

std::unique_ptr<business::Command> or_told(std::unique_ptr<business::Command> command,
                                           Refusal why) {
  return std::make_unique<OrTold>(std::move(command), std::move(why));
}

std::unique_ptr<business::Command> on_behalf(std::unique_ptr<business::Command> command,
                                             const business::Endpoint& endpoint, PersonId person,
                                             const business::Context& context) {
  return std::make_unique<OnBehalf>(std::move(command), endpoint, person, context);
}

}  // namespace yibao::sign_in
