#include "business/person/queries.h"

#include "base/region_table.h"
#include "base/text.h"
#include "business/access.h"
#include "business/person/authorisation.h"
#include "business/person/by_number.h"
#include "business/person/name.h"
#include "business/person/store.h"
#include "business/reader.h"

namespace yibao::person {

namespace {

constexpr std::size_t kPrefixCharactersMin = 2;  // one alone is a family name: half a city
constexpr std::int64_t kFoundMax = 50;

constexpr storage::Statement kOfNameAndDay{
    "people_of_name_and_day",
    "SELECT person_id FROM person WHERE name = $1 AND birth_date = $2 AND merged_into IS NULL "
    "ORDER BY person_id LIMIT $3"};
// Names between the beginning itself and the first that no longer begins so; 0: of every region.
constexpr storage::Statement kOfNamePrefix{
    "people_of_name_prefix",
    "SELECT p.person_id FROM person p WHERE p.name >= $1 AND p.name < $2 "
    "AND p.merged_into IS NULL AND (CAST($3 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM enrolment e "
    "WHERE e.person_id = p.person_id AND e.region = CAST($3 AS BIGINT))) "
    "ORDER BY p.name, p.birth_date, p.person_id LIMIT $4"};

Decision<Tree> answer_one(PersonId id, const business::Context& context,
                          storage::Session& session) {
  const storage::Value key[] = {storage::Value(id.value())};
  const storage::Rows rows = session.select_keyed(kPersonById, key).front();
  if (rows.empty()) return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  return present_person(read_person(rows.front(), *context.vault, Open::secrets), context);
}

Tree answer_by_name(const std::string& name, const std::optional<Date>& birth_date,
                    const business::Context& context, storage::Session& session) {
  static constexpr char kBehindAll[] = "\xF4\x8F\xBF\xBF";  // U+10FFFF
  storage::Rows found;
  for (const std::string& each : spellings(name)) {
    storage::Rows more =
        birth_date ? session.select(kOfNameAndDay, {each, birth_date->days(), kFoundMax + 1})
                   : session.select(kOfNamePrefix, {each, each + kBehindAll,
                                                    context.actor->region.value(), kFoundMax + 1});
    found.insert(found.end(), std::make_move_iterator(more.begin()),
                 std::make_move_iterator(more.end()));
  }
  Tree people = Tree(Tree::List{});
  for (const storage::Row& row : found) {
    if (people.list()->size() == static_cast<std::size_t>(kFoundMax)) break;
    const storage::Value key[] = {row[0]};
    const storage::Rows rows = session.select_keyed(kPersonById, key).front();
    people.push(present_person(read_person(rows.front(), *context.vault, Open::secrets), context));
  }
  const bool more = found.size() > static_cast<std::size_t>(kFoundMax);
  return Tree::object({{"people", std::move(people)}, {"more", more}});
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

Decision<Tree> answer_search(const business::Request& request, const business::Context& context,
                             storage::Session& session) {
  auto reader = business::Reader::body(request, context);
  const std::string number = reader.text_or("identity_number", 30, "");
  const std::optional<IdentityKind> kind = read_kind(reader, number);
  const std::string name = read_name_if_given(reader);
  // A name that is none is what is wrong, not a number that nobody meant to give.
  const bool nobody = number.empty() && name.empty() && reader.ok_so_far();
  const std::optional<Date> birth_date = reader.optional_date("birth_date");
  if (nobody) {
    reader.add({"member_missing", {{"member", "identity_number"}}, {}});
  }
  // Who watches over access looks for one person, never through a list of names.
  const business::Actor& actor = *context.actor;
  const bool one_only = actor.is(business::Role::auditor) || actor.is(business::Role::audit_admin);
  if (one_only && number.empty() && !birth_date) {
    reader.add({"member_missing", {{"member", "birth_date"}}, {}});
  }
  if (!name.empty() && !birth_date && count_characters(name) < kPrefixCharactersMin) {
    reader.add({"name_too_short", {{"member", "name"}}, {}});
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (number.empty()) return answer_by_name(name, birth_date, context, session);
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
