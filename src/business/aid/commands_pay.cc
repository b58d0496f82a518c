#include "business/access.h"
#include "business/account/commands.h"
#include "business/account/ledger.h"
#include "business/account/rules.h"
#include "business/account/store.h"
#include "business/account/till_reference.h"
#include "business/aid/commands.h"
#include "business/aid/facts.h"
#include "business/aid/paying.h"
#include "business/aid/rules.h"
#include "business/enrolment/store.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/provider/institution.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::aid {

namespace {

using account::Account;

// The beneficiary's own accounts, that pay first.
std::vector<Account> own_accounts(const storage::Facts& facts, PersonId person, RegionCode place,
                                  std::span<const hold::Hold> holds,
                                  const business::Context& context) {
  const auto accounts = account::read_accounts(facts.rows(account::kAccountsOf, person));
  return account::spendable(accounts, holds, till_of(facts, person, place, context));
}

}  // namespace

business::CommandOrRefusal PayWithAid::parse(const business::Request& request,
                                             const business::Context& context,
                                             storage::Session& session) {
  auto command = std::make_unique<PayWithAid>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->amount_ = reader.fen("amount_fen");
  command->provider_ = reader.text("provider", 12);
  command->reference_ = reader.text_or("reference", 40, "");
  command->presented_ = card::Presented::read(reader);
  const auto payer = reader.optional_id("payer", storage::IdKind::person);
  if (reader.ok_so_far()) {
    const auto place = provider::region_of_code(command->provider_, *context.regions);
    if (place) {
      command->place_of_care_ = *place;
    } else {
      reader.add({"provider_code_shape", {{"member", "provider"}}, {}});
    }
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  command->payers_ = payer ? std::vector{PersonId(*payer)} : payers_for(command->person_, session);
  std::erase(command->payers_, command->person_);
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> PayWithAid::subjects() const {
  std::vector<storage::Subject> all{storage::Subject::person(person_)};
  for (const PersonId payer : payers_) all.push_back(storage::Subject::person(payer));
  return all;
}

void PayWithAid::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(account::kAccountsOf, person_);
  needs.add(enrolment::kEnrolmentsOf, person_);
  needs.add(hold::kHoldsOf, person_);
  for (const PersonId payer : payers_) need_payer(needs, payer);
  if (!reference_.empty()) {
    needs.add(account::kReferencesOf, person_);
    for (const PersonId payer : payers_) needs.add(account::kReferencesOf, payer);
  }
  needs.add(provider::kInstitutionOfCode, storage::Value(provider_));
  presented_.need(needs, person_);
}

Verdict PayWithAid::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is(business::Role::provider_cashier) && actor.region != place_of_care_) {
    return refuse(RefusalKind::forbidden, "other_place_of_care",
                  {{"place_of_care", place_of_care_.to_string()}});
  }
  return business::may_act_at_institution(actor, provider_);
}

// Alive, present with what serves, and under no hold on the person: that stops every payment in
// their name, whoever's money it is.
Decision<card::Presented::Accepted> PayWithAid::check_beneficiary(
    const storage::Facts& facts, const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  if (const Verdict alive = person::check_alive(*person, context.today); !alive) {
    return alive.refusal();
  }
  auto shown = presented_.accept(person_, holds_of(facts, person_, context.today), place_of_care_,
                                 facts, context);
  if (!shown) return shown.refusal();
  if (const Verdict may = hold::spending_verdict(shown->holds, RegionCode()); !may) {
    return may.refusal();
  }
  if (!shown->serves) return shown->serves.refusal();
  return shown;
}

// One number of the till is one payment, whoever's account it comes from.
Verdict PayWithAid::check_reference(const storage::Facts& facts,
                                    const account::PostingText& text) const {
  if (reference_.empty()) return Nothing{};
  std::vector<PersonId> all = payers_;
  all.push_back(person_);
  for (const PersonId person : all) {
    const Verdict is_new =
        account::check_reference(facts.rows(account::kReferencesOf, person), text);
    if (!is_new) return is_new;
  }
  return Nothing{};
}

// 国办发〔2021〕14号: 个人账户可以支付近亲属的费用;先用本人账户,不足部分使用共济(acct_used_flag 2,
// acct_mulaid_pay 含在 acct_pay 之内)。
Decision<storage::Plan> PayWithAid::decide(const storage::Facts& facts,
                                           const business::Context& context) const {
  const auto shown = check_beneficiary(facts, context);
  if (!shown) return shown.refusal();
  const auto serving = provider::require_institution(facts, provider_);
  if (!serving) return serving.refusal();
  const account::PostingText text{
      account::PostingCode::payment, "provider:" + provider_, context.today, {}, reference_, {}};
  if (const Verdict is_new = check_reference(facts, text); !is_new) return is_new.refusal();
  std::vector<account::Share> own = account::take_from(
      own_accounts(facts, person_, place_of_care_, shown->holds, context), amount_);
  const Parts parts = split(amount_, account::total_of(own));
  storage::Plan plan;
  plan.event = "aid_payment";
  PostingId posting = account::post_shares(plan, own, text, context);
  if (!parts.shared.is_zero()) {
    const Decision<Offer> offer =
        choose_payer(facts, payers_, person_, parts.shared, place_of_care_, context);
    if (!offer) return offer.refusal();
    if (offer->short_of) return *offer->short_of;
    posting =
        pay_shared(plan, {offer->payer, person_, parts.shared, amount_, posting, place_of_care_},
                   text, facts, context);
  }
  plan.notify(person_, "aid_payment",
              {{"amount", amount_.to_display()},
               {"shared", parts.shared.to_display()},
               {"provider", serving->name}});
  shown->write(plan);
  plan.answer =
      Tree::object({{"acct_pay_fen", amount_.fen()},
                    {"acct_mulaid_pay_fen", parts.shared.fen()},
                    {"acct_used_flag", parts.shared.is_zero() ? 1 : 2},
                    {"own_balance_fen", account::balance_of(own).fen()},
                    {"medium", std::string(hold::to_text(presented_.medium()))},
                    {"paid_on", context.today.to_string()},
                    {"payment_id", context.vault->outside_id(storage::IdKind::posting,
                                                             posting.value(), context.now)}});
  return plan;
}

}  // namespace yibao::aid
