#include "business/settlement/reversal.h"

#include "business/account/commands.h"
#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/person/store.h"
#include "business/provider/institution.h"
#include "business/reader.h"
#include "business/settlement/rules.h"

namespace yibao::settlement {

business::CommandOrRefusal ReversePayment::parse(const business::Request& request,
                                                 const business::Context& context,
                                                 storage::Session& session) {
  auto command = std::make_unique<ReversePayment>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  const PostingId posting(reader.path_id("payment", storage::IdKind::posting));
  const std::string provider = reader.text("provider", 12);
  command->reference_ = reader.text_or("reference", 40, "");
  if (reader.ok_so_far()) {
    const auto place = provider::region_of_code(provider, *context.regions);
    if (place) {
      command->place_of_care_ = *place;
    } else {
      reader.add({"provider_code_shape", {{"member", "provider"}}, {}});
    }
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  command->payment_ = find_payment(command->person_, posting, session);
  // Of another provider: not there, for this one.
  if (command->payment_ && command->payment_->provider != provider) command->payment_.reset();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> ReversePayment::subjects() const {
  return {storage::Subject::person(person_)};
}

void ReversePayment::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(account::kAccountsOf, person_);
  needs.add(kReversalsOf, person_);
}

Verdict ReversePayment::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is(business::Role::provider_cashier) && actor.region != place_of_care_) {
    return refuse(RefusalKind::forbidden, "other_place_of_care",
                  {{"place_of_care", place_of_care_.to_string()}});
  }
  return Nothing{};
}

Decision<storage::Plan> ReversePayment::decide(const storage::Facts& facts,
                                               const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  if (!payment_) return refuse(RefusalKind::not_found, "not_found", {{"member", "payment"}});
  ReversalFacts known{payment_->amount, payment_->shared, {}, person->died_on};
  for (const storage::Row& row : facts.rows(kReversalsOf, person_)) {
    if (row[1].integer() != payment_->id.value()) continue;
    known.reversed_on = Date::from_days(static_cast<std::int32_t>(row[2].integer()));
  }
  if (const Verdict may = check_reversal(known, context.today); !may) return may.refusal();

  storage::Plan plan;
  plan.event = "account_payment_reversed";
  account::Account account = account::account_at(
      account::read_accounts(facts.rows(account::kAccountsOf, person_)), person_, payment_->region);
  YB_CHECK(!account.is_new, "a payment from an account that is not there");
  const PostingId posting = account::post(plan, account, payment_->amount,
                                          {account::PostingCode::refund_received,
                                           std::string(kProviderPrefix) + payment_->provider,
                                           context.today,
                                           {},
                                           reference_,
                                           payment_->id},
                                          context);
  account::save(plan, account);
  plan.notify(person_, "account_payment_reversed",
              {{"amount", payment_->amount.to_display()},
               {"provider", payment_->provider},
               {"balance", account.balance.to_display()}});
  plan.reasons = {
      {"payment_taken_back",
       {{"amount", payment_->amount.to_display()}, {"region", payment_->region.to_string()}},
       {}}};
  plan.answer =
      Tree::object({{"reversal_id", context.vault->outside_id(storage::IdKind::posting,
                                                              posting.value(), context.now)},
                    {"amount_fen", payment_->amount.fen()},
                    {"account_region", payment_->region.to_string()},
                    {"balance_fen", account.balance.fen()},
                    {"balance", account.balance.to_display()},
                    {"reversed_on", context.today.to_string()}});
  return plan;
}

}  // namespace yibao::settlement
