#include "business/enquiry/settlement_receipt.h"

#include <algorithm>

#include "base/reason_tree.h"
#include "base/region_table.h"
#include "base/tree_text.h"
#include "business/access.h"
#include "business/care/store.h"
#include "business/document/issue.h"
#include "business/enquiry/case_paper_words.h"
#include "business/enrolment/insurance_code.h"
#include "business/entitlement/record.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/provider/institution.h"
#include "business/reader.h"
#include "business/visit/present.h"
#include "business/visit/store.h"
#include "business/visit/unpaid.h"
#include "business/wording.h"
#include "policy/parameter_table.h"
#include "policy/policy_set.h"

namespace yibao::enquiry {

namespace {

using document::Line;
using document::Paper;
using visit::Settlement;

struct Known {
  const Settlement& settlement;
  const person::Person& person;
  std::optional<provider::Institution> institution;  // none: it is not on record any more
  const std::vector<care::Registration>& registrations;
  const entitlement::PersonRecord& record;
  const business::Context& context;
};

provider::Level level_of(const Known& known) {
  return known.institution ? known.institution->level : provider::Level::none;
}

bool is_resident(const Settlement& settlement) {
  return settlement.insurance == enrolment::insurance_code(enrolment::Scheme::resident);
}

Refusal unknown() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "settlement"}});
}

const Settlement* find(const std::vector<Settlement>& all, visit::SettlementId id) {
  const auto found = std::ranges::find(all, id, &Settlement::id);
  return found == all.end() ? nullptr : &*found;
}

// What one reason says, and what it rests on.
struct Said {
  std::string detail;
  std::string ground;
};
Said said_of(Reason reason, const business::Context& context) {
  Tree told = to_tree(std::vector<Reason>{std::move(reason)});
  context.wording->tell(told);
  const Tree& first = told.list()->front();
  return {text_of(first, "detail"), ground_of(first)};
}

// 依据: what deductible, rate and ceiling follow from, on the day of care and by the registrations
// that it was settled by.
std::string sources_of(const Known& known) {
  const Settlement& settlement = known.settlement;
  std::vector<care::Registration> used;
  for (const care::Registration& each : known.registrations) {
    const bool is_used = each.id == settlement.recognition || each.id == settlement.registration;
    if (is_used) used.push_back(each);
  }
  const visit::TermsFacts facts =
      visit::terms_facts_of(settlement, known.person, level_of(known), std::move(used));
  const policy::RegionPolicy& policy =
      known.context.policies->on(settlement.insured_place, settlement.care_on);
  const Decision<visit::Terms> terms = visit::fund_terms(facts, policy.settlement);
  if (!terms) return "";
  return said_of({"settled", {}, terms->sources}, known.context).ground;
}

// 统筹基金没有支付的,为什么没有: on the day of care, as far as it is known today.
void add_unpaid(Paper& paper, const Known& known) {
  paper.paragraph("统筹基金没有支付。");
  for (const Reason& reason : visit::why_unpaid(known.settlement, known.record, level_of(known),
                                                known.registrations, known.context)) {
    const Said said = said_of(reason, known.context);
    paper.paragraph("原因: " + said.detail);
    if (!said.ground.empty()) paper.paragraph("依据: " + said.ground + "。");
  }
}

void add_paid(Paper& paper, const Known& known) {
  paper.paragraph("统筹基金按 " + policy::show_percent(known.settlement.fund_rate) + " 支付。");
  const std::string sources = sources_of(known);
  if (!sources.empty()) paper.paragraph("依据: " + sources + "。");
}

std::vector<Line> about_lines(const Known& known) {
  const Settlement& settlement = known.settlement;
  const business::Context& context = known.context;
  return {{"姓名", known.person.name},
          {"证件号码", mask_identity(known.person.identity_number)},
          {"定点医药机构", known.institution ? known.institution->name : settlement.institution},
          {"机构编码", settlement.institution},
          {"就医地", context.regions->full_name(settlement.place_of_care)},
          {"参保地", context.regions->full_name(settlement.insured_place)},
          {"险种", is_resident(settlement) ? "城乡居民基本医疗保险" : "职工基本医疗保险"},
          {"医疗类别", context.wording->word("visit_kind", settlement.kind)},
          {"就诊日期", settlement.care_on.to_string()},
          {"结算日期", settlement.happened_on.to_string()},
          {"结算编号", visit::settlement_number(settlement.id, settlement.recorded_at, context)},
          {"机构报文编号", settlement.msgid}};
}

std::vector<Line> amount_lines(const Settlement& settlement) {
  const visit::Scope& scope = settlement.scope;
  const visit::Parts& parts = settlement.parts;
  std::vector<Line> lines{{"医疗费总额(元)", scope.total.to_display()},
                          {"总额大写", scope.total.to_chinese_capitals()},
                          {"全自费(元)", scope.own_paid.to_display()},
                          {"超限价自费(元)", scope.over_limit.to_display()},
                          {"先行自付(元)", scope.first_paid.to_display()},
                          {"符合政策范围(元)", scope.in_scope.to_display()},
                          {"本次计入起付线(元)", parts.deductible.to_display()},
                          {"统筹基金支付(元)", parts.fund.to_display()},
                          {"个人账户支付(元)", parts.account.to_display()}};
  if (!parts.shared.is_zero()) {
    lines.push_back({"其中家庭共济(元)", parts.shared.to_display()});
  }
  lines.push_back({"现金支付(元)", parts.cash.to_display()});
  return lines;
}

Paper receipt_paper(const Known& known, std::string issuer) {
  Paper paper{"基本医疗保险医疗费用结算凭证", std::move(issuer), {}};
  paper.lines(about_lines(known)).heading("费用与支付").lines(amount_lines(known.settlement));
  known.settlement.parts.fund.is_zero() ? add_unpaid(paper, known) : add_paid(paper, known);
  paper.paragraph("结算被撤销的,本凭证作废;是否有效,以核验结果为准。");
  return paper;
}

}  // namespace

business::CommandOrRefusal IssueSettlementReceipt::parse(const business::Request& request,
                                                         const business::Context& context,
                                                         storage::Session& session) {
  auto reader = business::Reader::body(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const visit::SettlementId settlement(reader.path_id("settlement", storage::IdKind::settlement));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return of(person, settlement, session);
}

// What is looked up before never changes: a settlement stands where it was made.
business::CommandOrRefusal IssueSettlementReceipt::of(PersonId person,
                                                      visit::SettlementId settlement,
                                                      storage::Session& session) {
  const visit::Place place = visit::place_of_settlement(person, settlement, session);
  const storage::Value key[] = {storage::Value(place.owner.value())};
  const auto all =
      place.owner.is_none()
          ? std::vector<Settlement>()
          : visit::read_settlements(session.select_keyed(visit::kSettlementsOf, key).front());
  const Settlement* found = find(all, settlement);
  if (found == nullptr) return unknown();
  auto command = std::make_unique<IssueSettlementReceipt>();
  command->person_ = person;
  command->owner_ = place.owner;
  command->settlement_ = settlement;
  command->institution_ = found->institution;
  command->region_ = found->insured_place;
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> IssueSettlementReceipt::subjects() const {
  std::vector<storage::Subject> all{storage::Subject::person(person_)};
  if (owner_ != person_) all.push_back(storage::Subject::person(owner_));
  return all;
}

void IssueSettlementReceipt::need(storage::Needs& needs) const {
  entitlement::need_record(needs, person_);
  needs.add(person::kAuthorisationsOf, person_);
  needs.add(visit::kSettlementsOf, owner_);
  needs.add(care::kRegistrationsOf, person_);
  needs.add(provider::kInstitutionOfCode, storage::Value(institution_));
  document::need_documents(needs, person_);
  document::need_issuer(needs, region_);
}

// A till prints its own settlements; an agency those of its fund.
Verdict IssueSettlementReceipt::authorise(const business::Actor& actor,
                                          const storage::Facts& facts) const {
  if (actor.is(business::Role::participant)) return person::may_act_for(actor, person_, facts);
  if (actor.is(business::Role::provider_cashier)) {
    return business::may_act_at_institution(actor, institution_);
  }
  return business::may_act_at(actor, region_);
}

Decision<storage::Plan> IssueSettlementReceipt::decide(const storage::Facts& facts,
                                                       const business::Context& context) const {
  const Decision<person::Person> person =
      person::require_person(facts, person_, context, person::Open::secrets);
  if (!person) return person.refusal();
  if (context.actor->is(business::Role::participant)) {
    const auto by = person::acting_for(
        *context.actor, *person, facts, "enquiry",
        context.policies->on(RegionCode::nation(), context.today).activation, context.today);
    if (!by) return by.refusal();
  }
  const auto all = visit::read_settlements(facts.rows(visit::kSettlementsOf, owner_));
  const Settlement* settlement = find(all, settlement_);
  if (settlement == nullptr) return unknown();
  if (!settlement->reverses.is_none()) return refuse("document_no_settlement");
  const auto back = std::ranges::find(all, settlement_, &Settlement::reverses);
  if (back != all.end()) {
    return refuse("document_settlement_taken_back", {{"day", back->happened_on.to_string()}});
  }
  const auto registrations = care::read_registrations(facts.rows(care::kRegistrationsOf, person_));
  const auto record = entitlement::read_record(facts, person_, *context.vault);
  YB_CHECK(record.has_value(), "a person without a record");
  const Known known{*settlement,
                    *person,
                    provider::institution_of(
                        facts.rows(provider::kInstitutionOfCode, storage::Value(institution_))),
                    registrations,
                    *record,
                    context};
  document::NewDocument paper;
  paper.person = person_;
  paper.kind = document::Kind::settlement_receipt;
  paper.region = region_;
  paper.subject = document::subject_of_settlement(settlement_.value());
  paper.paper = receipt_paper(known, document::issuer_name(facts, region_, context));
  storage::Plan plan;
  plan.event = "document_issued";
  plan.answer = document::present_document(document::issue(plan, facts, paper, context), context);
  return plan;
}

}  // namespace yibao::enquiry
