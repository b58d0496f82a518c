// 参保人员基本医疗保险信息表 (information sheet): what the origin tells the target.
//
// Exactly the identity, the relation, the months and the balance of the personal account; the
// pooled fund never moves and has no place here. Made by the origin on upload; a mistake
// is corrected by a next version that says why, never by a change (N-09).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "base/money.h"
#include "base/region_code.h"
#include "base/tree.h"
#include "business/contribution/store.h"
#include "business/contribution/types.h"

namespace yibao::transfer {

inline constexpr std::size_t kSheetLinesMax = 400;

// Months without a break that were paid at one place.
struct SheetLine {
  RegionCode paid_at;
  Month first;
  Month last;
  bool deemed = false;  // 视同缴费
  bool operator==(const SheetLine&) const = default;
};

struct Sheet {
  int version = 0;
  std::vector<SheetLine> lines;
  Money balance;           // what goes with it; zero where the money stays
  std::string correction;  // why, from version 2 on
  Tree content;            // as uploaded
};

// The months known at the origin as lines: its own, and those it recognised from other places.
std::vector<SheetLine> lines_of(const contribution::ContributionRecord& own,
                                std::span<const contribution::RecognisedMonths> recognised,
                                RegionCode origin);

// All months of the lines, each once.
contribution::MergedMonths months_of(std::span<const SheetLine> lines);

// What of the lines is new to the target: months it neither received nor recognised before.
std::vector<SheetLine> lines_new_to(std::span<const SheetLine> lines, const MonthSet& known);

// Lines that can be: in order, not too many, not in the future. All mistakes at once.
Verdict check_lines(std::span<const SheetLine> lines, Date today);

Tree lines_tree(std::span<const SheetLine> lines);
std::vector<SheetLine> read_lines(const Tree& list);

}  // namespace yibao::transfer
