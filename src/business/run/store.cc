#include "business/run/store.h"

#include <algorithm>

#include "storage/json.h"

namespace yibao::run {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kBulkRunColumns[] = {
    {"region", ColumnType::integer},     {"run_id", ColumnType::integer},
    {"kind", ColumnType::text},          {"period", ColumnType::text},
    {"parameters", ColumnType::text},    {"state", ColumnType::text},
    {"cursor", ColumnType::integer},     {"done", ColumnType::integer},
    {"left_out", ColumnType::integer},   {"amount_fen", ColumnType::integer},
    {"started_by", ColumnType::text},    {"started_at", ColumnType::integer},
    {"recorded_at", ColumnType::integer}};

constexpr storage::Statement kOpenRuns{
    "open_runs",
    "SELECT region, run_id, kind, period, parameters, state, cursor, done, left_out, amount_fen, "
    "started_by, started_at, recorded_at FROM bulk_run WHERE state = 'running' "
    "ORDER BY region, run_id LIMIT 1000"};
constexpr storage::Statement kLatestRuns{
    "latest_runs",
    "SELECT region, run_id, kind, period, parameters, state, cursor, done, left_out, amount_fen, "
    "started_by, started_at, recorded_at FROM bulk_run WHERE region = $1 "
    "ORDER BY run_id DESC LIMIT $2"};

// The enumerator whose stored text this is.
template<class Enum, std::size_t size>
Enum word_of(const std::array<std::string_view, size>& texts, const storage::Value& value) {
  const auto found = std::find(texts.begin(), texts.end(), value.text());
  YB_CHECK(found != texts.end(), "an unknown code in the database: " + value.text());
  return static_cast<Enum>(found - texts.begin());
}

Tree stored_tree(const std::string& json) {
  Decision<Tree> tree = storage::parse_json(json);
  YB_CHECK(tree.ok(), "parameters of a run cannot be read");
  return std::move(tree).value();
}

}  // namespace

const storage::Table kBulkRun{60,
                              "bulk_run",
                              kBulkRunColumns,
                              2,
                              storage::Owner::region,
                              0,
                              storage::Mutability::mutable_rows};

const storage::KeyedSelect kOpenRunsOf{
    "open_runs_of",
    "SELECT region, run_id, kind, period, parameters, state, cursor, done, left_out, amount_fen, "
    "started_by, started_at, recorded_at FROM bulk_run WHERE region {key} AND state = 'running' "
    "ORDER BY region, run_id"};
const storage::KeyedSelect kLastRunOf{
    "last_run_of",
    "SELECT region, CAST(MAX(run_id) AS BIGINT) FROM bulk_run WHERE region {key} "
    "GROUP BY region ORDER BY region"};

std::vector<Run> read_runs(const storage::Rows& rows) {
  std::vector<Run> runs;
  for (const storage::Row& row : rows) {
    Run run;
    run.region = RegionCode(static_cast<std::int32_t>(row[0].integer()));
    run.id = row[1].integer();
    run.kind = word_of<RunKind>(kRunKindTexts, row[2]);
    run.period = row[3].text();
    run.parameters = stored_tree(row[4].text());
    run.state = word_of<RunState>(kRunStateTexts, row[5]);
    run.cursor = row[6].integer();
    run.done = row[7].integer();
    run.left_out = row[8].integer();
    run.amount = Money::fen(row[9].integer());
    run.started_by = row[10].text();
    run.started_at = Instant::from_milliseconds(row[11].integer());
    run.recorded_at = Instant::from_milliseconds(row[12].integer());
    runs.push_back(std::move(run));
  }
  return runs;
}

storage::Row run_row(const Run& run) {
  YB_CHECK(run.id > 0 && !run.region.is_none(), "a run nowhere");
  return {run.region.value(),
          run.id,
          to_text(run.kind),
          run.period,
          run.parameters.to_json(),
          to_text(run.state),
          run.cursor,
          run.done,
          run.left_out,
          run.amount.fen(),
          run.started_by,
          run.started_at.milliseconds(),
          run.recorded_at.milliseconds()};
}

std::vector<Run> open_runs(storage::Session& reader) {
  return read_runs(reader.select(kOpenRuns, {}));
}

std::vector<Run> latest_runs(storage::Session& reader, RegionCode region, int limit) {
  return read_runs(reader.select(kLatestRuns, {region.value(), limit}));
}

}  // namespace yibao::run
