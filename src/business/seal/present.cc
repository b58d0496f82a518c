#include "business/seal/present.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "base/reason_tree.h"
#include "base/region_table.h"
#include "business/account/rules.h"
#include "business/card/holds.h"
#include "business/casework/shown.h"
#include "business/casework/stored_json.h"
#include "business/hold/rules.h"
#include "business/seal/resident_guidance.h"

namespace yibao::seal {

namespace {

// The words of each way: messages/zh-CN/seal.toml.
constexpr std::array<std::string_view, 15> kWayRules{
    "way_update_identity", "way_lift_order",       "way_win_appeal",    "way_decide_death",
    "way_await_transfer",  "way_release_transfer", "way_employer_pays", "way_pay_contribution",
    "way_enrol_and_pay",   "way_cancel_loss",      "way_replace_card",  "way_extend_activation",
    "way_activate_card",   "way_repair_years",     "way_reopen_account"};
static_assert(kWayRules.size() == kWayTexts.size());

Tree day_or_null(const std::optional<Date>& day) {
  return day ? Tree(day->to_string()) : Tree();
}

Tree effects_tree(const hold::Effects& effects) {
  return Tree::object({{"benefit", hold::to_text(effects.benefit)},
                       {"spending", hold::to_text(effects.spending)},
                       {"card", hold::to_text(effects.card)},
                       {"id_card", hold::to_text(effects.id_card)},
                       {"e_certificate", hold::to_text(effects.e_certificate)},
                       {"transfer", hold::to_text(effects.transfer_allowed)}});
}

Tree debts_tree(std::span<const contribution::Arrears> debts, const Shown& shown) {
  Tree list = Tree(Tree::List{});
  for (const contribution::Arrears& debt : debts) {
    const auto name = shown.employers.find(debt.employer);
    list.push(Tree::object({{"month", debt.month.to_string()},
                            {"debtor", name == shown.employers.end() ? "—" : name->second},
                            {"amount_due_fen", debt.amount_due.fen()},
                            {"due_on", debt.due_on.to_string()},
                            {"days_late", debt.days_late},
                            {"late_fee_fen", debt.late_fee.fen()},
                            {"total_fen", debt.total().fen()}}));
  }
  return list;
}

// What no hold stops goes on, as far as there is any of it: who has no account there is told that,
// and not that it was stopped.
std::string_view told_of(hold::Effect effect, bool is_there) {
  if (effect == hold::Effect::stopped || is_there) return hold::to_text(effect);
  return "absent";
}

// With what the account's money can be spent, where it can.
Tree spending_media(const hold::Effects& effects) {
  Tree media = Tree(Tree::List{});
  if (effects.card == hold::Effect::allowed) media.push("card");
  if (effects.id_card == hold::Effect::allowed) media.push("id_card");
  if (effects.e_certificate == hold::Effect::allowed) media.push("e_certificate");
  return media;
}

// The hold as a reason, with the parameters that made it begin.
Reason reason_of(const Seal& seal, const Shown& shown) {
  Reason reason = hold::explain_hold(seal.hold);
  if (!seal.months.empty()) {
    reason.facts.push_back({"months", seal.months.to_string()});
    const policy::RegionPolicy& policy = shown.context.policies->on(seal.hold.region, shown.day);
    reason.citations.push_back(policy.contribution.due_day.citation);
    reason.citations.push_back(policy.enrolment.cutoff_day.citation);
  }
  return reason;
}

// The accounts that a till there would take from, with money on them or not (account/rules.h).
std::vector<account::Account> paying_at(RegionCode place, const Means& means,
                                        const business::Context& context) {
  const account::Till till =
      account::till_at(place, means.enrolments, *context.policies, context.today);
  std::vector<account::Account> paying;
  std::ranges::copy_if(means.accounts, std::back_inserter(paying),
                       [&](const account::Account& each) { return account::pays_at(each, till); });
  return paying;
}

// One of them that nothing stops is enough; where there is none, what the holds say of the place.
hold::Effect spending_of(std::span<const account::Account> paying,
                         std::span<const hold::Hold> holds, hold::Effect at_place) {
  if (paying.empty()) return at_place;
  const bool spends = std::ranges::any_of(paying, [&](const account::Account& each) {
    return hold::spending_verdict(holds, each.region).ok();
  });
  return spends ? hold::Effect::allowed : hold::Effect::stopped;
}

std::string_view rule_of(const Guidance& guidance) {
  if (guidance.underway) return "way_replacement_underway";
  if (guidance.next_year) {
    return guidance.next_year->with_this_year ? "way_pay_both_years" : "way_pay_next_year";
  }
  const bool pays = guidance.way == Way::pay_contribution;
  if (pays && guidance.yearly) return "way_pay_year";
  if (guidance.back_payment && guidance.otherwise_from) {
    return pays ? "way_pay_up_sooner" : "way_enrol_and_pay_up_sooner";
  }
  if (guidance.back_payment) return pays ? "way_pay_up" : "way_enrol_and_pay_up";
  return kWayRules[static_cast<std::size_t>(guidance.way)];
}

Reason reason_of(const Guidance& guidance, const Shown& shown) {
  Reason reason{std::string(rule_of(guidance)),
                {{"earliest_on", guidance.earliest_on.to_string()}},
                guidance.citations};
  if (!guidance.channels.empty()) {
    std::string open;
    for (const std::string& each : guidance.channels) open += (open.empty() ? "" : ", ") + each;
    reason.facts.push_back({"open", std::move(open)});
  }
  if (guidance.otherwise_from) {
    reason.facts.push_back({"entitled_from", guidance.otherwise_from->to_string()});
    reason.facts.push_back({"benefits_from", guidance.benefits_from->to_string()});
  }
  if (!guidance.repairs.empty()) {
    std::string years;
    for (const Repair& each : guidance.repairs) {
      years += (years.empty() ? "" : ", ") + std::to_string(each.year);
    }
    reason.facts.push_back({"repaired_years", std::move(years)});
    reason.facts.push_back({"amount", guidance.repairs.front().amount.to_display()});
    reason.facts.push_back({"open_until", guidance.open_until->to_string()});
  }
  if (guidance.next_year) {
    reason.facts.push_back({"benefit_year", std::to_string(guidance.next_year->year)});
    reason.facts.push_back({"this_year", std::to_string(shown.day.year())});
    reason.facts.push_back({"entitled_from", guidance.next_year->alone.to_string()});
    if (const auto& both = guidance.next_year->with_this_year) {
      reason.facts.push_back({"benefits_from", both->to_string()});
    }
  }
  return reason;
}

// Who owes what, and which day each year brings with those before it.
Tree repairs_tree(const Guidance& guidance) {
  Tree list = Tree(Tree::List{});
  for (const Repair& each : guidance.repairs) {
    list.push(Tree::object({{"benefit_year", each.year},
                            {"debtor", guidance.by},
                            {"amount_fen", each.amount.fen()},
                            {"benefits_from", each.benefits_from.to_string()}}));
  }
  return list;
}

Tree present_guidance(const Guidance& guidance, const Shown& shown) {
  Tree tree = Tree::object({{"way", to_text(guidance.way)},
                            {"by", guidance.by},
                            {"office", guidance.office.to_string()},
                            {"online", guidance.online},
                            {"at_once", guidance.at_once},
                            {"materials", casework::texts_tree(guidance.materials)},
                            {"earliest_on", guidance.earliest_on.to_string()}});
  if (!guidance.channels.empty()) tree.set("channels", casework::texts_tree(guidance.channels));
  if (!guidance.service.empty()) tree.set("service", guidance.service);
  if (guidance.amount) tree.set("amount_fen", guidance.amount->fen());
  if (guidance.back_payment) tree.set("back_payment_fen", guidance.back_payment->fen());
  if (!guidance.debts.empty()) tree.set("debts", debts_tree(guidance.debts, shown));
  if (guidance.decided_by) tree.set("decided_by", guidance.decided_by->to_string());
  if (guidance.open_until) tree.set("open_until", guidance.open_until->to_string());
  if (guidance.benefits_from) tree.set("benefits_from", guidance.benefits_from->to_string());
  if (guidance.otherwise_from) tree.set("otherwise_from", guidance.otherwise_from->to_string());
  if (!guidance.repairs.empty()) tree.set("repairs", repairs_tree(guidance));
  if (guidance.next_year) tree.set("benefit_year", guidance.next_year->year);
  if (guidance.underway) tree.set("underway", true);
  return tree.set("reason", to_tree(reason_of(guidance, shown)));
}

}  // namespace

Tree present_seal(const Seal& seal, const Shown& shown) {
  const hold::Hold& hold = seal.hold;
  Tree tree = Tree::object({{"cause", hold::to_text(hold.cause)},
                            {"scope", hold::to_text(hold::scope_of(hold.cause))},
                            {"source", to_text(seal.source)},
                            {"since", hold.since.to_string()},
                            {"until", day_or_null(hold.until)}});
  const storage::Vault& vault = *shown.context.vault;
  if (!hold.id.is_none()) {
    tree.set("hold", vault.outside_id(storage::IdKind::hold, hold.id.value(), seal.recorded_at));
  }
  if (!hold.region.is_none()) {
    tree.set("region", hold.region.to_string());
    tree.set("region_name", shown.context.regions->name(hold.region));
  }
  if (hold.card != 0) {
    tree.set("card", vault.outside_id(storage::IdKind::card, hold.card, seal.card_recorded_at));
  }
  if (hold.account_too) tree.set("account_too", true);
  if (!seal.application.is_none()) {
    tree.set("case", casework::case_number(seal.application, seal.case_recorded_at, shown.context));
    tree.set("case_runs", seal.case_runs);
  }
  if (!seal.evidence.empty()) tree.set("evidence", seal.evidence);
  if (!seal.set_by.empty() && !shown.context.actor->is(business::Role::participant)) {
    tree.set("set_by", seal.set_by);
  }
  if (!seal.months.empty()) tree.set("months", seal.months.to_string());
  if (!seal.debts.empty()) tree.set("debts", debts_tree(seal.debts, shown));
  tree.set("effects", effects_tree(hold::effects_at(hold, hold.region)));
  return tree.set("reason", to_tree(reason_of(seal, shown)));
}

Tree present_steps(std::span<const Step> steps, const GuidanceFacts& facts, const Shown& shown) {
  Tree list = Tree(Tree::List{});
  int number = 0;
  const auto add = [&](hold::HoldCause cause, When when, int after,
                       std::span<const Guidance> guidances) {
    Tree ways = Tree(Tree::List{});
    for (const Guidance& each : guidances) ways.push(present_guidance(each, shown));
    list.push(Tree::object({{"step", ++number},
                            {"cause", hold::to_text(cause)},
                            {"when", to_text(when)},
                            {"after", after},
                            {"ways", std::move(ways)}}));
  };
  std::optional<Date> made_on;  // the card that a step before this one has made
  const Seal* gap = nullptr;
  int gap_number = 0;
  std::vector<const Seal*> with_account;
  for (const Step& step : steps) {
    std::vector<Guidance> ways;
    for (const Way way : step.ways) {
      ways.push_back(guide(step, way, facts));
      if (way == Way::replace_card) made_on = ways.back().earliest_on;
      // What comes with the new card is dealt with on no day before it is there.
      if (step.seal == nullptr && made_on) {
        ways.back().earliest_on = std::max(ways.back().earliest_on, *made_on);
      }
    }
    add(step.cause, step.when, step.after, ways);
    if (step.seal != nullptr && step.seal->hold.account_too) with_account.push_back(step.seal);
    if (step.cause != hold::HoldCause::gap) continue;
    gap = step.seal;
    gap_number = number;
  }
  for (const Seal* seal : with_account) {
    const Guidance reopening[] = {guide_reopening(*seal, facts)};
    add(seal->hold.cause, When::to_be_sooner, 0, reopening);
  }
  if (const std::optional<Guidance> repairs = guide_repairs(gap, facts)) {
    add(hold::HoldCause::gap, When::to_be_sooner, gap_number, std::span(&*repairs, 1));
  }
  return list;
}

// 封存效力: what one of the holds stops is stopped; what a place does not stop goes on there, as
// far as there is a fund that pays, or an account: else it is absent.
Tree present_works(std::span<const Seal> seals, std::span<const RegionCode> places,
                   std::span<const card::Card> cards, const Means& means,
                   const business::Context& context) {
  const std::vector<hold::Hold> holds = holds_of(seals);
  const bool with_e_certificate =
      card::e_certificate_verdict(holds, cards, *context.policies, context.today).ok();
  Tree list = Tree(Tree::List{});
  for (const RegionCode place : places) {
    const policy::RegionPolicy& policy = context.policies->on(place, context.today);
    hold::Effects effects = hold::combine(holds, place);
    if (!with_e_certificate) effects.e_certificate = hold::Effect::stopped;
    const std::vector<account::Account> paying = paying_at(place, means, context);
    effects.spending = spending_of(paying, holds, effects.spending);
    Tree each = effects_tree(effects);
    each.set("benefit", told_of(effects.benefit, means.fund == place));
    each.set("spending", told_of(effects.spending, !paying.empty()));
    const bool spends = effects.spending == hold::Effect::allowed && !paying.empty();
    each.set("spending_with", spends ? spending_media(effects) : Tree(Tree::List{}));
    each.set("transfer",
             hold::to_text(hold::transfer_verdict(holds, policy).ok() ? hold::Effect::allowed
                                                                      : hold::Effect::stopped));
    each.set("region", place.to_string());
    each.set("region_name", context.regions->name(place));
    list.push(std::move(each));
  }
  return list;
}

}  // namespace yibao::seal
