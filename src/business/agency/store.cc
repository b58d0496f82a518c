#include "business/agency/store.h"

namespace yibao::agency {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Mutability;
using storage::Owner;
using storage::Row;
using storage::Value;

constexpr Column kAgencyColumns[] = {{"region", ColumnType::integer},
                                     {"name", ColumnType::text},
                                     {"aliases", ColumnType::text},
                                     {"address", ColumnType::text},
                                     {"postcode", ColumnType::text},
                                     {"contact", ColumnType::text},
                                     {"phone", ColumnType::text},
                                     {"hotlines", ColumnType::text},
                                     {"hours", ColumnType::text},
                                     {"bank_name", ColumnType::text},
                                     {"bank_account_name", ColumnType::text},
                                     {"bank_account", ColumnType::text},
                                     {"on_system", ColumnType::integer},
                                     {"recorded_at", ColumnType::integer}};
constexpr Column kChangeColumns[] = {{"region", ColumnType::integer},
                                     {"ordinal", ColumnType::integer},
                                     {"state", ColumnType::text},
                                     {"name", ColumnType::text},
                                     {"aliases", ColumnType::text},
                                     {"address", ColumnType::text},
                                     {"postcode", ColumnType::text},
                                     {"contact", ColumnType::text},
                                     {"phone", ColumnType::text},
                                     {"hotlines", ColumnType::text},
                                     {"hours", ColumnType::text},
                                     {"bank_name", ColumnType::text},
                                     {"bank_account_name", ColumnType::text},
                                     {"bank_account", ColumnType::text},
                                     {"on_system", ColumnType::integer},
                                     {"proposed_by", ColumnType::text},
                                     {"decided_by", ColumnType::text},
                                     {"recorded_at", ColumnType::integer},
                                     {"decided_at", ColumnType::integer}};

// One per pooling region: there are about four hundred.
constexpr std::int64_t kAgenciesMax = 1'000;
constexpr storage::Statement kAgencies{
    "agencies",
    "SELECT region, name, aliases, address, postcode, contact, phone, hotlines, hours, bank_name, "
    "bank_account_name, bank_account, on_system, recorded_at FROM agency ORDER BY region LIMIT $1"};

// Lists are one item per line: no item holds a control character.
std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string join_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
  return text;
}

// The columns that an agency and a change have in common begin at `at`.
Agency read_content(const Row& row, std::size_t at) {
  Agency agency;
  agency.region = RegionCode(static_cast<std::int32_t>(row[0].integer()));
  agency.name = row[at].text();
  agency.aliases = split_lines(row[at + 1].text());
  agency.address = row[at + 2].text();
  agency.postcode = row[at + 3].text();
  agency.contact = row[at + 4].text();
  agency.phone = row[at + 5].text();
  agency.hotlines = split_lines(row[at + 6].text());
  agency.hours = row[at + 7].text();
  agency.bank_name = row[at + 8].text();
  agency.bank_account_name = row[at + 9].text();
  agency.bank_account = row[at + 10].text();
  agency.on_system = row[at + 11].integer() == 1;
  return agency;
}

void append_content(Row& row, const Agency& agency) {
  for (const std::string& text :
       {agency.name, join_lines(agency.aliases), agency.address, agency.postcode, agency.contact,
        agency.phone, join_lines(agency.hotlines), agency.hours, agency.bank_name,
        agency.bank_account_name, agency.bank_account}) {
    row.emplace_back(text);
  }
  row.emplace_back(agency.on_system ? 1 : 0);
}

ChangeState state_of(const std::string& text) {
  for (const ChangeState state :
       {ChangeState::proposed, ChangeState::approved, ChangeState::refused}) {
    if (to_text(state) == text) return state;
  }
  YB_CHECK(false, "an unknown state of a change in the database");
}

}  // namespace

const storage::Table kAgency{
    27, "agency", kAgencyColumns, 1, Owner::region, 0, Mutability::mutable_rows};
const storage::Table kAgencyChange{28, "agency_change",         kChangeColumns, 2, Owner::region,
                                   0,  Mutability::mutable_rows};

const storage::KeyedSelect kAgencyOf{
    "agency_of",
    "SELECT region, name, aliases, address, postcode, contact, phone, hotlines, hours, bank_name, "
    "bank_account_name, bank_account, on_system, recorded_at FROM agency "
    "WHERE region {key} ORDER BY region"};
const storage::KeyedSelect kChangesOf{
    "agency_changes_of",
    "SELECT region, ordinal, state, name, aliases, address, postcode, contact, phone, hotlines, "
    "hours, bank_name, bank_account_name, bank_account, on_system, proposed_by, decided_by, "
    "recorded_at, decided_at FROM agency_change WHERE region {key} ORDER BY region, ordinal"};

std::vector<Agency> read_agencies(storage::Session& session) {
  std::vector<Agency> all;
  const storage::Rows rows = session.select(kAgencies, {kAgenciesMax});
  for (const Row& row : rows) all.push_back(read_agency(row));
  return all;
}

Agency read_agency(const Row& row) {
  Agency agency = read_content(row, 1);
  agency.recorded_at = Instant::from_milliseconds(row[13].integer());
  return agency;
}

Row agency_row(const Agency& agency) {
  Row row{agency.region.value()};
  append_content(row, agency);
  row.emplace_back(agency.recorded_at.milliseconds());
  return row;
}

std::vector<AgencyChange> read_changes(const storage::Rows& rows) {
  std::vector<AgencyChange> changes;
  changes.reserve(rows.size());
  for (const Row& row : rows) {
    AgencyChange change;
    change.ordinal = static_cast<int>(row[1].integer());
    change.state = state_of(row[2].text());
    change.content = read_content(row, 3);
    change.proposed_by = row[15].text();
    change.decided_by = row[16].text_or("");
    change.recorded_at = Instant::from_milliseconds(row[17].integer());
    if (!row[18].is_null()) change.decided_at = Instant::from_milliseconds(row[18].integer());
    changes.push_back(std::move(change));
  }
  return changes;
}

Row change_row(const AgencyChange& change) {
  YB_CHECK((change.state == ChangeState::proposed) == change.decided_by.empty(),
           "decided by nobody, or decided while open");
  Row row{change.content.region.value(), change.ordinal, to_text(change.state)};
  append_content(row, change.content);
  row.emplace_back(change.proposed_by);
  row.push_back(change.decided_by.empty() ? Value() : Value(change.decided_by));
  row.emplace_back(change.recorded_at.milliseconds());
  row.push_back(change.decided_at ? Value(change.decided_at->milliseconds()) : Value());
  return row;
}

}  // namespace yibao::agency
