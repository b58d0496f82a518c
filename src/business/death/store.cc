#include "business/death/store.h"

#include <algorithm>

namespace yibao::death {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Row;
using storage::Value;

constexpr Column kColumns[] = {
    {"person_id", ColumnType::integer},    {"ordinal", ColumnType::integer},
    {"died_on", ColumnType::integer},      {"evidence_kind", ColumnType::text},
    {"evidence_number", ColumnType::text}, {"issued_by", ColumnType::text},
    {"issued_on", ColumnType::integer},    {"region", ColumnType::integer},
    {"hold_id", ColumnType::integer},      {"state", ColumnType::text},
    {"reported_by", ColumnType::text},     {"decided_by", ColumnType::text},
    {"finding", ColumnType::text},         {"recorded_at", ColumnType::integer},
    {"decided_at", ColumnType::integer}};

Date day_of(const Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}

DeathReport read_report(const Row& row) {
  DeathReport report;
  report.person = PersonId(row[0].integer());
  report.ordinal = static_cast<int>(row[1].integer());
  report.died_on = day_of(row[2]);
  report.evidence = {row[3].text(), row[4].text(), row[5].text(), day_of(row[6])};
  report.region = RegionCode(static_cast<std::int32_t>(row[7].integer()));
  report.hold = HoldId(row[8].integer());
  const auto state = std::ranges::find(kStateTexts, row[9].text());
  YB_CHECK(state != kStateTexts.end(), "an unknown state of a report of a death in the database");
  report.state = static_cast<State>(state - kStateTexts.begin());
  report.reported_by = row[10].text();
  report.decided_by = row[11].text_or("");
  report.finding = row[12].text_or("");
  report.recorded_at = Instant::from_milliseconds(row[13].integer());
  if (!row[14].is_null()) report.decided_at = Instant::from_milliseconds(row[14].integer());
  return report;
}

}  // namespace

const storage::Table kDeathReport{
    184, "death_report", kColumns, 2, storage::Owner::person, 0, storage::Mutability::mutable_rows};

const storage::KeyedSelect kDeathReportsOf{
    "death_reports_of",
    "SELECT person_id, ordinal, died_on, evidence_kind, evidence_number, issued_by, issued_on, "
    "region, hold_id, state, reported_by, decided_by, finding, recorded_at, decided_at "
    "FROM death_report WHERE person_id {key} ORDER BY person_id, ordinal"};

std::vector<DeathReport> read_reports(const storage::Rows& rows) {
  std::vector<DeathReport> reports;
  reports.reserve(rows.size());
  for (const Row& row : rows) reports.push_back(read_report(row));
  return reports;
}

Row report_row(const DeathReport& report) {
  const bool open = report.state == State::reported;
  YB_CHECK(open == report.decided_by.empty(), "decided by nobody, or open and decided");
  return {report.person.value(),
          report.ordinal,
          report.died_on.days(),
          report.evidence.kind,
          report.evidence.number,
          report.evidence.issued_by,
          report.evidence.issued_on.days(),
          report.region.value(),
          report.hold.value(),
          to_text(report.state),
          report.reported_by,
          open ? Value() : Value(report.decided_by),
          report.finding.empty() ? Value() : Value(report.finding),
          report.recorded_at.milliseconds(),
          report.decided_at ? Value(report.decided_at->milliseconds()) : Value()};
}

}  // namespace yibao::death
