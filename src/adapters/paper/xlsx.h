// A paper as a spreadsheet: what is a word stays a word (no cell is ever a formula), amounts are
// numbers. The same paper gives the same bytes.
#pragma once

#include <string>

#include "adapters/paper/pdf.h"

namespace yibao::adapters {

std::string print_xlsx(const Sheet& sheet);

}  // namespace yibao::adapters
