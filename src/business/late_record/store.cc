#include "business/late_record/store.h"

namespace yibao::late_record {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Row;
using storage::Value;

constexpr Column kLateRecordColumns[] = {{"person_id", ColumnType::integer},
                                         {"ordinal", ColumnType::integer},
                                         {"what", ColumnType::text},
                                         {"region", ColumnType::integer},
                                         {"evidence", ColumnType::text},
                                         {"kind", ColumnType::text},
                                         {"employer_id", ColumnType::integer},
                                         {"account_type", ColumnType::integer},
                                         {"base_fen", ColumnType::integer},
                                         {"started_on", ColumnType::integer},
                                         {"suspended_on", ColumnType::integer},
                                         {"amount_fen", ColumnType::integer},
                                         {"state", ColumnType::text},
                                         {"proposed_by", ColumnType::text},
                                         {"decided_by", ColumnType::text},
                                         {"recorded_at", ColumnType::integer},
                                         {"decided_at", ColumnType::integer},
                                         {"entered", ColumnType::integer},
                                         {"owed", ColumnType::integer}};

std::optional<Date> day_of(const Value& value) {
  if (value.is_null()) return std::nullopt;
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}

State state_of(const std::string& text) {
  for (const State state : {State::proposed, State::approved, State::refused}) {
    if (to_text(state) == text) return state;
  }
  YB_CHECK(false, "an unknown state of a late record in the database");
}

What what_of(const std::string& text) {
  for (const What what : {What::enrolment, What::balance, What::deemed}) {
    if (to_text(what) == text) return what;
  }
  YB_CHECK(false, "an unknown kind of late record in the database");
}

LateRecord read_record(const Row& row) {
  LateRecord record;
  record.person = PersonId(row[0].integer());
  record.ordinal = static_cast<int>(row[1].integer());
  record.what = what_of(row[2].text());
  record.region = RegionCode(static_cast<std::int32_t>(row[3].integer()));
  record.evidence = row[4].text();
  if (record.what == What::enrolment) {
    record.kind = row[5].text();
    record.employer = EmployerId(row[6].is_null() ? 0 : row[6].integer());
    record.account_type = static_cast<int>(row[7].integer());
    record.base = Money::fen(row[8].integer());
    record.owed = row[18].integer() == 1;
  }
  record.started_on = day_of(row[9]);
  record.suspended_on = day_of(row[10]);
  if (record.what == What::balance) record.amount = Money::fen(row[11].integer());
  record.state = state_of(row[12].text());
  record.proposed_by = row[13].text();
  record.decided_by = row[14].text_or("");
  record.recorded_at = Instant::from_milliseconds(row[15].integer());
  if (!row[16].is_null()) record.decided_at = Instant::from_milliseconds(row[16].integer());
  if (!row[17].is_null()) record.entered = row[17].integer();
  return record;
}

}  // namespace

const storage::Table kLateRecord{34,
                                 "late_record",
                                 kLateRecordColumns,
                                 2,
                                 storage::Owner::person,
                                 0,
                                 storage::Mutability::mutable_rows};

const storage::KeyedSelect kLateRecordsOf{
    "late_records_of",
    "SELECT person_id, ordinal, what, region, evidence, kind, employer_id, account_type, base_fen, "
    "started_on, suspended_on, amount_fen, state, proposed_by, decided_by, recorded_at, "
    "decided_at, entered, owed FROM late_record WHERE person_id {key} ORDER BY person_id, ordinal"};

std::vector<LateRecord> read_records(const storage::Rows& rows) {
  std::vector<LateRecord> records;
  records.reserve(rows.size());
  for (const Row& row : rows) records.push_back(read_record(row));
  return records;
}

Row record_row(const LateRecord& record) {
  YB_CHECK((record.state == State::approved) == record.entered.has_value(),
           "entered without approval, or the other way round");
  const bool enrolment = record.what == What::enrolment;
  const auto of_enrolment = [&](auto value) { return enrolment ? Value(value) : Value(); };
  const auto day = [](const std::optional<Date>& date) {
    return date ? Value(date->days()) : Value();
  };
  return {record.person.value(),
          record.ordinal,
          to_text(record.what),
          record.region.value(),
          record.evidence,
          of_enrolment(record.kind),
          record.employer.is_none() ? Value() : Value(record.employer.value()),
          of_enrolment(record.account_type),
          of_enrolment(record.base.fen()),
          day(record.started_on),
          day(record.suspended_on),
          record.what == What::balance ? Value(record.amount.fen()) : Value(),
          to_text(record.state),
          record.proposed_by,
          record.decided_by.empty() ? Value() : Value(record.decided_by),
          record.recorded_at.milliseconds(),
          record.decided_at ? Value(record.decided_at->milliseconds()) : Value(),
          Value(record.entered),
          of_enrolment(record.owed ? 1 : 0)};
}

}  // namespace yibao::late_record
