#include "adapters/paper/columns.h"

#include <algorithm>
#include <cctype>

namespace yibao::adapters {

namespace {

constexpr double kBreakableMin = 40;

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

struct Needed {
  double rigid = 0;
  double breakable = 0;  // natural widths
  int breakable_columns = 0;
};

Needed needed_for(const std::vector<Column>& columns) {
  Needed needed;
  for (const Column& column : columns) {
    (column.may_break ? needed.breakable : needed.rigid) += column.natural;
    needed.breakable_columns += column.may_break ? 1 : 0;
  }
  return needed;
}

}  // namespace

std::string with_separators(const std::string& amount) {
  const std::size_t sign = amount.starts_with('-') ? 1 : 0;
  const std::size_t point = amount.find('.');
  const std::string_view whole = std::string_view(amount).substr(sign, point - sign);
  const bool plain = point != std::string::npos && point + 3 == amount.size() && is_digits(whole) &&
                     is_digits(std::string_view(amount).substr(point + 1));
  if (!plain) return amount;
  std::string text = amount;
  for (std::size_t at = point; at > sign + 3;) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

document::Grid printed(const document::Grid& grid) {
  document::Grid shown = grid;
  for (auto& row : shown.rows) {
    for (std::size_t i = grid.words; i < row.size(); ++i) row[i] = with_separators(row[i]);
  }
  return shown;
}

bool fits(const std::vector<Column>& columns, double inside) {
  const Needed needed = needed_for(columns);
  return needed.rigid + std::min(needed.breakable, kBreakableMin * needed.breakable_columns) <=
         inside;
}

std::vector<double> widths_within(const std::vector<Column>& columns, double inside) {
  const Needed needed = needed_for(columns);
  const double all = needed.rigid + needed.breakable;
  // More room than is needed goes to everybody; too little is taken from what may be broken.
  const bool shrinks = all > inside && fits(columns, inside);
  std::vector<double> widths;
  for (const Column& column : columns) {
    if (!shrinks) {
      widths.push_back(column.natural * inside / all);
    } else if (column.may_break) {
      widths.push_back(column.natural * (inside - needed.rigid) / needed.breakable);
    } else {
      widths.push_back(column.natural);
    }
  }
  return widths;
}

}  // namespace yibao::adapters
