// 清算单 as a paper: to be signed by hand, filed, and read by whoever has no screen. It bears the
// statement's own number and is no document of a person.
#include "base/region_table.h"
#include "business/agency/store.h"
#include "business/clearing/queries.h"
#include "business/clearing/reading.h"
#include "business/document/paper.h"
#include "business/document/queries.h"
#include "business/provider/institution.h"
#include "business/reader.h"
#include "business/wording.h"

namespace yibao::clearing {

namespace {

using document::Grid;
using document::Line;
using document::Paper;

constexpr std::int64_t kLinesMax = 2'000;  // on paper; more are only on the screen and by XLSX
constexpr std::int64_t kCellsMax = 50'000;

std::string word_of(State state, const business::Context& context) {
  const std::string text(to_text(state));
  return context.wording == nullptr ? text : context.wording->word("state", text);
}

std::string name_of(const std::string& institution, storage::Session& session) {
  const auto found = provider::find_institution(session, provider::kInstitutionOfCode, institution);
  return found ? found->name : institution;
}

std::string agency_name(RegionCode region, const business::Context& context,
                        storage::Session& session) {
  const storage::Value key[] = {storage::Value(region.value())};
  const std::vector<storage::Rows> rows = session.select_keyed(agency::kAgencyOf, key);
  if (!rows.front().empty()) return agency::read_agency(rows.front().front()).name;
  return context.regions->full_name(region) + "医疗保障经办机构";
}

std::vector<Line> head_lines(const Statement& each, const business::Context& context) {
  return {{"清算单号", each.number},
          {"清算月份", each.month.to_string()},
          {"状态", word_of(each.state, context)},
          {"编制日期", each.recorded_at.date().to_string()},
          {"付款期限", each.due_on.to_string()},
          {"审核", each.first_by},
          {"复核", each.second_by}};
}

Paper institution_paper(const Statement& each, const business::Context& context,
                        storage::Session& session, std::int64_t lines_max) {
  Paper paper{"定点医药机构费用清算单", agency_name(each.region, context, session), {}};
  std::vector<Line> lines = head_lines(each, context);
  lines.insert(lines.begin(), {"医药机构", name_of(each.party, session) + " " + each.party});
  lines.push_back({"结算笔数", std::to_string(each.settlements)});
  lines.push_back({"医疗费总额", each.bills.to_display()});
  lines.push_back({"基金支付", each.fund.to_display()});
  lines.push_back({"个人账户支付", each.account.to_display()});
  if (!each.carried.is_zero()) lines.push_back({"上期多付结转", each.carried.to_display()});
  lines.push_back({"应付金额", each.amount().to_display()});
  if (each.amount() > Money()) lines.push_back({"金额大写", each.amount().to_chinese_capitals()});
  if (!each.payee_holder.empty()) lines.push_back({"收款户名", each.payee_holder});
  paper.lines(std::move(lines)).heading("由谁承担");
  Grid shares{{"承担地区", "基金支付", "个人账户", "合计"}, 1, {}};
  for (const Share& share : read_own_shares(each, session)) {
    shares.rows.push_back({context.regions->full_name(share.debtor), share.fund.to_yuan(),
                           share.account.to_yuan(), share.owed().to_yuan()});
  }
  paper.grid(std::move(shares)).heading("结算明细");
  Grid bills{{"结算日", "结算ID", "参保地", "医疗费", "基金支付"}, 3, {}};
  for (const auto& line : read_lines(each, LineKind::bills, {lines_max}, context, session)) {
    bills.rows.push_back({line.day.to_string(), line.number,
                          context.regions->full_name(line.debtor), line.total.to_yuan(),
                          line.owed.to_yuan()});
  }
  paper.grid(std::move(bills)).heading("个人账户收支明细");
  Grid postings{{"日期", "流水号", "账户所在地", "金额"}, 3, {}};
  for (const auto& line : read_lines(each, LineKind::postings, {lines_max}, context, session)) {
    postings.rows.push_back({line.day.to_string(), line.number,
                             context.regions->full_name(line.debtor), line.owed.to_yuan()});
  }
  paper.grid(std::move(postings));
  if (each.settlements > lines_max || each.postings > lines_max) {
    paper.paragraph("明细超过 " + std::to_string(lines_max) + " 笔,其余请在系统中查看。");
  }
  return paper;
}

Paper region_paper(const Statement& each, const business::Context& context,
                   storage::Session& session) {
  const std::string one = context.regions->full_name(each.region);
  const std::string other = context.regions->full_name(each.other_region());
  Paper paper{"地区间医保费用清算单", agency_name(each.region, context, session), {}};
  std::vector<Line> lines = head_lines(each, context);
  lines.push_back({one + "应付", (each.fund + each.account).to_display()});
  lines.push_back({other + "应付", each.counter.to_display()});
  lines.push_back({"付款方", each.amount().is_zero() ? "无" : each.region_pays() ? one : other});
  lines.push_back({"应付净额", each.to_pay().to_display()});
  paper.lines(std::move(lines)).heading("所含医药机构清算单");
  Grid grid{{"清算单号", "医药机构", "承担地区", "基金支付", "个人账户"}, 3, {}};
  for (const PairShare& pair : read_pair_shares(each, session)) {
    grid.rows.push_back({pair.statement, pair.institution,
                         context.regions->full_name(pair.share.debtor), pair.share.fund.to_yuan(),
                         pair.share.account.to_yuan()});
  }
  paper.grid(std::move(grid));
  return paper;
}

}  // namespace

Decision<Tree> answer_print(const business::Request& request, const business::Context& context,
                            storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::string format = reader.code_or("format", {"pdf", "xlsx"}, "pdf");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Decision<Statement> statement = require_statement(request, context, session);
  if (!statement) return statement.refusal();
  const std::int64_t lines_max = format == "pdf" ? kLinesMax : kCellsMax;
  const Paper paper = statement->kind == Kind::institution
                          ? institution_paper(*statement, context, session, lines_max)
                          : region_paper(*statement, context, session);
  return document::unnumbered_print(paper, statement->number, format, context.today);
}

}  // namespace yibao::clearing
