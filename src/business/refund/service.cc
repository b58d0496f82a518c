#include "business/refund/service.h"

#include <algorithm>

#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/application/change.h"
#include "business/application/http.h"
#include "business/contribution/store.h"
#include "business/enrolment/store.h"
#include "business/entitlement/record.h"
#include "business/horizon.h"
#include "business/payout/ends.h"
#include "business/payout/form.h"
#include "business/payout/ledger.h"
#include "business/payout/store.h"
#include "business/refund/facts.h"
#include "business/refund/late_leaving.h"
#include "business/refund/paying.h"

namespace yibao::refund {

namespace {

using application::Asked;
using application::Change;

constexpr int kOrdinalMax = 10'000;
constexpr int kYearFirst = 1998;
constexpr std::size_t kMonthsMax = 60;

Claim claim_of(const Tree& form) {
  Claim claim;
  claim.ground = payout::form_text(form, "ground") == to_text(Ground::paid_twice)
                     ? Ground::paid_twice
                     : Ground::after_leaving;
  claim.enrolment = static_cast<int>(*form.find("enrolment")->integer());
  for (const Tree& month : *form.find("months")->list()) {
    claim.months.push_back(*Month::parse(*month.text()));
  }
  return claim;
}

entitlement::PersonRecord record_of(const Asked& asked) {
  auto record = entitlement::read_record(asked.facts, asked.person, *asked.context.vault);
  YB_CHECK(record.has_value(), "a refund of nobody");
  record->contributions = contribution::read_contributions(
      asked.facts.rows(contribution::kContributionsOf, asked.person));
  return std::move(*record);
}

std::vector<contribution::Overpayment> overpayments_of(const Asked& asked) {
  return contribution::read_overpayments(
      asked.facts.rows(contribution::kOverpaymentsOf, asked.person));
}

account::Account account_of(const Asked& asked) {
  return account::account_at(
      account::read_accounts(asked.facts.rows(account::kAccountsOf, asked.person)), asked.person,
      asked.region);
}

// The name on the bank account must be the payer's: the employer's for what it paid.
std::string payer_of(const Asked& asked, const enrolment::Enrolment& relation,
                     const entitlement::PersonRecord& record) {
  if (relation.employer.is_none()) return record.person.name;
  const storage::Rows& rows =
      asked.facts.rows(enrolment::kEmployerById, storage::Value(relation.employer.value()));
  return rows.empty() ? "" : enrolment::read_employer(rows.front()).name;
}

void pay_bank(const Asked& asked, Money amount, const std::string& fund, account::Account& account,
              Change& change) {
  account::post(change.plan(), account, amount,
                {account::PostingCode::contribution_refund, fund, asked.context.today, {}, {}, {}},
                asked.context);
  const payout::Bank bank = payout::bank_of(asked.form);
  const payout::Payout ordered =
      payout::order(change.plan(), account,
                    {asked.id, amount, account::PostingCode::given_back, bank.sealed, bank.holder},
                    asked.context);
  change.tell("payout_ordered",
              {{"amount", ordered.amount.to_display()}, {"holder", ordered.holder}});
  change.answer("payout", asked.context.vault->outside_id(storage::IdKind::payout, ordered.id,
                                                          asked.context.now));
  change.stay_underway(asked.policy().refund.working_days.value);
}

}  // namespace

std::vector<business::Field> ContributionRefund::fields() const {
  using business::FieldKind;
  return {
      {"ground", FieldKind::text, true, "事由:paid_twice(重复缴费)或 after_leaving(离开后多缴)"},
      {"enrolment", FieldKind::integer, true, "缴费所在的参保关系序号"},
      {"months", FieldKind::list, false, "职工:费款所属期"},
      {"year", FieldKind::integer, false, "居民:待遇年度"},
      {"bank_account", FieldKind::text, false, "缴费人的银行账号;由个人账户代缴的退回该账户,不写"},
      {"bank_holder", FieldKind::text, false, "户名"}};
}

void ContributionRefund::read_form(business::Reader& reader, const business::Context& context,
                                   Tree& form) const {
  form.set("ground",
           reader.code("ground", {to_text(Ground::paid_twice), to_text(Ground::after_leaving)}));
  form.set("enrolment", reader.integer("enrolment", 1, kOrdinalMax));
  const std::int64_t year = reader.integer_or("year", kYearFirst, business::kYearLast, 0);
  Tree months = Tree(Tree::List{});
  if (year != 0) months.push(Month::of(static_cast<int>(year), 1).to_string());
  if (const Tree::List* list = reader.optional_list("months", kMonthsMax)) {
    for (const Tree& each : *list) {
      const auto month = each.text() != nullptr ? Month::parse(*each.text()) : std::nullopt;
      if (month && MonthSet::in_range(*month)) {
        months.push(month->to_string());
      } else {
        reader.add({"member_not_month", {{"member", "months"}}, {}});
      }
    }
  }
  if (months.list()->empty() || (year != 0 && months.list()->size() > 1)) {
    reader.add({"refund_months_or_year", {{"member", "months"}}, {}});
  }
  form.set("months", std::move(months));
  const bool holder = reader.has("bank_holder");
  if (reader.has("bank_account") || holder) payout::read_bank(reader, context, form);
}

void ContributionRefund::read_people(business::Reader& reader, const business::Request& request,
                                     const business::Context& context, storage::Session& session,
                                     Tree& form) const {
  if (reader.ok_so_far()) {
    read_payer(reader, request, context, session, claim_of(form), form);
  }
}

std::vector<PersonId> ContributionRefund::others(const Tree& form,
                                                 const storage::Vault& vault) const {
  const PersonId payer = payer_in(form, vault);
  return payer.is_none() ? std::vector<PersonId>() : std::vector{payer};
}

void ContributionRefund::need(storage::Needs& needs, PersonId person, RegionCode,
                              const Tree&) const {
  entitlement::need_record(needs, person);
  needs.add(contribution::kContributionsOf, person);
  needs.add(account::kAccountsOf, person);
  needs.add(contribution::kOverpaymentsOf, person);
  needs.add(account::kReservationsOf, person);
  needs.add(payout::kPayoutsOf, person);
  need_way(needs, person);
}

void ContributionRefund::need_others(storage::Needs& needs,
                                     const std::vector<PersonId>& others) const {
  for (const PersonId payer : others) aid::need_contribution_return(needs, payer);
}

void ContributionRefund::need_more(const storage::Facts& facts, storage::Needs& needs,
                                   PersonId person, RegionCode, const Tree&) const {
  for (const enrolment::Enrolment& each :
       enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, person))) {
    if (!each.employer.is_none()) {
      needs.add(enrolment::kEmployerById, storage::Value(each.employer.value()));
    }
  }
}

Verdict ContributionRefund::may_file(const business::Actor& actor, const Asked& asked) const {
  const auto enrolments =
      enrolment::read_enrolments(asked.facts.rows(enrolment::kEnrolmentsOf, asked.person));
  const enrolment::Enrolment* relation =
      enrolment::with_ordinal(enrolments, claim_of(asked.form).enrolment);
  if (relation != nullptr && actor.is(business::Role::employer_officer) &&
      relation->employer.value() == actor.id) {
    return Nothing{};
  }
  return refuse(RefusalKind::forbidden, "not_yours_to_file");
}

application::Assessment ContributionRefund::assess(const Asked& asked) const {
  const policy::RefundPolicy& policy = asked.policy().refund;
  const Claim claim = claim_of(asked.form);
  const entitlement::PersonRecord record = record_of(asked);
  application::Assessment assessment;
  const enrolment::Enrolment* relation = relation_of(claim, asked.region, record);
  if (relation == nullptr) {
    assessment.obstacles.push_back(
        {"refund_relation_unknown", {{"enrolment", std::to_string(claim.enrolment)}}, {}});
    return assessment;
  }
  const RefundFacts facts =
      facts_of(claim, *relation, record, overpayments_of(asked), account_of(asked).available(),
               *asked.context.policies, asked.context.today);
  assessment.obstacles = find_obstacles(facts, policy);
  const Refund refund = weigh_refund(facts, policy);
  const Way way = way_of(asked, claim, *relation, record, refund.payable());
  check_way(asked, way, payer_of(asked, *relation, record), assessment.obstacles);
  assessment.materials = policy.materials.value;
  assessment.material_citations = {policy.materials.citation};
  assessment.handling = application::Handling::second_eyes;
  assessment.working_days = policy.working_days;
  assessment.subject = std::to_string(claim.enrolment);
  assessment.reasons = {{"refund_allowed",
                         {{"amount", refund.payable().to_display()},
                          {"taken_back", refund.taken_back.to_display()},
                          {"missing", refund.missing.to_display()}},
                         {policy.spent_credit.citation}}};
  if (!way.accounts.empty()) {
    assessment.reasons.push_back(
        {"refund_to_account", {{"amount", way.accounts.front().amount.to_display()}}, {}});
  }
  return assessment;
}

// The months and their credits go back; the money to the account that had paid (104), or through
// the account (109) to the bank.
Verdict ContributionRefund::carry_out(const Asked& asked, Change& change) const {
  const Claim claim = claim_of(asked.form);
  const entitlement::PersonRecord record = record_of(asked);
  const enrolment::Enrolment* relation = relation_of(claim, asked.region, record);
  YB_CHECK(relation != nullptr, "a refund of no relation");
  account::Account account = account_of(asked);
  const std::vector<contribution::Overpayment> overpaid = overpayments_of(asked);
  const PostingId before = account.last_posting;
  const RefundFacts facts = facts_of(claim, *relation, record, overpaid, account.available(),
                                     *asked.context.policies, asked.context.today);
  const Refund refund = weigh_refund(facts, asked.policy().refund);
  for (const contribution::Contribution& row :
       refund_rows(claim, *relation, record, asked.context.today, asked.context.entry_id)) {
    change.plan().insert(contribution::kContribution, contribution::contribution_row(row));
  }
  for (const contribution::Overpayment& each :
       given_back(claim, *relation, overpaid, asked.context.entry_id)) {
    change.plan().update(contribution::kOverpayment, contribution::overpayment_row(each));
  }
  const std::string fund = "contribution:" + asked.region.to_string();
  Money left = refund.taken_back;  // of each month what it was credited, as far as it is there
  for (const RefundMonth& month : facts.months) {
    const Money amount = std::min(month.credit, left);
    if (amount.is_zero()) continue;
    account::post(
        change.plan(), account, amount,
        {account::PostingCode::closed_out, fund, asked.context.today, month.month, {}, {}},
        asked.context);
    left -= amount;
  }
  const Way way = way_of(asked, claim, *relation, record, refund.payable());
  pay_account(asked, way, account, change);
  if (!way.by_bank.is_zero()) pay_bank(asked, way.by_bank, fund, account, change);
  if (account.last_posting != before) account::save(change.plan(), account);
  return Nothing{};
}

std::optional<Reason> ContributionRefund::reason_to_end(const Asked& asked) const {
  return payout::reason_to_end(asked, asked.person, Service::reason_to_end(asked));
}

// What a bank sent back, set aside for the next order.
void ContributionRefund::clear_away(const Asked& asked, Change& change) const {
  account::Account account = account_of(asked);
  bool any = false;
  for (const storage::Row& row : asked.facts.rows(account::kReservationsOf, asked.person)) {
    if (row[4].integer() != asked.id.value()) continue;
    account::end_reservation(change.plan(), account, row, account::ReservationEnd::voided);
    any = true;
  }
  if (any) account::save(change.plan(), account);
}

std::vector<business::Endpoint> endpoints() {
  std::vector<business::Endpoint> all = application::endpoints_of<kContributionRefund>();
  for (business::Endpoint& each : application::endpoints_of<kLateLeaving>()) {
    all.push_back(std::move(each));
  }
  return all;
}

}  // namespace yibao::refund
