#include "business/person/reference.h"

#include "business/person/by_number.h"
#include "business/person/store.h"
#include "business/reader_part.h"

namespace yibao::person {

PersonId read_reference(business::Reader& reader, const business::Context& context,
                        storage::Session& session) {
  const std::optional<std::int64_t> id = reader.optional_id("person", storage::IdKind::person);
  const std::string number = reader.text_or("identity_number", 30, "");
  const std::optional<IdentityKind> kind = read_kind(reader, number);
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

Named read_named(business::Reader& reader, const business::Context& context,
                 storage::Session& session) {
  const PersonId id = read_reference(reader, context, session);
  if (id.is_none()) return {};
  const storage::Value key[] = {storage::Value(id.value())};
  const storage::Rows rows = session.select_keyed(kPersonById, key).front();
  if (rows.empty()) {  // an id of ours that nobody has
    reader.add({"not_found", {{"member", "person"}}, {}}, RefusalKind::not_found);
    return {};
  }
  const Person person = read_person(rows.front(), *context.vault, Open::nothing);
  if (const Verdict own = check_not_merged(person, context); !own) {
    reader.add(own.refusal().reasons.front(), RefusalKind::refused);
  }
  return {id, context.vault->outside_id(storage::IdKind::person, id.value(), person.recorded_at),
          mask_name(person.name)};
}

Named read_named_member(business::Reader& reader, std::string_view name,
                        const business::Request& request, const business::Context& context,
                        storage::Session& session) {
  Named named;
  const Tree* member = reader.object(name);
  if (member == nullptr) return named;
  business::read_part(reader, request, context, *member,
                      [&](business::Reader& part, const business::Request&) {
                        named = read_named(part, context, session);
                      });
  return named;
}

}  // namespace yibao::person
