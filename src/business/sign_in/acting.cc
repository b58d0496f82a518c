#include "business/sign_in/acting.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"
#include "business/access_table.h"
#include "business/card/store.h"
#include "business/casework/store.h"
#include "business/person/authorisation.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "policy/policy_set.h"

namespace yibao::sign_in {

namespace {

constexpr storage::Statement kHolderOfCard{"holder_of_card",
                                           "SELECT person_id FROM card WHERE card_id = $1"};

// What nobody does for another: whom one authorises, how well one is known, one's secrets.
constexpr std::array<std::string_view, 3> kOnlyOneself{"person.authorise", "card.register",
                                                       "card.enquiry-password"};

// What a form asks for by number or ordinal, so that who applies for another must see it.
constexpr std::array<std::string_view, 3> kNamedInForms{"enquiry.cases", "enrolment.list",
                                                        "seal.list"};
// The services of which an application is filed (business/application): their lists are the cases
// that an agent looks after. A test holds them against the program's own list.
constexpr std::array<std::string_view, 15> kApplications{"complaint",
                                                         "seal_release",
                                                         "appeal",
                                                         "hold_correction",
                                                         "cash_out",
                                                         "inheritance",
                                                         "death_correction",
                                                         "aid_application",
                                                         "person_merge",
                                                         "contribution_correction",
                                                         "contribution_refund",
                                                         "place_change",
                                                         "remote_care",
                                                         "chronic_disease",
                                                         "late_leaving"};

template<std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// Seen by who files, even where no enquiry was authorised: one case, or the list of one's cases.
bool is_about_applications(const business::Endpoint& endpoint, std::string_view noun) {
  const bool list = endpoint.name.ends_with(".list") && contains(kApplications, noun);
  return list || endpoint.path.find("{case}") != std::string_view::npos ||
         contains(kNamedInForms, endpoint.name);
}

std::optional<std::int64_t> named(const business::Request& request, std::string_view name,
                                  storage::IdKind kind, const business::Context& context) {
  const std::string* text = request.path_value(name);
  if (text == nullptr) return std::nullopt;
  const auto inside = context.vault->inside_id(kind, *text);
  return inside ? std::optional(inside->id) : std::nullopt;
}

// A row of kPersonById; none: nobody.
std::optional<person::Person> read_somebody(const storage::Rows& rows,
                                            const business::Context& context) {
  if (rows.empty()) return std::nullopt;
  return person::read_person(rows.front(), *context.vault, person::Open::nothing);
}

// 民法典第173条: 代理人死亡,代理终止。
bool is_alive(const std::optional<person::Person>& person, Date today) {
  return person && person::check_alive(*person, today).ok();
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

// Somebody else's command with something asked or added around it.
class Around : public business::Command {
 public:
  explicit Around(std::unique_ptr<business::Command> command) : command_(std::move(command)) {}
  std::vector<storage::Subject> subjects() const override { return command_->subjects(); }
  void need(storage::Needs& needs) const override { command_->need(needs); }
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override {
    command_->need_more(facts, needs);
  }
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override {
    return command_->authorise(actor, facts);
  }
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override {
    return command_->decide(facts, context);
  }

 private:
  std::unique_ptr<business::Command> command_;
};

class OnBehalf : public Around {
 public:
  OnBehalf(std::unique_ptr<business::Command> command, const business::Endpoint& endpoint,
           PersonId person, const business::Context& context)
      : Around(std::move(command)),
        endpoint_(endpoint),
        person_(person),
        agent_(context.actor->person()),
        context_(context) {
    context_.actor = nullptr;  // the job's own is given to authorise()
  }
  void need(storage::Needs& needs) const override {
    Around::need(needs);
    needs.add(person::kPersonById, person_);
    needs.add(person::kPersonById, agent_);
    needs.add(person::kAuthorisationsOf, person_);
  }
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override {
    const auto person = read_somebody(facts.rows(person::kPersonById, person_), context_);
    const auto agent = read_somebody(facts.rows(person::kPersonById, agent_), context_);
    const auto all = person::read_authorisations(facts.rows(person::kAuthorisationsOf, person_));
    const bool may = person && actor.person() == agent_ && is_alive(agent, context_.today) &&
                     may_act(endpoint_, *person, agent_, all, ages_of(context_), context_.today);
    if (!may) return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
    return Around::authorise(actor, facts);
  }
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override {
    Decision<storage::Plan> decided = Around::decide(facts, context);
    if (!decided) return decided;
    storage::Plan plan = std::move(decided).value();
    say_who(plan, facts, context);
    return plan;
  }

 private:
  // 告知由谁代办: in every message to the person about it.
  void say_who(storage::Plan& plan, const storage::Facts& facts,
               const business::Context& context) const {
    const auto agent = read_somebody(facts.rows(person::kPersonById, agent_), context);
    const auto person = read_somebody(facts.rows(person::kPersonById, person_), context);
    YB_CHECK(agent && person, "an agent or a person who is not there");
    const bool guardian = !person::is_of_age(*person, ages_of(context), context.today);
    for (storage::Notice& notice : plan.notices) {
      if (notice.person != person_) continue;
      notice.facts.push_back({"acted_by", mask_name(agent->name)});
      notice.facts.push_back({"acted_as", guardian ? "guardian" : "proxy"});
    }
  }

  const business::Endpoint& endpoint_;  // of the application, which outlives every command
  PersonId person_;
  PersonId agent_;
  business::Context context_;
};

// Where it finds nothing that is theirs, why is told instead.
class OrTold : public Around {
 public:
  OrTold(std::unique_ptr<business::Command> command, Refusal why)
      : Around(std::move(command)), why_(std::move(why)) {}
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override {
    const Verdict may = Around::authorise(actor, facts);
    return !may && may.refusal().kind == RefusalKind::not_found ? Verdict(why_) : may;
  }

 private:
  Refusal why_;
};

// 未满十六周岁的,由监护人办理。
class OfAge : public Around {
 public:
  OfAge(std::unique_ptr<business::Command> command, PersonId participant, bool for_another)
      : Around(std::move(command)), participant_(participant), for_another_(for_another) {}
  void need(storage::Needs& needs) const override {
    Around::need(needs);
    needs.add(person::kPersonById, participant_);
  }
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override {
    const auto person = read_somebody(facts.rows(person::kPersonById, participant_), context);
    if (person) {
      const Verdict own = person::check_own_age(*person, ages_of(context), context.today);
      if (!own) return own.refusal();
    }
    if (for_another_ && !is_alive(person, context.today)) {
      return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
    }
    return Around::decide(facts, context);
  }

 private:
  PersonId participant_;
  bool for_another_;
};

}  // namespace

std::vector<std::string_view> scopes_of(const business::Endpoint& endpoint) {
  if (contains(kOnlyOneself, endpoint.name)) return {};
  const bool enquires = endpoint.command == nullptr;
  const std::string_view noun = endpoint.name.substr(0, endpoint.name.find('.'));
  std::vector<std::string_view> scopes;
  if (noun == "card" || noun == "card_order") {
    scopes.push_back("card");
  } else if (noun == "transfer" || noun == "certificate") {
    scopes.push_back("transfer");
  } else if (!enquires || is_about_applications(endpoint, noun)) {
    scopes.push_back("application");
  }
  if (enquires) scopes.push_back("enquiry");
  return scopes;
}

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
  if (!given) return {};
  const PersonId agent = context.actor->person();
  const storage::Value key[] = {storage::Value(agent.value())};
  const storage::Rows own = session.select_keyed(person::kPersonById, key).front();
  const bool may =
      is_alive(read_somebody(own, context), context.today) &&
      may_act(endpoint, given->person, agent, given->all, ages_of(context), context.today);
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

bool asks_age(const business::Endpoint& endpoint, const business::Actor& actor) {
  return actor.is(business::Role::participant) && !contains(kOnlyOneself, endpoint.name) &&
         business::is_of_people(business::owner_of(endpoint));
}

std::unique_ptr<business::Command> of_age(std::unique_ptr<business::Command> command,
                                          PersonId participant, std::optional<PersonId> whose) {
  return std::make_unique<OfAge>(std::move(command), participant, whose && *whose != participant);
}

}  // namespace yibao::sign_in
