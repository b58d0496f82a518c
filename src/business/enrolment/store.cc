#include "business/enrolment/store.h"

#include <algorithm>

namespace yibao::enrolment {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Mutability;
using storage::Owner;
using storage::Value;

constexpr Column kEnrolmentColumns[] = {{"person_id", ColumnType::integer},
                                        {"ordinal", ColumnType::integer},
                                        {"region", ColumnType::integer},
                                        {"scheme", ColumnType::text},
                                        {"kind", ColumnType::text},
                                        {"employer_id", ColumnType::integer},
                                        {"account_type", ColumnType::integer},
                                        {"state", ColumnType::text},
                                        {"base_fen", ColumnType::integer},
                                        {"started_on", ColumnType::integer},
                                        {"suspended_on", ColumnType::integer},
                                        {"ended_on", ColumnType::integer},
                                        {"end_reason", ColumnType::text},
                                        {"duplicate", ColumnType::integer},
                                        {"recorded_at", ColumnType::integer},
                                        {"entered_on", ColumnType::integer}};
constexpr Column kEmployerColumns[] = {{"region", ColumnType::integer},
                                       {"employer_id", ColumnType::integer},
                                       {"code", ColumnType::text},
                                       {"name", ColumnType::text},
                                       {"recorded_at", ColumnType::integer}};
constexpr Column kReportColumns[] = {{"person_id", ColumnType::integer},
                                     {"report_id", ColumnType::integer},
                                     {"kind", ColumnType::text},
                                     {"employer_id", ColumnType::integer},
                                     {"region", ColumnType::integer},
                                     {"effective_on", ColumnType::integer},
                                     {"base_fen", ColumnType::integer},
                                     {"state", ColumnType::text},
                                     {"blocking_employer_id", ColumnType::integer},
                                     {"urged", ColumnType::integer},
                                     {"recorded_at", ColumnType::integer}};

RegionCode region_of(const Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}
Date date_of(const Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}
std::optional<Date> optional_date_of(const Value& value) {
  return value.is_null() ? std::nullopt : std::optional(date_of(value));
}
Value value_of(const std::optional<Date>& day) {
  return day ? Value(day->days()) : Value();
}
Value value_of(EmployerId id) {
  return id.is_none() ? Value() : Value(id.value());
}

// The enumerator whose stored text this is.
template<class Enum, std::size_t size>
Enum state_of(const std::array<std::string_view, size>& texts, const Value& value) {
  const auto found = std::find(texts.begin(), texts.end(), value.text());
  YB_CHECK(found != texts.end(), "an unknown code in the database: " + value.text());
  return static_cast<Enum>(found - texts.begin());
}

Enrolment read_enrolment(const storage::Row& row) {
  Enrolment enrolment;
  enrolment.person = PersonId(row[0].integer());
  enrolment.ordinal = static_cast<int>(row[1].integer());
  enrolment.region = region_of(row[2]);
  const auto scheme = parse_scheme(row[3].text());
  const auto kind = parse_enrolment_kind(row[4].text());
  YB_CHECK(scheme && kind, "an unknown scheme or kind in the database");
  enrolment.scheme = *scheme;
  enrolment.kind = *kind;
  enrolment.employer = EmployerId(row[5].integer_or(0));
  enrolment.account_type = static_cast<AccountType>(row[6].integer());
  enrolment.state = state_of<EnrolmentState>(kEnrolmentStateTexts, row[7]);
  enrolment.base = Money::fen(row[8].integer());
  enrolment.started_on = date_of(row[9]);
  enrolment.suspended_on = optional_date_of(row[10]);
  enrolment.ended_on = optional_date_of(row[11]);
  enrolment.end_reason = row[12].text_or("");
  enrolment.duplicate = row[13].integer() == 1;
  enrolment.recorded_at = Instant::from_milliseconds(row[14].integer());
  enrolment.entered_on = optional_date_of(row[15]);
  return enrolment;
}

EmployerReport read_report(const storage::Row& row) {
  EmployerReport report;
  report.person = PersonId(row[0].integer());
  report.id = row[1].integer();
  report.kind = state_of<ReportKind>(kReportKindTexts, row[2]);
  report.employer = EmployerId(row[3].integer());
  report.region = region_of(row[4]);
  report.effective_on = date_of(row[5]);
  report.base = Money::fen(row[6].integer());
  report.state = state_of<ReportState>(kReportStateTexts, row[7]);
  report.blocking_employer = EmployerId(row[8].integer_or(0));
  report.urged = static_cast<int>(row[9].integer());
  report.recorded_at = Instant::from_milliseconds(row[10].integer());
  return report;
}

}  // namespace

const storage::Table kEnrolment{
    22, "enrolment", kEnrolmentColumns, 2, Owner::person, 0, Mutability::mutable_rows};
const storage::Table kEmployer{
    25, "employer", kEmployerColumns, 2, Owner::region, 0, Mutability::mutable_rows};
const storage::Table kEmployerReport{26, "employer_report",       kReportColumns, 2, Owner::person,
                                     0,  Mutability::mutable_rows};

const storage::KeyedSelect kEnrolmentsOf{
    "enrolments_of",
    "SELECT person_id, ordinal, region, scheme, kind, employer_id, account_type, state, base_fen, "
    "started_on, suspended_on, ended_on, end_reason, duplicate, recorded_at, entered_on FROM "
    "enrolment "
    "WHERE person_id {key} ORDER BY person_id, ordinal"};
// The first column of a keyed select is its key: hence employer_id and code twice.
const storage::KeyedSelect kEmployerById{
    "employer_by_id",
    "SELECT employer_id, region, employer_id, code, name, recorded_at FROM employer "
    "WHERE employer_id {key} ORDER BY employer_id"};
const storage::KeyedSelect kEmployerByCode{
    "employer_by_code",
    "SELECT code, region, employer_id, code, name, recorded_at FROM employer "
    "WHERE code {key} ORDER BY code",
    ColumnType::text};
const storage::KeyedSelect kReportsOf{
    "employer_reports_of",
    "SELECT person_id, report_id, kind, employer_id, region, effective_on, base_fen, state, "
    "blocking_employer_id, urged, recorded_at FROM employer_report "
    "WHERE person_id {key} ORDER BY person_id, report_id"};

std::vector<Enrolment> read_enrolments(const storage::Rows& rows) {
  std::vector<Enrolment> enrolments;
  enrolments.reserve(rows.size());
  for (const storage::Row& row : rows) enrolments.push_back(read_enrolment(row));
  return enrolments;
}

storage::Row enrolment_row(const Enrolment& enrolment) {
  YB_CHECK(enrolment.ordinal > 0 && !enrolment.region.is_none(), "an enrolment nowhere");
  YB_CHECK(enrolment.is_active() == !enrolment.suspended_on, "active and suspended at once");
  YB_CHECK((enrolment.state == EnrolmentState::terminated) == enrolment.ended_on.has_value(),
           "terminated without a day, or the other way round");
  return {enrolment.person.value(),
          enrolment.ordinal,
          enrolment.region.value(),
          to_text(enrolment.scheme),
          to_text(enrolment.kind),
          value_of(enrolment.employer),
          static_cast<int>(enrolment.account_type),
          to_text(enrolment.state),
          enrolment.base.fen(),
          enrolment.started_on.days(),
          value_of(enrolment.suspended_on),
          value_of(enrolment.ended_on),
          enrolment.end_reason.empty() ? Value() : Value(enrolment.end_reason),
          enrolment.duplicate ? 1 : 0,
          enrolment.recorded_at.milliseconds(),
          value_of(enrolment.entered_on)};
}

Employer read_employer(const storage::Row& row) {
  return {region_of(row[1]), EmployerId(row[2].integer()), row[3].text(), row[4].text(),
          Instant::from_milliseconds(row[5].integer())};
}

storage::Row employer_row(const Employer& employer) {
  return {employer.region.value(), employer.id.value(), employer.code, employer.name,
          employer.recorded_at.milliseconds()};
}

std::vector<EmployerReport> read_reports(const storage::Rows& rows) {
  std::vector<EmployerReport> reports;
  reports.reserve(rows.size());
  for (const storage::Row& row : rows) reports.push_back(read_report(row));
  return reports;
}

storage::Row report_row(const EmployerReport& report) {
  YB_CHECK(report.state != ReportState::conflict || !report.blocking_employer.is_none(),
           "a conflict with nobody");
  return {report.person.value(),
          report.id,
          to_text(report.kind),
          report.employer.value(),
          report.region.value(),
          report.effective_on.days(),
          report.base.fen(),
          to_text(report.state),
          value_of(report.blocking_employer),
          report.urged,
          report.recorded_at.milliseconds()};
}

const Enrolment* active_among(std::span<const Enrolment> enrolments) {
  const Enrolment* found = nullptr;
  for (const Enrolment& each : enrolments) {
    if (!each.is_active() || each.duplicate) continue;
    YB_CHECK(found == nullptr, "two active enrolments of one person");
    found = &each;
  }
  return found;
}

const Enrolment* with_ordinal(std::span<const Enrolment> enrolments, int ordinal) {
  for (const Enrolment& each : enrolments) {
    if (each.ordinal == ordinal) return &each;
  }
  return nullptr;
}

int next_ordinal(std::span<const Enrolment> enrolments) {
  int highest = 0;
  for (const Enrolment& each : enrolments) highest = std::max(highest, each.ordinal);
  return highest + 1;
}

}  // namespace yibao::enrolment
