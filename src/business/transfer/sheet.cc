#include "business/transfer/sheet.h"

#include "base/check.h"
#include "business/contribution/rules.h"

namespace yibao::transfer {

namespace {

// Runs of months without a break, each with the place, kind and scheme of `like`.
void add_runs(std::vector<SheetLine>& lines, const MonthSet& months, const SheetLine& like) {
  for (const Month month : months.to_vector()) {
    SheetLine line = like;
    line.first = line.last = month;
    if (!lines.empty() && lines.back().last + 1 == month) {
      SheetLine before = lines.back();
      before.first = before.last = month;
      if (before == line) {
        lines.back().last = month;
        continue;
      }
    }
    lines.push_back(line);
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

std::vector<SheetLine> lines_of(const OwnRecords& own,
                                std::span<const contribution::RecognisedMonths> recognised,
                                RegionCode origin) {
  std::vector<SheetLine> lines;
  SheetLine like;
  like.paid_at = origin;
  const auto add = [&](const contribution::ContributionRecord& record, const MonthSet& elsewhere) {
    like.deemed = false;
    add_runs(lines, record.actual.without(elsewhere), like);
    like.deemed = true;
    add_runs(lines, record.deemed.without(record.actual).without(elsewhere), like);
  };
  add(own.employee, {});
  like.scheme = enrolment::Scheme::resident;
  add(own.resident, own.employee.actual | own.employee.deemed);
  for (const contribution::RecognisedMonths& each : recognised) {
    if (each.region != origin) continue;
    lines.push_back({each.paid_at, each.first, each.last, each.deemed, each.scheme});
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

std::vector<SheetLine> lines_new_to(std::span<const SheetLine> lines, const KnownMonths& known) {
  std::vector<SheetLine> fresh;
  KnownMonths seen = known;
  for (const SheetLine& line : lines) {
    const MonthSet months = months_between(line.first, line.last);
    const bool resident = line.scheme == enrolment::Scheme::resident;
    MonthSet& same = resident ? seen.resident : seen.employee;
    add_runs(fresh, months.without(resident ? seen.resident | seen.employee : seen.employee), line);
    same = same | months;
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

namespace {

// 职工医保自年满就业年龄的当月起(劳动法第十五条),居民医保自出生当月起。
bool is_too_early(const SheetLine& line, const WrittenFor& person) {
  const bool resident = line.scheme == enrolment::Scheme::resident;
  const Date from =
      resident ? person.born_on : person.born_on.birthday_at_age(person.working_age.value);
  return line.first < Month::containing(from);
}

}  // namespace

Verdict check_written_lines(std::span<const SheetLine> lines, const WrittenFor& person) {
  if (const Verdict possible = check_lines(lines, person.today); !possible) return possible;
  Refusal refusal{RefusalKind::malformed, {}};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const SheetLine& line = lines[i];
    if (is_too_early(line, person)) {
      refusal.reasons.push_back({"sheet_line_too_early",
                                 {{"line", std::to_string(i + 1)},
                                  {"first", line.first.to_string()},
                                  {"born_on", person.born_on.to_string()},
                                  {"age", std::to_string(person.working_age.value)}},
                                 {person.working_age.citation}});
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (lines[j].last < line.first || line.last < lines[j].first) continue;
      refusal.reasons.push_back(
          {"sheet_lines_overlap",
           {{"line", std::to_string(j + 1)}, {"other_line", std::to_string(i + 1)}},
           {}});
    }
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
                            {"kind", line.deemed ? "deemed" : "actual"},
                            {"scheme", std::string(enrolment::to_text(line.scheme))}}));
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
    const auto scheme = enrolment::parse_scheme(text_of(item, "scheme"));
    YB_CHECK(place && first && last && scheme, "a line of a stored sheet");
    lines.push_back({*place, *first, *last, text_of(item, "kind") == "deemed", *scheme});
  }
  return lines;
}

}  // namespace yibao::transfer
