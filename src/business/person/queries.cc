#include "business/person/queries.h"

#include "base/region_table.h"
#include "business/person/authorisation.h"
#include "business/person/phone.h"
#include "business/person/store.h"
#include "business/reader.h"

namespace yibao::person {

namespace {

Decision<Tree> answer_one(PersonId id, const business::Context& context,
                          storage::Session& session) {
  const storage::Value key[] = {storage::Value(id.value())};
  const storage::Rows rows = session.select_keyed(kPersonById, key).front();
  if (rows.empty()) return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  const Person person = read_person(rows.front(), *context.vault, Open::secrets);
  Tree tree = present_person(person, context);
  // 请本人确认: whoever serves the person next asks.
  const bool in_doubt =
      !person.phone.empty() && usable_phone(person, *context.vault, session).empty();
  if (in_doubt) tree.set("phone_in_doubt", true);
  return tree;
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
  if (person.retired_at) tree.set("retired_at", person.retired_at->to_string());
  if (person.retirement_benefits_from) {
    tree.set("retirement_benefits_from", person.retirement_benefits_from->to_string());
  }
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

Decision<Tree> answer_identity(const business::Request& request, const business::Context& context,
                               storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId id(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const business::Actor& actor = *context.actor;
  const Refusal unknown = refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  // Whoever acts for another knows them by other means.
  if (actor.is(business::Role::participant) && actor.person() != id) return unknown;
  const storage::Value key[] = {storage::Value(id.value())};
  const storage::Rows rows = session.select_keyed(kPersonById, key).front();
  if (rows.empty()) return unknown;
  const Person person = read_person(rows.front(), *context.vault, Open::secrets);
  Tree tree = Tree::object({{"name", person.name},
                            {"identity_kind", to_string(person.identity_kind)},
                            {"identity_number", person.identity_number.reveal()}});
  if (!person.phone.empty()) tree.set("phone", person.phone.reveal());
  return tree;
}

}  // namespace yibao::person
