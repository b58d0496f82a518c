#include "base/region_table.h"
#include "business/access.h"
#include "business/account/ledger.h"
#include "business/account/rules.h"
#include "business/account/store.h"
#include "business/aid/commands.h"
#include "business/aid/facts.h"
#include "business/aid/rules.h"
#include "business/contribution/receipts.h"
#include "business/contribution/store.h"
#include "business/enrolment/store.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/horizon.h"
#include "business/person/reference.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::aid {

namespace {

constexpr int kYearFirst = 1998;

// The binding that a relative's year counts on; none for one's own.
Decision<std::optional<Binding>> binding_for(const storage::Facts& facts, PersonId payer,
                                             PersonId insured, Money amount,
                                             const policy::AidPolicy& policy,
                                             const business::Context& context) {
  if (payer == insured) return std::optional<Binding>();
  const auto binding = active_for(facts.rows(kBindingsOf, payer), insured);
  if (!binding) return refuse("aid_not_bound");
  const auto place = place_of(facts, insured);
  if (!place) return refuse("aid_beneficiary_not_insured");
  if (const Verdict open = check_regions(*place_of(facts, payer), *place, policy); !open) {
    return open.refusal();
  }
  const Money used =
      used_in_year(read_bindings(facts.rows(kBindingsOf, payer)), insured, context.today.year());
  if (const Verdict within = check_limit(*binding, used, amount, policy); !within) {
    return within.refusal();
  }
  return std::optional<Binding>(*binding);
}

}  // namespace

business::CommandOrRefusal PayContribution::parse(const business::Request& request,
                                                  const business::Context& context,
                                                  storage::Session& session) {
  auto command = std::make_unique<PayContribution>();
  auto reader = business::Reader::body(request, context);
  command->payer_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->year_ = static_cast<int>(reader.integer("year", kYearFirst, business::kYearLast));
  command->insured_ =
      person::read_named_member(reader, "insured", request, context, session).person;
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> PayContribution::subjects() const {
  std::vector<storage::Subject> all{storage::Subject::person(payer_)};
  if (insured_ != payer_) all.push_back(storage::Subject::person(insured_));
  return all;
}

void PayContribution::need(storage::Needs& needs) const {
  for (const PersonId person : {payer_, insured_}) {
    needs.add(person::kPersonById, person);
    needs.add(account::kAccountsOf, person);
    needs.add(enrolment::kEnrolmentsOf, person);
  }
  needs.add(hold::kHoldsOf, payer_);
  needs.add(kBindingsOf, payer_);
  needs.add(contribution::kContributionsOf, insured_);
}

Verdict PayContribution::authorise(const business::Actor& actor,
                                   const storage::Facts& facts) const {
  if (!actor.is_officer()) return business::may_act_for(actor, payer_);
  const auto place = place_of(facts, payer_);
  return place ? business::may_act_at(actor, *place) : Verdict(Nothing{});
}

// Both are there, and alive.
Verdict PayContribution::check_people(const storage::Facts& facts,
                                      const business::Context& context) const {
  for (const PersonId each : {payer_, insured_}) {
    const Decision<person::Person> person = person::require_person(facts, each, context);
    if (!person) return person.refusal();
    if (const Verdict alive = person::check_alive(*person, context.today); !alive) return alive;
  }
  return Nothing{};
}

// The year as the contribution feature takes it in: priced, and refused where it is paid already.
Decision<contribution::Receipts> PayContribution::take_year(
    const person::Person& insured, const storage::Facts& facts,
    const business::Context& context) const {
  const auto enrolments =
      enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, insured_));
  const auto contributions =
      contribution::read_contributions(facts.rows(contribution::kContributionsOf, insured_));
  contribution::ReceiptFacts receipt_facts;
  receipt_facts.under = enrolment::active_among(enrolments);
  if (receipt_facts.under == nullptr) return refuse("no_enrolment_for_receipt");
  receipt_facts.enrolments = enrolments;
  receipt_facts.contributions = contributions;
  receipt_facts.received_on = receipt_facts.today = context.today;
  receipt_facts.set_life(insured);
  return contribution::take_resident_year(year_, std::nullopt, receipt_facts, *context.policies);
}

// 国办发〔2024〕38号: 职工医保个人账户可以支付近亲属参加居民医保的个人缴费。
Decision<storage::Plan> PayContribution::decide(const storage::Facts& facts,
                                                const business::Context& context) const {
  // Before anything of the insured is looked at: whose year it is, only a binding says.
  const bool bound = active_for(facts.rows(kBindingsOf, payer_), insured_).has_value();
  if (payer_ != insured_ && !bound && person::names_as_stranger(*context.actor)) {
    return person::not_confirmed();
  }
  if (const Verdict people = check_people(facts, context); !people) return people.refusal();
  const auto place = place_of(facts, payer_);
  if (!place) return refuse("aid_payer_without_account");
  const policy::AidPolicy& policy = context.policies->on(*place, context.today).aid;
  if (!policy.pays_resident_contribution.value) {
    return refuse("aid_contribution_not_open", {{"region", place->to_string()}},
                  {policy.pays_resident_contribution.citation});
  }
  const Decision<person::Person> insured = person::require_person(facts, insured_, context);
  if (!insured) return insured.refusal();
  Decision<contribution::Receipts> taken = take_year(*insured, facts, context);
  if (!taken) return taken.refusal();
  contribution::Receipts receipts = std::move(taken).value();
  const Money amount = receipts.all.front().row.personal;
  const auto binding = binding_for(facts, payer_, insured_, amount, policy, context);
  if (!binding) return binding.refusal();
  // 代缴不受就医地限制: the account of the payer's own place pays, then the others that pay there.
  const auto accounts = account::read_accounts(facts.rows(account::kAccountsOf, payer_));
  const auto holds =
      hold::in_force(hold::read_holds(facts.rows(hold::kHoldsOf, payer_)), context.today);
  const Decision<account::PaymentParts> parts =
      account::choose_accounts(accounts, holds, till_of(facts, payer_, *place, context), amount);
  if (!parts) return parts.refusal();
  return plan_payment(std::move(receipts), parts->shares, *binding, facts, context);
}

storage::Plan PayContribution::plan_payment(contribution::Receipts receipts,
                                            std::vector<account::Share> shares,
                                            const std::optional<Binding>& binding,
                                            const storage::Facts& facts,
                                            const business::Context& context) const {
  const auto enrolments =
      enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, insured_));
  const RegionCode region = enrolment::active_among(enrolments)->region;
  const Money amount = receipts.all.front().row.personal;
  storage::Plan plan;
  plan.event = "contribution_paid_from_account";
  for (contribution::Receipt& receipt : receipts.all) {
    receipt.row.entry_id = context.entry_id;
    plan.insert(contribution::kContribution, contribution::contribution_row(receipt.row));
  }
  const PostingId posting = account::post_shares(plan, shares,
                                                 {account::PostingCode::contribution_paid,
                                                  "contribution:" + region.to_string(),
                                                  context.today,
                                                  {},
                                                  {},
                                                  {}},
                                                 context);
  const Money left = account::balance_of(shares);
  if (binding) {
    record_use(plan, *binding,
               {payer_, posting, binding->id, insured_, UseKind::contribution, context.today.year(),
                amount, amount, 0, context.entry_id});
  }
  plan.reasons = std::move(receipts.reasons);
  if (context.actor->person() != payer_) {
    plan.notify(payer_, "contribution_paid_from_account",
                {{"amount", amount.to_display()}, {"balance", left.to_display()}});
  }
  plan.notify(insured_, "contribution_received",
              {{"months", std::to_string(year_)}, {"place", context.regions->name(region)}});
  plan.answer = Tree::object({{"year", year_},
                              {"amount_fen", amount.fen()},
                              {"amount", amount.to_display()},
                              {"balance_fen", left.fen()},
                              {"accounts", account::present_shares(shares, context)}});
  return plan;
}

}  // namespace yibao::aid
