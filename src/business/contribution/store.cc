#include "business/contribution/store.h"

#include <algorithm>

#include "business/enrolment/store.h"

namespace yibao::contribution {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kContributionColumns[] = {
    {"person_id", ColumnType::integer},    {"month", ColumnType::integer},
    {"serial", ColumnType::integer},       {"enrolment", ColumnType::integer},
    {"kind", ColumnType::integer},         {"base_fen", ColumnType::integer},
    {"personal_fen", ColumnType::integer}, {"employer_fen", ColumnType::integer},
    {"received_on", ColumnType::integer},  {"entry_id", ColumnType::integer}};

Month month_of(const Value& value) {
  return Month::from_index(static_cast<std::int32_t>(value.integer()));
}

RegionCode region_of(const Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}

ReceiptKind kind_of(const Value& value) {
  const auto kind = static_cast<ReceiptKind>(value.integer());
  switch (kind) {
    case ReceiptKind::normal:
    case ReceiptKind::refund:
    case ReceiptKind::supplementary:
    case ReceiptKind::deemed:
      return kind;
  }
  YB_CHECK(false, "an unknown kind of receipt in the database");
}

}  // namespace

const storage::Table kContribution{29,
                                   "contribution",
                                   kContributionColumns,
                                   3,
                                   storage::Owner::person,
                                   0,
                                   storage::Mutability::append_only};

const storage::KeyedSelect kContributionsOf{
    "contributions_of",
    "SELECT person_id, month, serial, enrolment, kind, base_fen, personal_fen, employer_fen, "
    "received_on, entry_id FROM contribution WHERE person_id {key} "
    "ORDER BY person_id, month, serial"};
const storage::KeyedSelect kMonthsOf{
    "contribution_months_of",
    "SELECT person_id, month, serial, enrolment, kind, received_on FROM contribution "
    "WHERE person_id {key} ORDER BY person_id, month, serial"};
const storage::KeyedSelect kRecognisedOf{
    "recognised_months_of",
    "SELECT m.person_id, m.case_id, m.line, m.region, m.paid_at, m.first_month, m.last_month, "
    "m.deemed, m.entry_id, m.scheme FROM recognised_months m WHERE m.person_id {key} "
    "AND NOT EXISTS (SELECT 1 FROM recognition_undone u WHERE u.person_id = m.person_id "
    "AND u.case_id = m.case_id) ORDER BY m.person_id, m.case_id, m.line"};

std::vector<Contribution> read_contributions(const storage::Rows& rows) {
  std::vector<Contribution> contributions;
  contributions.reserve(rows.size());
  for (const storage::Row& row : rows) {
    contributions.push_back(
        {PersonId(row[0].integer()), month_of(row[1]), static_cast<int>(row[2].integer()),
         static_cast<int>(row[3].integer()), kind_of(row[4]), Money::fen(row[5].integer()),
         Money::fen(row[6].integer()), Money::fen(row[7].integer()),
         Date::from_days(static_cast<std::int32_t>(row[8].integer())), row[9].integer()});
  }
  return contributions;
}

std::vector<Contribution> read_months(const storage::Rows& rows) {
  std::vector<Contribution> months;
  months.reserve(rows.size());
  for (const storage::Row& row : rows) {
    Contribution& month = months.emplace_back();
    month.person = PersonId(row[0].integer());
    month.month = month_of(row[1]);
    month.serial = static_cast<int>(row[2].integer());
    month.enrolment = static_cast<int>(row[3].integer());
    month.kind = kind_of(row[4]);
    month.received_on = Date::from_days(static_cast<std::int32_t>(row[5].integer()));
  }
  return months;
}

storage::Row contribution_row(const Contribution& contribution) {
  YB_CHECK(MonthSet::in_range(contribution.month), "a month out of range");
  YB_CHECK(contribution.enrolment > 0, "a contribution under no enrolment");
  return {contribution.person.value(),
          contribution.month.index(),
          contribution.serial,
          contribution.enrolment,
          static_cast<int>(contribution.kind),
          contribution.base.fen(),
          contribution.personal.fen(),
          contribution.employer.fen(),
          contribution.received_on.days(),
          contribution.entry_id};
}

std::vector<RecognisedMonths> read_recognised_lines(const storage::Rows& rows) {
  std::vector<RecognisedMonths> recognised;
  recognised.reserve(rows.size());
  for (const storage::Row& row : rows) {
    const std::optional<Scheme> scheme = parse_scheme(row[9].text());
    YB_CHECK(scheme.has_value(), "an unknown scheme of recognised months in the database");
    recognised.push_back({region_of(row[3]), region_of(row[4]), month_of(row[5]), month_of(row[6]),
                          row[7].integer() == 1, *scheme});
  }
  return recognised;
}

std::vector<RecognisedMonths> read_recognised(const storage::Rows& rows,
                                              std::span<const Contribution> contributions,
                                              std::span<const enrolment::Enrolment> enrolments) {
  return still_recognised(read_recognised_lines(rows), contributions, enrolments);
}

namespace {

// What one place has taken back in one scheme, and nothing stands paid for.
MonthSet taken_back_at(const RecognisedMonths& line, std::span<const Contribution> contributions,
                       std::span<const enrolment::Enrolment> enrolments) {
  MonthSet taken_back;
  for (const Contribution& each : contributions) {
    const enrolment::Enrolment* under = enrolment::with_ordinal(enrolments, each.enrolment);
    if (under == nullptr || under->region != line.paid_at || under->scheme != line.scheme) continue;
    if (each.kind == ReceiptKind::refund) taken_back.insert(each.month);
  }
  if (taken_back.empty()) return taken_back;
  const ContributionRecord paid = paid_months(contributions, enrolments, line.paid_at, line.scheme);
  return taken_back.without(paid.actual | paid.deemed);
}

}  // namespace

// 转出后缴费地更正为未缴或者退费的月份,转入地不再认定 (N-09)。
std::vector<RecognisedMonths> still_recognised(std::vector<RecognisedMonths> lines,
                                               std::span<const Contribution> contributions,
                                               std::span<const enrolment::Enrolment> enrolments) {
  const auto is_refund = [](const Contribution& each) { return each.kind == ReceiptKind::refund; };
  if (lines.empty() || std::ranges::none_of(contributions, is_refund)) return lines;
  std::vector<RecognisedMonths> still;
  for (const RecognisedMonths& line : lines) {
    const MonthSet taken_back = taken_back_at(line, contributions, enrolments);
    RecognisedMonths run = line;
    for (Month month = line.first; month <= line.last; month = month + 1) {
      if (!taken_back.contains(month)) continue;
      run.last = month - 1;
      if (run.first <= run.last) still.push_back(run);
      run.first = month + 1;
    }
    run.last = line.last;
    if (run.first <= run.last) still.push_back(run);
  }
  return still;
}

std::vector<Contribution> standing_receipts(std::span<const Contribution> contributions) {
  std::vector<Contribution> standing;
  standing.reserve(contributions.size());
  for (const Contribution& each : contributions) {
    if (each.kind != ReceiptKind::refund) {
      standing.push_back(each);
      continue;
    }
    // Rows of one month stand together at the end: only they can be taken back.
    std::size_t first = standing.size();
    while (first > 0 && standing[first - 1].month == each.month) --first;
    standing.erase(
        std::remove_if(
            standing.begin() + static_cast<std::ptrdiff_t>(first), standing.end(),
            [&](const Contribution& receipt) { return receipt.enrolment == each.enrolment; }),
        standing.end());
  }
  return standing;
}

ContributionRecord paid_months(std::span<const Contribution> contributions,
                               std::span<const enrolment::Enrolment> enrolments,
                               std::optional<RegionCode> region, std::optional<Scheme> scheme) {
  ContributionRecord record;
  for (const Contribution& receipt : standing_receipts(contributions)) {
    const enrolment::Enrolment* under = enrolment::with_ordinal(enrolments, receipt.enrolment);
    YB_CHECK(under != nullptr, "a contribution under an enrolment that is not there");
    if (region && under->region != *region) continue;
    if (scheme && under->scheme != *scheme) continue;
    (receipt.kind == ReceiptKind::deemed ? record.deemed : record.actual).insert(receipt.month);
  }
  record.deemed = record.deemed.without(record.actual);
  return record;
}

ContributionRecord recognised_at(std::span<const RecognisedMonths> recognised, RegionCode region,
                                 std::optional<Scheme> scheme) {
  ContributionRecord record;
  for (const RecognisedMonths& line : recognised) {
    if (line.region != region || (scheme && line.scheme != *scheme)) continue;
    (line.deemed ? record.deemed : record.actual).insert(line.first, line.last);
  }
  record.deemed = record.deemed.without(record.actual);
  return record;
}

}  // namespace yibao::contribution
