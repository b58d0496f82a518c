#include "business/person/queries.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/reader.h"

namespace yibao::person {

namespace {

Decision<Tree> answer_one(PersonId id, const business::Context& context,
                          storage::Session& session) {
  const storage::Value key[] = {storage::Value(id.value())};
  const storage::Rows rows = session.select_keyed(kPersonById, key).front();
  if (rows.empty()) return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  return present_person(read_person(rows.front(), *context.vault, Open::secrets), context);
}

}  // namespace

Tree present_person(const Person& person, const business::Context& context) {
  Tree tree =
      Tree::object({{"person", context.vault->outside_id(storage::IdKind::person, person.id.value(),
                                                         person.recorded_at)},
                    {"name", mask_name(person.name)},
                    {"sex", person.sex == Sex::male ? "male" : "female"},
                    {"birth_date", person.birth_date.to_string()},
                    {"identity_kind", to_string(person.identity_kind)},
                    {"identity_number", mask_identity(person.identity_number)}});
  if (!person.phone.empty()) tree.set("phone", mask_phone(person.phone));
  if (person.merged_into) {
    tree.set("merged_into",
             context.vault->outside_id(storage::IdKind::person, person.merged_into->id.value(),
                                       person.merged_into->recorded_at));
  }
  if (person.died_on) tree.set("died_on", person.died_on->to_string());
  if (person.retired_on) tree.set("retired_on", person.retired_on->to_string());
  if (person.settled_region) {
    tree.set("settled_region", person.settled_region->to_string());
    tree.set("settled_region_name", context.regions->name(*person.settled_region));
  }
  return tree;
}

Decision<Tree> answer_person(const business::Request& request, const business::Context& context,
                             storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = person::may_see(context, person, "enquiry", session); !own) {
    return own.refusal();
  }
  return answer_one(person, context, session);
}

Decision<Tree> answer_search(const business::Request& request, const business::Context& context,
                             storage::Session& session) {
  auto reader = business::Reader::body(request, context);
  const std::string kind_text = reader.text_or("identity_kind", 40, "citizen_identity_card");
  const std::string number = reader.text("identity_number", 30);
  const std::optional<IdentityKind> kind = parse_identity_kind(kind_text);
  if (!kind) reader.add({"identity_kind_unknown", {{"member", "identity_kind"}}, {}});
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Decision<IdentityFacts> facts = check_identity(*kind, number, context.today);
  if (!facts) return facts.refusal();
  const PersonId person = find_person(session, *context.vault, *kind, facts->number);
  if (person.is_none()) {
    return refuse(RefusalKind::not_found, "person_not_registered",
                  {{"identity_number", mask_identity(facts->number)}});
  }
  return answer_one(person, context, session);
}

}  // namespace yibao::person
