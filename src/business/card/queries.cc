#include "business/card/queries.h"

#include "base/region_table.h"
#include "business/banks.h"
#include "business/card/change.h"
#include "business/card/e_certificate.h"
#include "business/card/holds.h"
#include "business/card/rules.h"
#include "business/card/store.h"
#include "business/casework/stored_json.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "calendar/calendar.h"
#include "policy/policy_set.h"

namespace yibao::card {

namespace {

using storage::Value;

constexpr storage::Statement kEventsOfCard{
    "card_events_of_card",
    "SELECT event, channel, by_actor, authorisation_id, happened_on FROM card_event "
    "WHERE person_id = $1 AND card_id = $2 ORDER BY event_id LIMIT 200"};
constexpr storage::Statement kOwnerOfCard{"card_owner",
                                          "SELECT person_id FROM card WHERE card_id = $1"};
constexpr storage::Statement kInProduction{
    "cards_in_production",
    "SELECT person_id, card_id, bank, why, ordered_on, recorded_at FROM card "
    "WHERE region = $1 AND production = $2 AND card_id > $3 "
    "AND production IN ('ordered', 'making', 'ready') "
    "AND ($5 = '' OR bank = $5) ORDER BY card_id LIMIT $4"};
constexpr storage::Statement kCountInProduction{
    "cards_in_production_count",
    "SELECT CAST(COUNT(*) AS BIGINT) FROM card WHERE region = $1 AND production = $2 "
    "AND production IN ('ordered', 'making', 'ready') AND ($3 = '' OR bank = $3)"};

storage::Rows rows_of(const storage::KeyedSelect& select, PersonId person,
                      storage::Session& session) {
  const Value key[] = {Value(person.value())};
  return session.select_keyed(select, key).front();
}

// Two people of one name are told apart by the day of birth and the ends of the number.
Tree card_to_make(const storage::Row& row, const business::Context& context,
                  storage::Session& session) {
  const storage::Rows people = rows_of(person::kPersonById, PersonId(row[0].integer()), session);
  const person::Person person =
      person::read_person(people.front(), *context.vault, person::Open::secrets);
  const auto outside = [&](storage::IdKind kind, std::int64_t id, Instant at) {
    return context.vault->outside_id(kind, id, at);
  };
  const Instant recorded_at = Instant::from_milliseconds(row[5].integer());
  return Tree::object(
      {{"person", outside(storage::IdKind::person, person.id.value(), person.recorded_at)},
       {"card", outside(storage::IdKind::card, row[1].integer(), recorded_at)},
       {"name", person.name},
       {"identity_number", mask_identity(person.identity_number)},
       {"birth_date", person.birth_date.to_string()},
       {"bank", row[2].text()},
       {"why", row[3].text()},
       {"ordered_on", Date::from_days(static_cast<std::int32_t>(row[4].integer())).to_string()}});
}

Tree present_holds(const std::vector<hold::Hold>& holds) {
  std::vector<Reason> reasons;
  reasons.reserve(holds.size());
  for (const hold::Hold& hold : holds) reasons.push_back(hold::explain_hold(hold));
  return casework::reasons_tree(reasons);
}

// With the day by which it is to be ready, while it is made.
Tree present_with_days(const Card& card, const business::Context& context) {
  Tree tree = present_card(card, context);
  if (!card.is_ordered()) return tree;
  const policy::CardPolicy& policy = context.policies->on(card.region, card.ordered_on).card;
  const int days = days_to_make(card.why, policy).value;
  return tree.set("ready_by",
                  context.calendar->add_working_days(card.ordered_on, days).day.to_string());
}

Tree present_offers(std::span<const Card> cards, std::span<const hold::Hold> on_current) {
  Tree list = Tree(Tree::List{});
  for (const Offer offer : offers_of(cards, on_current)) list.push(std::string(to_text(offer)));
  return list;
}

std::string_view text_of(bool works) {
  return works ? "allowed" : "stopped";
}

}  // namespace

Decision<Tree> answer_cards(const business::Request& request, const business::Context& context,
                            storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = person::may_see(context, person, "card", session); !may) {
    return may.refusal();
  }
  if (rows_of(person::kPersonById, person, session).empty()) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  }
  const std::vector<Card> cards = read_cards(rows_of(kCardsOf, person, session));
  const auto stored = hold::read_holds(rows_of(hold::kHoldsOf, person, session));
  Tree list = Tree(Tree::List{});
  for (const Card& card : cards) list.push(present_with_days(card, context));
  Tree answer =
      Tree::object({{"production", cards.empty() ? std::string("none")
                                                 : std::string(to_text(cards.back().production))},
                    {"cards", std::move(list)}});
  if (const Card* current = current_card(cards); current != nullptr) {
    const auto holds = hold::in_force(holds_on(*current, stored), context.today);
    const bool works = hold::medium_verdict(holds, hold::Medium::card).ok();
    answer.set("current", card_number_outside(*current, context));
    answer.set("card", std::string(text_of(works)));
    answer.set("holds", present_holds(holds));
    answer.set("offers", present_offers(cards, holds));
    const auto& release = context.policies->on(current->region, context.today).release;
    answer.set("cancel_loss_at", is_loss_cancelled_online(release) ? "online" : "counter");
    answer.set("reopen_account_at",
               is_account_reopened_online(holds, release) ? "online" : "counter");
    const auto& policy = context.policies->on(current->region, context.today).card;
    answer.set("e_certificate_while_lost", policy.e_certificate_while_lost.value);
  } else {
    answer.set("offers", present_offers(cards, {}));
  }
  answer.set("e_certificate_serves", e_certificate_verdict(hold::in_force(stored, context.today),
                                                           cards, *context.policies, context.today)
                                         .ok());
  const storage::Rows certificate = rows_of(kECertificateOf, person, session);
  answer.set("e_certificate",
             certificate.empty() ? std::string("none") : certificate.front()[1].text());
  return answer;
}

Decision<Tree> answer_card_events(const business::Request& request,
                                  const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::int64_t card = reader.path_id("card", storage::IdKind::card);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const storage::Rows owner = session.select(kOwnerOfCard, {card});
  const PersonId person(owner.empty() ? 0 : owner.front()[0].integer());
  if (person.is_none() || !person::may_see(context, person, "card", session)) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "card"}});
  }
  Tree events = Tree(Tree::List{});
  const bool shows_actor = !context.actor->is(business::Role::participant);
  for (const storage::Row& row : session.select(kEventsOfCard, {person.value(), card})) {
    Tree event = Tree::object(
        {{"event", row[0].text()},
         {"channel", row[1].text()},
         {"happened_on", Date::from_days(static_cast<std::int32_t>(row[4].integer())).to_string()},
         {"by_agent", !row[3].is_null()}});
    if (shows_actor) event.set("by", row[2].text());
    events.push(std::move(event));
  }
  return Tree::object({{"events", std::move(events)}});
}

Decision<Tree> answer_production(const business::Request& request, const business::Context& context,
                                 storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = reader.region("region");
  const std::string state = reader.code_or("state", {"ordered", "making", "ready"}, "ordered");
  const std::int64_t after = reader.optional_id("after", storage::IdKind::card).value_or(0);
  const std::int64_t limit = reader.integer_or("limit", 1, 500, 100);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const business::Actor& actor = *context.actor;
  if (actor.is_officer() && actor.region != region && !actor.region.is_none()) {
    return refuse(
        RefusalKind::forbidden, "other_agency",
        {{"your_region", actor.region.to_string()}, {"needed_region", region.to_string()}});
  }
  // A bank sees its own cards, and how many of them there are; a number that is no bank's, none.
  std::string bank;
  if (actor.is(business::Role::bank)) {
    bank = business::bank_of(actor.id);
    if (bank.empty()) return refuse(RefusalKind::forbidden, "bank_unknown");
  }
  storage::Rows rows =
      session.select(kInProduction, {region.value(), state, after, limit + 1, bank});
  const bool more = rows.size() > static_cast<std::size_t>(limit);
  if (more) rows.pop_back();
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : rows) list.push(card_to_make(row, context, session));
  Tree answer = Tree::object(
      {{"region", region.to_string()},
       {"state", state},
       {"total",
        session.select(kCountInProduction, {region.value(), state, bank}).front()[0].integer()},
       {"cards", std::move(list)}});
  if (more) answer.set("next", *answer.find("cards")->list()->back().find("card"));
  return answer;
}

Decision<Tree> answer_banks(const business::Request& request, const business::Context& context,
                            storage::Session&) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = reader.region("region");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const auto& offered =
      context.policies->on(context.regions->pooling_region(region), context.today).card.banks;
  Tree banks = Tree(Tree::List{});
  for (const std::string& code : offered.value) {
    Tree bank = Tree::object({{"bank", code}});
    if (const business::Bank* known = business::find_bank(code); known != nullptr) {
      bank.set("service_line", known->service_line);
    }
    banks.push(std::move(bank));
  }
  return Tree::object({{"region", region.to_string()}, {"banks", std::move(banks)}});
}

}  // namespace yibao::card
