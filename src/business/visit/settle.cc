#include "business/visit/settle.h"

#include <algorithm>
#include <set>

#include "business/account/ledger.h"
#include "business/account/rules.h"
#include "business/account/store.h"
#include "business/aid/paying.h"
#include "business/care/store.h"
#include "business/enrolment/store.h"
#include "business/entitlement/record.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/person/numbers.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/visit/present.h"
#include "business/visit/records.h"
#include "business/visit/rules.h"
#include "business/visit/store.h"
#include "business/visit/unpaid.h"
#include "business/visit/visit_code.h"
#include "business/visit/voided.h"
#include "business/visit/weighing.h"

namespace yibao::visit {

namespace {

using provider::Institution;

constexpr std::size_t kToldMax = 500;  // of exp_content

Verdict check_serials(const std::vector<Line>& lines) {
  std::set<std::string> serials;
  for (const Line& line : lines) {
    if (!serials.insert(line.serial).second) {
      return refuse(RefusalKind::malformed, "fee_line_twice", {{"serial", line.serial}});
    }
  }
  return Nothing{};
}

}  // namespace

// What is being settled, as it is found out step by step.
struct Settle::Bill {
  Institution institution;
  person::Person person;
  Visit visit;
  bool is_sale = false;  // the visit is made with it
  std::vector<Line> lines;
  std::string disease;
  Settlement settlement;
  Weighing weighing;
  Unpaid unpaid;                // why the fund pays nothing
  std::vector<Reason> left;     // what another place settles, or what is of the next year
  std::vector<Reason> unspent;  // why no account pays that was asked to, their own or a relative's
  Money balance_left;           // 个人账户余额, afterwards
};

std::vector<storage::Subject> Settle::subjects() const {
  std::vector<storage::Subject> all{storage::Subject::person(asked_.named.person)};
  if (asked_.owner != asked_.named.person) all.push_back(storage::Subject::person(asked_.owner));
  for (const PersonId payer : asked_.payers) all.push_back(storage::Subject::person(payer));
  return all;
}

void Settle::need(storage::Needs& needs) const {
  const PersonId person = asked_.named.person;
  needs.add(provider::kInstitutionOfCode, storage::Value(asked_.institution));
  needs.add(account::kAccountsOf, person);
  needs.add(kFundUsesOf, person);
  needs.add(kVoidedMessagesOf, person);
  person::need_numbers(needs, person);
  if (!asked_.visit.is_none()) {  // a sale brings its own
    needs.add(kVisitsOf, asked_.owner);
    needs.add(kLinesOfVisit, {asked_.owner.value(), asked_.visit.value()});
    needs.add(kSettlementsOfVisit, {asked_.owner.value(), asked_.visit.value()});
    needs.add(kRecordsOf, asked_.owner);
    needs.add(kCodeOfVisit, {asked_.owner.value(), asked_.visit.value()});
  }
  needs.add(care::kRegistrationsOf, person);
  entitlement::need_record(needs, person);
  asked_.named.presented.need(needs, person);
  for (const PersonId payer : asked_.payers) aid::need_payer(needs, payer);
}

// 年度累计跟人走 (N-12): what was settled under a number that was merged counts as well.
void Settle::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  const person::Numbers numbers = person::read_numbers(facts, asked_.named.person);
  person::need_of_all(needs, kFundUsesOf, numbers);
  person::need_of_all(needs, person::kPersonById, numbers);
}

Verdict Settle::authorise(const business::Actor&, const storage::Facts& facts) const {
  // The institution that signed the message is the one that it names: the gateway has looked.
  const auto institution = provider::require_institution(facts, asked_.institution);
  if (!institution) return institution.refusal();
  return Nothing{};
}

// 死亡当日的医疗费用,统筹基金照付: care up to and on that day, whenever it is settled; and since
// the day on which the visit began.
Verdict Settle::check_days(const Bill& bill) {
  const Date care_day = bill.visit.begun_on;
  if (const Verdict lived = person::check_lived_on(bill.person, care_day); !lived) return lived;
  for (const Line& line : bill.lines) {
    if (const Verdict begun = check_line_day(line, care_day); !begun) return begun;
    if (person::check_lived_on(bill.person, line.happened_on)) continue;
    return refuse("fee_line_after_death", {{"serial", line.serial},
                                           {"day", line.happened_on.to_string()},
                                           {"died_on", bill.person.died_on->to_string()}});
  }
  return Nothing{};
}

// Whose bill it is, and of which visit.
Decision<Settle::Bill> Settle::open_bill(const storage::Facts& facts,
                                         const business::Context& context) const {
  Bill bill;
  const PersonId id = asked_.named.person;
  bill.institution = *provider::require_institution(facts, asked_.institution);
  const auto person = person::require_person(facts, id, context, person::Open::secrets);
  if (!person) return person.refusal();
  bill.person = *person;
  const Verdict his = check_certificate(
      asked_.named, bill.person,
      person::rows_of_all(facts, person::kPersonById, person::read_numbers(facts, id)), context);
  if (!his) return his.refusal();
  bill.is_sale = asked_.visit.is_none();
  if (bill.is_sale) {
    bill.lines = asked_.lines;
    bill.disease = asked_.disease;
    bill.visit = {id,
                  {},
                  asked_.institution,
                  bill.institution.region,
                  asked_.insured_place,
                  asked_.insurance,
                  asked_.kind,
                  "",
                  asked_.begun_on,
                  false,
                  context.now,
                  asked_.begun_at,
                  asked_.named.certificate_kind};
    if (const Verdict lived = check_days(bill); !lived) return lived.refusal();
    return bill;
  }
  const auto visit = find_visit(facts.rows(kVisitsOf, asked_.owner), asked_.visit);
  if (!visit || visit->is_cancelled || visit->institution != asked_.institution) {
    return refuse(RefusalKind::not_found, "visit_unknown");
  }
  bill.visit = *visit;
  const auto record = find_record(facts.rows(kRecordsOf, asked_.owner), asked_.visit);
  if (record) bill.disease = record->disease;
  const std::vector<KeptLine> kept = read_lines(facts.rows(kLinesOfVisit), asked_.visit);
  for (const KeptLine& each : kept) {
    if (each.is_open() && each.line.batch == asked_.batch) bill.lines.push_back(each.line);
  }
  if (const Verdict lived = check_days(bill); !lived) return lived.refusal();
  return bill;
}

// Which lines are settled now. A sale has no visit that would go on.
Decision<Part> Settle::part_of_bill(const Bill& bill, const entitlement::PersonRecord& record,
                                    const business::Context& context) const {
  Part part = bill.is_sale
                  ? part_of_years({bill.lines, bill.visit.insured_place, bill.visit.begun_on},
                                  record, context)
                  : part_of(bill.visit, bill.lines, asked_.insured_place, record, context);
  const Verdict same =
      bill.is_sale ? check_whole(part, asked_.total) : check_part(part, asked_.total);
  if (!same) return same.refusal();
  return part;
}

// The bill before anybody pays: what it is made of, what the fund takes over.
Decision<Settle::Bill> Settle::bill(const storage::Facts& facts,
                                    const business::Context& context) const {
  Decision<Bill> opened = open_bill(facts, context);
  if (!opened) return opened.refusal();
  Bill bill = std::move(opened).value();
  const PersonId id = asked_.named.person;
  const auto record = entitlement::read_record(facts, id, *context.vault);
  YB_CHECK(record.has_value(), "a person without a record");
  if (bill.lines.empty()) return refuse("nothing_to_settle");
  if (const Verdict once = check_serials(bill.lines); !once) return once.refusal();
  Decision<Part> settled = part_of_bill(bill, *record, context);
  if (!settled) return settled.refusal();
  const Part part = std::move(settled).value();
  bill.lines = part.lines;
  bill.left = left_over(part);
  Settlement& settlement = bill.settlement;
  settlement.scope = sum(bill.lines);
  if (!bill.is_sale && asked_.kind != kRegistrationOnly) {
    const std::vector<Settlement> of_visit = read_settlements(facts.rows(kSettlementsOfVisit));
    const Verdict kind = check_kind(bill.visit, asked_.kind, of_visit);
    if (!kind) return kind.refusal();
  }
  const std::vector<FundUse> before =
      read_fund_uses(person::rows_of_all(facts, kFundUsesOf, person::read_numbers(facts, id)));
  const Decision<Weighing> weighing = weigh_bill(
      {asked_.institution, bill.institution.level, part.insured_place, bill.institution.region,
       asked_.insurance, asked_.kind, bill.disease, part.charges,
       !account::account_at(account::read_accounts(facts.rows(account::kAccountsOf, id)), id,
                            part.insured_place)
            .is_new},
      *record, care::read_registrations(facts.rows(care::kRegistrationsOf, id)), before, context);
  if (!weighing) return weighing.refusal();
  bill.weighing = *weighing;
  settlement.insured_place = part.insured_place;
  settlement.care_on = bill.weighing.day;
  settlement.parts.deductible = bill.weighing.share.deductible;
  settlement.parts.fund = bill.weighing.share.fund;
  settlement.fund_rate = bill.weighing.rate;
  settlement.fund_left = bill.weighing.left;
  bill.unpaid = why_unpaid(bill.weighing, settlement);
  // What a fund that does not pay would have looked at is not why.
  if (!settlement.parts.fund.is_zero()) {
    settlement.recognition = bill.weighing.terms.recognition;
    settlement.registration = bill.weighing.terms.registration;
  }
  return bill;
}

// 个人账户: own money first, then a relative's where that was asked for, as far as it goes; the
// rest is cash.
Verdict Settle::pay(Bill& bill, const card::Presented::Accepted& shown, storage::Plan& plan,
                    const storage::Facts& facts, const business::Context& context) const {
  Settlement& settlement = bill.settlement;
  const RegionCode place = bill.institution.region;
  const auto accounts =
      account::read_accounts(facts.rows(account::kAccountsOf, asked_.named.person));
  const Money wanted = payable_from_account(settlement.scope, settlement.parts.fund);
  const account::Till till = account::till_at(
      place, enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, asked_.named.person)),
      *context.policies, context.today);
  std::vector<hold::Hold> holds = shown.holds;
  if (bill.person.died_on) {
    holds.push_back(hold::hold_of_death(*bill.person.died_on, context.today));
  }
  // 死亡后个人账户不再支付 (R28), whether there is one or not; nor does a relative's for the dead.
  if (bill.person.died_on && asked_.use != AccountUse::none && !wanted.is_zero()) {
    if (const Verdict rests = hold::spending_verdict(holds, place); !rests) return rests;
  }
  std::vector<account::Share> own;
  std::optional<Refusal> held;
  if (asked_.use != AccountUse::none && !wanted.is_zero()) {
    own = account::take_from(account::spendable(accounts, holds, till), wanted);
    // The account's own words for why not; a hold that stops spending refuses the whole (R28).
    if (own.empty()) {
      const auto refused = account::choose_accounts(accounts, holds, till, wanted);
      const bool stopped = !refused && refused.refusal().code() == "spending_held";
      if (stopped) held = refused.refusal();
      if (!refused && account::is_of_another_place(refused.refusal(), accounts)) {
        bill.unspent = refused.refusal().reasons;
      }
    }
    if (held && asked_.use == AccountUse::own) return *held;
  }
  const account::PostingText text{account::PostingCode::payment,
                                  "provider:" + asked_.institution,
                                  context.today,
                                  {},
                                  asked_.msgid,
                                  {}};
  const Money from_own = account::total_of(own);
  const PostingId posting = account::post_shares(plan, own, text, context);
  if (!own.empty()) {
    settlement.account_region = own.front().account.region;
    settlement.own_posting = posting;
  }
  settlement.parts.account = from_own;
  const Money missing = wanted - from_own;
  if (asked_.use == AccountUse::shared && !missing.is_zero()) {
    const PersonId person = asked_.named.person;
    const auto offer = aid::choose_payer(facts, asked_.payers, person, missing, place, context);
    const bool shares = offer && !offer->amount.is_zero();
    if (!shares && held) return *held;
    // 没有人共济、共济人不能支付的,是现金: nobody is refused for a flag that asks for too much.
    if (!offer) {
      const std::vector<Reason>& why = offer.refusal().reasons;
      bill.unspent.insert(bill.unspent.end(), why.begin(), why.end());
    }
    if (shares) {
      settlement.payer = offer->payer;
      settlement.parts.shared = offer->amount;
      settlement.parts.account = from_own + offer->amount;
      settlement.shared_posting = aid::pay_shared(
          plan, {offer->payer, person, offer->amount, settlement.parts.account, posting, place},
          text, facts, context);
    }
  }
  settlement.parts.cash = settlement.scope.total - settlement.parts.fund - settlement.parts.account;
  bill.balance_left = account::balance_left(accounts, own);
  // 余额: what may be spent here now, as 1101 tells it; nothing where a hold stops it.
  settlement.balance = account::spendable_sum(accounts, holds, till) - from_own;
  return Nothing{};
}

// 消息: whose money paid, and what is left of the person's own.
void Settle::tell_person_of(const Bill& bill, storage::Plan& plan) const {
  const Settlement& settlement = bill.settlement;
  const Parts& parts = settlement.parts;
  std::vector<Fact> facts = {
      {"provider", bill.institution.name}, {"total", settlement.scope.total.to_display()},
      {"fund", parts.fund.to_display()},   {"account", (parts.account - parts.shared).to_display()},
      {"cash", parts.cash.to_display()},   {"balance", bill.balance_left.to_display()}};
  const bool aided = !parts.shared.is_zero();
  if (aided) facts.push_back({"shared", parts.shared.to_display()});
  plan.notify(asked_.named.person, aided ? "settled_with_aid" : "settled",
              with_unpaid(std::move(facts), bill.unpaid));
}

// What the cashier is told besides (exp_content): first why the person has no benefits, where the
// fund pays nothing for that; the hint at the first use of a card, once; on what terms the
// fund has paid, and what of the bill it has not; what of a stay is settled elsewhere (N-20) or
// with the next year; and where the sender divides the bill in another way (R34, I6).
std::string Settle::told(const Bill& bill, const card::Presented::Accepted& shown,
                         const business::Context& context) const {
  std::vector<Reason> all = bill.unpaid.cover;
  if (!asked_.previews) all.insert(all.end(), shown.reasons.begin(), shown.reasons.end());
  const std::vector<Reason>& terms = bill.weighing.terms.reasons;
  all.insert(all.end(), terms.begin(), terms.end());
  const std::vector<Reason>& hints = bill.weighing.hints;
  all.insert(all.end(), hints.begin(), hints.end());
  all.insert(all.end(), bill.left.begin(), bill.left.end());
  all.insert(all.end(), bill.unspent.begin(), bill.unspent.end());
  const Scope& ours = bill.settlement.scope;
  const Scope& said = asked_.said;
  const Money none;
  const bool is_said = said.own_paid != none || said.over_limit != none ||
                       said.first_paid != none || said.in_scope != none;
  const bool same = said.own_paid == ours.own_paid && said.over_limit == ours.over_limit &&
                    said.first_paid == ours.first_paid && said.in_scope == ours.in_scope;
  if (is_said && !same) {
    all.push_back({"bill_divided_otherwise",
                   {{"own_paid", ours.own_paid.to_display()},
                    {"over_limit", ours.over_limit.to_display()},
                    {"first_paid", ours.first_paid.to_display()},
                    {"in_scope", ours.in_scope.to_display()}},
                   {}});
  }
  return words_of(all, context, kToldMax);
}

Decision<storage::Plan> Settle::decide(const storage::Facts& facts,
                                       const business::Context& context) const {
  if (const Verdict open =
          check_not_voided(facts, asked_.named.person, asked_.institution, asked_.msgid);
      !open) {
    return open.refusal();
  }
  Decision<Bill> decided = bill(facts, context);
  if (!decided) return decided.refusal();
  Bill bill = std::move(decided).value();
  const PersonId person = asked_.named.person;
  const std::vector<hold::Hold> holds =
      hold::in_force(hold::read_holds(facts.rows(hold::kHoldsOf, person)), context.today);
  card::Presented presented = asked_.named.presented;
  if (!bill.is_sale) {
    presented = presented.shown_before(read_visit_code(facts.rows(kCodeOfVisit)), *context.vault);
  }
  const auto shown = presented.accept(person, holds, bill.institution.region, facts, context);
  if (!shown) return shown.refusal();
  if (!shown->serves) return shown->serves.refusal();
  storage::Plan plan;
  plan.event = "settled";
  if (const Verdict paid = pay(bill, *shown, plan, facts, context); !paid) return paid.refusal();
  shown->write(plan);
  Settlement& settlement = bill.settlement;
  settlement.person = asked_.owner;
  settlement.id = SettlementId(context.ids->next());
  if (bill.is_sale) {
    bill.visit.id = VisitId(context.ids->next());
    plan.insert(kVisit, visit_row(bill.visit));
  } else if (bill.visit.kind != asked_.kind && asked_.kind != kRegistrationOnly) {
    // 以结算时的医疗类别为准: who told of none before (2203) tells it by the bill.
    bill.visit.kind = asked_.kind;
    plan.update(kVisit, visit_row(bill.visit));
  }
  settlement.visit = bill.visit.id;
  settlement.institution = asked_.institution;
  settlement.place_of_care = bill.institution.region;
  settlement.insurance = asked_.insurance;
  settlement.kind = asked_.kind;
  settlement.medium = asked_.named.certificate_kind;
  settlement.msgid = asked_.msgid;
  settlement.happened_on = context.today;
  settlement.entry_id = context.entry_id;
  settlement.recorded_at = context.now;
  for (const Line& line : bill.lines) {
    plan.save(kVisitLine, line_row(asked_.owner, {line, bill.visit.id, settlement.id, false}),
              bill.is_sale);
  }
  plan.insert(kSettlement, settlement_row(settlement));
  plan.reasons = bill.weighing.reasons();
  tell_person_of(bill, plan);
  plan.answer = present_settled(
      {settlement, bill.person, bill.lines, bill.visit.recorded_at, told(bill, *shown, context)},
      context);
  return plan;
}

}  // namespace yibao::visit
