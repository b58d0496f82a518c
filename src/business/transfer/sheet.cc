#include "business/transfer/sheet.h"

#include "base/check.h"
#include "business/contribution/rules.h"

namespace yibao::transfer {

namespace {

// Runs of months without a break.
void add_runs(std::vector<SheetLine>& lines, const MonthSet& months, RegionCode paid_at,
              bool deemed) {
  for (const Month month : months.to_vector()) {
    const bool continues = !lines.empty() && lines.back().paid_at == paid_at &&
                           lines.back().deemed == deemed && lines.back().last + 1 == month;
    if (continues) {
      lines.back().last = month;
    } else {
      lines.push_back({paid_at, month, month, deemed});
    }
  }
}

MonthSet months_between(Month first, Month last) {
  MonthSet months;
  months.insert(first, last);
  return months;
}

std::string text_of(const Tree& line, std::string_view name) {
  const Tree* member = line.find(name);
  YB_CHECK(member != nullptr && member->text() != nullptr, "a line of a stored sheet");
  return *member->text();
}

}  // namespace

std::vector<SheetLine> lines_of(const contribution::ContributionRecord& own,
                                std::span<const contribution::RecognisedMonths> recognised,
                                RegionCode origin) {
  std::vector<SheetLine> lines;
  add_runs(lines, own.actual, origin, false);
  add_runs(lines, own.deemed.without(own.actual), origin, true);
  for (const contribution::RecognisedMonths& each : recognised) {
    if (each.region == origin) lines.push_back({each.paid_at, each.first, each.last, each.deemed});
  }
  return lines;
}

contribution::MergedMonths months_of(std::span<const SheetLine> lines) {
  std::vector<contribution::ContributionRecord> records;
  for (const SheetLine& line : lines) {
    contribution::ContributionRecord record;
    (line.deemed ? record.deemed : record.actual).insert(line.first, line.last);
    records.push_back(record);
  }
  return contribution::merge_months(records);
}

std::vector<SheetLine> lines_new_to(std::span<const SheetLine> lines, const MonthSet& known) {
  std::vector<SheetLine> fresh;
  MonthSet seen = known;
  for (const SheetLine& line : lines) {
    const MonthSet months = months_between(line.first, line.last);
    add_runs(fresh, months.without(seen), line.paid_at, line.deemed);
    seen = seen | months;
  }
  return fresh;
}

Verdict check_lines(std::span<const SheetLine> lines, Date today) {
  Refusal refusal{RefusalKind::malformed, {}};
  if (lines.size() > kSheetLinesMax) {
    refusal.reasons.push_back(
        {"sheet_too_many_lines", {{"lines_max", std::to_string(kSheetLinesMax)}}, {}});
  }
  int number = 0;
  for (const SheetLine& line : lines) {
    ++number;
    const bool possible = line.first <= line.last && MonthSet::in_range(line.first) &&
                          line.last <= Month::containing(today);
    if (possible) continue;
    refusal.reasons.push_back({"sheet_line_impossible",
                               {{"line", std::to_string(number)},
                                {"first", line.first.to_string()},
                                {"last", line.last.to_string()}},
                               {}});
  }
  if (refusal.reasons.empty()) return Nothing{};
  return refusal;
}

Tree lines_tree(std::span<const SheetLine> lines) {
  Tree list = Tree(Tree::List{});
  for (const SheetLine& line : lines) {
    list.push(Tree::object({{"paid_at", line.paid_at.to_string()},
                            {"first", line.first.to_string()},
                            {"last", line.last.to_string()},
                            {"months", line.last - line.first + 1},
                            {"kind", line.deemed ? "deemed" : "actual"}}));
  }
  return list;
}

std::vector<SheetLine> read_lines(const Tree& list) {
  std::vector<SheetLine> lines;
  YB_CHECK(list.list() != nullptr, "the lines of a stored sheet");
  for (const Tree& item : *list.list()) {
    const auto place = RegionCode::parse(text_of(item, "paid_at"));
    const auto first = Month::parse(text_of(item, "first"));
    const auto last = Month::parse(text_of(item, "last"));
    YB_CHECK(place && first && last, "a line of a stored sheet");
    lines.push_back({*place, *first, *last, text_of(item, "kind") == "deemed"});
  }
  return lines;
}

}  // namespace yibao::transfer
