#include "business/care/store.h"

#include <algorithm>

#include "business/provider/numbers.h"

namespace yibao::care {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Row;
using storage::Value;

constexpr Column kColumns[] = {{"person_id", ColumnType::integer},
                               {"registration_id", ColumnType::integer},
                               {"kind", ColumnType::text},
                               {"state", ColumnType::text},
                               {"region", ColumnType::integer},
                               {"insurance", ColumnType::text},
                               {"begins_on", ColumnType::integer},
                               {"last_day", ColumnType::integer},
                               {"ended_on", ColumnType::integer},
                               {"end_reason", ColumnType::text},
                               {"disease", ColumnType::text},
                               {"disease_name", ColumnType::text},
                               {"place_of_care", ColumnType::integer},
                               {"institution", ColumnType::text},
                               {"institution_name", ColumnType::text},
                               {"purpose", ColumnType::text},
                               {"sort_number", ColumnType::integer},
                               {"detail", ColumnType::text},
                               {"filed_by", ColumnType::text},
                               {"case_id", ColumnType::integer},
                               {"transfer_case", ColumnType::integer},
                               {"carried_from", ColumnType::integer},
                               {"entry_id", ColumnType::integer},
                               {"recorded_at", ColumnType::integer}};

Value maybe(const std::optional<Date>& day) {
  return day ? Value(day->days()) : Value();
}
template<class Id>
Value maybe_id(Id id) {
  return id.is_none() ? Value() : Value(id.value());
}
Date date_of(const Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}
RegionCode region_of(const Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}

}  // namespace

const storage::Table kCareRegistration{180,
                                       "care_registration",
                                       kColumns,
                                       2,
                                       storage::Owner::person,
                                       0,
                                       storage::Mutability::mutable_rows};

const storage::KeyedSelect kRegistrationsOf{
    "care_registrations_of",
    "SELECT person_id, registration_id, kind, state, region, insurance, begins_on, last_day, "
    "ended_on, end_reason, disease, disease_name, place_of_care, institution, institution_name, "
    "purpose, sort_number, detail, filed_by, case_id, transfer_case, carried_from, entry_id, "
    "recorded_at FROM care_registration WHERE person_id {key} "
    "ORDER BY person_id, registration_id"};

Registration read_registration(const Row& row) {
  Registration read;
  read.person = PersonId(row[0].integer());
  read.id = RegistrationId(row[1].integer());
  const auto kind = parse_kind(row[2].text());
  const auto state = std::ranges::find(kStateTexts, row[3].text());
  YB_CHECK(kind && state != kStateTexts.end(), "an unknown word in the database");
  read.kind = *kind;
  read.state = static_cast<State>(state - kStateTexts.begin());
  read.region = region_of(row[4]);
  read.insurance = row[5].text();
  read.begins_on = date_of(row[6]);
  if (!row[7].is_null()) read.last_day = date_of(row[7]);
  if (!row[8].is_null()) read.ended_on = date_of(row[8]);
  read.end_reason = row[9].text_or("");
  read.disease = row[10].text();
  read.disease_name = row[11].text();
  read.place_of_care = region_of(row[12]);
  read.institution = row[13].text();
  read.institution_name = row[14].text();
  read.purpose = row[15].text();
  read.sort_number = static_cast<int>(row[16].integer());
  read.detail = row[17].text();
  read.filed_by = row[18].text();
  read.application = CaseId(row[19].integer_or(0));
  read.transfer = CaseId(row[20].integer_or(0));
  read.carried_from = RegistrationId(row[21].integer_or(0));
  read.entry_id = row[22].integer();
  read.recorded_at = Instant::from_milliseconds(row[23].integer());
  return read;
}

std::vector<Registration> read_registrations(const storage::Rows& rows) {
  std::vector<Registration> all;
  std::ranges::transform(rows, std::back_inserter(all), &read_registration);
  return all;
}

Row registration_row(const Registration& each) {
  YB_CHECK((each.state == State::ended) == each.ended_on.has_value(),
           "a registration that has ended and has no day of it");
  return {each.person.value(),
          each.id.value(),
          to_text(each.kind),
          to_text(each.state),
          each.region.value(),
          each.insurance,
          each.begins_on.days(),
          maybe(each.last_day),
          maybe(each.ended_on),
          each.end_reason.empty() ? Value() : Value(each.end_reason),
          each.disease,
          each.disease_name,
          each.place_of_care.value(),
          each.institution,
          each.institution_name,
          each.purpose,
          each.sort_number,
          each.detail,
          each.filed_by,
          maybe_id(each.application),
          maybe_id(each.transfer),
          maybe_id(each.carried_from),
          each.entry_id,
          each.recorded_at.milliseconds()};
}

std::string registration_number(RegistrationId id, Instant recorded_at,
                                const business::Context& context) {
  return provider::short_id(
      context.vault->outside_id(storage::IdKind::care_registration, id.value(), recorded_at));
}

RegistrationId registration_of(const std::string& number, const business::Context& context) {
  const auto outside = provider::outside_id(number);
  const auto inside = outside
                          ? context.vault->inside_id(storage::IdKind::care_registration, *outside)
                          : std::nullopt;
  return inside ? RegistrationId(inside->id) : RegistrationId();
}

}  // namespace yibao::care
