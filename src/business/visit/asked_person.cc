#include "business/visit/asked_person.h"

#include "business/person/store.h"
#include "business/visit/message.h"

namespace yibao::visit {

Decision<person::Numbers> read_numbers(const Asked& asked) {
  const Decision<PersonId> said = read_person(asked.message, "data", asked.context);
  if (!said) return said.refusal();
  return person::load_numbers(*said, asked.session);
}

Decision<person::Person> load_person(PersonId id, const Asked& asked) {
  const storage::Value key[] = {storage::Value(id.value())};
  const std::vector<storage::Rows> found = asked.session.select_keyed(person::kPersonById, key);
  if (found.front().empty()) return refuse(RefusalKind::not_found, "person_unknown");
  return person::read_person(found.front().front(), *asked.context.vault, person::Open::secrets);
}

std::string date_text(const std::optional<Date>& day) {
  return day ? day->to_string() : "";
}

}  // namespace yibao::visit
