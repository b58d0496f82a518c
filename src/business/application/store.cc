#include "business/application/store.h"

#include "base/check.h"

namespace yibao::application {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kColumns[] = {
    {"person_id", ColumnType::integer},     {"case_id", ColumnType::integer},
    {"service", ColumnType::text},          {"subject", ColumnType::text},
    {"region", ColumnType::integer},        {"state", ColumnType::text},
    {"running", ColumnType::integer},       {"handling", ColumnType::text},
    {"senior", ColumnType::integer},        {"not_by", ColumnType::text},
    {"working_days", ColumnType::integer},  {"clock_from", ColumnType::integer},
    {"due_on", ColumnType::integer},        {"provisional", ColumnType::integer},
    {"calendar_version", ColumnType::text}, {"stops", ColumnType::text},
    {"handed_in", ColumnType::text},        {"first_approved_by", ColumnType::text},
    {"decided_by", ColumnType::text},       {"decided_on", ColumnType::integer},
    {"recorded_at", ColumnType::integer}};

std::optional<Date> date_of(const Value& value) {
  if (value.is_null()) return std::nullopt;
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}
Value value_of(const std::optional<Date>& date) {
  return date ? Value(date->days()) : Value();
}
Value value_of(const std::string& text) {
  return text.empty() ? Value() : Value(text);
}

Handling handling_of(const std::string& text) {
  for (std::size_t i = 0; i < kHandlingTexts.size(); ++i) {
    if (kHandlingTexts[i] == text) return static_cast<Handling>(i);
  }
  YB_CHECK(false, "an unknown handling in the database: " + text);
}

// What must be true of every stored application, before it is saved and after it is loaded.
void check_application(const Application& application) {
  YB_CHECK(application.due_on.has_value() == !application.calendar_version.empty(),
           "a deadline names the calendar that computed it");
  YB_CHECK(application.decided_by.empty() == !application.decided_on,
           "a decision has its officer and its day");
}

}  // namespace

const storage::Table kApplication{
    48, "application", kColumns, 2, storage::Owner::person, 0, storage::Mutability::mutable_rows};

const storage::KeyedSelect kApplicationsOf{
    "applications_of",
    "SELECT person_id, case_id, service, subject, region, state, running, handling, senior, "
    "not_by, working_days, clock_from, due_on, provisional, calendar_version, stops, "
    "handed_in, first_approved_by, decided_by, decided_on, recorded_at FROM application "
    "WHERE person_id {key} ORDER BY person_id, case_id"};

Application read_application(const storage::Row& row) {
  Application application;
  application.person = PersonId(row[0].integer());
  application.id = CaseId(row[1].integer());
  application.service = row[2].text();
  application.subject = row[3].text();
  application.region = RegionCode(static_cast<std::int32_t>(row[4].integer()));
  const std::optional<State> state = parse_state(row[5].text());
  YB_CHECK(state.has_value(), "an unknown state in the database: " + row[5].text());
  application.state = *state;
  YB_CHECK(application.is_running() == (row[6].integer() == 1), "running is: accepted, not over");
  application.handling = handling_of(row[7].text());
  application.senior = row[8].integer() == 1;
  application.not_by = row[9].text();
  if (!row[10].is_null()) application.working_days = static_cast<int>(row[10].integer());
  application.clock_from = date_of(row[11]);
  application.due_on = date_of(row[12]);
  application.provisional = row[13].integer() == 1;
  application.calendar_version = row[14].text();
  application.stops = casework::read_stops(row[15].text());
  application.handed_in = casework::read_handed_in(row[16]);
  application.first_approved_by = row[17].text_or("");
  application.decided_by = row[18].text_or("");
  application.decided_on = date_of(row[19]);
  application.recorded_at = Instant::from_milliseconds(row[20].integer());
  check_application(application);
  return application;
}

storage::Row application_row(const Application& application) {
  check_application(application);
  return {application.person.value(),
          application.id.value(),
          application.service,
          application.subject,
          application.region.value(),
          to_text(application.state),
          application.is_running() ? 1 : 0,
          to_text(application.handling),
          application.senior ? 1 : 0,
          application.not_by,
          application.working_days ? Value(*application.working_days) : Value(),
          value_of(application.clock_from),
          value_of(application.due_on),
          application.provisional ? 1 : 0,
          application.calendar_version,
          casework::stops_json(application.stops),
          casework::handed_in_value(application.handed_in),
          value_of(application.first_approved_by),
          value_of(application.decided_by),
          value_of(application.decided_on),
          application.recorded_at.milliseconds()};
}

std::optional<Application> find_application(const storage::Rows& rows, CaseId id) {
  for (const storage::Row& row : rows) {
    if (row[1].integer() == id.value()) return read_application(row);
  }
  return std::nullopt;
}

std::optional<Application> running_about(const storage::Rows& rows, std::string_view service,
                                         std::string_view subject, CaseId except) {
  for (const storage::Row& row : rows) {
    if (row[6].integer() != 1 || row[1].integer() == except.value()) continue;
    if (row[2].text() == service && row[3].text() == subject) return read_application(row);
  }
  return std::nullopt;
}

std::string subject_of_case(CaseId id) {
  return "case:" + std::to_string(id.value());
}

bool won_appeal_about(const storage::Rows& applications, const storage::Rows& case_files,
                      std::string_view service) {
  for (const storage::Row& row : applications) {
    if (row[2].text() != kAppealService || row[5].text() != to_text(State::completed)) continue;
    for (const storage::Row& file : case_files) {
      if (file[2].text() != service) continue;
      if (row[3].text() == subject_of_case(CaseId(file[1].integer()))) return true;
    }
  }
  return false;
}

}  // namespace yibao::application
