#include "business/sign_in/consent.h"

#include <algorithm>

#include "business/person/store.h"
#include "business/reader.h"
#include "business/sign_in/sessions.h"

namespace yibao::sign_in {

namespace {

void record(storage::Plan& plan, PersonId person, std::string_view topic, bool given,
            const business::Context& context) {
  plan.insert(person::kConsent, {person.value(), context.ids->next(), topic, given ? 1 : 0,
                                 context.actor->channel, context.now.milliseconds()});
}

}  // namespace

std::vector<std::string> read_consents(business::Reader& reader) {
  std::vector<std::string> topics;
  const Tree::List* list = reader.optional_list("consents", person::kConsentTopics.size());
  if (list == nullptr) return topics;
  for (const Tree& each : *list) {
    const std::string* topic = each.text();
    if (topic == nullptr ||
        std::ranges::find(person::kConsentTopics, *topic) == person::kConsentTopics.end()) {
      reader.add({"consent_unknown", {{"member", "consents"}}, {}});
      return {};
    }
    if (std::ranges::find(topics, *topic) == topics.end()) topics.push_back(*topic);
  }
  return topics;
}

// 处理个人信息应当取得个人的同意;处理人脸信息应当取得个人的单独同意(个人信息保护法第十三条、第二十九条)。
Verdict check_agreed(const std::vector<std::string>& topics, bool face) {
  const auto agreed = [&](std::string_view topic) {
    return std::ranges::find(topics, topic) != topics.end();
  };
  if (!agreed("privacy")) return refuse("consent_needed", {{"topic", "privacy"}});
  if (face && !agreed("face")) return refuse("consent_needed", {{"topic", "face"}});
  return Nothing{};
}

void need_consents(storage::Needs& needs, PersonId person) {
  needs.add(person::kConsentsOf, person);
}

void give_consents(storage::Plan& plan, const storage::Facts& facts, PersonId person,
                   const std::vector<std::string>& topics, const business::Context& context) {
  for (const std::string& topic : topics) {
    const bool before = person::consents_to(facts.rows(person::kConsentsOf, person), topic);
    if (!before) record(plan, person, topic, true, context);
  }
}

business::CommandOrRefusal Consent::parse(const business::Request& request,
                                          const business::Context& context, storage::Session&) {
  auto command = std::make_unique<Consent>();
  auto reader = business::Reader::body(request, context);
  command->topic_ = reader.code(
      "topic", {person::kConsentTopics[0], person::kConsentTopics[1], person::kConsentTopics[2]});
  command->given_ = reader.flag("given");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  command->person_ = context.actor->person();
  command->now_ = context.now;
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> Consent::subjects() const {
  return {storage::Subject::person(person_)};
}

void Consent::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(person::kConsentsOf, person_);
  needs.add(kPersonAccountOf, person_);
  need_open_sessions(needs, Holder::person, person_.value(), now_);
}

Verdict Consent::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.person() == person_ && !person_.is_none()) return Nothing{};
  return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
}

// 个人有权撤回其同意(个人信息保护法第十五条)。Who withdraws what signing in rests on, is signed out
// and has no account any more; the record of the insurance stays, for the law demands it.
Decision<storage::Plan> Consent::decide(const storage::Facts& facts,
                                        const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  storage::Plan plan;
  plan.event = given_ ? "consent_given" : "consent_withdrawn";
  const storage::Rows& consents = facts.rows(person::kConsentsOf, person_);
  const bool before = person::consents_to(consents, topic_);
  if (before != given_ || !given_) record(plan, person_, topic_, given_, context);
  const storage::Rows& rows = facts.rows(kPersonAccountOf, person_);
  if (!given_ && topic_ == "privacy") {
    // Who registers again one day is asked again.
    if (person::consents_to(consents, "face")) record(plan, person_, "face", false, context);
    if (!rows.empty()) {
      PersonAccount account = read_person_account(rows.front(), *context.vault);
      account.phone = Phone();
      account.password_hash.clear();
      account.initial = false;
      account.initial_until.reset();
      plan.update(kPersonSignIn, person_account_row(account, *context.vault));
    }
    end_sessions(plan, facts.rows(kOpenSessions), End::consent_withdrawn, {}, context);
  }
  plan.answer = Tree::object({{"topic", topic_}, {"given", given_}});
  return plan;
}

Decision<Tree> answer_consents(const business::Request& request, const business::Context& context,
                               storage::Session& session) {
  if (const Verdict none = business::Reader::parameters(request, context).finish(); !none) {
    return none.refusal();
  }
  const storage::Value key[] = {storage::Value(context.actor->person().value())};
  const storage::Rows rows = session.select_keyed(person::kConsentsOf, key).front();
  Tree list = Tree(Tree::List{});
  for (const std::string_view topic : person::kConsentTopics) {
    Tree one = Tree::object({{"topic", topic}, {"given", person::consents_to(rows, topic)}});
    for (const storage::Row& row : rows) {
      if (row[2].text() != topic) continue;
      one.set("since", Instant::from_milliseconds(row[5].integer()).to_string());
    }
    list.push(std::move(one));
  }
  return Tree::object({{"consents", std::move(list)}});
}

}  // namespace yibao::sign_in
