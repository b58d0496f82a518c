#include "business/card/checks.h"

#include <map>
#include <string>

#include "business/card/e_certificate.h"
#include "business/card/maker.h"
#include "business/card/rules.h"
#include "business/card/store.h"
#include "business/hold/store.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/scan.h"

namespace yibao::card {

namespace {

using business::CheckContext;
using business::Findings;
using storage::Row;
using storage::Rows;
using storage::Value;

// The number opens, has the shape of one, and its claim is this person's.
void check_number(const CheckContext& context, const Row& row, const Card& card,
                  Findings& findings) {
  std::string number;
  try {
    number = open_number(card, context.vault).reveal();
  } catch (const Fault& fault) {
    findings.add(kCard, row, std::string("cannot be opened: ") + fault.what());
    return;
  }
  if (number.empty()) return;
  if (!is_card_number(number)) findings.add(kCard, row, "the sealed number is none of a card");
  const Value key[] = {Value(card_claim(context.vault, CardNumber(number)))};
  const storage::Rows rows = context.session.select_keyed(kCardOfNumber, key).front();
  for (const Row& claim : rows) {
    if (claim[2] == row[0]) return;
  }
  findings.add(kCard, row, "does not hold the claim of its own number");
}

void check_days(const Row& row, const Card& card, Findings& findings) {
  const auto before = [&](const std::optional<Date>& day, Date first, const char* what) {
    if (day && *day < first) findings.add(kCard, row, what);
  };
  before(card.made_on, card.ordered_on, "made_on lies before ordered_on");
  before(card.taken_on, card.made_on.value_or(card.ordered_on), "taken_on lies before made_on");
  before(card.activate_by, card.taken_on.value_or(card.ordered_on),
         "activate_by lies before taken_on");
  const bool active_unmade = card.medical_since && !card.taken_on;
  if (active_unmade) findings.add(kCard, row, "was activated, never collected");
  if (card.medical_function == Function::active && !card.medical_since) {
    findings.add(kCard, row, "is active since no day");
  }
}

// One card in hand, one on order; who replaces whom agrees both ways.
void check_set(const Rows& rows, const std::vector<Card>& cards, Findings& findings) {
  int held = 0;
  int ordered = 0;
  for (std::size_t i = 0; i < cards.size(); ++i) {
    const Card& card = cards[i];
    if (card.is_held() && ++held > 1) findings.add(kCard, rows[i], "is a second card in hand");
    if (card.is_ordered() && ++ordered > 1) findings.add(kCard, rows[i], "is a second open order");
    if (card.replaced_by.is_none()) continue;
    bool found = false;
    for (const Card& other : cards) {
      found = found || (other.id == card.replaced_by && other.taken_on.has_value());
    }
    if (!found) findings.add(kCard, rows[i], "was replaced by a card that is not there");
  }
}

// The events of a card, run through its machines again, end where the row says.
struct Replay {
  Production production = Production::ordered;
  bool medical = false;
  bool bank = false;
  bool dead = false;
  bool impossible = false;

  void produce(ProductionEvent event) {
    const ProductionTransition* transition = find(production, event);
    if (transition == nullptr) {
      impossible = true;
    } else {
      production = transition->to;
    }
  }
  void take(const std::string& event) {
    if (event == "send_to_maker") produce(ProductionEvent::send_to_maker);
    if (event == "make") produce(ProductionEvent::make);
    if (event == "fail") produce(ProductionEvent::fail);
    if (event == "collected") produce(ProductionEvent::collect);
    if (event == "cancelled") {
      produce(ProductionEvent::cancel);
      dead = true;
    }
    if (event == "replaced" || event == "number_merged") dead = true;
    if (event == "medical_activated") {
      impossible = impossible || medical || dead;
      medical = true;
    }
    if (event == "bank_activated") {
      impossible = impossible || bank || dead;
      bank = true;
    }
  }
};

void check_events(const Row& row, const Card& card, const Rows& events, Findings& findings) {
  Replay replay;
  for (const Row& event : events) {
    if (event[2] == row[1]) replay.take(event[3].text());
  }
  if (replay.impossible) findings.add(kCard, row, "has an event that its state did not allow");
  if (replay.production != card.production) {
    findings.add(
        kCard, row,
        business::differs("production", to_text(card.production), to_text(replay.production)));
  }
  if (replay.medical != card.medical_since.has_value()) {
    findings.add(kCard, row, "medical_since is not as its events say");
  }
  if (replay.bank != card.bank_since.has_value()) {
    findings.add(kCard, row, "bank_since is not as its events say");
  }
  if (replay.dead != card.is_dead()) findings.add(kCard, row, "dead_on is not as its events say");
}

void check_cards(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kCard, &kCardEvent});
  while (people.next()) {
    Rows rows;
    std::vector<Card> cards;
    for (const Row& row : people.rows(kCard)) {
      const auto card = business::read_or_find(kCard, row, findings, &read_card);
      if (!card) continue;
      rows.push_back(row);
      cards.push_back(*card);
      check_number(context, row, *card, findings);
      check_days(row, *card, findings);
      check_events(row, *card, people.rows(kCardEvent), findings);
    }
    check_set(rows, cards, findings);
  }
}

// 挂失、损坏 stand on a card of the person's that is not void.
void check_card_holds(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kCard, &hold::kHold});
  while (people.next()) {
    std::map<std::int64_t, const Row*> cards;
    for (const Row& row : people.rows(kCard)) cards[row[1].integer()] = &row;
    for (const Row& row : people.rows(hold::kHold)) {
      if (row[12].is_null()) continue;
      const auto card = cards.find(row[12].integer());
      if (card == cards.end()) {
        findings.add(hold::kHold, row, "stands on a card that is not the person's");
      } else if (row[7].is_null() && !(*card->second)[19].is_null()) {
        findings.add(hold::kHold, row, "stands on a void card");
      }
    }
  }
}

void check_e_certificates(const CheckContext& context, Findings& findings) {
  business::Scan scan(context, kECertificate);
  while (scan.peek() != nullptr) {
    const Row row = scan.take();
    if (row[1].text() == "revoked" && !row[4].is_null()) {
      findings.add(kECertificate, row, "is revoked and has a code");
    }
    if (!row[3].is_null() && row[3].integer() < row[2].integer()) {
      findings.add(kECertificate, row, "revoked_on lies before activated_on");
    }
  }
}

// 监护人只为未成年人, 代办人凭有期限的授权.
void check_authorisations(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&person::kAuthorisation, &person::kPerson});
  while (people.next()) {
    const Rows& whom = people.rows(person::kPerson);
    for (const Row& row : people.rows(person::kAuthorisation)) {
      const auto each = business::read_or_find(person::kAuthorisation, row, findings,
                                               &person::read_authorisation);
      if (!each) continue;
      if (whom.empty()) {
        findings.add(person::kAuthorisation, row, "belongs to a person who is not there");
        continue;
      }
      const Date born = Date::from_days(static_cast<std::int32_t>(whom.front()[3].integer()));
      const auto& age = context.policies.on(RegionCode::nation(), each->recorded_at.date())
                            .activation.guardian_until_age.value;
      const bool minor = each->recorded_at.date() < born.birthday_at_age(age);
      if (minor != (each->kind == person::AuthorisationKind::guardian)) {
        findings.add(person::kAuthorisation, row, "kind is not that of the person's age");
      }
      if (each->agent == each->person) {
        findings.add(person::kAuthorisation, row, "is for oneself");
      }
    }
  }
}

void check_maker_orders(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kMakerOrder, &kCard});
  while (people.next()) {
    for (const Row& order : people.rows(kMakerOrder)) {
      bool own = false;
      for (const Row& card : people.rows(kCard)) own = own || card[1] == order[2];
      if (!own) findings.add(kMakerOrder, order, "card_id is none of the person's cards");
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"cards", "社保卡的卡号、状态与经过一致", &check_cards},
          {"card_holds", "挂失、损坏都在本人未作废的卡上", &check_card_holds},
          {"e_certificates", "停用的电子凭证没有动态码", &check_e_certificates},
          {"maker_orders", "送制的都是本人的卡", &check_maker_orders},
          {"authorisations", "监护只对未成年人,代办只对成年人", &check_authorisations}};
}

}  // namespace yibao::card
