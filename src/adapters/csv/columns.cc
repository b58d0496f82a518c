#include "adapters/csv/columns.h"

#include <algorithm>

#include "base/text.h"

namespace yibao::csv {

namespace {

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

// Either bracket: ( or the full-width one, U+FF08.
std::string without_unit(std::string name) {
  for (const std::string_view bracket : {"(", "\xEF\xBC\x88"}) {
    const std::size_t found = name.find(bracket);
    if (found != std::string::npos && found > 0) name.resize(found);
  }
  return name;
}

bool is_called(const Column& column, const std::string& name) {
  return name == column.name || name == column.chinese ||
         std::ranges::find(column.also, name) != column.also.end();
}

// The required ones that nothing in the header is called.
std::vector<const Column*> missing_in(const Record& header, std::span<const Column> known) {
  std::vector<const Column*> missing;
  for (const Column& column : known) {
    const bool there = std::ranges::any_of(header.fields, [&](const std::string& written) {
      return is_called(column, written) || is_called(column, without_unit(written));
    });
    if (column.required && !there) missing.push_back(&column);
  }
  return missing;
}

// A first line that names nothing we know is somebody's: what stands in it is told to nobody.
bool names_something(const Record& header, std::span<const Column> known) {
  return std::ranges::any_of(header.fields, [&](const std::string& written) {
    return std::ranges::any_of(known, [&](const Column& column) {
      return is_called(column, written) || is_called(column, without_unit(written));
    });
  });
}

// Which column was meant: the one that is written alike, or those that are missing.
Refusal unknown_column(const std::string& written, std::span<const Column> known,
                       std::span<const Column* const> missing) {
  std::vector<std::string> names;
  for (const Column& column : known) {
    names.emplace_back(column.chinese);
    names.emplace_back(column.name);
  }
  std::string nearest = nearest_word(written, names);
  if (nearest.empty() && !missing.empty()) nearest = std::string(missing.front()->chinese);
  if (nearest.empty()) return refuse("csv_column_superfluous", {{"column", written}});
  return refuse("csv_column_unknown", {{"column", written}, {"nearest", nearest}});
}

}  // namespace

std::string told(std::span<const Column> columns) {
  std::string required;
  std::string optional;
  for (const Column& each : columns) {
    std::string& list = each.required ? required : optional;
    if (!list.empty()) list += "、";
    list += std::string(each.chinese) + " " + std::string(each.name);
  }
  return optional.empty() ? required : required + ";选填: " + optional;
}

Decision<Columns> Columns::match(const Record& header, std::span<const Column> known,
                                 Unknown unknown) {
  if (header.broken) return *header.broken;
  if (!names_something(header, known)) {
    return refuse(RefusalKind::malformed, "csv_header_missing",
                  {{"column", std::string(known.front().chinese)}});
  }
  Columns columns;
  columns.width_ = header.fields.size();
  columns.places_.assign(known.size(), kNowhere);
  const std::vector<const Column*> missing = missing_in(header, known);
  Refusal refusal;
  refusal.kind = RefusalKind::malformed;
  const auto wrong = [&](Refusal one) { refusal.reasons.push_back(one.reasons.front()); };
  for (std::size_t i = 0; i < header.fields.size(); ++i) {
    const std::string& written = header.fields[i];
    const auto column = std::ranges::find_if(known, [&](const Column& each) {
      return is_called(each, written) || is_called(each, without_unit(written));
    });
    if (column == known.end()) {
      if (unknown == Unknown::passed_over) continue;
      wrong(unknown_column(written, known, missing));
      continue;
    }
    std::size_t& place = columns.places_[static_cast<std::size_t>(column - known.begin())];
    if (place != kNowhere) wrong(refuse("csv_column_twice", {{"column", written}}));
    place = i;
  }
  for (const Column* each : missing) {
    wrong(refuse("csv_column_missing",
                 {{"column", std::string(each->chinese)}, {"name", std::string(each->name)}}));
  }
  if (!refusal.reasons.empty()) return refusal;
  return columns;
}

Verdict Columns::check(const Record& row) const {
  if (row.broken) return *row.broken;
  if (row.fields.size() == width_) return Nothing{};
  return refuse(
      RefusalKind::malformed, "csv_field_count",
      {{"fields", std::to_string(row.fields.size())}, {"columns", std::to_string(width_)}});
}

std::optional<std::size_t> Columns::place(std::size_t column) const {
  const std::size_t place = places_.at(column);
  return place == kNowhere ? std::nullopt : std::optional(place);
}

const std::string& Columns::value(const Record& row, std::size_t column) const {
  static const std::string none;
  const std::size_t place = places_.at(column);
  return place == kNowhere ? none : row.fields.at(place);
}

}  // namespace yibao::csv
