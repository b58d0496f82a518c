#include "business/person/store.h"

#include "business/access.h"

namespace yibao::person {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kPersonColumns[] = {{"person_id", ColumnType::integer},
                                     {"name", ColumnType::text},
                                     {"sex", ColumnType::text},
                                     {"birth_date", ColumnType::integer},
                                     {"identity_kind", ColumnType::text},
                                     {"identity_sealed", ColumnType::bytes},
                                     {"phone_sealed", ColumnType::bytes},
                                     {"died_on", ColumnType::integer},
                                     {"retired_on", ColumnType::integer},
                                     {"settled_region", ColumnType::integer},
                                     {"recorded_at", ColumnType::integer},
                                     {"merged_into", ColumnType::integer},
                                     {"merged_into_at", ColumnType::integer},
                                     {"retirement_benefits_from", ColumnType::integer},
                                     {"retired_at", ColumnType::integer}};
constexpr Column kClaimColumns[] = {
    {"kind", ColumnType::text}, {"hash", ColumnType::bytes}, {"person_id", ColumnType::integer}};

constexpr std::string_view kIdentityPurpose = "person.identity";
constexpr std::string_view kPhonePurpose = "person.phone";

std::optional<Date> optional_date(const Value& value) {
  if (value.is_null()) return std::nullopt;
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}

std::optional<RegionCode> optional_region(const Value& value) {
  if (value.is_null()) return std::nullopt;
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}

Value value_of(const std::optional<Date>& date) {
  return date ? Value(date->days()) : Value();
}
Value value_of(const std::optional<RegionCode>& region) {
  return region ? Value(region->value()) : Value();
}

}  // namespace

const storage::Table kPerson{
    20, "person", kPersonColumns, 1, storage::Owner::person, 0, storage::Mutability::mutable_rows};
const storage::Table kClaim{
    21, "claim", kClaimColumns, 2, storage::Owner::person, 2, storage::Mutability::mutable_rows};

const storage::KeyedSelect kPersonById{
    "person_by_id",
    "SELECT person_id, name, sex, birth_date, identity_kind, identity_sealed, phone_sealed, "
    "died_on, retired_on, settled_region, recorded_at, merged_into, merged_into_at, "
    "retirement_benefits_from, retired_at FROM person WHERE person_id {key}"};
const storage::KeyedSelect kPersonOfClaim{
    "person_of_claim",
    "SELECT c.hash, c.kind, COALESCE(p.merged_into, c.person_id), c.person_id "
    "FROM claim AS c JOIN person AS p ON p.person_id = c.person_id "
    "WHERE c.kind = 'identity' AND c.hash {key}",
    ColumnType::bytes};

const storage::KeyedSelect kInsuredRegionsOf{
    "insured_regions_of",
    "SELECT person_id, region FROM enrolment WHERE person_id {key} "
    "ORDER BY person_id, CASE WHEN suspended_on IS NULL THEN 1 ELSE 0 END, suspended_on, "
    "started_on, ordinal"};

storage::Bytes identity_claim(const storage::Vault& vault, IdentityKind kind,
                              const IdentityNumber& number) {
  return vault.keyed_hash("claim.identity", std::string(to_string(kind)) + ":" + number.reveal());
}

PersonId find_person(storage::Session& session, const storage::Vault& vault, IdentityKind kind,
                     const IdentityNumber& number) {
  const Value key[] = {Value(identity_claim(vault, kind, number))};
  const storage::Rows claims = session.select_keyed(kPersonOfClaim, key).front();
  for (const storage::Row& row : claims) {
    if (row[1].text() == kIdentityClaim) return PersonId(row[2].integer());
  }
  return {};
}

IdentityNumber open_identity(const storage::Bytes& sealed, const storage::Vault& vault) {
  return IdentityNumber(vault.open(kIdentityPurpose, sealed));
}

Person read_person(const storage::Row& row, const storage::Vault& vault, Open open) {
  Person person;
  person.id = PersonId(row[0].integer());
  person.name = row[1].text();
  person.sex = row[2].text() == "male" ? Sex::male : Sex::female;
  person.birth_date = Date::from_days(static_cast<std::int32_t>(row[3].integer()));
  const std::optional<IdentityKind> kind = parse_identity_kind(row[4].text());
  YB_CHECK(kind.has_value(), "an unknown kind of identity document in the database");
  person.identity_kind = *kind;
  if (open == Open::secrets) {
    person.identity_number = open_identity(row[5].bytes(), vault);
    if (!row[6].is_null()) person.phone = Phone(vault.open(kPhonePurpose, row[6].bytes()));
  }
  person.died_on = optional_date(row[7]);
  person.retired_on = optional_date(row[8]);
  person.settled_region = optional_region(row[9]);
  person.recorded_at = Instant::from_milliseconds(row[10].integer());
  if (!row[11].is_null()) {
    person.merged_into =
        Kept{PersonId(row[11].integer()), Instant::from_milliseconds(row[12].integer())};
  }
  person.retirement_benefits_from = optional_date(row[13]);
  person.retired_at = optional_region(row[14]);
  return person;
}

storage::Row person_row(const Person& person, const storage::Vault& vault) {
  YB_CHECK(!person.identity_number.empty(), "a person without a number");
  return {person.id.value(),
          person.name,
          person.sex == Sex::male ? "male" : "female",
          person.birth_date.days(),
          to_string(person.identity_kind),
          vault.seal(kIdentityPurpose, person.identity_number.reveal()),
          person.phone.empty() ? Value() : Value(vault.seal(kPhonePurpose, person.phone.reveal())),
          value_of(person.died_on),
          value_of(person.retired_on),
          value_of(person.settled_region),
          person.recorded_at.milliseconds(),
          person.merged_into ? Value(person.merged_into->id.value()) : Value(),
          person.merged_into ? Value(person.merged_into->recorded_at.milliseconds()) : Value(),
          value_of(person.retirement_benefits_from),
          value_of(person.retired_at)};
}

Decision<Person> require_person(const storage::Facts& facts, PersonId id,
                                const business::Context& context, Open open) {
  const storage::Rows& rows = facts.rows(kPersonById, id);
  if (rows.empty()) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  }
  Person person = read_person(rows.front(), *context.vault, open);
  if (const Verdict own = check_not_merged(person, context); !own) return own.refusal();
  return person;
}

Verdict may_serve(const business::Actor& actor, PersonId person, const storage::Facts& facts) {
  Verdict verdict = Nothing{};
  for (const storage::Row& row : facts.rows(kInsuredRegionsOf, person)) {
    verdict = business::may_act_at(actor, RegionCode(static_cast<std::int32_t>(row[1].integer())));
    if (verdict) return verdict;
  }
  return verdict;
}

RegionCode latest_place(const storage::Facts& facts, PersonId person) {
  const storage::Rows& rows = facts.rows(kInsuredRegionsOf, person);
  if (rows.empty()) return RegionCode::nation();
  return RegionCode(static_cast<std::int32_t>(rows.back()[1].integer()));
}

Verdict may_enquire(PersonId id, const business::Context& context, storage::Session& session) {
  if (const Verdict own = business::may_act_for(*context.actor, id); !own) return own;
  if (!context.actor->is(business::Role::participant)) return Nothing{};
  const Value key[] = {Value(id.value())};
  const storage::Rows rows = session.select_keyed(kPersonById, key).front();
  if (rows.empty()) return Nothing{};
  return check_not_merged(read_person(rows.front(), *context.vault, Open::nothing), context);
}

Verdict check_not_merged(const Person& person, const business::Context& context) {
  if (!person.merged_into) return Nothing{};
  // Who may act is asked before, and then there is no vault: the id alone is left out.
  std::vector<Fact> facts;
  if (context.vault != nullptr) {
    facts.push_back({"person", context.vault->outside_id(storage::IdKind::person,
                                                         person.merged_into->id.value(),
                                                         person.merged_into->recorded_at)});
  }
  return refuse("person_merged", std::move(facts));
}

}  // namespace yibao::person
