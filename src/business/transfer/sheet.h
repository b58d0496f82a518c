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
#include "policy/parameters.h"

namespace yibao::transfer {

inline constexpr std::size_t kSheetLinesMax = 400;

// Months without a break that were paid at one place in one scheme.
struct SheetLine {
  RegionCode paid_at;
  Month first;
  Month last;
  bool deemed = false;  // 视同缴费
  enrolment::Scheme scheme = enrolment::Scheme::employee;
  bool operator==(const SheetLine&) const = default;
};

// A line as somebody wrote it: its scheme may be left out.
struct WrittenLine {
  SheetLine line;
  std::optional<enrolment::Scheme> scheme;
};

struct Sheet {
  int version = 0;
  std::vector<SheetLine> lines;
  Money balance;           // what goes with it; zero where the money stays
  std::string correction;  // why, from version 2 on
  Tree content;            // as uploaded
  std::string entered_by;  // the officer who uploaded it, or entered it from a letter
};

// Of both schemes. A month of both is the employee's (domain 1.7).
struct OwnRecords {
  contribution::ContributionRecord employee;
  contribution::ContributionRecord resident;
};

// The months known at the origin as lines: its own, and those it recognised from other places.
std::vector<SheetLine> lines_of(const OwnRecords& own,
                                std::span<const contribution::RecognisedMonths> recognised,
                                RegionCode origin);

// All months of the lines, each once.
contribution::MergedMonths months_of(std::span<const SheetLine> lines);

// What of the lines is new to the target: months it neither received nor recognised before. A month
// known of a resident does not hide that it was paid as an employee: retirement asks for that.
struct KnownMonths {
  MonthSet employee;
  MonthSet resident;
};
std::vector<SheetLine> lines_new_to(std::span<const SheetLine> lines, const KnownMonths& known);

// Lines that can be: in order, not too many, not in the future. All mistakes at once.
Verdict check_lines(std::span<const SheetLine> lines, Date today);

// What somebody writes down from a letter; what the records say is as it is.
struct WrittenFor {
  Date born_on;
  policy::Cited<int> working_age;
  Date today;
};
// Moreover: no month of a child's work, none before birth, and none in two lines
// (重复的月份只计一次).
Verdict check_written_lines(std::span<const SheetLine> lines, const WrittenFor& person);

Tree lines_tree(std::span<const SheetLine> lines);
std::vector<SheetLine> read_lines(const Tree& list);

}  // namespace yibao::transfer
