#include "business/payout/commands.h"

#include <algorithm>

#include "base/secret.h"
#include "business/access.h"
#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/application/change.h"
#include "business/application/store.h"
#include "business/banks.h"
#include "business/casework/store.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/payout/ledger.h"
#include "business/person/store.h"

namespace yibao::payout {

namespace {

Refusal not_found() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "payout"}});
}

// What a returned payout has left on the account for the next order.
const storage::Row* set_aside_for(const Known& known) {
  for (const storage::Row& row : known.set_aside) {
    if (row[3].integer() == known.payout.amount.fen()) return &row;
  }
  return nullptr;
}

bool waits_for_another(const Known& known) {
  return !known.set_aside.empty() || std::ranges::any_of(known.of_case, [&](const Payout& each) {
    return each.id != known.payout.id && each.is_open();
  });
}

// 申请人死亡后退回的: what was theirs belongs to their heirs now. Another's (of an inheritance a
// part, of a refund the employer's) is none of that, and is ordered again.
bool is_for_heirs(const Known& known) {
  return known.applicant_died_on && known.payout.holder == known.applicant_name;
}

// Nothing is on its way any more. Where something came back to somebody who had died, not all that
// was applied for has been done.
void finish_case(application::Change& change, const Known& known, bool all_paid) {
  if (all_paid) {
    change.apply(application::Event::complete);
    change.notify("application_completed");
    return;
  }
  change.apply(application::Event::end);
  if (known.applicant_died_on) {
    const std::vector<Fact> died{{"died_on", known.applicant_died_on->to_string()}};
    change.tell("ended", died, {{"applicant_died", died, {}}});
  } else {
    // The death was none, and has been put right since; or what came back is on another way.
    change.tell("ended");
  }
  change.notify("application_ended");
}

// 死亡登记已撤销: what was on its way to an heir belongs to the living person.
bool is_estate_of_living(const Known& known) {
  return known.payout.code == account::PostingCode::to_heirs && known.owner_lives;
}

// No further order follows: the heirs apply for what is theirs, the kept number for what went on to
// it, and one application about the same thing runs at a time.
bool stays_on_account(const Known& known) {
  return is_for_heirs(known) || is_estate_of_living(known) || known.account_was_merged() ||
         (known.another_runs && known.application.is_over());
}

// 已支付的又被退回: whatever had ended with the payment goes on.
bool comes_back_late(const Known& known) {
  return known.payout.state == PayoutState::paid;
}

Verdict check_underway(const Known& known) {
  if (known.application.state == application::State::underway) return Nothing{};
  return refuse(
      "step_not_possible",
      {{"event", "payout"}, {"state", std::string(application::to_text(known.application.state))}});
}

application::Change change_of(const Known& known, const business::Context& context) {
  return {known.application, {known.file, known.task, context}, context};
}

}  // namespace

void PayoutCommand::read_payout(business::Reader& reader, const business::Context&,
                                storage::Session& session) {
  payout_ = reader.path_id("payout", storage::IdKind::payout);
  if (payout_ == 0) return;
  const std::optional<PayoutKey> key = find_key(payout_, session);
  const auto owner = key ? casework::owner_of(key->application, session) : std::nullopt;
  if (!owner) {
    reader.add({"not_found", {{"member", "payout"}}, {}}, RefusalKind::not_found);
    return;
  }
  person_ = key->person;
  application_ = key->application;
  applicant_ = *owner;
  way_ = person::load_way(person_, session);
}

std::vector<storage::Subject> PayoutCommand::subjects() const {
  std::vector<storage::Subject> all{storage::Subject::person(applicant_)};
  for (const PersonId each : way_.all()) {
    if (each != applicant_) all.push_back(storage::Subject::person(each));
  }
  return all;
}

void PayoutCommand::need(storage::Needs& needs) const {
  needs.add(casework::kCaseFilesOf, applicant_);
  needs.add(casework::kTasksOf, applicant_);
  needs.add(application::kApplicationsOf, applicant_);
  needs.add(person::kPersonById, applicant_);
  needs.add(person::kPersonById, person_);
  needs.add(kPayoutsOf, person_);
  account::Returning::need(needs, way_);
  needs.add(account::kReservationsOf, person_);
  needs.add(hold::kHoldsOf, person_);
}

Decision<Known> PayoutCommand::load(const storage::Facts& facts) const {
  Known known;
  known.kept = way_.kept;
  known.accounts.emplace(way_, facts);
  known.of_case = payouts_of(facts.rows(kPayoutsOf, person_), application_);
  const auto found = std::ranges::find(known.of_case, payout_, &Payout::id);
  const auto file =
      casework::find_case_file(facts.rows(casework::kCaseFilesOf, applicant_), application_);
  const auto application = application::find_application(
      facts.rows(application::kApplicationsOf, applicant_), application_);
  if (found == known.of_case.end() || !file || !application) return not_found();
  known.payout = *found;
  known.file = *file;
  known.application = *application;
  known.another_runs =
      application::running_about(facts.rows(application::kApplicationsOf, applicant_),
                                 application->service, application->subject, application_)
          .has_value();
  known.task = casework::find_task(facts.rows(casework::kTasksOf, applicant_), application_);
  known.account =
      account::account_at(account::read_accounts(facts.rows(account::kAccountsOf, person_)),
                          person_, known.payout.region);
  for (const storage::Row& row : facts.rows(account::kReservationsOf, person_)) {
    if (row[4].integer() == application_.value()) known.set_aside.push_back(row);
  }
  return known;
}

// The applicant, an officer of the region; a bank, of what left an account that it carries.
Verdict PayoutCommand::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  if (actor.is(business::Role::bank)) return Nothing{};
  const Decision<Known> known = load(facts);
  if (!known) return known.refusal();
  const bool theirs = actor.is_officer()
                          ? business::may_act_at(actor, known->application.region).ok()
                          : actor.person() == applicant_;
  return theirs ? Verdict(Nothing{}) : Verdict(not_found());
}

Decision<storage::Plan> PayoutCommand::decide(const storage::Facts& facts,
                                              const business::Context& context) const {
  Decision<Known> loaded = load(facts);
  if (!loaded) return loaded.refusal();
  Known known = std::move(loaded).value();
  if (const Verdict own = business::check_carries_account(context, known.payout.region); !own) {
    return own.refusal();
  }
  const person::Person applicant = person::read_person(
      facts.rows(person::kPersonById, applicant_).front(), *context.vault, person::Open::nothing);
  known.applicant_name = applicant.name;
  known.owner_lives = !person::read_person(facts.rows(person::kPersonById, person_).front(),
                                           *context.vault, person::Open::nothing)
                           .died_on.has_value();
  if (applicant.died_on && *applicant.died_on <= context.today) {
    known.applicant_died_on = applicant.died_on;
  }
  known.holds =
      hold::in_force(hold::read_holds(facts.rows(hold::kHoldsOf, person_)), context.today);
  return decide_known(known, context);
}

void RecordResult::read(business::Reader& reader, const business::Context&) {
  paid_ = reader.code("result", {"paid", "returned"}) == "paid";
  why_ = reader.text_or("why", 200, "");
}

// 退汇: back on the account, and set aside there for the next order, where one follows.
void RecordResult::take_return(application::Change& change, const Known& known,
                               const business::Context& context) const {
  if (change.application().is_over()) {
    change.apply(application::Event::reopen);
    change.start_clock(context.today, known.application.working_days);
  }
  if (known.account_was_merged()) {
    account::Returning accounts = *known.accounts;
    take_back(change.plan(), accounts, known.payout, context);
    accounts.save(change.plan());
  } else {
    account::Account account = known.account;
    take_back(change.plan(), account, known.payout, context);
    if (!stays_on_account(known)) {
      account::reserve(change.plan(), account, known.payout.amount, known.application.id, context);
    }
    account::save(change.plan(), account);
  }
}

Decision<storage::Plan> RecordResult::decide_known(const Known& known,
                                                   const business::Context& context) const {
  const bool late = comes_back_late(known) && !paid_;
  if (!known.payout.is_open() && !late) {
    return refuse("payout_answered_already",
                  {{"bank_answer", std::string(to_text(known.payout.state))}});
  }
  if (const Verdict underway = check_underway(known); !underway && !late) {
    return underway.refusal();
  }
  application::Change change = change_of(known, context);
  const std::vector<Fact> facts{
      {"amount", known.payout.amount.to_display()}, {"holder", known.payout.holder}, {"why", why_}};
  if (paid_) {
    mark_paid(change.plan(), known.payout);
    change.tell("payout_paid", facts);
    if (!waits_for_another(known)) finish_case(change, known, came_back(known.of_case).empty());
    return change.finish("payout_paid");
  }
  take_return(change, known, context);
  change.tell(late ? "payout_bounced_late" : "payout_bounced", facts);
  const std::vector<Fact> told{{"amount", known.payout.amount.to_display()}};
  if (known.account_was_merged() && known.application.person == known.payout.person) {
    change.plan().notify(known.kept, "payout_returned_to_kept", told);
  } else {
    change.notify("payout_returned", told);
  }
  if (stays_on_account(known) && !waits_for_another(known)) finish_case(change, known, false);
  return change.finish("payout_bounced");
}

void PayAgain::read(business::Reader& reader, const business::Context& context) {
  const std::string number = reader.text("bank_account", 30);
  if (!number.empty() && !is_bank_account(number)) reader.add({"bank_account_shape", {}, {}});
  bank_sealed_ = context.vault->seal(kBankPurpose, number).data;
}

Decision<storage::Plan> PayAgain::decide_known(const Known& known,
                                               const business::Context& context) const {
  if (const Verdict underway = check_underway(known); !underway) return underway.refusal();
  const storage::Row* reservation = set_aside_for(known);
  const bool replaced = std::ranges::any_of(
      known.of_case, [&](const Payout& each) { return each.replaces == known.payout.id; });
  if (known.payout.state != PayoutState::returned || replaced || reservation == nullptr) {
    return refuse("payout_not_returned",
                  {{"bank_answer", std::string(to_text(known.payout.state))}});
  }
  if (is_estate_of_living(known)) return refuse("estate_of_living");
  // 账户冻结期间,资金不划出(R-006): whoever has frozen it since the first order decides.
  if (const Verdict may = hold::spending_verdict(known.holds, known.payout.region); !may) {
    return may.refusal();
  }
  application::Change change = change_of(known, context);
  account::Account account = known.account;
  account::end_reservation(change.plan(), account, *reservation, account::ReservationEnd::posted);
  const Payout next = order(change.plan(), account,
                            {known.application.id, known.payout.amount, known.payout.code,
                             bank_sealed_, known.payout.holder, known.payout.id},
                            context);
  account::save(change.plan(), account);
  change.answer("payout", context.vault->outside_id(storage::IdKind::payout, next.id, context.now));
  change.tell("payout_ordered", {{"amount", next.amount.to_display()}, {"holder", next.holder}});
  return change.finish("payout_ordered_again");
}

}  // namespace yibao::payout
