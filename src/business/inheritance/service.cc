#include "business/inheritance/service.h"

#include <algorithm>

#include "business/account/ledger.h"
#include "business/account/rules.h"
#include "business/account/store.h"
#include "business/application/change.h"
#include "business/enrolment/store.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/inheritance/form.h"
#include "business/inheritance/rules.h"
#include "business/inheritance/store.h"
#include "business/payout/ends.h"
#include "business/payout/ledger.h"
#include "business/payout/store.h"
#include "business/person/store.h"
#include "business/transfer/store.h"
#include "policy/policy_set.h"

namespace yibao::inheritance {

namespace {

using application::Asked;
using application::Change;
using storage::Facts;

// The deceased's money at the place of the application, with what this case has set aside of it.
struct Estate {
  person::Person deceased;
  account::Account account;
  std::vector<storage::Row> own;        // reservations of this case
  std::vector<MonthCredit> to_reverse;  // credits of months after death
  std::vector<account::Earned> earned;  // 利息, up to yesterday, not credited yet
  bool claimed_by_another = false;      // another case has set the money aside
  bool transfer_running = false;
  std::vector<Reason> held;  // why it may not be touched

  Money own_reserved() const {
    Money sum;
    for (const storage::Row& row : own) sum += Money::fen(row[3].integer());
    return sum;
  }
  Money after_death() const {
    Money sum;
    for (const MonthCredit& credit : to_reverse) sum += credit.amount;
    return sum;
  }
  Money free() const { return account.available() + own_reserved(); }
};

Estate estate_of(const Asked& asked, PersonId deceased) {
  const Facts& facts = asked.facts;
  Estate estate;
  estate.deceased = person::read_person(facts.rows(person::kPersonById, deceased).front(),
                                        *asked.context.vault, person::Open::nothing);
  estate.account = account::account_at(
      account::read_accounts(facts.rows(account::kAccountsOf, deceased)), deceased, asked.region);
  for (const storage::Row& row : facts.rows(account::kReservationsOf, deceased)) {
    if (row[2].integer() != asked.region.value()) continue;
    if (row[4].integer() == asked.id.value()) {
      estate.own.push_back(row);
    } else {
      estate.claimed_by_another = true;
    }
  }
  if (const auto died_on = estate.deceased.died_on) {
    const std::vector<Traced> traced = read_traced(facts.rows(kTracedPostingsOf, deceased),
                                                   facts.rows(kTracedPostingsOfLed, deceased));
    estate.to_reverse = credits_after(*died_on, month_credits(traced));
    std::erase_if(estate.to_reverse, [&](const MonthCredit& credit) {
      return credit.number != deceased || credit.region != asked.region;
    });
    estate.earned =
        account::earned_to_the_end(asked.context.today - 1,
                                   postings_of_own_money(facts.rows(account::kPostingsOf, deceased),
                                                         traced, deceased, *died_on),
                                   asked.region, *asked.context.policies);
  }
  estate.transfer_running =
      transfer::running_among(facts.rows(transfer::kTransfersOf, deceased)).has_value();
  const auto holds =
      hold::in_force(hold::read_holds(facts.rows(hold::kHoldsOf, deceased)), asked.context.today);
  if (const Verdict may = hold::spending_verdict(holds, asked.region); !may) {
    estate.held = may.refusal().reasons;
  }
  return estate;
}

// Where an heir's own personal account is: of the present relation, else the one used last.
std::optional<RegionCode> account_region(const Facts& facts, PersonId heir) {
  const auto enrolments = enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, heir));
  const enrolment::Enrolment* active = enrolment::active_among(enrolments);
  if (active != nullptr && active->has_account()) return active->region;
  const auto accounts = account::read_accounts(facts.rows(account::kAccountsOf, heir));
  const account::Account* latest = account::used_last(accounts);
  return latest != nullptr ? std::optional(latest->region) : std::nullopt;
}

void check_estate(const Asked& asked, const Estate& estate, std::vector<Reason>& obstacles) {
  if (const Verdict own = person::check_not_merged(estate.deceased, asked.context); !own) {
    obstacles.push_back(own.refusal().reasons.front());
    return;
  }
  const auto& died_on = estate.deceased.died_on;
  if (!died_on || *died_on > asked.context.today) {
    obstacles.push_back({"death_not_recorded", {}, {}});
    return;
  }
  obstacles.insert(obstacles.end(), estate.held.begin(), estate.held.end());
  if (estate.transfer_running) obstacles.push_back({"transfer_of_deceased_open", {}, {}});
  if (estate.claimed_by_another) obstacles.push_back({"estate_claimed_already", {}, {}});
  if (estate.after_death() > estate.free()) {
    obstacles.push_back(
        {"credits_after_death_spent",
         {{"credited", estate.after_death().to_display()}, {"left", estate.free().to_display()}},
         {}});
  } else if (estate.free() + account::total_of(estate.earned) == estate.after_death() &&
             !estate.claimed_by_another) {
    obstacles.push_back({"nothing_to_inherit", {{"region", asked.region.to_string()}}, {}});
  }
}

// 份额付给继承人本人;未成年人、不能辨认自己行为的人,付给监护人,凭监护关系的证明: an estate is
// nobody else's to receive, as with every other money of an account.
void check_holder(const Heir& heir, const std::string& name, std::vector<Reason>& obstacles) {
  if (!heir.to_bank() || payout::is_held_by(heir.bank.holder, name)) return;
  if (payout::is_held_by(heir.bank.holder, heir.guardian)) return;
  obstacles.push_back({"heir_bank_account_of_another", {{"heir", heir.name}}, {}});
}

// Of papers that show who the guardian is, one; and who they are themselves.
void ask_for_guardian(const std::vector<Heir>& heirs, std::vector<std::string>& materials) {
  const bool any =
      std::ranges::any_of(heirs, [](const Heir& heir) { return !heir.guardian.empty(); });
  if (!any) return;
  materials.push_back("birth_certificate|household_book|guardianship_proof");
  materials.push_back("agent_identity_document");
}

// One heir who is on record: of the applicant they tell it, of others an officer.
void check_heir(const Asked& asked, const Heir& heir, const person::Person& person,
                application::Assessment& assessment) {
  std::vector<Reason>& told =
      heir.person == asked.person ? assessment.obstacles : assessment.of_others;
  const std::vector<Fact> named{{"heir", heir.name}};
  // Merged since the application was filed: the kept number is named instead (N-12).
  if (const Verdict own = person::check_not_merged(person, asked.context); !own) {
    told.push_back(own.refusal().reasons.front());
  }
  // 代位继承、转继承: who inherits in the place of a dead heir is named instead.
  if (person.died_on) told.push_back({"heir_died", named, {}});
  if (!heir.to_bank() && !account_region(asked.facts, heir.person)) {
    told.push_back({"heir_without_account", named, {}});
  }
}

void check_heirs(const Asked& asked, PersonId deceased, const std::vector<Heir>& heirs,
                 application::Assessment& assessment) {
  std::vector<Reason>& obstacles = assessment.obstacles;
  bool applicant_inherits = false;
  std::vector<PersonId> seen;
  for (const Heir& heir : heirs) {
    if (heir.person.is_none()) {
      check_holder(heir, heir.full_name, obstacles);
      continue;
    }
    applicant_inherits = applicant_inherits || heir.person == asked.person;
    const std::vector<Fact> named{{"heir", heir.name}};
    if (heir.person == deceased) obstacles.push_back({"heir_is_deceased", named, {}});
    if (std::ranges::find(seen, heir.person) != seen.end()) {
      obstacles.push_back({"heir_named_twice", named, {}});
    }
    seen.push_back(heir.person);
    const auto person =
        person::read_person(asked.facts.rows(person::kPersonById, heir.person).front(),
                            *asked.context.vault, person::Open::nothing);
    check_holder(heir, person.name, obstacles);
    check_heir(asked, heir, person, assessment);
  }
  if (!applicant_inherits) obstacles.push_back({"applicant_not_heir", {}, {}});
}

std::string transit_account(CaseId id) {
  return "inheritance:" + std::to_string(id.value());
}

// 死亡次月起的划账冲回, to where they came from.
void reverse_credits(const Asked& asked, Estate& estate, Change& change) {
  for (const MonthCredit& credit : estate.to_reverse) {
    account::post(change.plan(), estate.account, credit.amount,
                  {account::PostingCode::closed_out, credit.fund, asked.context.today, credit.month,
                   "", credit.posting.is_none() ? std::nullopt : std::optional(credit.posting)},
                  asked.context);
  }
  if (estate.to_reverse.empty()) return;
  change.tell("credits_after_death_reversed",
              {{"amount", estate.after_death().to_display()},
               {"months", std::to_string(estate.to_reverse.size())}});
}

void pay_account(const Asked& asked, SharePaid& paid, Change& change) {
  const RegionCode region = *account_region(asked.facts, paid.heir);
  account::Account account = account::account_at(
      account::read_accounts(asked.facts.rows(account::kAccountsOf, paid.heir)), paid.heir, region);
  paid.credit = account::post(change.plan(), account, paid.amount,
                              {account::PostingCode::inherited,
                               transit_account(asked.id),
                               asked.context.today,
                               {},
                               {},
                               {}},
                              asked.context)
                    .value();
  account::save(change.plan(), account);
  change.plan().notify(
      paid.heir, "inheritance_credited",
      {{"amount", paid.amount.to_display()}, {"balance", account.balance.to_display()}});
}

SharePaid share_of(const Asked& asked, const Heir& heir, int line, PersonId deceased) {
  SharePaid paid;
  paid.deceased = deceased;
  paid.application = asked.id;
  paid.line = line;
  paid.heir = heir.person;
  paid.holder = heir.to_bank() ? heir.bank.holder : heir.name;
  paid.share = heir.share;
  paid.region = asked.region;
  paid.entry_id = asked.context.entry_id;
  return paid;
}

// One heir's part. True where a bank has to pay it.
bool pay_heir(const Asked& asked, const Heir& heir, account::Account& estate, SharePaid& paid,
              Change& change) {
  if (paid.amount.is_zero()) return false;
  if (heir.to_bank()) {
    paid.payout = payout::order(change.plan(), estate,
                                {asked.id, paid.amount, account::PostingCode::to_heirs,
                                 heir.bank.sealed, heir.bank.holder},
                                asked.context)
                      .id;
    paid.debit = estate.last_posting.value();
    return true;
  }
  paid.debit = account::post(change.plan(), estate, paid.amount,
                             {account::PostingCode::to_heirs,
                              transit_account(asked.id),
                              asked.context.today,
                              {},
                              {},
                              {}},
                             asked.context)
                   .value();
  pay_account(asked, paid, change);
  return false;
}

void release_own(Estate& estate, Change& change, account::ReservationEnd end) {
  for (const storage::Row& row : estate.own) {
    account::end_reservation(change.plan(), estate.account, row, end);
  }
  estate.own.clear();
}

// 家属应当在死亡后的规定期限内申报: late is no obstacle, and is told.
void explain_report(const Asked& asked, const Estate& estate, std::vector<Reason>& reasons) {
  if (!estate.deceased.died_on) return;
  const policy::Cited<int>& within = asked.policy().inheritance.death_report_days;
  reasons.push_back({"death_report_period",
                     {{"died_on", estate.deceased.died_on->to_string()},
                      {"last_day", (*estate.deceased.died_on + within.value).to_string()}},
                     {within.citation}});
}

}  // namespace

std::vector<business::Field> Inheritance::fields() const {
  using business::FieldKind;
  return {{"deceased", FieldKind::object, true,
           "被继承人:person,或者 identity_kind、identity_number;本人申请的,另填 name"},
          {"heirs", FieldKind::list, true,
           "继承人,每人:person 或证件号码(本人申请的,另填 name;不在本系统的只写 name)、share(如 "
           "1/3,或万分之几)、"
           "paid_to(account 或 bank)、bank_account、bank_holder(继承人本人;由监护人代领的,另填 "
           "guardian,户名为监护人)"}};
}

void Inheritance::read_form(business::Reader&, const business::Context&, Tree&) const {}

void Inheritance::read_people(business::Reader& reader, const business::Request& request,
                              const business::Context& context, storage::Session& session,
                              Tree& form) const {
  read_parties(reader, request, context, session, form);
}

void Inheritance::show_in_full(Tree& form, const business::Context& context,
                               storage::Session& session) const {
  inheritance::show_in_full(form, context, session);
}

std::vector<PersonId> Inheritance::others(const Tree& form, const storage::Vault& vault) const {
  std::vector<PersonId> all{deceased_of(form, vault)};
  for (const Heir& heir : heirs_of(form, vault)) {
    const bool known = std::ranges::find(all, heir.person) != all.end();
    if (!heir.person.is_none() && !known) all.push_back(heir.person);
  }
  return all;
}

void Inheritance::need(storage::Needs&, PersonId, RegionCode, const Tree&) const {}

void Inheritance::need_others(storage::Needs& needs, const std::vector<PersonId>& others) const {
  for (const PersonId person : others) {
    needs.add(person::kPersonById, person);
    needs.add(account::kAccountsOf, person);
    needs.add(enrolment::kEnrolmentsOf, person);
  }
  const PersonId deceased = others.front();
  needs.add(account::kReservationsOf, deceased);
  needs.add(payout::kPayoutsOf, deceased);
  needs.add(account::kPostingsOf, deceased);
  needs.add(hold::kHoldsOf, deceased);
  needs.add(kTracedPostingsOf, deceased);
  needs.add(kTracedPostingsOfLed, deceased);
  needs.add(transfer::kTransfersOf, deceased);
}

// 个人账户资金归个人所有,可以依法继承(R-057)。
application::Assessment Inheritance::assess(const Asked& asked) const {
  const policy::InheritancePolicy& policy = asked.policy().inheritance;
  const PersonId deceased = deceased_of(asked.form, *asked.context.vault);
  const Estate estate = estate_of(asked, deceased);
  application::Assessment assessment;
  // How the estate stands is told to an heir when an officer has seen the proof of kinship.
  check_estate(asked, estate, assessment.of_others);
  const std::vector<Heir> heirs = heirs_of(asked.form, *asked.context.vault);
  check_heirs(asked, deceased, heirs, assessment);
  assessment.materials = policy.materials.value;
  ask_for_guardian(heirs, assessment.materials);
  assessment.material_citations = {policy.materials.citation};
  assessment.handling = application::Handling::second_eyes;
  assessment.working_days = policy.working_days;
  assessment.subject = payout::form_text(asked.form, "deceased");
  explain_report(asked, estate, assessment.reasons);
  return assessment;
}

void Inheritance::set_up(const Asked& asked, Change& change) const {
  Estate estate = estate_of(asked, deceased_of(asked.form, *asked.context.vault));
  if (estate.account.available().is_zero()) return;  // only interest is left
  account::reserve(change.plan(), estate.account, estate.account.available(), asked.id,
                   asked.context);
  account::save(change.plan(), estate.account);
}

Verdict Inheritance::carry_out(const Asked& asked, Change& change) const {
  Estate estate = estate_of(asked, deceased_of(asked.form, *asked.context.vault));
  release_own(estate, change, account::ReservationEnd::posted);
  payout::credit_interest(asked, estate.account, estate.earned, change);
  reverse_credits(asked, estate, change);
  const Money total = estate.account.available();
  const std::vector<Heir> heirs = heirs_of(asked.form, *asked.context.vault);
  std::vector<Share> shares;
  shares.reserve(heirs.size());
  for (const Heir& heir : heirs) shares.push_back(heir.share);
  const std::vector<Money> amounts = divide(total, shares);
  bool bank_pays = false;
  Tree told = Tree(Tree::List{});
  for (std::size_t i = 0; i < heirs.size(); ++i) {
    SharePaid paid = share_of(asked, heirs[i], static_cast<int>(i) + 1, estate.account.person);
    paid.estate = total;
    paid.amount = amounts[i];
    bank_pays = pay_heir(asked, heirs[i], estate.account, paid, change) || bank_pays;
    change.plan().insert(kInheritanceShare, share_row(paid));
    told.push(Tree::object({{"name", heirs[i].name},
                            {"share", heirs[i].share.to_string()},
                            {"amount_fen", paid.amount.fen()},
                            {"amount", paid.amount.to_display()}}));
  }
  account::save(change.plan(), estate.account);
  change.tell("estate_divided",
              {{"amount", total.to_display()}, {"heirs", std::to_string(heirs.size())}});
  change.answer("shares", std::move(told));
  if (bank_pays) change.stay_underway(asked.policy().inheritance.working_days.value);
  return Nothing{};
}

// 被继承人健在的,继承终止: what the bank has not answered yet is waited for, as with every end.
std::optional<Reason> Inheritance::reason_to_end(const Asked& asked) const {
  const PersonId named = deceased_of(asked.form, *asked.context.vault);
  const person::Person deceased =
      person::read_person(asked.facts.rows(person::kPersonById, named).front(),
                          *asked.context.vault, person::Open::nothing);
  if (!deceased.died_on) {
    const std::vector<payout::Payout> of_case =
        payout::payouts_of(asked.facts.rows(payout::kPayoutsOf, named), asked.id);
    if (payout::any_open(of_case)) return std::nullopt;
    return Reason{"deceased_is_living", {{"name", deceased.name}}, {}};
  }
  return payout::reason_to_end(asked, deceased_of(asked.form, *asked.context.vault),
                               Service::reason_to_end(asked));
}

void Inheritance::clear_away(const Asked& asked, Change& change) const {
  Estate estate = estate_of(asked, deceased_of(asked.form, *asked.context.vault));
  if (estate.own.empty()) return;
  release_own(estate, change, account::ReservationEnd::voided);
  account::save(change.plan(), estate.account);
}

}  // namespace yibao::inheritance
