#include "business/payout/ledger.h"

#include "business/account/ledger.h"
#include "business/payout/store.h"

namespace yibao::payout {

namespace {

void mark_returned(storage::Plan& plan, const Payout& payout) {
  YB_CHECK(payout.may_come_back(), "a payout comes back once");
  Payout returned = payout;
  returned.state = PayoutState::returned;
  plan.update(kPayout, payout_row(returned));
}

account::PostingText text_of_return(const Payout& payout, const business::Context& context) {
  return {
      account::PostingCode::refund_received, transit_account(payout.id), context.today, {}, {}, {}};
}

}  // namespace

std::string transit_account(std::int64_t payout) {
  return "payout:" + std::to_string(payout);
}

Payout order(storage::Plan& plan, account::Account& account, const NewPayout& wanted,
             const business::Context& context) {
  YB_CHECK(!wanted.bank_sealed.empty(), "a payout without a bank account");
  Payout payout;
  payout.person = account.person;
  payout.id = context.ids->next();
  payout.region = account.region;
  payout.application = wanted.application;
  payout.amount = wanted.amount;
  payout.bank_sealed = wanted.bank_sealed;
  payout.holder = wanted.holder;
  payout.recorded_at = context.now;
  payout.code = wanted.code;
  payout.replaces = wanted.replaces;
  account::post(plan, account, payout.amount,
                {wanted.code, transit_account(payout.id), context.today, {}, {}, {}}, context);
  plan.insert(kPayout, payout_row(payout));
  return payout;
}

void take_back(storage::Plan& plan, account::Account& account, const Payout& payout,
               const business::Context& context) {
  mark_returned(plan, payout);
  account::post(plan, account, payout.amount, text_of_return(payout, context), context);
}

void take_back(storage::Plan& plan, account::Returning& accounts, const Payout& payout,
               const business::Context& context) {
  mark_returned(plan, payout);
  accounts.give_back(plan, payout.person, payout.region, payout.amount,
                     text_of_return(payout, context), context);
}

Verdict check_sent(const Payout& payout, const std::string& reference) {
  if (payout.state != PayoutState::ordered) return Nothing{};
  return refuse("bank_order_not_sent", {{"reference", reference}});
}

void mark_paid(storage::Plan& plan, const Payout& payout) {
  YB_CHECK(payout.is_open(), "a payout is answered once");
  Payout paid = payout;
  paid.state = PayoutState::paid;
  plan.update(kPayout, payout_row(paid));
}

}  // namespace yibao::payout
