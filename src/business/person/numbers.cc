#include "business/person/numbers.h"

namespace yibao::person {

namespace {

constexpr storage::Statement kLeadsTo{
    "person_leads_to", "SELECT COALESCE(merged_into, person_id) FROM person WHERE person_id = $1"};
const storage::KeyedSelect kNumbersOf{
    "person_numbers_of",
    "SELECT merged_into, person_id FROM person WHERE merged_into {key} "
    "ORDER BY merged_into, person_id"};

PersonId leads_to(PersonId number, storage::Session& reader) {
  const storage::Rows rows = reader.select(kLeadsTo, {number.value()});
  return rows.empty() ? number : PersonId(rows.front()[0].integer());
}

Numbers numbers_of(PersonId kept, const storage::Rows& rows) {
  Numbers numbers{kept, {}};
  for (const storage::Row& row : rows) numbers.merged.emplace_back(row[1].integer());
  return numbers;
}

storage::Rows load(storage::Session& reader, const storage::KeyedSelect& select, PersonId number) {
  const storage::Value key[] = {storage::Value(number.value())};
  std::vector<storage::Rows> found = reader.select_keyed(select, key);
  return std::move(found.front());
}

}  // namespace

std::vector<PersonId> Numbers::all() const {
  std::vector<PersonId> all{kept};
  all.insert(all.end(), merged.begin(), merged.end());
  return all;
}

Numbers load_numbers(PersonId any, storage::Session& reader) {
  const PersonId kept = leads_to(any, reader);
  return numbers_of(kept, load(reader, kNumbersOf, kept));
}

Numbers load_way(PersonId number, storage::Session& reader) {
  const PersonId kept = leads_to(number, reader);
  return kept == number ? Numbers{kept, {}} : Numbers{kept, {number}};
}

void need_numbers(storage::Needs& needs, PersonId kept) {
  needs.add(kNumbersOf, kept);
}

Numbers read_numbers(const storage::Facts& facts, PersonId kept) {
  return numbers_of(kept, facts.rows(kNumbersOf, kept));
}

void need_of_all(storage::Needs& needs, const storage::KeyedSelect& select,
                 const Numbers& numbers) {
  for (const PersonId each : numbers.all()) needs.add(select, each);
}

storage::Rows rows_of_all(const storage::Facts& facts, const storage::KeyedSelect& select,
                          const Numbers& numbers) {
  storage::Rows all;
  for (const PersonId each : numbers.all()) {
    const storage::Rows& rows = facts.rows(select, each);
    all.insert(all.end(), rows.begin(), rows.end());
  }
  return all;
}

storage::Rows rows_of_all(storage::Session& reader, const storage::KeyedSelect& select,
                          const Numbers& numbers) {
  storage::Rows all;
  for (const PersonId each : numbers.all()) {
    storage::Rows rows = load(reader, select, each);
    all.insert(all.end(), std::make_move_iterator(rows.begin()),
               std::make_move_iterator(rows.end()));
  }
  return all;
}

}  // namespace yibao::person
