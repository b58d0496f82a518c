#include "business/person/reference.h"

#include "business/person/store.h"

namespace yibao::person {

PersonId read_reference(business::Reader& reader, const business::Context& context,
                        storage::Session& session) {
  const std::optional<std::int64_t> id = reader.optional_id("person", storage::IdKind::person);
  const std::string kind_text = reader.text_or("identity_kind", 40, "citizen_identity_card");
  const std::string number = reader.text_or("identity_number", 30, "");
  const std::optional<IdentityKind> kind = parse_identity_kind(kind_text);
  if (!kind) reader.add({"identity_kind_unknown", {{"member", "identity_kind"}}, {}});
  if (id.has_value() != number.empty()) {
    reader.add({"person_or_identity_number", {}, {}});
  }
  if (!reader.ok_so_far()) return {};
  if (id) return PersonId(*id);
  const Decision<IdentityFacts> facts = check_identity(*kind, number, context.today);
  if (!facts) {
    reader.add(facts.refusal().reasons.front());
    return {};
  }
  const PersonId person = find_person(session, *context.vault, *kind, facts->number);
  if (person.is_none()) {
    reader.add({"person_not_registered", {{"identity_number", mask_identity(facts->number)}}, {}},
               RefusalKind::not_found);
  }
  return person;
}

}  // namespace yibao::person
