#include "business/enquiry/sheets.h"

#include "base/region_table.h"
#include "business/contribution/correction.h"
#include "business/contribution/store.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"
#include "business/wording.h"

namespace yibao::enquiry {

namespace {

std::string words_of(contribution::ReceiptKind kind) {
  switch (kind) {
    case contribution::ReceiptKind::normal:
      return "正常缴费";
    case contribution::ReceiptKind::refund:
      return "退费";
    case contribution::ReceiptKind::supplementary:
      return "补缴";
    case contribution::ReceiptKind::deemed:
      return "视同缴费";
  }
  return {};
}

}  // namespace

const storage::KeyedSelect kPostingLinesOf{
    "posting_lines_of",
    "SELECT p.person_id, p.posting_id, p.region, p.code, p.amount_fen, p.balance_after_fen, "
    "p.other, p.happened_on, p.reference, p.recorded_at, p.corrects, p.month, i.name, "
    "CASE WHEN substr(p.other, 1, 9) = 'provider:' AND EXISTS (SELECT 1 FROM aid_use u "
    "WHERE u.person_id = p.person_id AND u.entry_id = p.entry_id) THEN 1 ELSE 0 END "
    "FROM posting p LEFT JOIN institution i ON i.code = substr(p.other, 10) "
    "WHERE p.person_id {key} ORDER BY p.person_id, p.posting_id"};

namespace {

// 家庭共济: where a relative was treated is the relative's to tell (R-055, N-05).
void withhold_place(PostingLine& line) {
  line.is_aid = true;
  line.other.clear();
  line.other_name.clear();
  line.reference.clear();
}

}  // namespace

std::vector<PostingLine> read_posting_lines(const storage::Rows& rows) {
  std::vector<PostingLine> lines;
  for (const storage::Row& row : rows) {
    PostingLine line;
    line.id = row[1].integer();
    line.region = RegionCode(static_cast<std::int32_t>(row[2].integer()));
    line.code = static_cast<account::PostingCode>(row[3].integer());
    line.amount = Money::fen(row[4].integer());
    line.balance_after = Money::fen(row[5].integer());
    line.other = row[6].text();
    line.other_name = row[12].text_or("");
    if (!row[11].is_null()) {
      line.month = Month::from_index(static_cast<std::int32_t>(row[11].integer()));
    }
    line.happened_on = Date::from_days(static_cast<std::int32_t>(row[7].integer()));
    line.reference = row[8].text_or("");
    line.recorded_at = Instant::from_milliseconds(row[9].integer());
    line.corrects = row[10].integer_or(0);
    if (row[13].integer() == 1) withhold_place(line);
    lines.push_back(std::move(line));
  }
  return lines;
}

Period Period::of_year(std::optional<int> year) {
  if (!year) return {};
  return {Month::of(*year, 1), Month::of(*year, 12), {}};
}

MonthSet Period::of(const MonthSet& months) const {
  MonthSet within;
  for (const Month month : months.to_vector()) {
    if (has(month)) within.insert(month);
  }
  return within;
}

std::string other_side(const PostingLine& posting, const business::Context& context) {
  if (posting.is_aid) return context.wording->word("posting_other", "aid");
  if (!posting.other_name.empty()) return posting.other_name;
  constexpr std::string_view kProvider = "provider:";
  if (!posting.other.starts_with(kProvider)) return {};
  return context.wording->shown("provider", posting.other.substr(kProvider.size()));
}

std::string code_words(account::PostingCode code, const business::Context& context) {
  return context.wording->word("posting_code", std::to_string(static_cast<int>(code)));
}

Sheet contribution_sheet(const ContributionRows& rows, const Period& period,
                         const business::Context& context) {
  const auto enrolments = enrolment::read_enrolments(rows.enrolments);
  Sheet sheet({"费款所属期", "统筹区", "险种", "缴费类别", "到账日期"},
              {"个人缴费(元)", "单位缴费(元)"}, {"缴费基数(元)"});
  for (const contribution::Contribution& row :
       contribution::read_contributions(rows.contributions)) {
    if (!period.has(row.month)) continue;
    const enrolment::Enrolment* under = enrolment::with_ordinal(enrolments, row.enrolment);
    YB_CHECK(under != nullptr, "a contribution under an enrolment that is not there");
    if (!period.at(under->region)) continue;
    const bool employee = under->scheme == enrolment::Scheme::employee;
    const bool corrects = contribution::takes_back_wrong(row, rows.taken_back_wrong);
    sheet.add(row.month.year(),
              {row.month.to_string(), context.regions->name(under->region),
               employee ? "职工医保" : "居民医保", corrects ? "更正冲回" : words_of(row.kind),
               row.received_on.to_string()},
              {contribution::counted(row.kind, row.personal),
               contribution::counted(row.kind, row.employer)},
              {row.base});
  }
  return sheet;
}

Sheet account_sheet(const std::vector<PostingLine>& postings, const Period& period,
                    const business::Context& context) {
  Sheet sheet({"日期", "统筹区", "收支类型", "所属月份", "定点医药机构", "流水号"},
              {"收入(元)", "支出(元)"}, {"余额(元)"});
  int last_year = 0;
  for (const PostingLine& posting : postings) {
    if (!period.has(Month::containing(posting.happened_on)) || !period.at(posting.region)) continue;
    // What is entered later for an earlier year stands in the year in which the ledger has it.
    last_year = std::max(last_year, posting.happened_on.year());
    const bool credit = account::direction_of(posting.code) == account::Direction::credit;
    sheet.add(last_year,
              {posting.happened_on.to_string(), context.regions->name(posting.region),
               code_words(posting.code, context), posting.month ? posting.month->to_string() : "",
               other_side(posting, context), posting.reference},
              {credit ? posting.amount : Money(), credit ? Money() : posting.amount},
              {posting.balance_after});
  }
  return sheet;
}

}  // namespace yibao::enquiry
