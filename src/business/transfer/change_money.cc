// The effects of the money leg: what is set aside, what leaves, what comes in, what a bank pays.
#include <algorithm>
#include <utility>

#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/payout/ledger.h"
#include "business/transfer/change.h"
#include "business/transfer/clearing.h"
#include "business/transfer/ends.h"
#include "policy/policy_set.h"

namespace yibao::transfer {

std::string transit_account(const Transfer& transfer) {
  if (!transfer.origin_on_system()) return "agency:" + transfer.origin.to_string();
  if (!transfer.target_on_system()) return "agency:" + transfer.target.to_string();
  return "case:" + std::to_string(transfer.id.value());
}

// 清零并划转(S0:49): the whole balance, also what was credited after the reservation was made.
void Change::clear_account() {
  if (facts_.transfer.money != MoneyState::reserved) return;
  // From the sheet, where the origin is on no system; of a reversal, what came with the wrong one.
  Money leaving = facts_.transfer.amount;
  if (facts_.transfer.origin_on_system() && facts_.transfer.reverses.is_none()) {
    if (!clears_at(policy::ClearOn::target_confirm, facts_.transfer)) credit_interest();
    const account::Account& account = account_at(facts_.transfer.origin);
    leaving = account.available();
    if (facts_.transfer.reservation != 0) {
      for (const storage::Row& row : facts_.person.reservations) {
        if (row[1].integer() == facts_.transfer.reservation) {
          leaving += Money::fen(row[3].integer());
        }
      }
    }
  }
  if (leaving.is_zero()) return apply(MoneyEvent::nothing_to_send);
  apply(facts_.transfer.route == Route::payout ? MoneyEvent::pay_out : MoneyEvent::send);
}

// 转出时结息(103): what the money has earned since the last interest, up to the day before it
// leaves, where the region says so; of a year that is over and whose yearly run has not
// come yet, the year's (102). Elsewhere interest is credited by the year: what the interest day
// then brings to the emptied account follows by itself (commands_supplement.h, interest_to_follow).
Money Change::credit_interest() {
  const RegionCode origin = facts_.transfer.origin;
  const policy::AccountPolicy& policy = context_.policies->on(origin, context_.today).account;
  if (!policy.interest_at_clearing.value) return Money();
  const std::vector<account::Earned> parts = account::earned_to_the_end(
      context_.today - 1, facts_.person.postings, origin, *context_.policies);
  const Money earned = account::total_of(parts);
  if (earned.is_zero()) return Money();
  account::post_earned(plan_, account_at(origin), parts, context_);
  tell("interest_credited", origin, context_.today, {{"amount", earned.to_display()}},
       {{"interest_to_date",
         {{"amount", earned.to_display()}},
         {policy.interest_at_clearing.citation, policy.interest_rate.citation}}});
  return earned;
}

// 转入地确认后才划出的,信息表先行: what it names is what leaves, so that the interest is credited
// with it. That of the few days until the money leaves follows as that of a year does.
Money Change::settle_interest_for_sheet() {
  const Transfer& transfer = facts_.transfer;
  const bool leaves = transfer.money == MoneyState::reserved && transfer.origin_on_system() &&
                      transfer.reverses.is_none();
  const bool later = leaves && clears_at(policy::ClearOn::target_confirm, transfer);
  return later ? credit_interest() : Money();
}

void Change::money_arrived(Date arrived_on) {
  apply(MoneyEvent::arrive);
  tell("money_arrived", facts_.transfer.target, arrived_on,
       {{"amount", facts_.transfer.amount.to_display()}});
  if (facts_.transfer.relation == RelationState::supplementary) {
    apply(MoneyEvent::credit);
    recognise_late_months();
    notify("supplement_credited", {{"amount", facts_.transfer.amount.to_display()}});
  } else if (facts_.transfer.relation == RelationState::awaiting_money &&
             !reason_to_end(facts_, context_)) {
    complete_when_settled(context_.today);
  }
}

void Change::end_money() {
  if (const auto event = event_at_end(facts_.transfer.money)) apply(*event);
}

account::Account& Change::account_at(RegionCode region) {
  for (account::Account& account : touched_) {
    if (account.region == region) return account;
  }
  touched_.push_back(facts_.person.account_at(region));
  return touched_.back();
}

void Change::post(RegionCode region, Money amount, account::PostingCode code, std::string other) {
  account::post(plan_, account_at(region), amount,
                {code, std::move(other), context_.today, {}, {}, {}}, context_);
}

void Change::reserve() {
  if (!facts_.transfer.origin_on_system()) return;
  account::Account& account = account_at(facts_.transfer.origin);
  Money amount = account.available();
  if (facts_.transfer.money == MoneyState::bounced) {
    amount = facts_.transfer.amount;  // what came back, and nothing else that is there
  } else if (!facts_.transfer.reverses.is_none()) {
    // What was credited there by itself stays; what was spent cannot go back.
    amount = std::min(amount, facts_.transfer.amount);
    facts_.transfer.amount = amount;
  }
  if (amount.is_zero()) return;
  facts_.transfer.reservation =
      account::reserve(plan_, account, amount, facts_.transfer.id, context_);
}

void Change::release(account::ReservationEnd how) {
  const bool stays = how == account::ReservationEnd::voided;
  // Of a reversal the amount was known before it left; where it does not leave, nothing did.
  if (stays && !facts_.transfer.reverses.is_none()) facts_.transfer.amount = Money();
  if (facts_.transfer.reservation == 0) return;
  for (const storage::Row& row : facts_.person.reservations) {
    if (row[1].integer() != facts_.transfer.reservation) continue;
    account::end_reservation(plan_, account_at(facts_.transfer.origin), row, how);
    facts_.transfer.reservation = 0;
    return;
  }
  YB_CHECK(false, "the money set aside for this case is not on record");
}

void Change::debit_origin() {
  Transfer& transfer = facts_.transfer;
  if (!transfer.origin_on_system()) return;
  if (transfer.reverses.is_none()) transfer.amount = account_at(transfer.origin).available();
  post(transfer.origin, transfer.amount, account::PostingCode::transferred_out,
       transit_account(transfer));
  tell("account_cleared", transfer.origin, context_.today,
       {{"amount", transfer.amount.to_display()}});
}

void Change::credit_target() {
  const Transfer& transfer = facts_.transfer;
  tell("account_credited", transfer.target, context_.today,
       {{"amount", transfer.amount.to_display()}});
  if (!transfer.target_on_system()) return;
  post(transfer.target, transfer.amount, account::PostingCode::transferred_in,
       transit_account(transfer));
}

void Change::credit_origin() {
  const Transfer& transfer = facts_.transfer;
  if (!transfer.origin_on_system()) return;
  post(transfer.origin, transfer.amount, account::PostingCode::refund_received,
       transit_account(transfer));
}

// 划入本人银行账户: 202 where the account stays open, 203 where it is closed out.
void Change::order_payout() {
  Transfer& transfer = facts_.transfer;
  if (transfer.amount.is_zero()) transfer.amount = account_at(transfer.origin).available();
  const bool stays_open = transfer.relation == RelationState::unmoved;
  const bool again = facts_.payout && facts_.payout->state == payout::PayoutState::returned;
  payout::order(plan_, account_at(transfer.origin),
                {transfer.id, transfer.amount,
                 stays_open ? account::PostingCode::given_back : account::PostingCode::closed_out,
                 transfer.bank_sealed, transfer.bank_holder, again ? facts_.payout->id : 0},
                context_);
  tell("payout_ordered", transfer.origin, context_.today,
       {{"amount", transfer.amount.to_display()}});
}

void Change::end_payout(payout::PayoutState state) {
  YB_CHECK(facts_.payout.has_value(), "no payout to end");
  if (state == payout::PayoutState::paid) return payout::mark_paid(plan_, *facts_.payout);
  payout::take_back(plan_, account_at(facts_.transfer.origin), *facts_.payout, context_);
}

}  // namespace yibao::transfer
