#include "business/employer_message/store.h"

#include <charconv>

#include "base/tree.h"

namespace yibao::employer_message {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kMessageColumns[] = {
    {"person_id", ColumnType::integer},   {"message_id", ColumnType::integer},
    {"employer_id", ColumnType::integer}, {"code", ColumnType::text},
    {"facts", ColumnType::text},          {"recorded_at", ColumnType::integer}};
constexpr Column kReadingColumns[] = {
    {"region", ColumnType::integer}, {"employer_id", ColumnType::integer},
    {"number", ColumnType::integer}, {"up_to", ColumnType::integer},
    {"read_by", ColumnType::text},   {"recorded_at", ColumnType::integer}};

constexpr storage::Statement kRegionOfEmployer{
    "employer_message_region", "SELECT region FROM employer WHERE employer_id = $1"};

}  // namespace

const storage::Table kEmployerMessage{221,
                                      "employer_message",
                                      kMessageColumns,
                                      2,
                                      storage::Owner::person,
                                      0,
                                      storage::Mutability::append_only};
const storage::Table kEmployerReading{222,
                                      "employer_reading",
                                      kReadingColumns,
                                      3,
                                      storage::Owner::region,
                                      0,
                                      storage::Mutability::append_only};

const storage::KeyedSelect kReadingsOf{
    "employer_readings_of",
    "SELECT employer_id, region, employer_id, number, up_to, read_by, recorded_at "
    "FROM employer_reading WHERE employer_id {key} ORDER BY employer_id, number"};

EmployerId employer_of(std::string_view journal_name) {
  constexpr std::string_view kRole = "employer_officer:";
  if (!journal_name.starts_with(kRole)) return {};
  std::int64_t id = 0;
  const std::string_view number = journal_name.substr(kRole.size());
  const auto end = std::from_chars(number.data(), number.data() + number.size(), id);
  return end.ec == std::errc() ? EmployerId(id) : EmployerId();
}

void tell(storage::Plan& plan, EmployerId employer, PersonId about, std::string code,
          const std::vector<Fact>& facts, const business::Context& context) {
  if (employer.is_none()) return;
  Tree tree = Tree(Tree::Members{});
  for (const Fact& fact : facts) tree.set(fact.name, fact.value);
  plan.insert(kEmployerMessage, {about.value(), context.ids->next(), employer.value(),
                                 std::move(code), tree.to_json(), context.now.milliseconds()});
}

std::vector<Reading> read_readings(const storage::Rows& rows) {
  std::vector<Reading> readings;
  readings.reserve(rows.size());
  for (const storage::Row& row : rows) {
    readings.push_back({RegionCode(static_cast<std::int32_t>(row[1].integer())),
                        EmployerId(row[2].integer()), static_cast<int>(row[3].integer()),
                        Instant::from_milliseconds(row[4].integer()), row[5].text(),
                        Instant::from_milliseconds(row[6].integer())});
  }
  return readings;
}

storage::Row reading_row(const Reading& reading) {
  return {reading.region.value(), reading.employer.value(),
          reading.number,         reading.up_to.milliseconds(),
          reading.read_by,        reading.recorded_at.milliseconds()};
}

std::optional<Instant> read_at(Instant told_at, const std::vector<Reading>& readings) {
  for (const Reading& each : readings) {
    if (told_at <= each.up_to) return each.recorded_at;
  }
  return std::nullopt;
}

std::optional<RegionCode> region_of(EmployerId employer, storage::Session& session) {
  const storage::Rows rows = session.select(kRegionOfEmployer, {employer.value()});
  if (rows.empty()) return std::nullopt;
  return RegionCode(static_cast<std::int32_t>(rows.front()[0].integer()));
}

}  // namespace yibao::employer_message
