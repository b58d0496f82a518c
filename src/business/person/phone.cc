#include "business/person/phone.h"

#include <algorithm>

#include "business/person/store.h"

namespace yibao::person {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kColumns[] = {{"person_id", ColumnType::integer},
                               {"shown_phone_id", ColumnType::integer},
                               {"phone_hash", ColumnType::bytes},
                               {"shared", ColumnType::integer},
                               {"shown_at", ColumnType::integer}};

// A row of either select.
PersonId shown_by(const storage::Row& row) {
  return PersonId(row[1].integer());
}
bool is_shared(const storage::Row& row) {
  return row[2].integer() == 1;
}
Instant shown_at(const storage::Row& row) {
  return Instant::from_milliseconds(row[3].integer());
}

}  // namespace

const storage::Table kShownPhone{
    227, "shown_phone", kColumns, 2, storage::Owner::person, 0, storage::Mutability::append_only};

const storage::KeyedSelect kShowingsOf{
    "showings_of_phone",
    "SELECT s.phone_hash, COALESCE(p.merged_into, s.person_id), s.shared, s.shown_at "
    "FROM shown_phone AS s JOIN person AS p ON p.person_id = s.person_id "
    "WHERE s.phone_hash {key} ORDER BY s.phone_hash, s.shown_phone_id",
    ColumnType::bytes};

const storage::KeyedSelect kSignsInWith{
    "signs_in_with_phone",
    "SELECT a.phone_hash, COALESCE(p.merged_into, a.person_id), 0, a.recorded_at "
    "FROM person_sign_in AS a JOIN person AS p ON p.person_id = a.person_id "
    "WHERE a.signed_in_at IS NOT NULL AND a.phone_hash {key} ORDER BY a.phone_hash, a.person_id",
    ColumnType::bytes};

storage::Bytes phone_hash(const storage::Vault& vault, const Phone& phone) {
  return vault.keyed_hash("sign_in.phone", phone.reveal());
}

void show_phone(storage::Plan& plan, PersonId person, const Phone& phone, bool shared,
                const storage::Rows& showings, const business::Context& context) {
  PersonId last;
  for (const storage::Row& row : showings) {
    if (!is_shared(row)) last = shown_by(row);
  }
  if (!shared && last == person) return;
  plan.insert(kShownPhone, {person.value(), context.ids->next(), phone_hash(*context.vault, phone),
                            shared ? 1 : 0, context.now.milliseconds()});
}

bool is_phone_in_doubt(const Person& person, const storage::Rows& showings,
                       const storage::Rows& signs_in) {
  const PersonId own = person.merged_into ? person.merged_into->id : person.id;
  Instant since = person.recorded_at;
  for (const storage::Row& row : showings) {
    if (shown_by(row) == own) since = std::max(since, shown_at(row));
  }
  const auto takes = [&](const storage::Row& row) {
    return shown_by(row) != own && !is_shared(row) && shown_at(row) > since;
  };
  const auto has_shown = [&](const storage::Row& row) {
    return std::ranges::any_of(showings, [&](const storage::Row& each) {
      return shown_by(each) == shown_by(row) && !is_shared(each);
    });
  };
  return std::ranges::any_of(showings, takes) ||
         std::ranges::any_of(
             signs_in, [&](const storage::Row& row) { return takes(row) && !has_shown(row); });
}

std::vector<Phone> usable_phones(std::span<const Person> people, const storage::Vault& vault,
                                 storage::Session& session) {
  std::vector<Value> numbers;
  numbers.reserve(people.size());
  for (const Person& each : people) numbers.emplace_back(phone_hash(vault, each.phone));
  const std::vector<storage::Rows> showings = session.select_keyed(kShowingsOf, numbers);
  const std::vector<storage::Rows> signs_in = session.select_keyed(kSignsInWith, numbers);
  std::vector<Phone> usable;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const bool none =
        people[i].phone.empty() || is_phone_in_doubt(people[i], showings[i], signs_in[i]);
    usable.push_back(none ? Phone() : people[i].phone);
  }
  return usable;
}

Phone usable_phone(const Person& person, const storage::Vault& vault, storage::Session& session) {
  return usable_phones(std::span(&person, 1), vault, session).front();
}

bool is_phone_in_doubt(PersonId id, const storage::Vault& vault, storage::Session& session) {
  const Value key[] = {Value(id.value())};
  const storage::Rows rows = session.select_keyed(kPersonById, key).front();
  if (rows.empty()) return false;
  const Person person = read_person(rows.front(), vault, Open::secrets);
  return !person.phone.empty() && usable_phone(person, vault, session).empty();
}

}  // namespace yibao::person
