// Of whom an institution asks, and what is on record of that person under all numbers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/person/numbers.h"
#include "business/person/types.h"
#include "business/visit/doors.h"

namespace yibao::visit {

// psn_no, which may be one that was merged since: what is on record of that person.
Decision<person::Numbers> read_numbers(const Asked& asked);
Decision<person::Person> load_person(PersonId id, const Asked& asked);

template<class Read>
auto rows_of(const storage::KeyedSelect& select, PersonId person, storage::Session& session,
             Read read) {
  const storage::Value key[] = {storage::Value(person.value())};
  const std::vector<storage::Rows> found = session.select_keyed(select, key);
  return read(found.front());
}

template<class Read>
auto rows_of(const storage::KeyedSelect& select, const person::Numbers& numbers,
             storage::Session& session, Read read) {
  return read(person::rows_of_all(session, select, numbers));
}

// Empty where there is none.
std::string date_text(const std::optional<Date>& day);

}  // namespace yibao::visit
