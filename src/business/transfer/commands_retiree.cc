#include "business/transfer/commands_retiree.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/enrolment/rules.h"
#include "business/payout/form.h"
#include "business/payout/store.h"
#include "business/pooling_region.h"
#include "business/transfer/applied.h"
#include "business/transfer/form.h"
#include "policy/policy_set.h"

namespace yibao::transfer {

const enrolment::Enrolment* relation_of_account(const PersonFacts& known, RegionCode region) {
  const enrolment::Enrolment* last = nullptr;
  for (const enrolment::Enrolment& each : known.enrolments) {
    if (each.region != region || each.duplicate || !each.has_account()) continue;
    if (last == nullptr || enrolment::stood_before(*last, each)) last = &each;
  }
  return last;
}

RetireeFacts retiree_facts(const PersonFacts& known, RegionCode region, const std::string& holder,
                           Date today) {
  RetireeFacts facts;
  facts.today = today;
  facts.region = region;
  facts.died_on = known.person.died_on;
  facts.retired_on = known.person.retired_on;
  facts.settled_region = known.person.settled_region;
  facts.has_account = relation_of_account(known, region) != nullptr;
  facts.holder_is_person = payout::is_held_by(holder, known.person.name);
  facts.holds = known.holds;
  // The hold that the case itself has set does not count (C-09).
  std::erase_if(facts.holds,
                [](const hold::Hold& each) { return each.cause == hold::HoldCause::transfer; });
  facts.another_running = known.transfer_running;
  facts.available = known.account_at(region).available();
  return facts;
}

business::CommandOrRefusal RequestRetireePayout::parse(const business::Request& request,
                                                       const business::Context& context,
                                                       storage::Session&) {
  auto command = std::make_unique<RequestRetireePayout>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->region_ = business::covering_region(reader, reader.region("region"), context);
  const std::string number = reader.text("bank_account", 30);
  command->bank_holder_ = reader.text("bank_holder", 60);
  if (reader.ok_so_far() && !payout::is_bank_account(number))
    reader.add({"bank_account_shape", {}, {}});
  command->bank_account_ = BankAccount(number);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> RequestRetireePayout::subjects() const {
  return {storage::Subject::person(person_)};
}

void RequestRetireePayout::need(storage::Needs& needs) const {
  need_person(needs, person_);
}

Verdict RequestRetireePayout::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is(business::Role::participant)) return business::may_act_for(actor, person_);
  return business::may_act_at(actor, region_);
}

Decision<storage::Plan> RequestRetireePayout::decide(const storage::Facts& facts,
                                                     const business::Context& context) const {
  const Decision<PersonFacts> known = load_person(facts, person_, context);
  if (!known) return known.refusal();
  const policy::RegionPolicy& region = context.policies->on(region_, context.today);
  const Verdict allowed =
      check_retiree_payout(retiree_facts(*known, region_, bank_holder_, context.today), region);
  if (!allowed) return allowed.refusal();

  Transfer transfer;
  transfer.origin = region_;
  transfer.target = context.regions->pooling_region(*known->person.settled_region);
  transfer.origin_enrolment = relation_of_account(*known, region_)->ordinal;
  transfer.route = Route::payout;
  transfer.bank_sealed = context.vault->seal(payout::kBankPurpose, bank_account_.reveal()).data;
  transfer.bank_holder = bank_holder_;
  const Tree form = Tree::object({{"region", region_.to_string()},
                                  {"settled_region", transfer.target.to_string()},
                                  {"bank_account", mask_bank_account(bank_account_)},
                                  {"bank_holder", bank_holder_}});
  Change change(*known, std::move(transfer),
                casework::CaseChange::open(
                    {person_, std::string(kRetireePayoutService), form.to_json()}, context),
                context);
  change.file().accept(context.today);
  change.apply(RelationEvent::keep_relation, context.today);
  change.apply(MoneyEvent::reserve);
  change.tell("accepted", region_, context.today, {},
              {{"retiree_payout_allowed",
                {{"settled_region", change.transfer().target.to_string()}},
                {region.transfer.retiree_route.citation}}});
  return change.finish("retiree_payout_requested");
}

void ApproveRetireePayout::need(storage::Needs& needs) const {
  CaseCommand::need(needs);
  need_applied(needs, key_);
}

Decision<storage::Plan> ApproveRetireePayout::decide_case(const CaseFacts& known,
                                                          const storage::Facts& facts,
                                                          const business::Context& context) const {
  const bool ours = known.transfer.relation == RelationState::unmoved;
  if (const Verdict possible = check_possible(known.transfer, MoneyEvent::pay_out);
      !possible || !ours) {
    return refuse("step_not_possible", {{"event", "pay_out"}, {"state", known.file.state}});
  }
  if (const Verdict another = check_applied_by_another(facts, context); !another) {
    return another.refusal();
  }
  RetireeFacts retiree =
      retiree_facts(known.person, known.transfer.origin, known.transfer.bank_holder, context.today);
  retiree.another_running = false;  // it is this one
  retiree.available = known.person.account_at(known.transfer.origin).balance;
  const Verdict allowed = check_retiree_payout(
      retiree, context.policies->on(known.transfer.origin, *known.file.accepted_on));
  if (!allowed) return allowed.refusal();
  Change change(known, context);
  change.edit().origin_approved_by = approver(known.transfer, context);
  change.edit().origin_approved_on = context.today;
  change.clear_account();
  change.notify("retiree_payout_approved", {{"amount", change.transfer().amount.to_display()}});
  return change.finish("retiree_payout_approved");
}

void RefuseRetireePayout::read(business::Reader& reader, const Parsing&) {
  why_ = reader.text("why", 400);
}

Decision<storage::Plan> RefuseRetireePayout::decide_case(const CaseFacts& known,
                                                         const storage::Facts&,
                                                         const business::Context& context) const {
  const bool possible = known.transfer.relation == RelationState::unmoved &&
                        known.transfer.money == MoneyState::reserved;
  if (!possible) {
    return refuse("step_not_possible", {{"event", "release"}, {"state", known.file.state}});
  }
  Change change(known, context);
  change.end_money();
  change.edit().end_reason = why_;
  change.tell(
      "payout_refused", known.transfer.origin, context.today, {{"why", why_}},
      {{"payout_refused", {{"why", why_}}, {}}, remedies_at(known.transfer.origin, context)});
  change.notify("retiree_payout_refused", {{"why", why_}});
  return change.finish("retiree_payout_refused");
}

}  // namespace yibao::transfer
