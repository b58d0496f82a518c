#include "business/transfer/step_clock.h"

#include <algorithm>
#include <array>

namespace yibao::transfer {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kStepClockColumns[] = {
    {"person_id", ColumnType::integer},   {"case_id", ColumnType::integer},
    {"number", ColumnType::integer},      {"queue", ColumnType::text},
    {"from_on", ColumnType::integer},     {"due_on", ColumnType::integer},
    {"provisional", ColumnType::integer}, {"calendar_version", ColumnType::text},
    {"ended_on", ColumnType::integer}};

constexpr std::array<std::string_view, 5> kQueuesWithOwnDays{
    "sheet_correction", "money_return", "payout_review", "payout", "payout_again"};

Date day_of(const Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}

}  // namespace

const storage::Table kStepClock{212,
                                "step_clock",
                                kStepClockColumns,
                                3,
                                storage::Owner::person,
                                0,
                                storage::Mutability::mutable_rows};

const storage::KeyedSelect kStepClocksOf{
    "step_clocks_of",
    "SELECT person_id, case_id, number, queue, from_on, due_on, provisional, calendar_version, "
    "ended_on FROM step_clock WHERE person_id {key} ORDER BY person_id, case_id, number"};

bool has_own_days(std::string_view queue) {
  return std::ranges::find(kQueuesWithOwnDays, queue) != kQueuesWithOwnDays.end();
}

storage::Row step_clock_row(const StepClock& clock) {
  return {clock.person.value(),
          clock.id.value(),
          clock.number,
          clock.queue,
          clock.from.days(),
          clock.due_on.days(),
          clock.provisional ? 1 : 0,
          clock.calendar_version,
          clock.ended_on ? Value(clock.ended_on->days()) : Value()};
}

StepClock read_step_clock(const storage::Row& row) {
  StepClock clock;
  clock.person = PersonId(row[0].integer());
  clock.id = CaseId(row[1].integer());
  clock.number = static_cast<int>(row[2].integer());
  clock.queue = row[3].text();
  clock.from = day_of(row[4]);
  clock.due_on = day_of(row[5]);
  clock.provisional = row[6].integer() == 1;
  clock.calendar_version = row[7].text();
  if (!row[8].is_null()) clock.ended_on = day_of(row[8]);
  return clock;
}

std::vector<StepClock> step_clocks_of(const storage::Rows& clocks, CaseId id) {
  std::vector<StepClock> found;
  for (const storage::Row& row : clocks) {
    if (row[1].integer() == id.value()) found.push_back(read_step_clock(row));
  }
  return found;
}

const StepClock* running_among(std::span<const StepClock> clocks) {
  const auto running = std::ranges::find_if(
      clocks, [](const StepClock& clock) { return !clock.ended_on.has_value(); });
  return running == clocks.end() ? nullptr : &*running;
}

}  // namespace yibao::transfer
