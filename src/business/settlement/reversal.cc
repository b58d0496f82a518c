#include "business/settlement/reversal.h"

#include "business/access.h"
#include "business/account/commands.h"
#include "business/account/ledger.h"
#include "business/account/returning.h"
#include "business/account/rules.h"
#include "business/aid/paying.h"
#include "business/document/issue.h"
#include "business/inheritance/estate.h"
#include "business/person/store.h"
#include "business/provider/institution.h"
#include "business/reader.h"

namespace yibao::settlement {

business::CommandOrRefusal ReversePayment::parse(const business::Request& request,
                                                 const business::Context& context,
                                                 storage::Session& session) {
  auto command = std::make_unique<ReversePayment>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  const PostingId posting(reader.path_id("payment", storage::IdKind::posting));
  command->provider_ = reader.text("provider", 12);
  command->reference_ = reader.text_or("reference", 40, "");
  if (reader.ok_so_far()) {
    const auto place = provider::region_of_code(command->provider_, *context.regions);
    if (place) {
      command->place_of_care_ = *place;
    } else {
      reader.add({"provider_code_shape", {{"member", "provider"}}, {}});
    }
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  command->payment_ = find_payment(command->person_, posting, session);
  // Of another provider: not there, for this one.
  if (command->payment_ && command->payment_->provider != command->provider_)
    command->payment_.reset();
  if (command->payment_ && !command->payment_->own.empty()) {
    command->own_ = person::load_way(command->payment_->own.front().person, session);
  }
  if (command->payment_ && !command->payment_->shared.empty()) {
    command->payer_ = person::load_way(command->payment_->shared.front().person, session);
  }
  return business::CommandOrRefusal(std::move(command));
}

std::vector<person::Numbers> ReversePayment::owners() const {
  std::vector<person::Numbers> all;
  for (const person::Numbers& each : {own_, payer_}) {
    if (!each.kept.is_none()) all.push_back(each);
  }
  if (all.empty()) all.push_back({person_, {}});
  return all;
}

std::vector<storage::Subject> ReversePayment::subjects() const {
  std::vector<storage::Subject> all;
  for (const person::Numbers& owner : owners()) {
    for (const PersonId number : owner.all()) all.push_back(storage::Subject::person(number));
  }
  return all;
}

void ReversePayment::need(storage::Needs& needs) const {
  needs.add(provider::kInstitutionOfCode, storage::Value(provider_));
  for (const person::Numbers& owner : owners()) {
    needs.add(person::kPersonById, owner.kept);
    account::Returning::need(needs, owner);
    person::need_of_all(needs, kReversalsOf, owner);
    inheritance::need_estate(needs, owner);
    document::need_documents(needs, owner.kept);
  }
  if (payment_ && !payment_->shared.empty()) {
    aid::need_return(needs, payment_->shared.front().person, payer_);
  }
}

Verdict ReversePayment::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is(business::Role::provider_cashier) && actor.region != place_of_care_) {
    return refuse(RefusalKind::forbidden, "other_place_of_care",
                  {{"place_of_care", place_of_care_.to_string()}});
  }
  return business::may_act_at_institution(actor, provider_);
}

ReversalFacts ReversePayment::facts_of(const storage::Facts& facts) const {
  ReversalFacts known{payment_->amount(), {}};
  for (const PaidPart& part : payment_->parts()) {
    for (const storage::Row& row : facts.rows(kReversalsOf, part.person)) {
      if (row[1].integer() != part.posting.value()) continue;
      known.reversed_on = Date::from_days(static_cast<std::int32_t>(row[2].integer()));
    }
  }
  return known;
}

// 原路退回: to each account what it had paid.
PostingId ReversePayment::give_own_back(storage::Plan& plan, const person::Person& owner,
                                        const account::PostingText& text,
                                        const storage::Facts& facts,
                                        const business::Context& context) const {
  account::Returning accounts(own_, facts);
  PostingId first;
  for (const PaidPart& own : payment_->own) {
    account::PostingText each = text;
    each.corrects = own.posting;
    const PostingId back =
        accounts.give_back(plan, own.person, own.region, own.amount, each, context);
    if (first.is_none()) first = back;
    if (own.person == own_.kept) {
      document::void_receipt(plan, facts, own.person, own.posting.value(), context.today);
    }
    plan.reasons.push_back(
        {"payment_taken_back",
         {{"amount", own.amount.to_display()}, {"region", own.region.to_string()}},
         {}});
  }
  accounts.save(plan);
  const Money balance = account::balance_of(accounts.back());
  plan.notify(owner.id, "account_payment_reversed",
              {{"amount", total_of(payment_->own).to_display()},
               {"provider", provider::shown_name(facts, payment_->provider)},
               {"returned_to", account::tell_shares(accounts.back(), context)},
               {"balance", account::balance_left(accounts.kept_accounts(), {}).to_display()}});
  inheritance::tell_estate(plan, owner, total_of(payment_->own), facts, context);
  // A payer's balance is not the beneficiary's to know.
  plan.answer.set("parts", account::present_shares(accounts.back(), context));
  plan.answer.set("balance_fen", balance.fen());
  plan.answer.set("balance", balance.to_display());
  return first;
}

Decision<storage::Plan> ReversePayment::decide(const storage::Facts& facts,
                                               const business::Context& context) const {
  for (const person::Numbers& owner : owners()) {
    const Decision<person::Person> person = person::require_person(facts, owner.kept, context);
    if (!person) return person.refusal();
  }
  if (!payment_) return refuse(RefusalKind::not_found, "not_found", {{"member", "payment"}});
  if (payment_->of_settlement) return refuse("payment_of_settlement");
  if (const Verdict may = check_reversal(facts_of(facts)); !may) return may.refusal();
  storage::Plan plan;
  plan.event = "account_payment_reversed";
  plan.answer = Tree::object({{"parts", Tree(Tree::List{})}});
  const account::PostingText text{account::PostingCode::refund_received,
                                  std::string(kProviderPrefix) + payment_->provider,
                                  context.today,
                                  {},
                                  reference_,
                                  {}};
  PostingId posting;
  if (!payment_->own.empty()) {
    const Decision<person::Person> owner = person::require_person(facts, own_.kept, context);
    posting = give_own_back(plan, *owner, text, facts, context);
  }
  if (!payment_->shared.empty()) {
    const PaidPart& shared = payment_->shared.front();
    const auto back = aid::give_back_shared(plan, {shared.person, payer_, shared.posting, posting},
                                            text, facts, context);
    if (!back) return back.refusal();
    if (payment_->own.empty()) posting = *back;
    // 用谁的钱付的、谁就医的,都告知: both were told of the payment.
    plan.notify(payment_->beneficiary, "aid_payment_given_back",
                {{"provider", provider::shown_name(facts, payment_->provider)},
                 {"shared", total_of(payment_->shared).to_display()}});
    plan.reasons.push_back(
        {"shared_payment_taken_back", {{"amount", total_of(payment_->shared).to_display()}}, {}});
  }
  plan.answer.set("reversal_id", context.vault->outside_id(storage::IdKind::posting,
                                                           posting.value(), context.now));
  plan.answer.set("amount_fen", payment_->amount().fen());
  plan.answer.set("shared_fen", total_of(payment_->shared).fen());
  plan.answer.set("account_region", payment_->parts().front().region.to_string());
  plan.answer.set("reversed_on", context.today.to_string());
  return plan;
}

}  // namespace yibao::settlement
