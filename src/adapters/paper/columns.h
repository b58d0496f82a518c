// The columns of a printed table: how wide each is, and amounts as people write them. Pure.
#pragma once

#include <string>
#include <vector>

#include "business/document/paper.h"

namespace yibao::adapters {

// "20000.00" is 20,000.00; what is no plain amount stays as it is.
std::string with_separators(const std::string& amount);
// The grid as it is printed: amounts with separators.
document::Grid printed(const document::Grid& grid);

// The natural width of each column, and whether what stands in it may be broken.
struct Column {
  double natural = 0;
  bool may_break = false;
};
// Whether the columns that may not be broken have room, and the others some.
bool fits(const std::vector<Column>& columns, double inside);
// A number or a day is never broken: it keeps its width, and what is left goes to the rest. Where
// there is no room for that either, everything shrinks alike.
std::vector<double> widths_within(const std::vector<Column>& columns, double inside);

}  // namespace yibao::adapters
