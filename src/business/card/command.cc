#include "business/card/command.h"

#include <algorithm>

#include "business/access.h"
#include "business/banks.h"
#include "business/card/holds.h"
#include "business/card/store.h"
#include "business/casework/material_kinds.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/person/rules.h"
#include "policy/policy_set.h"

namespace yibao::card {

namespace {

Refusal not_found() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "card"}});
}

const Card* find(const std::vector<Card>& cards, CardId id) {
  for (const Card& card : cards) {
    if (card.id == id) return &card;
  }
  return nullptr;
}

}  // namespace

std::vector<storage::Subject> CardCommand::subjects() const {
  return {storage::Subject::person(person_)};
}

void CardCommand::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(person::kAuthorisationsOf, person_);
  needs.add(kCardsOf, person_);
  needs.add(hold::kHoldsOf, person_);
}

Verdict CardCommand::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  if (actor.is(business::Role::participant)) {
    if (const Verdict own = person::may_act_for(actor, person_, facts); !own) return own;
  }
  const std::vector<Card> cards = read_cards(facts.rows(kCardsOf, person_));
  const Card* card = find(cards, card_);
  if (card == nullptr) return not_found();
  if (actor.is_officer()) return business::may_act_at(actor, card->region);
  if (actor.is(business::Role::bank)) return check_bank(*card, business::bank_of(actor.id));
  return Nothing{};
}

// 监护人、代办人: online it is who signs in; at a counter it is who stands there.
Verdict CardCommand::find_agent(Known& known, const business::Context& context) const {
  const policy::ActivationPolicy& policy = known.activation();
  const business::Actor& actor = *context.actor;
  const auto all =
      person::read_authorisations(known.facts->rows(person::kAuthorisationsOf, person_));
  PersonId agent;
  if (actor.is(business::Role::participant)) agent = actor.person();
  for (const person::Authorisation& each : all) {
    if (!actor.is(business::Role::participant) && each.id == agent_) agent = each.agent;
  }
  if (!agent_.is_none() && agent.is_none()) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "authorisation"}});
  }
  if (agent.is_none() || agent == person_) {
    return person::check_own_age(known.person, policy, context.today);
  }
  const Decision<person::Authorisation> found =
      person::check_agent(known.person, agent, all, "card", policy, context.today);
  if (!found) return found.refusal();
  const bool online = actor.is(business::Role::participant);
  if (const Verdict may = person::check_agent_admitted(*found, online, *known.policy); !may) {
    return may.refusal();
  }
  known.by = *found;
  return Nothing{};
}

Decision<storage::Plan> CardCommand::decide(const storage::Facts& facts,
                                            const business::Context& context) const {
  const Decision<person::Person> person =
      person::require_person(facts, person_, context, person::Open::secrets);
  if (!person) return person.refusal();
  if (const Verdict alive = person::check_alive(*person, context.today); !alive) {
    return alive.refusal();
  }
  Known known;
  known.person = *person;
  if (phone_in_doubt_) known.person.phone = Phone();
  known.cards = read_cards(facts.rows(kCardsOf, person_));
  const Card* card = find(known.cards, card_);
  if (card == nullptr) return not_found();
  known.card = *card;
  known.hold_rows = facts.rows(hold::kHoldsOf, person_);
  known.on_card = hold::in_force(holds_on(*card, hold::read_holds(known.hold_rows)), context.today);
  known.policy = &context.policies->on(card->region, context.today);
  known.facts = &facts;
  if (by_the_person()) {
    if (const Verdict may = find_agent(known, context); !may) return may.refusal();
  }
  return decide_known(known, context);
}

void CardCommand::read_agent(business::Reader& reader) {
  agent_ = person::AuthorisationId(
      reader.optional_id("authorisation", storage::IdKind::authorisation).value_or(0));
}

void CardCommand::read_sighted(business::Reader& reader) {
  sighted_ = casework::read_slots(reader, "sighted");
}

// 本人身份证原件及复印件、卡片原件;监护人加出生证明、户口本及监护人身份证;代办加授权委托书。
Verdict CardCommand::check_sighted(const Known& known, const std::vector<std::string>& required,
                                   const Citation& citation) const {
  std::vector<std::string> all = required;
  std::vector<Citation> citations{citation};
  if (known.by) {
    const bool guardian = known.by->kind == person::AuthorisationKind::guardian;
    const auto& more =
        guardian ? known.activation().materials_guardian : known.activation().materials_proxy;
    all.insert(all.end(), more.value.begin(), more.value.end());
    citations.push_back(more.citation);
  }
  std::string missing;
  for (const std::string& each : all) {
    if (std::ranges::find(sighted_, each) != sighted_.end()) continue;
    missing += (missing.empty() ? "" : ", ") + each;
  }
  if (missing.empty()) return Nothing{};
  return refuse("materials_missing", {{"items", missing}}, citations);
}

void lift_card_holds(storage::Plan& plan, const storage::Rows& hold_rows, CardId card,
                     const business::Context& context) {
  for (const storage::Row& row : hold_rows) {
    if (row[12].integer_or(0) == card.value()) hold::lift_hold(plan, row, context);
  }
}

}  // namespace yibao::card
