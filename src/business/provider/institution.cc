#include "business/provider/institution.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/region_table.h"

namespace yibao::provider {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kColumns[] = {
    {"region", ColumnType::integer},     {"institution_id", ColumnType::integer},
    {"code", ColumnType::text},          {"name", ColumnType::text},
    {"kind", ColumnType::text},          {"level", ColumnType::text},
    {"credit_code", ColumnType::text},   {"profile", ColumnType::text},
    {"access_key", ColumnType::text},    {"secret", ColumnType::bytes},
    {"state", ColumnType::text},         {"why", ColumnType::text},
    {"recorded_at", ColumnType::integer}};

constexpr std::array<std::string_view, 2> kKinds{"hospital", "pharmacy"};
constexpr std::array<std::string_view, 4> kLevels{"none", "primary", "secondary", "tertiary"};

template<class E, std::size_t N>
E code_of(const std::array<std::string_view, N>& texts, const std::string& text) {
  const auto found = std::ranges::find(texts, text);
  YB_CHECK(found != texts.end(), "an unknown code in the database");
  return static_cast<E>(found - texts.begin());
}

Institution read_columns(std::span<const Value> row) {
  Institution read;
  read.region = RegionCode(static_cast<std::int32_t>(row[0].integer()));
  read.id = InstitutionId(row[1].integer());
  read.code = row[2].text();
  read.name = row[3].text();
  read.kind = code_of<Kind>(kKinds, row[4].text());
  read.level = code_of<Level>(kLevels, row[5].text());
  read.credit_code = row[6].text();
  read.profile = row[7].text();
  read.access_key = row[8].text();
  read.secret = row[9].bytes();
  read.is_active = row[10].text() == "active";
  read.why_suspended = row[11].text();
  read.recorded_at = Instant::from_milliseconds(row[12].integer());
  return read;
}

}  // namespace

std::string_view to_text(Kind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}
std::string_view to_text(Level level) {
  return kLevels[static_cast<std::size_t>(level)];
}

std::optional<RegionCode> region_of_code(const std::string& code, const RegionTable& regions) {
  if (code.size() != 12 || (code[0] != 'H' && code[0] != 'P')) return std::nullopt;
  for (std::size_t i = 1; i < code.size(); ++i) {
    if (code[i] < '0' || code[i] > '9') return std::nullopt;
  }
  const std::optional<RegionCode> place = RegionCode::parse(code.substr(1, 6));
  if (!place) return std::nullopt;
  const RegionCode pooling = regions.pooling_region(*place);
  return pooling.is_none() ? std::nullopt : std::optional(pooling);
}

const storage::Table kInstitution{
    170, "institution", kColumns, 2, storage::Owner::region, 0, storage::Mutability::mutable_rows};

const storage::KeyedSelect kInstitutionsOf{
    "institutions_of",
    "SELECT region, institution_id, code, name, kind, level, credit_code, profile, access_key, "
    "secret, state, why, recorded_at FROM institution "
    "WHERE region {key} ORDER BY region, institution_id"};
const storage::KeyedSelect kInstitutionOfCode{
    "institution_of_code",
    "SELECT code, region, institution_id, code, name, kind, level, credit_code, profile, "
    "access_key, secret, state, why, recorded_at FROM institution WHERE code {key} ORDER BY code",
    ColumnType::text};
const storage::KeyedSelect kInstitutionOfKey{
    "institution_of_key",
    "SELECT access_key, region, institution_id, code, name, kind, level, credit_code, profile, "
    "access_key, secret, state, why, recorded_at FROM institution WHERE access_key {key} "
    "ORDER BY access_key",
    ColumnType::text};

Institution read_institution(const storage::Row& row) {
  return read_columns(row);
}

storage::Row institution_row(const Institution& institution) {
  return {institution.region.value(),
          institution.id.value(),
          institution.code,
          institution.name,
          to_text(institution.kind),
          to_text(institution.level),
          institution.credit_code,
          institution.profile,
          institution.access_key,
          institution.secret,
          institution.is_active ? "active" : "suspended",
          institution.why_suspended,
          institution.recorded_at.milliseconds()};
}

std::string open_secret(const Institution& institution, const storage::Vault& vault) {
  return vault.open("institution.secret", institution.secret);
}

std::optional<Institution> institution_of(const storage::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  // Behind the key that it was found by.
  return read_columns(std::span(rows.front()).subspan(1));
}

std::optional<Institution> find_institution(storage::Session& session,
                                            const storage::KeyedSelect& by,
                                            const std::string& text) {
  const Value key[] = {Value(text)};
  const std::vector<storage::Rows> found = session.select_keyed(by, key);
  return institution_of(found.front());
}

std::string shown_name(const storage::Facts& facts, const std::string& code) {
  const auto known = institution_of(facts.rows(kInstitutionOfCode, storage::Value(code)));
  return known && !known->name.empty() ? known->name : code;
}

Decision<Institution> require_institution(const storage::Facts& facts, const std::string& code) {
  std::optional<Institution> institution =
      institution_of(facts.rows(kInstitutionOfCode, Value(code)));
  if (!institution) {
    return refuse(RefusalKind::not_found, "institution_unknown", {{"code", code}});
  }
  if (!institution->is_active) {
    return refuse(RefusalKind::forbidden, "institution_suspended",
                  {{"code", code}, {"why", institution->why_suspended}});
  }
  return std::move(*institution);
}

}  // namespace yibao::provider
