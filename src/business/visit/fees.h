// 费用明细 told again: at once (2204, the settlement), later (5204), and when the settlement that
// took them was taken back.
//
// What was sent of a line beside its amounts is kept as it was said, and told under the same name.
#pragma once

#include <vector>

#include "base/tree.h"
#include "business/visit/store.h"
#include "business/visit/types.h"
#include "storage/plan.h"

namespace yibao::visit {

extern const storage::Table kReversedLine;

// What every transaction tells of a line: amounts, limit, share, level and kind.
Tree tell_amounts(const Line& line);

// The JSON of Line::detail, of a row of 2204 or 2102.
std::string detail_of(const Tree& row);

// The lines that a settlement takes with it when it is taken back.
void keep_reversed(storage::Plan& plan, const Settlement& original, const std::vector<Line>& lines);

// 5204, without the numbers and the names: of a settlement that stands, of one that was taken back,
// or, with amounts below zero, of what takes it back.
Tree::List tell_fees(const Settlement& settlement, const std::vector<Settlement>& all,
                     storage::Session& session);

}  // namespace yibao::visit
