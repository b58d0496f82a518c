#include "business/cash_out/service.h"

#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/application/change.h"
#include "business/application/http.h"
#include "business/cash_out/rules.h"
#include "business/enrolment/store.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/payout/ends.h"
#include "business/payout/form.h"
#include "business/payout/ledger.h"
#include "business/payout/store.h"
#include "business/person/store.h"
#include "business/pooling_region.h"
#include "business/transfer/store.h"

namespace yibao::cash_out {

namespace {

using application::Asked;
using application::Change;

account::Account account_of(const Asked& asked) {
  return account::account_at(
      account::read_accounts(asked.facts.rows(account::kAccountsOf, asked.person)), asked.person,
      asked.region);
}

std::vector<storage::Row> reservations_of(const Asked& asked, bool own) {
  std::vector<storage::Row> rows;
  for (const storage::Row& row : asked.facts.rows(account::kReservationsOf, asked.person)) {
    if (row[2].integer() != asked.region.value()) continue;
    if ((row[4].integer() == asked.id.value()) == own) rows.push_back(row);
  }
  return rows;
}

Money sum_of(const std::vector<storage::Row>& reservations) {
  Money sum;
  for (const storage::Row& row : reservations) sum += Money::fen(row[3].integer());
  return sum;
}

void add_relation(const Asked& asked, CashOutFacts& facts) {
  for (const enrolment::Enrolment& each :
       enrolment::read_enrolments(asked.facts.rows(enrolment::kEnrolmentsOf, asked.person))) {
    if (each.region != asked.region && !each.duplicate &&
        each.participates_on(asked.context.today)) {
      facts.insured_at = each.region;
    }
    if (each.region != asked.region || each.scheme != enrolment::Scheme::employee) continue;
    facts.was_enrolled_here = true;
    facts.enrolled_here = facts.enrolled_here || each.participates_on(asked.context.today);
    if (each.suspended_on && (!facts.ended_on || *facts.ended_on < *each.suspended_on)) {
      facts.ended_on = each.suspended_on;
    }
  }
}

// By the latest transfer from here that was completed and not undone since.
std::optional<RegionCode> sent_to(const Asked& asked) {
  std::optional<RegionCode> target;
  for (const storage::Row& row : asked.facts.rows(transfer::kTransfersOf, asked.person)) {
    const transfer::Transfer each = transfer::read_transfer(row);
    if (each.relation != transfer::RelationState::completed) continue;
    if (each.origin == asked.region) target = each.target;
    if (each.target == asked.region) target.reset();
  }
  return target;
}

// 利息, up to yesterday, not credited yet.
std::vector<account::Earned> earned_of(const Asked& asked) {
  return account::earned_to_the_end(asked.context.today - 1,
                                    asked.facts.rows(account::kPostingsOf, asked.person),
                                    asked.region, *asked.context.policies);
}

CashOutFacts facts_of(const Asked& asked) {
  const auto person =
      person::read_person(asked.facts.rows(person::kPersonById, asked.person).front(),
                          *asked.context.vault, person::Open::nothing);
  CashOutFacts facts;
  facts.today = asked.context.today;
  facts.region = asked.region;
  facts.ground = *parse_ground(payout::form_text(asked.form, "ground"));
  if (const auto moved = RegionCode::parse(payout::form_text(asked.form, "moved_to"))) {
    facts.moved_to = *moved;
  }
  facts.died_on = person.died_on;
  facts.retired = person.is_retiree();
  add_relation(asked, facts);
  facts.sent_to = sent_to(asked);
  const Tree* settled = asked.form.find("bills_settled");
  facts.bills_settled = settled != nullptr && settled->boolean() != nullptr && *settled->boolean();
  facts.transfer_running =
      transfer::running_among(asked.facts.rows(transfer::kTransfersOf, asked.person)).has_value();
  facts.holder_is_person = payout::is_held_by(payout::bank_of(asked.form).holder, person.name);
  facts.reserved_by_others = sum_of(reservations_of(asked, false));
  facts.earned = account::total_of(earned_of(asked));
  facts.available = account_of(asked).available() + sum_of(reservations_of(asked, true));
  return facts;
}

void release_own(const Asked& asked, account::Account& account, Change& change,
                 account::ReservationEnd end) {
  for (const storage::Row& row : reservations_of(asked, true)) {
    account::end_reservation(change.plan(), account, row, end);
  }
}

}  // namespace

std::vector<business::Field> CashOut::fields() const {
  using business::FieldKind;
  return {{"ground", FieldKind::text, true,
           "事由:settled_abroad、foreign_retiree 或 receiver_cannot_take"},
          {"moved_to", FieldKind::region, false, "receiver_cannot_take:转入地"},
          {"bills_settled", FieldKind::flag, false, "医疗费用已全部结清"},
          {"bank_account", FieldKind::text, true, "本人银行账号"},
          {"bank_holder", FieldKind::text, true, "户名"}};
}

void CashOut::read_form(business::Reader& reader, const business::Context& context,
                        Tree& form) const {
  const std::string ground =
      reader.code("ground", {to_text(Ground::settled_abroad), to_text(Ground::foreign_retiree),
                             to_text(Ground::receiver_cannot_take)});
  form.set("ground", ground);
  std::optional<RegionCode> moved_to = reader.optional_region("moved_to");
  if (ground == to_text(Ground::receiver_cannot_take) && !moved_to) {
    reader.add({"member_missing", {{"member", "moved_to"}}, {}});
  }
  if (moved_to) moved_to = business::region_moved_to(reader, *moved_to, context);
  if (moved_to && !moved_to->is_none()) form.set("moved_to", moved_to->to_string());
  form.set("bills_settled", reader.flag("bills_settled"));
  payout::read_bank(reader, context, form);
}

void CashOut::need(storage::Needs& needs, PersonId person, RegionCode, const Tree&) const {
  needs.add(person::kPersonById, person);
  needs.add(enrolment::kEnrolmentsOf, person);
  needs.add(account::kAccountsOf, person);
  needs.add(account::kReservationsOf, person);
  needs.add(account::kPostingsOf, person);
  needs.add(payout::kPayoutsOf, person);
  needs.add(hold::kHoldsOf, person);
  needs.add(transfer::kTransfersOf, person);
}

application::Assessment CashOut::assess(const Asked& asked) const {
  const policy::RegionPolicy& policy = asked.policy();
  const CashOutFacts facts = facts_of(asked);
  application::Assessment assessment;
  assessment.obstacles = find_obstacles(facts, policy);
  const auto holds = hold::in_force(
      hold::read_holds(asked.facts.rows(hold::kHoldsOf, asked.person)), asked.context.today);
  if (const Verdict may = hold::spending_verdict(holds, asked.region); !may) {
    const std::vector<Reason>& held = may.refusal().reasons;
    assessment.obstacles.insert(assessment.obstacles.end(), held.begin(), held.end());
  }
  const auto& materials = materials_for(facts.ground, policy.cash_out);
  assessment.materials = materials.value;
  assessment.material_citations = {materials.citation};
  assessment.handling = application::Handling::second_eyes;
  assessment.working_days = policy.cash_out.working_days;
  assessment.subject = asked.region.to_string();
  assessment.reasons = {
      {"cash_out_allowed",
       {{"ground", std::string(to_text(facts.ground))}, {"amount", facts.available.to_display()}},
       {policy.cash_out.grounds.citation}}};
  return assessment;
}

void CashOut::set_up(const Asked& asked, Change& change) const {
  account::Account account = account_of(asked);
  if (account.available().is_zero()) return;  // only interest is left
  account::reserve(change.plan(), account, account.available(), asked.id, asked.context);
  account::save(change.plan(), account);
}

Verdict CashOut::carry_out(const Asked& asked, Change& change) const {
  account::Account account = account_of(asked);
  release_own(asked, account, change, account::ReservationEnd::posted);
  payout::credit_interest(asked, account, earned_of(asked), change);
  const payout::Bank bank = payout::bank_of(asked.form);
  const payout::Payout ordered = payout::order(
      change.plan(), account,
      {asked.id, account.available(), account::PostingCode::closed_out, bank.sealed, bank.holder},
      asked.context);
  account::save(change.plan(), account);
  change.tell("payout_ordered",
              {{"amount", ordered.amount.to_display()}, {"holder", ordered.holder}});
  change.answer("payout", asked.context.vault->outside_id(storage::IdKind::payout, ordered.id,
                                                          asked.context.now));
  change.stay_underway(asked.policy().cash_out.working_days.value);
  return Nothing{};
}

std::optional<Reason> CashOut::reason_to_end(const Asked& asked) const {
  return payout::reason_to_end(asked, asked.person, Service::reason_to_end(asked));
}

void CashOut::clear_away(const Asked& asked, Change& change) const {
  account::Account account = account_of(asked);
  if (reservations_of(asked, true).empty()) return;
  release_own(asked, account, change, account::ReservationEnd::voided);
  account::save(change.plan(), account);
}

std::vector<business::Endpoint> endpoints() {
  return application::endpoints_of<kCashOut>();
}

}  // namespace yibao::cash_out
