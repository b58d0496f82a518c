#include "base/region_table.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace yibao {

namespace {

constexpr std::string_view kHeader = "code,name";

constexpr RegionCode kTaiwan(710000);
constexpr RegionCode kHongKong(810000);  // and 澳门, the last of the table

// Taiwan in the numbers of residence permits. GB/T 2260 has it as 710000, so it is named but
// listed only once.
constexpr RegionCode kTaiwanOfPermits(830000);

bool is_municipality(RegionCode code) {
  const std::int32_t province = code.province().value() / 10000;
  return province == 11 || province == 12 || province == 31 || province == 50;
}

bool is_county(RegionCode code) {
  return RegionTable::kind(code) == RegionKind::county;
}

// 市辖区 and 县 of a municipality, 省直辖县级行政区划 of a province: rows that head a list.
bool is_heading(RegionCode code) {
  if (RegionTable::kind(code) != RegionKind::city) return false;
  return is_municipality(code) || code.value() / 100 % 100 == 90;
}

// Where a place is listed.
RegionCode parent_of(RegionCode code) {
  if (code.is_province()) return RegionCode::nation();
  if (is_county(code) && !is_heading(code.city())) return code.city();
  return code.province();
}

Refusal refuse_line(std::size_t line, std::string problem) {
  return refuse(RefusalKind::malformed, "region_table_line",
                {{"line", std::to_string(line)}, {"problem", std::move(problem)}});
}

// Cuts the next line off the text, without its end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

Decision<RegionTable> RegionTable::parse(std::string_view csv) {
  RegionTable table;
  std::size_t number = 1;
  if (take_line(csv) != kHeader) return refuse_line(number, "header");
  while (!csv.empty()) {
    const std::string_view line = take_line(csv);
    ++number;
    const std::size_t comma = line.find(',');
    if (comma == std::string_view::npos) return refuse_line(number, "columns");
    const std::optional<RegionCode> code = RegionCode::parse(line.substr(0, comma));
    const std::string_view name = line.substr(comma + 1);
    if (!code) return refuse_line(number, "code");
    if (name.empty() || name.find_first_of(",\" \t") != std::string_view::npos) {
      return refuse_line(number, "name");
    }
    if (!table.rows_.empty() && table.rows_.back().code >= *code) {
      return refuse_line(number, "order");
    }
    const bool has_province =
        code->is_nation() || code->is_province() || table.exists(code->province());
    if (!has_province || (is_county(*code) && !table.exists(code->city()))) {
      return refuse_line(number, "parent");
    }
    if (table.rows_.size() == kMaxRegions) return refuse_line(number, "too_many");
    table.rows_.push_back({*code, std::string(name)});
  }
  return table;
}

std::string RegionTable::name(RegionCode code) const {
  const Row* row = find(code);
  return row == nullptr ? std::string() : row->name;
}

std::string RegionTable::full_name(RegionCode code) const {
  if (!exists(code) || code.is_nation() || code.is_province()) return name(code);
  std::string full = name(code.province());
  if (is_county(code) && !is_heading(code.city())) full += name(code.city());
  return full + name(code);
}

RegionKind RegionTable::kind(RegionCode code) {
  if (code.is_nation()) return RegionKind::nation;
  if (code.is_province()) return RegionKind::province;
  return code == code.city() ? RegionKind::city : RegionKind::county;
}

RegionCode RegionTable::pooling_region(RegionCode code) const {
  if (code.is_nation()) return code;
  if (!exists(code.province())) return RegionCode();
  if (is_municipality(code)) return code.province();
  if (is_heading(code.city())) return is_county(code) && exists(code) ? code : code.province();
  return exists(code.city()) ? code.city() : code.province();
}

bool RegionTable::is_pooling_region(RegionCode code) const {
  if (code.is_nation() || !exists(code) || !is_mainland(code)) return false;
  if (code.is_province() && !is_municipality(code)) return false;
  return pooling_region(code) == code;
}

bool RegionTable::is_mainland(RegionCode code) {
  const RegionCode province = code.province();
  return province != kTaiwan && province < kHongKong;
}

std::vector<RegionCode> RegionTable::list(RegionCode parent) const {
  std::vector<RegionCode> below;
  for (const Row& row : rows_) {
    if (row.code.is_nation() || row.code == kTaiwanOfPermits || is_heading(row.code)) continue;
    // A heading can be asked for its own counties, too.
    const bool under_heading =
        is_county(row.code) && is_heading(parent) && row.code.city() == parent;
    if (parent_of(row.code) == parent || under_heading) below.push_back(row.code);
  }
  return below;
}

const RegionTable::Row* RegionTable::find(RegionCode code) const {
  const auto row = std::ranges::lower_bound(rows_, code, {}, &Row::code);
  return row == rows_.end() || row->code != code ? nullptr : &*row;
}

}  // namespace yibao
