#include "business/hotline/store.h"

#include <algorithm>

#include "business/hotline/rules.h"

namespace yibao::hotline {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Row;
using storage::Value;

constexpr Column kColumns[] = {{"region", ColumnType::integer},
                               {"call_id", ColumnType::integer},
                               {"line", ColumnType::text},
                               {"caller_sealed", ColumnType::bytes},
                               {"source_day", ColumnType::bytes},
                               {"place", ColumnType::integer},
                               {"state", ColumnType::text},
                               {"topic", ColumnType::text},
                               {"steps", ColumnType::integer},
                               {"misses", ColumnType::integer},
                               {"tries", ColumnType::integer},
                               {"failures", ColumnType::integer},
                               {"slow", ColumnType::integer},
                               {"person_id", ColumnType::integer},
                               {"verified", ColumnType::integer},
                               {"told", ColumnType::integer},
                               {"identity_sealed", ColumnType::bytes},
                               {"card_sealed", ColumnType::bytes},
                               {"path", ColumnType::text},
                               {"started_at", ColumnType::integer},
                               {"ended_at", ColumnType::integer}};

constexpr Column kFailureColumns[] = {
    {"failure_id", ColumnType::integer}, {"call_id", ColumnType::integer},
    {"state", ColumnType::text},         {"source_day", ColumnType::bytes},
    {"number_day", ColumnType::bytes},   {"recorded_at", ColumnType::integer}};

constexpr std::string_view kCallerPurpose = "hotline_call.caller";
constexpr std::string_view kIdentityPurpose = "hotline_call.identity";
constexpr std::string_view kCardPurpose = "hotline_call.card";

Value sealed(const storage::Vault& vault, std::string_view purpose, const std::string& text) {
  return text.empty() ? Value() : Value(vault.seal(purpose, text));
}

std::string opened(const storage::Vault& vault, std::string_view purpose, const Value& value) {
  return value.is_null() ? std::string() : vault.open(purpose, value.bytes());
}

State state_of(const std::string& text) {
  for (std::size_t i = 0; i < kStates; ++i) {
    if (to_text(static_cast<State>(i)) == text) return static_cast<State>(i);
  }
  YB_CHECK(false, "an unknown state of a call");
}

int small(const Value& value) {
  return static_cast<int>(value.integer());
}

}  // namespace

const storage::Table kHotlineCall{
    165, "hotline_call", kColumns, 2, storage::Owner::region, 0, storage::Mutability::mutable_rows};

const storage::KeyedSelect kCallById{
    "hotline_call_by_id",
    "SELECT call_id, region, call_id, line, caller_sealed, source_day, place, state, topic, "
    "steps, misses, tries, failures, slow, person_id, verified, told, "
    "identity_sealed, card_sealed, path, started_at, ended_at "
    "FROM hotline_call WHERE call_id {key} ORDER BY call_id"};
const storage::KeyedSelect kCallsOfSource{"hotline_calls_of_source",
                                          "SELECT source_day, call_id FROM hotline_call "
                                          "WHERE source_day {key} ORDER BY source_day, call_id",
                                          ColumnType::bytes};

const storage::Table kHotlineFailure{166,
                                     "hotline_failure",
                                     kFailureColumns,
                                     1,
                                     storage::Owner::none,
                                     0,
                                     storage::Mutability::append_only};

const storage::KeyedSelect kFailuresOfSource{
    "hotline_failures_of_source",
    "SELECT source_day, failure_id FROM hotline_failure "
    "WHERE source_day {key} ORDER BY source_day, failure_id",
    ColumnType::bytes};
const storage::KeyedSelect kFailuresOfNumber{
    "hotline_failures_of_number",
    "SELECT number_day, failure_id FROM hotline_failure "
    "WHERE number_day {key} ORDER BY number_day, failure_id",
    ColumnType::bytes};

HotlineCall read_call_closed(const Row& row) {
  HotlineCall call;
  call.line_region = RegionCode(static_cast<std::int32_t>(row[0].integer()));
  call.id = HotlineCallId(row[1].integer());
  call.line = row[2].text() == "medical" ? Line::medical : Line::social;
  call.region = RegionCode(static_cast<std::int32_t>(row[5].integer()));
  call.state = state_of(row[6].text());
  const std::optional<Topic> topic = topic_of(row[7].text());
  YB_CHECK(topic.has_value(), "an unknown topic of a call");
  call.topic = *topic;
  call.steps = small(row[8]);
  call.misses = small(row[9]);
  call.tries = small(row[10]);
  call.failures = small(row[11]);
  call.slow = row[12].integer() == 1;
  call.person = PersonId(row[13].integer_or(0));
  call.verified = row[14].integer() == 1;
  call.told = small(row[15]);
  call.path = row[18].text();
  call.started_at = Instant::from_milliseconds(row[19].integer());
  if (!row[20].is_null()) call.ended_at = Instant::from_milliseconds(row[20].integer());
  return call;
}

HotlineCall read_call(const Row& row, const storage::Vault& vault) {
  HotlineCall call = read_call_closed(row);
  call.caller = opened(vault, kCallerPurpose, row[3]);
  call.identity_number = opened(vault, kIdentityPurpose, row[16]);
  call.card_number = opened(vault, kCardPurpose, row[17]);
  return call;
}

Row call_row(const HotlineCall& call, const storage::Vault& vault) {
  YB_CHECK(call.is_over() == call.ended_at.has_value(), "a call ends when it is over");
  const Date day = call.started_at.date();
  const bool over = call.is_over();
  return {call.line_region.value(),
          call.id.value(),
          to_text(call.line),
          sealed(vault, kCallerPurpose, call.caller),
          source_day(vault, call.caller, day),
          call.region.value(),
          to_text(call.state),
          to_text(call.topic),
          call.steps,
          call.misses,
          call.tries,
          call.failures,
          call.slow ? 1 : 0,
          call.person.is_none() ? Value() : Value(call.person.value()),
          call.verified ? 1 : 0,
          call.told,
          over ? Value() : sealed(vault, kIdentityPurpose, call.identity_number),
          over ? Value() : sealed(vault, kCardPurpose, call.card_number),
          call.path,
          call.started_at.milliseconds(),
          call.ended_at ? Value(call.ended_at->milliseconds()) : Value()};
}

std::optional<HotlineCall> find_call(HotlineCallId id, const storage::Vault& vault,
                                     storage::Session& session) {
  const Value key[] = {Value(id.value())};
  const storage::Rows rows = session.select_keyed(kCallById, key).front();
  if (rows.empty()) return std::nullopt;
  return read_call({rows.front().begin() + 1, rows.front().end()}, vault);
}

storage::Bytes source_day(const storage::Vault& vault, const std::string& caller, Date day) {
  return vault.keyed_hash("hotline.source", caller + "\n" + day.to_string());
}

storage::Bytes number_day(const storage::Vault& vault, const std::string& number, Date day) {
  return vault.keyed_hash("hotline.number", number + "\n" + day.to_string());
}

}  // namespace yibao::hotline
