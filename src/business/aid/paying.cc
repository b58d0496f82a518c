#include "business/aid/paying.h"

#include <algorithm>

#include "business/account/ledger.h"
#include "business/account/returning.h"
#include "business/account/rules.h"
#include "business/account/store.h"
#include "business/aid/facts.h"
#include "business/aid/rules.h"
#include "business/document/issue.h"
#include "business/enrolment/store.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/inheritance/estate.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "policy/policy_set.h"

namespace yibao::aid {

namespace {

using account::Account;
using account::Share;

// 共济人: alive, not sealed, bound, and at a place that shares with the beneficiary's.
Verdict check_payer(const storage::Facts& facts, PersonId payer, PersonId beneficiary,
                    const business::Context& context) {
  const Decision<person::Person> person = person::require_person(facts, payer, context);
  if (!person) return person.refusal();
  if (!person::check_alive(*person, context.today)) return refuse("aid_payer_died");
  const auto place = place_of(facts, payer);
  const auto other = place_of(facts, beneficiary);
  if (!place || !other) return refuse("aid_payer_without_account");
  return check_regions(*place, *other, context.policies->on(*place, context.today).aid);
}

// What one payer can give of an amount: the accounts that pay it, in the order in which the payer's
// own payments take from them, and the binding that it counts on.
struct Shared {
  std::vector<Share> shares;
  Binding binding;
  std::optional<Refusal> short_of;
};

Decision<Shared> share(const storage::Facts& facts, PersonId payer, PersonId beneficiary,
                       Money amount, RegionCode place, const business::Context& context) {
  const auto binding = active_for(facts.rows(kBindingsOf, payer), beneficiary);
  if (!binding) return refuse("aid_not_bound");
  if (const Verdict may = check_payer(facts, payer, beneficiary, context); !may) {
    return may.refusal();
  }
  const auto holds = holds_of(facts, payer, context.today);
  const account::Till till = till_of(facts, payer, place, context);
  const auto accounts = account::read_accounts(facts.rows(account::kAccountsOf, payer));
  const std::vector<Account> open = account::spendable(accounts, holds, till);
  if (open.empty()) {
    const auto refused = account::choose_accounts(accounts, holds, till, amount);
    const bool held = !refused && refused.refusal().code() == "spending_held";
    // 共济人的事由只告知共济人.
    if (held) return refuse("aid_payer_held");
  }
  Shared shared{{}, *binding, std::nullopt};
  const policy::AidPolicy& policy =
      context.policies->on(*place_of(facts, payer), context.today).aid;
  const Money used = used_in_year(read_bindings(facts.rows(kBindingsOf, payer)), beneficiary,
                                  context.today.year());
  if (const Verdict within = check_limit(*binding, used, amount, policy); !within) {
    shared.short_of = within.refusal();
  }
  const Money most = within_limit(*binding, used, amount, policy);
  shared.shares = account::take_from(open, most);
  if (account::total_of(shared.shares) < most) shared.short_of = refuse("aid_money_short");
  return shared;
}

// What each account of the payer had paid of one use: a row of kPaidPartsOf.
struct PaidPart {
  PostingId posting;
  RegionCode region;
  Money amount;
};

std::vector<PaidPart> parts_of(const Use& use, const storage::Rows& rows) {
  std::vector<PaidPart> parts;
  for (const storage::Row& row : rows) {
    if (row[1].integer() != use.entry_id) continue;
    parts.push_back({PostingId(row[2].integer()),
                     RegionCode(static_cast<std::int32_t>(row[3].integer())),
                     Money::fen(row[4].integer())});
  }
  return parts;
}

}  // namespace

std::vector<hold::Hold> holds_of(const storage::Facts& facts, PersonId person, Date today) {
  return hold::in_force(hold::read_holds(facts.rows(hold::kHoldsOf, person)), today);
}

void need_payer(storage::Needs& needs, PersonId payer) {
  needs.add(person::kPersonById, payer);
  needs.add(account::kAccountsOf, payer);
  needs.add(enrolment::kEnrolmentsOf, payer);
  needs.add(hold::kHoldsOf, payer);
  needs.add(kBindingsOf, payer);
}

Decision<Offer> choose_payer(const storage::Facts& facts, std::span<const PersonId> payers,
                             PersonId beneficiary, Money amount, RegionCode place_of_care,
                             const business::Context& context) {
  std::optional<Refusal> why_not;
  std::optional<Offer> best;
  for (const PersonId payer : payers) {
    const Decision<Shared> shared =
        share(facts, payer, beneficiary, amount, place_of_care, context);
    if (!shared) {
      if (!why_not) why_not = shared.refusal();
      continue;
    }
    const Money offered = account::total_of(shared->shares);
    if (!best || offered > best->amount) best = Offer{payer, offered, shared->short_of};
    if (offered == amount) break;
  }
  if (best) return *best;
  return why_not.value_or(refuse("aid_not_bound"));
}

// Its use names the beneficiary's own posting, where there is one.
PostingId pay_shared(storage::Plan& plan, const SharedPayment& payment,
                     const account::PostingText& text, const storage::Facts& facts,
                     const business::Context& context) {
  const Decision<Shared> shared = share(facts, payment.payer, payment.beneficiary, payment.amount,
                                        payment.place_of_care, context);
  YB_CHECK(shared && account::total_of(shared->shares) == payment.amount,
           "a payer pays what was offered");
  const auto accounts = account::read_accounts(facts.rows(account::kAccountsOf, payment.payer));
  std::vector<Share> shares = shared->shares;
  const PostingId posting = account::post_shares(plan, shares, text, context);
  record_use(plan, shared->binding,
             {payment.payer, posting, shared->binding.id, payment.beneficiary, UseKind::payment,
              context.today.year(), payment.amount, payment.total, payment.own_posting.value(),
              context.entry_id});
  plan.notify(payment.payer, "aid_used",
              {{"amount", payment.amount.to_display()},
               {"balance", account::balance_left(accounts, shares).to_display()}});
  return posting;
}

void need_return(storage::Needs& needs, PersonId payer, const person::Numbers& numbers) {
  needs.add(person::kPersonById, numbers.kept);
  account::Returning::need(needs, numbers);
  inheritance::need_estate(needs, numbers);
  needs.add(kBindingsOf, payer);
  needs.add(kUsesOf, payer);
  needs.add(kPaidPartsOf, payer);
  document::need_documents(needs, payer);
}

// 原路退回: 用谁的哪个账户付的,退到哪个账户;绑定解除后也是如此。
Decision<PostingId> give_back_shared(storage::Plan& plan, const SharedReturn& back,
                                     account::PostingText text, const storage::Facts& facts,
                                     const business::Context& context) {
  const Decision<person::Person> payer = person::require_person(facts, back.numbers.kept, context);
  if (!payer) return payer.refusal();
  const storage::Rows& uses = facts.rows(kUsesOf, back.payer);
  const auto row = std::ranges::find_if(uses, [&](const storage::Row& each) {
    return each[1].integer() == back.shared_posting.value();
  });
  YB_CHECK(row != uses.end(), "a shared payment without its use");
  Use reversal = read_use(*row);
  const auto binding = find_binding(facts.rows(kBindingsOf, back.payer), reversal.binding);
  YB_CHECK(binding.has_value(), "a use of no binding");
  account::Returning accounts(back.numbers, facts);
  PostingId posting;
  Money given_back;
  for (const PaidPart& part : parts_of(reversal, facts.rows(kPaidPartsOf, back.payer))) {
    text.corrects = part.posting;
    const PostingId posted =
        accounts.give_back(plan, back.payer, part.region, part.amount, text, context);
    if (back.payer == back.numbers.kept) {
      document::void_receipt(plan, facts, back.payer, part.posting.value(), context.today);
    }
    if (posting.is_none()) posting = posted;
    given_back += part.amount;
  }
  accounts.save(plan);
  YB_CHECK(given_back == reversal.shared, "another amount was shared");
  reversal.posting = posting;
  reversal.kind = UseKind::reversal;
  reversal.own_posting = back.own_return.value();
  reversal.entry_id = context.entry_id;
  record_reversal(plan, *binding, reversal);
  plan.notify(back.numbers.kept, "aid_given_back",
              {{"amount", reversal.shared.to_display()},
               {"balance", account::balance_left(accounts.kept_accounts(), {}).to_display()}});
  inheritance::tell_estate(plan, *payer, reversal.shared, facts, context);
  return posting;
}

}  // namespace yibao::aid
