// clearing draw-all: the statements of a month for every institution of a region, as officers would
// draw them one by one. What has one already, or owes nothing, is left out.
#pragma once

#include "main/operations.h"

namespace yibao::main {

// Arguments: region, month, json.
int draw_clearing_month(Installation& installation, const Tree& arguments, Console& console);

}  // namespace yibao::main
