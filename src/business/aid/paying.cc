#include "business/aid/paying.h"

#include <algorithm>

#include "business/account/ledger.h"
#include "business/account/returning.h"
#include "business/account/rules.h"
#include "business/account/store.h"
#include "business/aid/facts.h"
#include "business/aid/rules.h"
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

struct Shared {
  std::vector<Share> shares;
  Binding binding;
};

// The payer's part: the accounts that pay it, in the order in which the payer's own payments take
// from them, and the binding that it counts on.
Decision<Shared> share(const storage::Facts& facts, PersonId payer, PersonId beneficiary,
                       Money amount, RegionCode place, const business::Context& context) {
  if (payer.is_none()) return refuse("aid_not_bound");
  const auto binding = active_for(facts.rows(kBindingsOf, payer), beneficiary);
  if (!binding) return refuse("aid_not_bound");
  if (const Verdict may = check_payer(facts, payer, beneficiary, context); !may) {
    return may.refusal();
  }
  const policy::AidPolicy& policy =
      context.policies->on(*place_of(facts, payer), context.today).aid;
  if (const Verdict within = check_limit(*binding, amount, context.today.year(), policy); !within) {
    return within.refusal();
  }
  const auto accounts = account::read_accounts(facts.rows(account::kAccountsOf, payer));
  Decision<account::PaymentParts> parts =
      account::choose_accounts(accounts, holds_of(facts, payer, context.today),
                               till_of(facts, payer, place, context), amount);
  if (!parts) return parts.refusal();
  return Shared{std::move(parts).value().shares, *binding};
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

// Its use names the beneficiary's own posting, where there is one.
Decision<PostingId> pay_shared(storage::Plan& plan, const SharedPayment& payment,
                               const account::PostingText& text, const storage::Facts& facts,
                               const business::Context& context) {
  const Decision<Shared> shared = share(facts, payment.payer, payment.beneficiary, payment.amount,
                                        payment.place_of_care, context);
  if (!shared) return shared.refusal();
  std::vector<Share> shares = shared->shares;
  const PostingId posting = account::post_shares(plan, shares, text, context);
  record_use(plan, shared->binding,
             {payment.payer, posting, shared->binding.id, payment.beneficiary, UseKind::payment,
              context.today.year(), payment.amount, payment.total, payment.own_posting.value(),
              context.entry_id});
  plan.notify(payment.payer, "aid_used",
              {{"amount", payment.amount.to_display()},
               {"balance", account::balance_of(shares).to_display()}});
  return posting;
}

void need_return(storage::Needs& needs, PersonId payer, const person::Numbers& numbers) {
  needs.add(person::kPersonById, numbers.kept);
  account::Returning::need(needs, numbers);
  inheritance::need_estate(needs, numbers);
  needs.add(kBindingsOf, payer);
  needs.add(kUsesOf, payer);
  needs.add(kPaidPartsOf, payer);
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
               {"balance", account::balance_of(accounts.back()).to_display()}});
  inheritance::tell_estate(plan, *payer, reversal.shared, facts, context);
  return posting;
}

}  // namespace yibao::aid
