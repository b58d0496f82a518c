#include "business/enquiry/search.h"

#include "base/text.h"
#include "business/enquiry/looking.h"
#include "business/person/by_number.h"
#include "business/person/name.h"
#include "business/person/queries.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "business/staff/store.h"

namespace yibao::enquiry {

namespace {

using business::Role;

constexpr std::string_view kName = kSearchEndpoint;
constexpr std::size_t kPrefixCharactersMin = 2;  // one alone is a family name: half a city
constexpr std::int64_t kFoundMax = 50;
constexpr std::int64_t kLookedThroughMax = 500;  // those of other places are left out of them

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

struct Asked {
  std::string number;
  std::optional<IdentityKind> kind;
  std::string name;
  std::optional<Date> birth_date;
  std::string purpose;
  bool present = false;
};

Decision<Asked> read(const business::Request& request, const business::Context& context) {
  auto reader = business::Reader::body(request, context);
  Asked asked;
  asked.number = reader.text_or("identity_number", 30, "");
  asked.kind = person::read_kind(reader, asked.number);
  asked.name = person::read_name_if_given(reader);
  // A name that is none is what is wrong, not a number that nobody meant to give.
  const bool nobody = asked.number.empty() && asked.name.empty() && reader.ok_so_far();
  asked.birth_date = reader.optional_date("birth_date");
  asked.purpose = reader.text_or(kPurpose, kPurposeCharactersMax, "");
  asked.present = reader.flag(kPersonPresent);
  if (nobody) reader.add({"member_missing", {{"member", "identity_number"}}, {}});
  // Who watches over access looks for one person, never through a list of names.
  const business::Actor& actor = *context.actor;
  const bool one_only = actor.is(Role::auditor) || actor.is(Role::audit_admin);
  if (one_only && asked.number.empty() && !asked.birth_date) {
    reader.add({"member_missing", {{"member", "birth_date"}}, {}});
  }
  if (!asked.name.empty() && !asked.birth_date &&
      count_characters(asked.name) < kPrefixCharactersMin) {
    reader.add({"name_too_short", {{"member", "name"}}, {}});
  }
  if (asked.purpose.empty() && says_what_for(actor)) {
    reader.add({"purpose_missing", {}, {}});
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return asked;
}

Tree present(const storage::Row& row, const business::Context& context) {
  return person::present_person(person::read_person(row, *context.vault, person::Open::secrets),
                                context);
}

std::optional<storage::Row> row_of(PersonId id, storage::Session& session) {
  const storage::Value key[] = {storage::Value(id.value())};
  const storage::Rows rows = session.select_keyed(person::kPersonById, key).front();
  return rows.empty() ? std::nullopt : std::optional(rows.front());
}

// Those of other places are as if they were not on record, unless one of them stands here.
Tree answer_by_name(const Asked& asked, const business::Context& context,
                    storage::Session& session) {
  static constexpr char kBehindAll[] = "\xF4\x8F\xBF\xBF";  // U+10FFFF
  storage::Rows found;
  for (const std::string& each : person::spellings(asked.name)) {
    storage::Rows more =
        asked.birth_date
            ? session.select(kOfNameAndDay, {each, asked.birth_date->days(), kLookedThroughMax})
            : session.select(kOfNamePrefix, {each, each + kBehindAll,
                                             place_looked_from(context).value(), kFoundMax + 1});
    found.insert(found.end(), std::make_move_iterator(more.begin()),
                 std::make_move_iterator(more.end()));
  }
  Tree people = Tree(Tree::List{});
  bool more = false;
  for (const storage::Row& row : found) {
    const PersonId id(row[0].integer());
    if (!check_theirs(id, asked.present, context, session)) continue;
    more = people.list()->size() == static_cast<std::size_t>(kFoundMax);
    if (more) break;
    people.push(present(*row_of(id, session), context));
  }
  return Tree::object({{"people", std::move(people)}, {"more", more}});
}

Decision<Tree> answer_by_number(const Asked& asked, const business::Context& context,
                                storage::Session& session) {
  const Decision<IdentityFacts> facts = check_identity(*asked.kind, asked.number, context.today);
  if (!facts) return facts.refusal();
  const PersonId person = person::find_person(session, *context.vault, *asked.kind, facts->number);
  const Refusal nobody = refuse(RefusalKind::not_found, "person_not_registered",
                                {{"identity_number", mask_identity(facts->number)}});
  const auto row = row_of(person, session);
  if (person.is_none() || !row) return nobody;
  if (const Verdict theirs = check_theirs(person, asked.present, context, session); !theirs) {
    return theirs.refusal().kind == RefusalKind::not_found ? nobody : theirs.refusal();
  }
  return present(*row, context);
}

}  // namespace

business::Endpoint search_endpoint() {
  using business::FieldKind;
  return {"person.search",
          "POST",
          "/v1/people/search",
          "查找参保人:按证件号码,按姓名和出生日期,或者在本地按姓名开头",
          business::roles(
              {Role::agency_officer, Role::senior_officer, Role::auditor, Role::audit_admin}),
          {{"identity_kind", FieldKind::text, false, person::kKindField},
           {"identity_number", FieldKind::text, false, "证件号码"},
           {"name", FieldKind::text, false, "姓名;不填出生日期时为姓名的开头,至少两个字"},
           {"birth_date", FieldKind::date, false, "出生日期"},
           purpose_field(),
           person_present_field()},
          nullptr,
          &answer_search};
}

Decision<Tree> answer_search(const business::Request& request, const business::Context& context,
                             storage::Session& session) {
  const Decision<Asked> asked = read(request, context);
  if (!asked) return asked.refusal();
  if (asked->number.empty()) return answer_by_name(*asked, context, session);
  return answer_by_number(*asked, context, session);
}

std::vector<View> found_by_search(const business::Endpoint& endpoint,
                                  const business::Request& request, const Tree& answer,
                                  const business::Context& context) {
  std::vector<View> found;
  if (endpoint.name != kName) return found;
  const auto add = [&](const Tree& person) {
    const auto inside =
        context.vault->inside_id(storage::IdKind::person, *person.find("person")->text());
    YB_CHECK(inside.has_value(), "somebody was found who has no number");
    View view;
    view.person = PersonId(inside->id);
    const Tree* purpose = request.body.find(kPurpose);
    if (purpose != nullptr && purpose->text() != nullptr) view.purpose = *purpose->text();
    const Tree* present = request.body.find(kPersonPresent);
    view.person_present =
        present != nullptr && present->boolean() != nullptr && *present->boolean();
    found.push_back(std::move(view));
  };
  if (const Tree* people = answer.find("people"); people != nullptr) {
    for (const Tree& each : *people->list()) add(each);
  } else {
    add(answer);
  }
  return found;
}

}  // namespace yibao::enquiry
