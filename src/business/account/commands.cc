#include "business/account/commands.h"

#include <algorithm>

#include "business/access.h"
#include "business/account/ledger.h"
#include "business/account/rules.h"
#include "business/account/store.h"
#include "business/account/till_reference.h"
#include "business/enrolment/store.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/late_record/store.h"
#include "business/person/store.h"
#include "business/provider/institution.h"
#include "business/reader.h"

namespace yibao::account {

namespace {}  // namespace

business::CommandOrRefusal PayFromAccount::parse(const business::Request& request,
                                                 const business::Context& context,
                                                 storage::Session&) {
  auto command = std::make_unique<PayFromAccount>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->amount_ = reader.fen("amount_fen");
  command->provider_ = reader.text("provider", 12);
  command->reference_ = reader.text_or("reference", 40, "");
  command->presented_ = card::Presented::read(reader);
  if (reader.ok_so_far()) {
    const auto place = provider::region_of_code(command->provider_, *context.regions);
    if (place) {
      command->place_of_care_ = *place;
    } else {
      reader.add({"provider_code_shape", {{"member", "provider"}}, {}});
    }
  }
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> PayFromAccount::subjects() const {
  return {storage::Subject::person(person_)};
}

void PayFromAccount::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(kAccountsOf, person_);
  needs.add(hold::kHoldsOf, person_);
  needs.add(provider::kInstitutionOfCode, storage::Value(provider_));
  if (!reference_.empty()) needs.add(kReferencesOf, person_);
  presented_.need(needs, person_);
}

// Where an account would not pay, what the person is insured by decides.
void PayFromAccount::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  const Till here{place_of_care_, {}};
  const std::vector<Account> accounts = read_accounts(facts.rows(kAccountsOf, person_));
  if (!std::ranges::all_of(accounts, [&](const Account& each) { return pays_at(each, here); })) {
    needs.add(enrolment::kEnrolmentsOf, person_);
  }
}

Till PayFromAccount::till(const std::vector<Account>& accounts, const storage::Facts& facts,
                          const business::Context& context) const {
  const Till here{place_of_care_, {}};
  if (std::ranges::all_of(accounts, [&](const Account& each) { return pays_at(each, here); })) {
    return here;
  }
  return till_at(place_of_care_,
                 enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, person_)),
                 *context.policies, context.today);
}

Verdict PayFromAccount::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is(business::Role::provider_cashier) && actor.region != place_of_care_) {
    return refuse(RefusalKind::forbidden, "other_place_of_care",
                  {{"place_of_care", place_of_care_.to_string()}});
  }
  return business::may_act_at_institution(actor, provider_);
}

Decision<storage::Plan> PayFromAccount::decide(const storage::Facts& facts,
                                               const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  const auto serving = provider::require_institution(facts, provider_);
  if (!serving) return serving.refusal();
  if (person->died_on && *person->died_on <= context.today) {
    return refuse("person_died", {{"died_on", person->died_on->to_string()}});
  }
  const PostingText text{
      PostingCode::payment, "provider:" + provider_, context.today, {}, reference_, {}};
  if (!reference_.empty()) {
    const Verdict is_new = check_reference(facts.rows(kReferencesOf, person_), text);
    if (!is_new) return is_new.refusal();
  }
  const std::vector<Account> accounts = read_accounts(facts.rows(kAccountsOf, person_));
  const std::vector<hold::Hold> holds =
      hold::in_force(hold::read_holds(facts.rows(hold::kHoldsOf, person_)), context.today);
  const auto shown = presented_.accept(person_, holds, place_of_care_, facts, context);
  if (!shown) return shown.refusal();
  Decision<PaymentParts> chosen =
      choose_accounts(accounts, shown->holds, till(accounts, facts, context), amount_);
  if (!chosen) return chosen.refusal();
  PaymentParts parts = std::move(chosen).value();
  if (!shown->serves) return shown->serves.refusal();

  storage::Plan plan;
  plan.event = "account_payment";
  const PostingId posting = post_shares(plan, parts.shares, text, context);
  const Money balance = balance_of(parts.shares);
  plan.notify(person_, "account_payment",
              {{"amount", amount_.to_display()},
               {"provider", serving->name},
               {"balance", balance_left(accounts, parts.shares).to_display()}});
  plan.reasons = parts.reasons;
  shown->write(plan);
  plan.answer =
      Tree::object({{"payment_id", context.vault->outside_id(storage::IdKind::posting,
                                                             posting.value(), context.now)},
                    {"amount_fen", amount_.fen()},
                    {"account_region", parts.shares.front().account.region.to_string()},
                    {"balance_fen", balance.fen()},
                    {"balance", balance.to_display()},
                    {"parts", present_shares(parts.shares, context)},
                    {"medium", std::string(hold::to_text(presented_.medium()))},
                    {"paid_on", context.today.to_string()}});
  return plan;
}

namespace {

// Once per account: nothing was posted to it yet.
Decision<Account> new_account(PersonId of, RegionCode region, const storage::Facts& facts,
                              const business::Context& context) {
  const Decision<person::Person> person = person::require_person(facts, of, context);
  if (!person) return person.refusal();
  Account account = account_at(read_accounts(facts.rows(kAccountsOf, of)), of, region);
  if (account.is_new) return account;
  return refuse("account_not_new",
                {{"region", region.to_string()}, {"balance", account.balance.to_display()}});
}

}  // namespace

business::CommandOrRefusal ProposeOpeningBalance::parse(const business::Request& request,
                                                        const business::Context& context,
                                                        storage::Session&) {
  auto command = std::make_unique<ProposeOpeningBalance>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->region_ = reader.region("region");
  command->amount_ = reader.fen("amount_fen");
  command->evidence_ = reader.text("evidence", late_record::kEvidenceMax);
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> ProposeOpeningBalance::subjects() const {
  return {storage::Subject::person(person_)};
}

void ProposeOpeningBalance::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(kAccountsOf, person_);
  needs.add(late_record::kLateRecordsOf, person_);
}

Verdict ProposeOpeningBalance::authorise(const business::Actor& actor,
                                         const storage::Facts&) const {
  return business::may_act_at(actor, region_);
}

Decision<storage::Plan> ProposeOpeningBalance::decide(const storage::Facts& facts,
                                                      const business::Context& context) const {
  const Decision<Account> account = new_account(person_, region_, facts, context);
  if (!account) return account.refusal();
  late_record::LateRecord record;
  record.person = person_;
  record.what = late_record::What::balance;
  record.region = region_;
  record.evidence = evidence_;
  record.amount = amount_;
  storage::Plan plan;
  const Verdict proposed = late_record::propose(std::move(record), facts, context, plan);
  if (!proposed) return proposed.refusal();
  return plan;
}

business::CommandOrRefusal DecideOpeningBalance::parse(const business::Request& request,
                                                       const business::Context& context,
                                                       storage::Session&) {
  auto command = std::make_unique<DecideOpeningBalance>();
  const Verdict verdict = command->read(request, context);
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

void DecideOpeningBalance::need(storage::Needs& needs) const {
  DecideLateRecord::need(needs);
  needs.add(kAccountsOf, person());
}

Verdict DecideOpeningBalance::enter(late_record::LateRecord& record, const storage::Facts& facts,
                                    const business::Context& context, storage::Plan& plan) const {
  Decision<Account> found = new_account(person(), record.region, facts, context);
  if (!found) return found.refusal();
  Account account = std::move(found).value();
  plan.event = "opening_balance_recorded";
  const PostingId posting = post(plan, account, record.amount,
                                 {PostingCode::recorded_later,
                                  "history:" + record.region.to_string(),
                                  context.today,
                                  {},
                                  record.evidence,
                                  {}},
                                 context);
  save(plan, account);
  record.entered = posting.value();
  plan.answer = Tree::object({{"region", record.region.to_string()},
                              {"balance_fen", account.balance.fen()},
                              {"balance", account.balance.to_display()}});
  return Nothing{};
}

}  // namespace yibao::account
