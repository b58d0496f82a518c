#include "business/enquiry/statement_papers.h"

#include <algorithm>

#include "base/region_table.h"
#include "business/access.h"
#include "business/contribution/correction.h"
#include "business/contribution/store.h"
#include "business/document/issue.h"
#include "business/enquiry/settlement_receipt.h"
#include "business/enquiry/sheets.h"
#include "business/enrolment/store.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "business/wording.h"
#include "policy/policy_set.h"

namespace yibao::enquiry {

namespace {

using document::Kind;
using document::Line;
using document::Paper;

struct Known {
  const person::Person& person;
  const storage::Facts& facts;
  const business::Context& context;
  const Period& period;
};

// Where the person participates, or did last; none: nowhere ever.
RegionCode present_region(const std::vector<enrolment::Enrolment>& enrolments) {
  RegionCode region;
  for (const enrolment::Enrolment& each : enrolments) {
    region = each.region;
    if (each.is_active()) break;
  }
  return region;
}

bool is_year(const Period& period) {
  return period.first && period.last &&
         Period::of_year(period.first->year()).first == period.first &&
         Period::of_year(period.first->year()).last == period.last;
}

std::string period_words(const Period& period) {
  if (period.is_all()) return "全部年度";
  if (is_year(period)) return std::to_string(period.first->year()) + "年";
  return (period.first ? period.first->to_string() : "参保") + " 至 " +
         (period.last ? period.last->to_string() : "现在");
}

// One valid paper of a kind for each.
std::string months_code(const Period& period) {
  if (period.is_all()) return "year:all";
  if (is_year(period)) return "year:" + std::to_string(period.first->year());
  return "months:" + (period.first ? period.first->to_string() : "") + ".." +
         (period.last ? period.last->to_string() : "");
}

std::string period_code(const Period& period) {
  return months_code(period) + (period.place ? " place:" + period.place->to_string() : "");
}

std::vector<Line> person_lines(const Known& known) {
  return {{"姓名", known.person.name}, {"证件号码", mask_identity(known.person.identity_number)}};
}

// Of whom, of which place where it is of one, of which months.
std::vector<Line> head_lines(const Known& known, const char* months) {
  std::vector<Line> lines = person_lines(known);
  if (known.period.place) {
    lines.push_back({"参保地", known.context.regions->full_name(*known.period.place)});
  }
  lines.push_back({months, period_words(known.period)});
  return lines;
}

Paper contribution_paper(const Known& known, std::string issuer) {
  Paper paper{"基本医疗保险缴费证明", std::move(issuer), {}};
  std::vector<Line> lines = head_lines(known, "费款所属期");
  const contribution::ContributionRecord paid = contribution::paid_months(
      contribution::read_contributions(
          known.facts.rows(contribution::kContributionsOf, known.person.id)),
      enrolment::read_enrolments(known.facts.rows(enrolment::kEnrolmentsOf, known.person.id)),
      known.period.place);
  const MonthSet months = known.period.of(paid.actual | paid.deemed);
  lines.push_back({"缴费月数(重复的只计一次)", std::to_string(months.count())});
  lines.push_back({"缴费月份", months.empty() ? "无" : months.to_string()});
  paper.lines(std::move(lines)).heading("缴费明细");
  const ContributionRows rows{known.facts.rows(contribution::kContributionsOf, known.person.id),
                              known.facts.rows(enrolment::kEnrolmentsOf, known.person.id),
                              known.facts.rows(contribution::kTakenBackWrongOf, known.person.id)};
  paper.grid(contribution_sheet(rows, known.period, known.context).grid());
  return paper;
}

Paper account_paper(const Known& known, std::string issuer) {
  Paper paper{"基本医疗保险个人账户对账单", std::move(issuer), {}};
  std::vector<Line> lines = head_lines(known, "期间");
  paper.lines(std::move(lines)).heading("收支明细");
  paper.grid(account_sheet(read_posting_lines(known.facts.rows(kPostingLinesOf, known.person.id)),
                           known.period, known.context)
                 .grid());
  return paper;
}

// What later postings took back of a payment, and the day of the last of them.
struct TakenBack {
  Money amount;
  Date on;
};
TakenBack taken_back_of(const PostingLine& payment, const std::vector<PostingLine>& postings) {
  TakenBack back;
  for (const PostingLine& each : postings) {
    if (each.corrects != payment.id) continue;
    back.amount += each.amount;
    back.on = each.happened_on;
  }
  return back;
}

Paper receipt_paper(const Known& known, const PostingLine& posting, const TakenBack& back,
                    std::string issuer) {
  Paper paper{"基本医疗保险个人账户支付凭证", std::move(issuer), {}};
  std::vector<Line> lines = person_lines(known);
  lines.push_back({"账户所在地", known.context.regions->full_name(posting.region)});
  lines.push_back({"支付日期", posting.happened_on.to_string()});
  lines.push_back({"支付类型", code_words(posting.code, known.context)});
  lines.push_back({"定点医药机构", other_side(posting, known.context)});
  if (!posting.other_name.empty()) {
    lines.push_back({"机构编码", posting.other.substr(posting.other.find(':') + 1)});
  }
  lines.push_back({"机构流水号", posting.reference});
  lines.push_back({"金额(元)", posting.amount.to_display()});
  lines.push_back({"金额大写", posting.amount.to_chinese_capitals()});
  if (!back.amount.is_zero()) {
    lines.push_back({"其中已退回(元)", back.amount.to_display()});
    lines.push_back({"实际支付(元)", (posting.amount - back.amount).to_display()});
  }
  lines.push_back({"支付后余额(元)", posting.balance_after.to_display()});
  paper.lines(std::move(lines));
  paper.paragraph("本凭证说明个人账户已支付的金额,不作为医疗费用报销的票据。");
  return paper;
}

bool is_payment(account::PostingCode code) {
  return code == account::PostingCode::payment || code == account::PostingCode::contribution_paid;
}

}  // namespace

business::CommandOrRefusal IssueStatement::parse(const business::Request& request,
                                                 const business::Context& context,
                                                 storage::Session& session) {
  auto command = std::make_unique<IssueStatement>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  const std::string kind = reader.code("kind", {"contribution_statement", "account_statement",
                                                "payment_receipt", "settlement_receipt"});
  for (std::size_t i = 0; i < document::kKindTexts.size(); ++i) {
    if (document::kKindTexts[i] == kind) command->kind_ = static_cast<Kind>(i);
  }
  const std::int64_t year = reader.integer_or("year", 1980, 2200, 0);
  command->period_ =
      Period::of_year(year == 0 ? std::nullopt : std::optional(static_cast<int>(year)));
  const std::optional<Month> first = reader.optional_month("first");
  const std::optional<Month> last = reader.optional_month("last");
  if (first || last) command->period_ = {first, last, {}};
  if (first && last && *last < *first) reader.add({"period_backwards", {{"member", "last"}}, {}});
  if ((first || last) && year != 0) reader.add({"period_or_year", {{"member", "year"}}, {}});
  command->posting_ = reader.optional_id("posting", storage::IdKind::posting).value_or(0);
  if (command->kind_ == Kind::payment_receipt && command->posting_ == 0 && reader.ok_so_far()) {
    reader.add({"member_missing", {{"member", "posting"}}, {}});
  }
  const visit::SettlementId settlement(
      reader.optional_id("settlement", storage::IdKind::settlement).value_or(0));
  const bool of_settlement = command->kind_ == Kind::settlement_receipt;
  if (of_settlement && settlement.is_none() && reader.ok_so_far()) {
    reader.add({"member_missing", {{"member", "settlement"}}, {}});
  }
  command->period_.place = reader.optional_region("place");
  const std::optional<RegionCode> place = reader.optional_region("region");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (of_settlement) return IssueSettlementReceipt::of(command->person_, settlement, session);
  if (place) {
    command->region_ = context.regions->pooling_region(*place);
  } else {
    const storage::Value key[] = {storage::Value(command->person_.value())};
    command->region_ = present_region(
        enrolment::read_enrolments(session.select_keyed(enrolment::kEnrolmentsOf, key).front()));
  }
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> IssueStatement::subjects() const {
  return {storage::Subject::person(person_)};
}

void IssueStatement::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(person::kAuthorisationsOf, person_);
  needs.add(enrolment::kEnrolmentsOf, person_);
  needs.add(contribution::kContributionsOf, person_);
  needs.add(contribution::kTakenBackWrongOf, person_);
  needs.add(kPostingLinesOf, person_);
  document::need_documents(needs, person_);
  document::need_issuer(needs, region_);
}

Verdict IssueStatement::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  if (actor.is(business::Role::participant)) return person::may_act_for(actor, person_, facts);
  return business::may_act_at(actor, region_);
}

Decision<storage::Plan> IssueStatement::decide(const storage::Facts& facts,
                                               const business::Context& context) const {
  const Decision<person::Person> person =
      person::require_person(facts, person_, context, person::Open::secrets);
  if (!person) return person.refusal();
  const auto by = person::acting_for(
      *context.actor, *person, facts, "enquiry",
      context.policies->on(RegionCode::nation(), context.today).activation, context.today);
  if (!by) return by.refusal();
  const auto enrolments = enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, person_));
  const bool related = std::ranges::any_of(
      enrolments, [&](const enrolment::Enrolment& each) { return each.region == region_; });
  if (!related) {
    return refuse("document_no_relation",
                  {{"region", region_.is_none() ? "—" : region_.to_string()}});
  }
  document::NewDocument paper;
  paper.person = person_;
  paper.kind = kind_;
  paper.region = region_;
  paper.subject = "region:" + region_.to_string() + " " + period_code(period_);
  const Known known{*person, facts, context, period_};
  std::string issuer = document::issuer_name(facts, region_, context);
  if (kind_ == Kind::contribution_statement) {
    paper.paper = contribution_paper(known, std::move(issuer));
  } else if (kind_ == Kind::account_statement) {
    paper.paper = account_paper(known, std::move(issuer));
  } else {
    const auto postings = read_posting_lines(facts.rows(kPostingLinesOf, person_));
    const auto posting = std::ranges::find(postings, posting_, &PostingLine::id);
    if (posting == postings.end()) {
      return refuse(RefusalKind::not_found, "not_found", {{"member", "posting"}});
    }
    if (!is_payment(posting->code)) return refuse("document_no_payment");
    const TakenBack back = taken_back_of(*posting, postings);
    if (back.amount >= posting->amount) {
      return refuse("document_payment_taken_back",
                    {{"day", back.on.to_string()}, {"amount", back.amount.to_display()}});
    }
    paper.subject = document::subject_of_posting(posting_);
    paper.paper = receipt_paper(known, *posting, back, std::move(issuer));
  }
  storage::Plan plan;
  plan.event = "document_issued";
  plan.answer = document::present_document(document::issue(plan, facts, paper, context), context);
  return plan;
}

}  // namespace yibao::enquiry
