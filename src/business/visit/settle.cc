#include "business/visit/settle.h"

#include <algorithm>
#include <set>

#include "base/region_table.h"
#include "business/account/ledger.h"
#include "business/account/rules.h"
#include "business/account/store.h"
#include "business/aid/paying.h"
#include "business/aid/rules.h"
#include "business/entitlement/record.h"
#include "business/entitlement/rules.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/visit/present.h"
#include "business/visit/rules.h"
#include "business/visit/store.h"
#include "policy/policy_set.h"

namespace yibao::visit {

namespace {

using provider::Institution;

// What the year has used up before this bill: reversals, with their amounts below zero, count.
struct YearSoFar {
  Money deductible;
  Money fund;
};

YearSoFar year_so_far(const std::vector<Settlement>& all, const std::string& insurance, int year) {
  YearSoFar sum;
  for (const Settlement& each : all) {
    if (each.happened_on.year() != year || each.insurance != insurance) continue;
    sum.deductible += each.parts.deductible;
    sum.fund += each.parts.fund;
  }
  return sum;
}

policy::Cited<Rate> rate_of(const Institution& institution, bool resident,
                            const policy::SettlementPolicy& policy) {
  using provider::Level;
  if (resident) {
    return institution.level == Level::primary ? policy.resident_rate_primary
                                               : policy.resident_rate_higher;
  }
  switch (institution.level) {
    case Level::none:
      return policy.outpatient_rate_pharmacy;
    case Level::primary:
      return policy.outpatient_rate_primary;
    case Level::secondary:
      return policy.outpatient_rate_secondary;
    case Level::tertiary:
      return policy.outpatient_rate_tertiary;
  }
  return policy.outpatient_rate_tertiary;
}

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
  Settlement settlement;
  entitlement::Entitlement entitlement;
};

std::vector<storage::Subject> Settle::subjects() const {
  std::vector<storage::Subject> all{storage::Subject::person(asked_.named.person)};
  if (!asked_.payer.is_none()) all.push_back(storage::Subject::person(asked_.payer));
  return all;
}

void Settle::need(storage::Needs& needs) const {
  const PersonId person = asked_.named.person;
  needs.add(provider::kInstitutionOfCode, storage::Value(asked_.institution));
  needs.add(account::kAccountsOf, person);
  needs.add(kVisitsOf, person);
  needs.add(kLinesOf, person);
  needs.add(kSettlementsOf, person);
  entitlement::need_record(needs, person);
  asked_.named.presented.need(needs, person);
  if (!asked_.payer.is_none()) aid::need_payer(needs, asked_.payer);
}

Verdict Settle::authorise(const business::Actor&, const storage::Facts& facts) const {
  // The institution that signed the message is the one that it names: the gateway has looked.
  const auto institution = provider::require_institution(facts, asked_.institution);
  if (!institution) return institution.refusal();
  return Nothing{};
}

// The bill before anybody pays: whose it is, what it is made of, what the fund takes over.
Decision<Settle::Bill> Settle::bill(const storage::Facts& facts,
                                    const business::Context& context) const {
  Bill bill;
  const PersonId id = asked_.named.person;
  bill.institution = *provider::require_institution(facts, asked_.institution);
  const auto person = person::require_person(facts, id, context, person::Open::secrets);
  if (!person) return person.refusal();
  bill.person = *person;
  if (const Verdict alive = person::check_alive(bill.person, context.today); !alive) {
    return alive.refusal();
  }
  if (const Verdict his = check_certificate(asked_.named, bill.person.identity_number.reveal());
      !his) {
    return his.refusal();
  }
  bill.is_sale = asked_.visit.is_none();
  if (bill.is_sale) {
    bill.lines = asked_.lines;
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
                  context.now};
  } else {
    const auto visit = find_visit(facts.rows(kVisitsOf, id), asked_.visit);
    if (!visit || visit->is_cancelled || visit->institution != asked_.institution) {
      return refuse(RefusalKind::not_found, "visit_unknown");
    }
    bill.visit = *visit;
    const std::vector<KeptLine> kept = read_lines(facts.rows(kLinesOf, id), asked_.visit);
    for (const KeptLine& each : kept) {
      if (each.is_open() && each.line.batch == asked_.batch) bill.lines.push_back(each.line);
    }
  }
  if (bill.lines.empty()) return refuse("nothing_to_settle");
  if (const Verdict once = check_serials(bill.lines); !once) return once.refusal();
  Settlement& settlement = bill.settlement;
  settlement.scope = sum(bill.lines);
  if (settlement.scope.total != asked_.total) {
    return refuse(
        RefusalKind::malformed, "total_differs_from_lines",
        {{"total", asked_.total.to_display()}, {"lines", settlement.scope.total.to_display()}});
  }
  const auto record = entitlement::read_record(facts, id, *context.vault);
  YB_CHECK(record.has_value(), "a person without a record");
  const policy::RegionPolicy& policy =
      context.policies->on(bill.visit.insured_place, bill.visit.begun_on);
  const enrolment::Enrolment* relation = entitlement::relation_answering(
      bill.visit.begun_on, *record, *context.policies, context.today);
  if (relation == nullptr) return refuse("person_not_insured");
  const bool resident = relation->scheme == enrolment::Scheme::resident;
  if ((asked_.insurance == "390") != resident) {
    return refuse("insurance_differs", {{"insurance", asked_.insurance}});
  }
  if (relation->region != bill.visit.insured_place) {
    return refuse("insured_elsewhere", {{"region", relation->region.to_string()}});
  }
  bill.entitlement = entitlement::entitlement_on(
      bill.visit.begun_on, entitlement::facts_of(*relation, *record, policy, context.today),
      policy);
  const YearSoFar year = year_so_far(read_settlements(facts.rows(kSettlementsOf, id)),
                                     asked_.insurance, bill.visit.begun_on.year());
  const policy::SettlementPolicy& rules = policy.settlement;
  FundFacts fund;
  fund.in_scope = settlement.scope.in_scope;
  fund.percent = bill.entitlement.standing.cover == entitlement::Cover::no ? 0
                 : bill.entitlement.standing.cover == entitlement::Cover::yes
                     ? 100
                     : bill.entitlement.standing.percent;
  fund.deductible_used = year.deductible;
  fund.paid_so_far = year.fund;
  fund.deductible = resident ? rules.resident_deductible.value : rules.outpatient_deductible.value;
  fund.rate = rate_of(bill.institution, resident, rules).value;
  fund.ceiling = resident ? rules.resident_ceiling.value : rules.outpatient_ceiling.value;
  if (bill.person.is_retiree() && !resident && fund.rate.basis_points() > 0) {
    fund.rate = Rate::basis_points(std::min<std::int64_t>(
        10'000, fund.rate.basis_points() + rules.retiree_rate_more.value.basis_points()));
  }
  const FundShare share = fund_share(fund);
  settlement.parts.deductible = share.deductible;
  settlement.parts.fund = share.fund;
  return bill;
}

// 个人账户: own money first, then the relative's where that was asked for; the rest is cash.
Verdict Settle::pay(Bill& bill, const card::Presented::Accepted& shown, storage::Plan& plan,
                    const storage::Facts& facts, const business::Context& context) const {
  Settlement& settlement = bill.settlement;
  const RegionCode place = bill.institution.region;
  const auto accounts =
      account::read_accounts(facts.rows(account::kAccountsOf, asked_.named.person));
  const Money wanted = payable_from_account(settlement.scope, settlement.parts.fund);
  std::optional<account::Account> own;
  if (asked_.use != AccountUse::none && !wanted.is_zero()) {
    own = account::first_usable(accounts, shown.holds, place);
    if (!own && asked_.use == AccountUse::own) {
      // The account's own words for why not; a hold that stops spending refuses the whole (R28).
      const auto refused = account::choose_account(accounts, shown.holds, place, wanted);
      const bool held = !refused && refused.refusal().code() == "spending_held";
      if (held) return refused.refusal();
    }
  }
  const account::PostingText text{account::PostingCode::payment,
                                  "provider:" + asked_.institution,
                                  context.today,
                                  {},
                                  asked_.msgid,
                                  {}};
  PostingId posting;
  const Money from_own = own ? std::min(wanted, own->available()) : Money();
  if (!from_own.is_zero()) {
    posting = account::post(plan, *own, from_own, text, context);
    account::save(plan, *own);
    settlement.account_region = own->region;
    settlement.own_posting = posting;
  }
  settlement.parts.account = from_own;
  const Money missing = wanted - from_own;
  if (asked_.use == AccountUse::shared && !missing.is_zero()) {
    const auto shared =
        aid::pay_shared(plan, {asked_.payer, asked_.named.person, missing, wanted, posting, place},
                        text, facts, context);
    if (!shared) return shared.refusal();
    settlement.payer = asked_.payer;
    settlement.shared_posting = *shared;
    settlement.parts.shared = missing;
    settlement.parts.account = wanted;
  }
  settlement.parts.cash = settlement.scope.total - settlement.parts.fund - settlement.parts.account;
  if (!own) own = account::first_usable(accounts, {}, place);
  settlement.balance = own ? own->balance : Money();
  return Nothing{};
}

Decision<storage::Plan> Settle::decide(const storage::Facts& facts,
                                       const business::Context& context) const {
  Decision<Bill> decided = bill(facts, context);
  if (!decided) return decided.refusal();
  Bill bill = std::move(decided).value();
  const PersonId person = asked_.named.person;
  const std::vector<hold::Hold> holds =
      hold::in_force(hold::read_holds(facts.rows(hold::kHoldsOf, person)), context.today);
  const auto shown =
      asked_.named.presented.accept(person, holds, bill.institution.region, facts, context);
  if (!shown) return shown.refusal();
  if (const Verdict serves = hold::medium_verdict(shown->holds, asked_.named.presented.medium());
      !serves) {
    return serves.refusal();
  }
  storage::Plan plan;
  plan.event = "settled";
  if (const Verdict paid = pay(bill, *shown, plan, facts, context); !paid) return paid.refusal();
  shown->write(plan);
  Settlement& settlement = bill.settlement;
  settlement.person = person;
  settlement.id = SettlementId(context.ids->next());
  if (bill.is_sale) {
    bill.visit.id = VisitId(context.ids->next());
    plan.insert(kVisit, visit_row(bill.visit));
  }
  settlement.visit = bill.visit.id;
  settlement.institution = asked_.institution;
  settlement.place_of_care = bill.institution.region;
  settlement.insured_place = bill.visit.insured_place;
  settlement.insurance = asked_.insurance;
  settlement.kind = asked_.kind;
  settlement.medium = asked_.named.certificate_kind;
  settlement.msgid = asked_.msgid;
  settlement.happened_on = context.today;
  settlement.entry_id = context.entry_id;
  settlement.recorded_at = context.now;
  for (const Line& line : bill.lines) {
    plan.save(kVisitLine, line_row(person, {line, bill.visit.id, settlement.id, false}),
              bill.is_sale);
  }
  plan.insert(kSettlement, settlement_row(settlement));
  plan.reasons = bill.entitlement.reasons;
  plan.notify(person, "settled",
              {{"provider", bill.institution.name},
               {"total", settlement.scope.total.to_display()},
               {"fund", settlement.parts.fund.to_display()},
               {"account", settlement.parts.account.to_display()},
               {"cash", settlement.parts.cash.to_display()},
               {"balance", settlement.balance.to_display()}});
  plan.answer =
      present_settled({settlement, bill.person, bill.lines, bill.visit.recorded_at}, context);
  return plan;
}

}  // namespace yibao::visit
