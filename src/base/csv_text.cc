#include "base/csv_text.h"

#include <algorithm>
#include <array>

namespace yibao::csv {

namespace {

constexpr std::array<std::string_view, 11> kBeginnings{
    "=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};

// "-12.30": digits, and at most one point between them.
bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const auto digits = [](std::string_view part) {
    return !part.empty() && std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
  };
  if (point == std::string_view::npos) return digits(text);
  return digits(text.substr(0, point)) && digits(text.substr(point + 1));
}

std::string quoted(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string field = "\"";
  for (const char c : text) {
    if (c == '"') field += c;
    field += c;
  }
  return field + "\"";
}

template<class Write>
std::string record_of(const std::vector<std::string>& fields, Write write) {
  std::string line;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) line += ',';
    line += quoted(write(fields[i]));
  }
  return line + "\r\n";
}

}  // namespace

bool begins_formula(std::string_view text) {
  return std::ranges::any_of(kBeginnings,
                             [&](std::string_view each) { return text.starts_with(each); }) &&
         !is_number(text);
}

std::string no_formula(std::string_view text) {
  return (begins_formula(text) ? "'" : "") + std::string(text);
}

std::string write_record(const std::vector<std::string>& fields) {
  return record_of(fields, [](const std::string& field) { return std::string_view(field); });
}

std::string write_office_record(const std::vector<std::string>& fields) {
  return record_of(fields, no_formula);
}

}  // namespace yibao::csv
