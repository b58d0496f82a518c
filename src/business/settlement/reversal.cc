#include "business/settlement/reversal.h"

#include "business/access.h"
#include "business/account/commands.h"
#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/aid/paying.h"
#include "business/document/issue.h"
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
  return business::CommandOrRefusal(std::move(command));
}

std::vector<PersonId> ReversePayment::people() const {
  std::vector<PersonId> all;
  if (payment_ && !payment_->own.empty()) all.push_back(payment_->own.front().person);
  if (payment_ && !payment_->shared.empty()) all.push_back(payment_->shared.front().person);
  if (all.empty()) all.push_back(person_);
  return all;
}

std::vector<storage::Subject> ReversePayment::subjects() const {
  std::vector<storage::Subject> all;
  for (const PersonId person : people()) all.push_back(storage::Subject::person(person));
  return all;
}

void ReversePayment::need(storage::Needs& needs) const {
  for (const PersonId person : people()) {
    needs.add(person::kPersonById, person);
    needs.add(account::kAccountsOf, person);
    needs.add(kReversalsOf, person);
    document::need_documents(needs, person);
  }
  if (payment_ && !payment_->shared.empty()) {
    aid::need_return(needs, payment_->shared.front().person);
  }
}

Verdict ReversePayment::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is(business::Role::provider_cashier) && actor.region != place_of_care_) {
    return refuse(RefusalKind::forbidden, "other_place_of_care",
                  {{"place_of_care", place_of_care_.to_string()}});
  }
  return business::may_act_at_institution(actor, provider_);
}

// What the rule asks, of everybody whose money it was.
Decision<ReversalFacts> ReversePayment::facts_of(const storage::Facts& facts,
                                                 const business::Context& context) const {
  ReversalFacts known{payment_->amount(), {}, {}};
  for (const PaidPart& part : payment_->parts()) {
    const Decision<person::Person> person = person::require_person(facts, part.person, context);
    if (!person) return person.refusal();
    if (person->died_on) known.died_on = person->died_on;
    for (const storage::Row& row : facts.rows(kReversalsOf, part.person)) {
      if (row[1].integer() != part.posting.value()) continue;
      known.reversed_on = Date::from_days(static_cast<std::int32_t>(row[2].integer()));
    }
  }
  return known;
}

Decision<storage::Plan> ReversePayment::decide(const storage::Facts& facts,
                                               const business::Context& context) const {
  if (!payment_) {
    const Decision<person::Person> person = person::require_person(facts, person_, context);
    if (!person) return person.refusal();
    return refuse(RefusalKind::not_found, "not_found", {{"member", "payment"}});
  }
  if (payment_->of_settlement) return refuse("payment_of_settlement");
  const Decision<ReversalFacts> known = facts_of(facts, context);
  if (!known) return known.refusal();
  if (const Verdict may = check_reversal(*known, context.today); !may) return may.refusal();
  storage::Plan plan;
  plan.event = "account_payment_reversed";
  account::PostingText text{account::PostingCode::refund_received,
                            std::string(kProviderPrefix) + payment_->provider,
                            context.today,
                            {},
                            reference_,
                            {}};
  PostingId posting;
  std::vector<account::Share> own_back;
  // 原路退回: to each account what it had paid.
  for (const PaidPart& own : payment_->own) {
    account::Account account =
        account::account_at(account::read_accounts(facts.rows(account::kAccountsOf, own.person)),
                            own.person, own.region);
    YB_CHECK(!account.is_new, "a payment from an account that is not there");
    text.corrects = own.posting;
    const PostingId back = account::post(plan, account, own.amount, text, context);
    if (posting.is_none()) posting = back;
    account::save(plan, account);
    document::void_receipt(plan, facts, own.person, own.posting.value(), context.today);
    plan.reasons.push_back(
        {"payment_taken_back",
         {{"amount", own.amount.to_display()}, {"region", own.region.to_string()}},
         {}});
    own_back.push_back({account, own.amount});
  }
  const Money balance = account::balance_of(own_back);
  if (!payment_->own.empty()) {
    plan.notify(payment_->own.front().person, "account_payment_reversed",
                {{"amount", total_of(payment_->own).to_display()},
                 {"provider", payment_->provider},
                 {"returned_to", account::tell_shares(own_back, context)},
                 {"balance", balance.to_display()}});
  }
  if (!payment_->shared.empty()) {
    const PaidPart& shared = payment_->shared.front();
    const auto back =
        aid::give_back_shared(plan, {shared.person, shared.posting, posting}, text, facts, context);
    if (!back) return back.refusal();
    if (payment_->own.empty()) posting = *back;
    plan.reasons.push_back(
        {"shared_payment_taken_back", {{"amount", total_of(payment_->shared).to_display()}}, {}});
  }
  const RegionCode region = payment_->parts().front().region;
  const Money amount = payment_->amount();
  plan.answer =
      Tree::object({{"reversal_id", context.vault->outside_id(storage::IdKind::posting,
                                                              posting.value(), context.now)},
                    {"amount_fen", amount.fen()},
                    {"shared_fen", total_of(payment_->shared).fen()},
                    {"account_region", region.to_string()},
                    {"parts", account::present_shares(own_back, context)},
                    {"reversed_on", context.today.to_string()}});
  // A payer's balance is not the beneficiary's to know.
  if (!payment_->own.empty()) {
    plan.answer.set("balance_fen", balance.fen());
    plan.answer.set("balance", balance.to_display());
  }
  return plan;
}

}  // namespace yibao::settlement
