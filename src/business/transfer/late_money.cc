#include "business/transfer/late_money.h"

#include <algorithm>

#include "business/casework/shown.h"
#include "business/transfer/change.h"
#include "policy/policy_set.h"

namespace yibao::transfer {

namespace {

SupplementFacts late_facts(const CaseFacts& known, const storage::Facts& facts, Date today) {
  const std::vector<Transfer> all = read_transfers(facts.rows(kTransfersOf, known.transfer.person));
  SupplementFacts late =
      supplement_facts(known.person, known.transfer, all, known.transfer.origin, today);
  // Only what undoes this very transfer stands in the way: any other one takes along what comes.
  late.another_running = std::ranges::any_of(all, [&](const Transfer& each) {
    return each.running && each.reverses == known.transfer.id;
  });
  return late;
}

Transfer supplement_of(const CaseFacts& known, const Remittance& remittance) {
  const Transfer& before = known.transfer;
  Transfer transfer;
  transfer.origin = before.origin;
  transfer.target = before.target;
  transfer.target_enrolment = before.target_enrolment;
  transfer.origin_scheme = before.origin_scheme;
  transfer.target_scheme = before.target_scheme;
  transfer.route = Route::move;
  transfer.supplements = before.id;
  transfer.amount = remittance.amount;
  return transfer;
}

}  // namespace

bool takes_late_money(const Transfer& transfer, RegionCode agency) {
  return transfer.relation == RelationState::completed && transfer.target == agency &&
         transfer.reverses.is_none() && !transfer.origin_on_system() && transfer.target_on_system();
}

// 又转往别处的,仍记入这里的账户,再随后一次转移补转; who has ended there for good has no account.
std::vector<Reason> find_late_obstacles(const SupplementFacts& facts) {
  std::vector<Reason> found;
  if (facts.died_on && *facts.died_on <= facts.today) {
    found.push_back({"person_died", {{"died_on", facts.died_on->to_string()}}, {}});
  }
  if (facts.undone) found.push_back({"supplement_needs_completed_transfer", {}, {}});
  if (facts.another_running) found.push_back({"transfer_running_already", {}, {}});
  const std::optional<enrolment::Enrolment>& there = facts.at_target;
  const bool ended = there && there->state == enrolment::EnrolmentState::terminated &&
                     there->end_reason != "transferred";
  if (!there || ended) {
    found.push_back(
        {"supplement_target_left", {{"target", facts.transfer.target.to_string()}}, {}});
  } else if (!there->has_account()) {
    found.push_back({"money_stays_without_target_account",
                     {{"origin", facts.transfer.origin.to_string()},
                      {"target", facts.transfer.target.to_string()}},
                     {}});
  }
  return found;
}

Verdict check_late_money(const CaseFacts& known, const storage::Facts& facts,
                         const business::Context& context) {
  std::vector<Reason> obstacles = find_late_obstacles(late_facts(known, facts, context.today));
  if (obstacles.empty()) return Nothing{};
  return Refusal{RefusalKind::refused, std::move(obstacles)};
}

// 转移办结后又汇到的资金,按同一次转移补转(N-21)。
Decision<LateMoney> take_late_money(const CaseFacts& known, const Remittance& remittance,
                                    const std::string& why, const storage::Facts& facts,
                                    const business::Context& context) {
  if (const Verdict may = check_late_money(known, facts, context); !may) return may.refusal();
  const Transfer& before = known.transfer;
  const policy::TransferPolicy& rules = context.policies->on(before.origin, context.today).transfer;
  const std::string number = casework::case_number(before.id, known.file.recorded_at, context);
  const Tree form = Tree::object({{"supplements", number},
                                  {"origin", before.origin.to_string()},
                                  {"target", before.target.to_string()},
                                  {"amount_fen", remittance.amount.fen()},
                                  {"why", why}});
  Change change(known.person, supplement_of(known, remittance),
                casework::CaseChange::open(
                    {before.person, std::string(kSupplementService), form.to_json()}, context),
                context);
  change.file().accept(context.today);
  const std::vector<Fact> told{
      {"case", number}, {"amount", remittance.amount.to_display()}, {"why", why}};
  change.tell("accepted", before.target, context.today, {{"why", why}},
              {{"late_money_taken",
                told,
                {before.is_within_province() ? rules.account_within_province.citation
                                             : rules.account_across_provinces.citation}}});
  change.edit().target_approved_by = context.actor->journal_name();
  change.edit().target_approved_on = context.today;
  change.apply(RelationEvent::supplement, context.today);
  change.apply(MoneyEvent::reserve);
  change.apply(MoneyEvent::send);
  change.notify("late_money_taken", {{"amount", remittance.amount.to_display()}, {"why", why}});
  change.money_arrived(remittance.arrived_on);
  const casework::CaseKey key{before.person, change.transfer().id};
  return LateMoney{key, change.finish("transfer_supplement_credited")};
}

}  // namespace yibao::transfer
