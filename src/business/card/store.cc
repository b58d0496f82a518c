#include "business/card/store.h"

namespace yibao::card {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kCardColumns[] = {{"person_id", ColumnType::integer},
                                   {"card_id", ColumnType::integer},
                                   {"region", ColumnType::integer},
                                   {"bank", ColumnType::text},
                                   {"why", ColumnType::text},
                                   {"replaces", ColumnType::integer},
                                   {"case_id", ColumnType::integer},
                                   {"production", ColumnType::text},
                                   {"ordered_on", ColumnType::integer},
                                   {"made_on", ColumnType::integer},
                                   {"taken_on", ColumnType::integer},
                                   {"number_sealed", ColumnType::bytes},
                                   {"medical_function", ColumnType::text},
                                   {"medical_since", ColumnType::integer},
                                   {"bank_function", ColumnType::text},
                                   {"bank_since", ColumnType::integer},
                                   {"bank_password_set", ColumnType::integer},
                                   {"activate_by", ColumnType::integer},
                                   {"reminded", ColumnType::integer},
                                   {"dead_on", ColumnType::integer},
                                   {"replaced_by", ColumnType::integer},
                                   {"recorded_at", ColumnType::integer}};
constexpr Column kEventColumns[] = {{"person_id", ColumnType::integer},
                                    {"event_id", ColumnType::integer},
                                    {"card_id", ColumnType::integer},
                                    {"event", ColumnType::text},
                                    {"channel", ColumnType::text},
                                    {"by_actor", ColumnType::text},
                                    {"authorisation_id", ColumnType::integer},
                                    {"happened_on", ColumnType::integer},
                                    {"facts", ColumnType::text},
                                    {"recorded_at", ColumnType::integer}};

constexpr std::string_view kNumberPurpose = "card.number";

std::optional<Date> date_of(const Value& value) {
  if (value.is_null()) return std::nullopt;
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}
Value value_of(const std::optional<Date>& date) {
  return date ? Value(date->days()) : Value();
}
template<class Tag>
Value value_of(Id<Tag> id) {
  return id.is_none() ? Value() : Value(id.value());
}

Why why_of(const std::string& text) {
  for (std::size_t i = 0; i < kWhyTexts.size(); ++i) {
    if (kWhyTexts[i] == text) return static_cast<Why>(i);
  }
  YB_CHECK(false, "a card ordered for an unknown reason: " + text);
}

template<class T>
T known(const std::optional<T>& state, const std::string& text) {
  YB_CHECK(state.has_value(), "an unknown state of a card in the database: " + text);
  return *state;
}

// What must be true of every stored card, before it is saved and after it is loaded.
void check_card(const Card& card) {
  YB_CHECK((card.production == Production::taken) == card.taken_on.has_value(),
           "a card was taken on a day");
  YB_CHECK(card.is_dead() == (card.medical_function == Function::ended) &&
               card.is_dead() == (card.bank_function == Function::ended),
           "a void card has no function, and only a void one has none");
  YB_CHECK(card.made_on.has_value() == !card.sealed_number.empty(),
           "a card is made with its number");
}

}  // namespace

const storage::Table kCard{
    80, "card", kCardColumns, 2, storage::Owner::person, 0, storage::Mutability::mutable_rows};
const storage::Table kCardEvent{81,
                                "card_event",
                                kEventColumns,
                                2,
                                storage::Owner::person,
                                0,
                                storage::Mutability::append_only};

const storage::KeyedSelect kCardsOf{
    "cards_of",
    "SELECT person_id, card_id, region, bank, why, replaces, case_id, production, ordered_on, "
    "made_on, taken_on, number_sealed, medical_function, medical_since, bank_function, bank_since, "
    "bank_password_set, activate_by, reminded, dead_on, replaced_by, recorded_at FROM card "
    "WHERE person_id {key} ORDER BY person_id, card_id"};
const storage::KeyedSelect kCardOfNumber{
    "card_of_number",
    "SELECT hash, kind, person_id FROM claim WHERE kind = 'card_number' AND hash {key}",
    ColumnType::bytes};

storage::Bytes card_claim(const storage::Vault& vault, const CardNumber& number) {
  return vault.keyed_hash("claim.card_number", number.reveal());
}

Card read_card(const storage::Row& row) {
  Card card;
  card.person = PersonId(row[0].integer());
  card.id = CardId(row[1].integer());
  card.region = RegionCode(static_cast<std::int32_t>(row[2].integer()));
  card.bank = row[3].text();
  card.why = why_of(row[4].text());
  card.replaces = CardId(row[5].integer_or(0));
  card.application = CaseId(row[6].integer_or(0));
  card.production = known(parse_production(row[7].text()), row[7].text());
  card.ordered_on = *date_of(row[8]);
  card.made_on = date_of(row[9]);
  card.taken_on = date_of(row[10]);
  if (!row[11].is_null()) card.sealed_number = row[11].bytes().data;
  card.medical_function = known(parse_function(row[12].text()), row[12].text());
  card.medical_since = date_of(row[13]);
  card.bank_function = known(parse_function(row[14].text()), row[14].text());
  card.bank_since = date_of(row[15]);
  card.bank_password_set = row[16].integer() == 1;
  card.activate_by = date_of(row[17]);
  card.reminded = row[18].integer() == 1;
  card.dead_on = date_of(row[19]);
  card.replaced_by = CardId(row[20].integer_or(0));
  card.recorded_at = Instant::from_milliseconds(row[21].integer());
  check_card(card);
  return card;
}

std::vector<Card> read_cards(const storage::Rows& rows) {
  std::vector<Card> cards;
  cards.reserve(rows.size());
  for (const storage::Row& row : rows) cards.push_back(read_card(row));
  return cards;
}

storage::Row card_row(const Card& card) {
  check_card(card);
  return {card.person.value(),
          card.id.value(),
          card.region.value(),
          card.bank,
          to_text(card.why),
          value_of(card.replaces),
          value_of(card.application),
          to_text(card.production),
          card.ordered_on.days(),
          value_of(card.made_on),
          value_of(card.taken_on),
          card.sealed_number.empty() ? Value() : Value(storage::Bytes{card.sealed_number}),
          to_text(card.medical_function),
          value_of(card.medical_since),
          to_text(card.bank_function),
          value_of(card.bank_since),
          card.bank_password_set ? 1 : 0,
          value_of(card.activate_by),
          card.reminded ? 1 : 0,
          value_of(card.dead_on),
          value_of(card.replaced_by),
          card.recorded_at.milliseconds()};
}

CardNumber open_number(const Card& card, const storage::Vault& vault) {
  if (card.sealed_number.empty()) return {};
  return CardNumber(vault.open(kNumberPurpose, storage::Bytes{card.sealed_number}));
}

std::string seal_number(const CardNumber& number, const storage::Vault& vault) {
  return vault.seal(kNumberPurpose, number.reveal()).data;
}

PersonId find_holder(storage::Session& session, const storage::Vault& vault,
                     const CardNumber& number) {
  const Value key[] = {Value(card_claim(vault, number))};
  const storage::Rows rows = session.select_keyed(kCardOfNumber, key).front();
  for (const storage::Row& row : rows) {
    if (row[1].text() == kCardClaim) return PersonId(row[2].integer());
  }
  return {};
}

}  // namespace yibao::card
