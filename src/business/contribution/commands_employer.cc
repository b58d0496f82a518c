#include "business/contribution/commands_employer.h"

#include <algorithm>
#include <set>

#include "base/reason_tree.h"
#include "base/region_table.h"
#include "business/access.h"
#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/contribution/credits.h"
#include "business/contribution/rules.h"
#include "business/enrolment/store.h"
#include "business/reader.h"
#include "calendar/calendar.h"

namespace yibao::contribution {

namespace {

constexpr std::size_t kReferenceMax = 40;
// 预缴: what is left once everything owed is paid is an advance. More than the months of two years
// is a slip of the pen, and would pay by itself whatever falls due for ever.
constexpr int kMonthsAheadMax = 24;

Refusal no_such_employer() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "employer"}});
}

// The enrolment under which the employer owes a month: the last one that holds it.
const enrolment::Enrolment* under_for(const EmployerPerson& person, EmployerId employer,
                                      RegionCode region, Month month) {
  const enrolment::Enrolment* under = nullptr;
  for (const enrolment::Enrolment& each : person.enrolments) {
    const bool holds = Month::containing(each.started_on) <= month &&
                       (!each.suspended_on || month.first_day() < *each.suspended_on);
    if (holds && !each.duplicate && each.employer == employer && each.region == region) {
      under = &each;
    }
  }
  return under;
}

// 多收的由征收机构退还, as with the late fee.
Verdict check_in_proportion(const EmployerDebts& debts, Money principal, Money left, Date day,
                            const business::Context& context) {
  const Money bill = bill_of_month(debts, day, *context.policies);
  const Money most = Money::fen(bill.fen() * kMonthsAheadMax);
  if (left <= most || principal.is_zero()) return Nothing{};
  return refuse("employer_receipt_out_of_proportion", {{"amount", principal.to_display()},
                                                       {"left", left.to_display()},
                                                       {"most", most.to_display()}});
}

// The months of one payment on their way to the rows of their people.
class Distribution {
 public:
  Distribution(EmployerDebts& debts, Date received_on, const business::Context& context)
      : debts_(debts), received_on_(received_on), context_(context) {}

  // What a receipt of the month is refused for is no debt that this payment can pay.
  std::vector<Debt> payable() {
    std::vector<Debt> payable;
    for (const Debt& debt : debts_.debts) {
      const Decision<Receipts> taken = take(debt);
      if (taken) {
        payable.push_back(debt);
      } else {
        for (const Reason& reason : taken.refusal().reasons) not_taken_.push_back(reason);
      }
    }
    return payable;
  }

  Verdict pay(const Debt& debt, storage::Plan& plan) {
    Decision<Receipts> taken = take(debt);
    if (!taken) return taken.refusal();
    Receipts receipts = std::move(taken).value();
    EmployerPerson& person = debts_.people.at(debt.person);
    for (Receipt& receipt : receipts.all) {
      YB_CHECK(receipt.row.personal + receipt.row.employer == debt.principal,
               "a share of another amount than its receipt");
      receipt.row.entry_id = context_.entry_id;
      plan.insert(kContribution, contribution_row(receipt.row));
      person.contributions.push_back(receipt.row);
    }
    std::ranges::stable_sort(person.contributions, {}, [](const Contribution& row) {
      return std::pair(row.month, row.serial);
    });
    account::Account account =
        account::account_at(person.accounts, debt.person, debts_.employer.region);
    const Decision<bool> posted = post_credits(plan, receipts, account, context_);
    if (!posted) return posted.refusal();
    if (*posted) changed_[debt.person] = account;
    keep(person.accounts, account);
    paid_[debt.person].insert(debt.month);
    return Nothing{};
  }

  void finish(storage::Plan& plan) {
    for (const auto& [person, account] : changed_) account::save(plan, account);
    for (const auto& [person, months] : paid_) {
      plan.notify(person, "contribution_received",
                  {{"months", months.to_string()},
                   {"place", context_.regions->name(debts_.employer.region)}});
    }
  }

  const std::vector<Reason>& not_taken() const { return not_taken_; }

 private:
  Decision<Receipts> take(const Debt& debt) const {
    const EmployerPerson& person = debts_.people.at(debt.person);
    ReceiptFacts facts;
    facts.under = under_for(person, debts_.employer.id, debts_.employer.region, debt.month);
    YB_CHECK(facts.under != nullptr, "a debt under no enrolment");
    facts.enrolments = person.enrolments;
    facts.contributions = person.contributions;
    facts.received_on = received_on_;
    facts.today = context_.today;
    ReceiptWish wish;
    wish.month = debt.month;
    return take_receipts(std::span(&wish, 1), facts, *context_.policies);
  }

  static void keep(std::vector<account::Account>& accounts, const account::Account& account) {
    for (account::Account& each : accounts) {
      if (each.region == account.region) {
        each = account;
        return;
      }
    }
    accounts.push_back(account);
  }

  EmployerDebts& debts_;
  Date received_on_;
  const business::Context& context_;
  std::map<PersonId, account::Account> changed_;
  std::map<PersonId, MonthSet> paid_;
  std::vector<Reason> not_taken_;
};

Tree present_payment(const EmployerPayment& payment, const std::vector<Debt>& paid,
                     const EmployerDebts& debts, const std::vector<Reason>& not_taken,
                     const business::Context& context) {
  Tree list = Tree(Tree::List{});
  for (const Debt& debt : paid) {
    const Instant recorded_at = debts.people.at(debt.person).person.recorded_at;
    list.push(Tree::object({{"person", context.vault->outside_id(storage::IdKind::person,
                                                                 debt.person.value(), recorded_at)},
                            {"month", debt.month.to_string()},
                            {"principal_fen", debt.principal.fen()},
                            {"late_fee_fen", debt.late_fee.fen()}}));
  }
  return Tree::object({{"reference", payment.reference},
                       {"received_on", payment.received_on.to_string()},
                       {"principal_fen", payment.principal.fen()},
                       {"late_fee_fen", payment.late_fee.fen()},
                       {"left_fen", payment.left_after.fen()},
                       {"late_fee_owed_fen", payment.fee_owed.fen()},
                       {"shares", std::move(list)},
                       {"not_taken_in", to_tree(not_taken)}});
}

}  // namespace

void EmployerCommand::read_employer_of_path(business::Reader& reader, storage::Session& session) {
  employer_ = EmployerId(reader.path_id("employer", storage::IdKind::employer));
  if (employer_.value() == 0) return;
  const storage::Value key[] = {storage::Value(employer_.value())};
  const storage::Rows rows = session.select_keyed(enrolment::kEmployerById, key).front();
  if (rows.empty()) {
    reader.add({"not_found", {{"member", "employer"}}, {}}, RefusalKind::not_found);
    return;
  }
  region_ = enrolment::read_employer(rows.front()).region;
  people_ = people_of(employer_, session);
  if (people_.size() > kEmployerPeopleMax) {
    reader.add({"employer_too_large",
                {{"people", std::to_string(people_.size())},
                 {"people_max", std::to_string(kEmployerPeopleMax)}},
                {}},
               RefusalKind::refused);
  }
}

std::vector<storage::Subject> EmployerCommand::subjects() const {
  return {storage::Subject::region(region_)};
}

void EmployerCommand::need(storage::Needs& needs) const {
  need_employer_debts(needs, employer_, people_);
}

Verdict EmployerCommand::authorise(const business::Actor& actor, const storage::Facts&) const {
  return business::may_act_at(actor, region_);
}

business::CommandOrRefusal RecordEmployerPayment::parse(const business::Request& request,
                                                        const business::Context& context,
                                                        storage::Session& session) {
  auto command = std::make_unique<RecordEmployerPayment>();
  auto reader = business::Reader::body(request, context);
  command->read_employer_of_path(reader, session);
  command->reference_ = reader.text("reference", kReferenceMax);
  command->received_on_ = reader.optional_date("received_on").value_or(context.today);
  command->principal_ = reader.optional_fen("principal_fen").value_or(Money());
  command->late_fee_ = reader.optional_fen("late_fee_fen").value_or(Money());
  if (reader.ok_so_far() && (command->principal_ + command->late_fee_).is_zero()) {
    reader.add({"member_missing", {{"member", "principal_fen"}}, {}});
  }
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> RecordEmployerPayment::subjects() const {
  std::vector<storage::Subject> all = EmployerCommand::subjects();
  for (const PersonId person : people_) all.push_back(storage::Subject::person(person));
  return all;
}

void RecordEmployerPayment::need(storage::Needs& needs) const {
  EmployerCommand::need(needs);
  needs.add(kEmployerPaymentByReference, storage::Value(reference_));
}

Decision<storage::Plan> RecordEmployerPayment::decide(const storage::Facts& facts,
                                                      const business::Context& context) const {
  std::optional<EmployerDebts> debts =
      read_employer_debts(facts, employer_, people_, received_on_, context);
  if (!debts) return no_such_employer();
  if (received_on_ > context.today) {
    return refuse("received_in_future", {{"day", received_on_.to_string()}});
  }
  for (const EmployerPayment& known : read_employer_payments(
           facts.rows(kEmployerPaymentByReference, storage::Value(reference_)))) {
    if (known.region != region_) continue;
    return refuse("receipt_already_recorded", {{"reference", reference_},
                                               {"received_on", known.received_on.to_string()},
                                               {"amount", known.principal.to_display()}});
  }
  Distribution distribution(*debts, received_on_, context);
  const Allocation allocation =
      allocate_payment(debts->left() + principal_, distribution.payable());
  const Money fee_charged = debts->fee_owed() + allocation.late_fee;
  if (late_fee_ > fee_charged) {
    return refuse("late_fee_above_owed",
                  {{"late_fee", late_fee_.to_display()}, {"owed", fee_charged.to_display()}});
  }
  if (const Verdict sane =
          check_in_proportion(*debts, principal_, allocation.left, received_on_, context);
      !sane) {
    return sane.refusal();
  }
  storage::Plan plan;
  plan.event = "employer_payment_received";
  for (const Debt& debt : allocation.paid) {
    if (const Verdict paid = distribution.pay(debt, plan); !paid) return paid.refusal();
  }
  distribution.finish(plan);
  EmployerPayment payment{region_,
                          context.ids->next(),
                          employer_,
                          reference_,
                          received_on_,
                          principal_,
                          late_fee_,
                          debts->left(),
                          allocation.left,
                          fee_charged - late_fee_,
                          static_cast<int>(allocation.paid.size()),
                          context.actor->journal_name(),
                          context.now,
                          debts->fee_added()};
  plan.insert(kEmployerPayment, employer_payment_row(payment));
  std::int64_t line = 0;
  for (const Debt& debt : allocation.paid) {
    plan.insert(kEmployerPaymentShare,
                {region_.value(), payment.id, ++line, debt.person.value(), debt.month.index(),
                 debt.principal.fen(), debt.late_fee.fen()});
  }
  plan.answer =
      present_payment(payment, allocation.paid, *debts, distribution.not_taken(), context);
  plan.reasons.push_back(
      {"employer_payment_allocated",
       {{"people_months", std::to_string(allocation.paid.size())},
        {"left", allocation.left.to_display()},
        {"late_fee_owed", payment.fee_owed.to_display()}},
       {context.policies->on(region_, received_on_).arrears.late_fee_per_day.citation}});
  return plan;
}

business::CommandOrRefusal IssueArrearsNotice::parse(const business::Request& request,
                                                     const business::Context& context,
                                                     storage::Session& session) {
  auto command = std::make_unique<IssueArrearsNotice>();
  auto reader = business::Reader::body(request, context);
  command->read_employer_of_path(reader, session);
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

// 社会保险法第六十三条:用人单位未按时足额缴纳的,由社会保险费征收机构责令其限期缴纳或者补足。
Decision<storage::Plan> IssueArrearsNotice::decide(const storage::Facts& facts,
                                                   const business::Context& context) const {
  const std::optional<EmployerDebts> debts =
      read_employer_debts(facts, employer_, people_, context.today, context);
  if (!debts) return no_such_employer();
  const std::vector<MonthOwed> owed = overdue_by_month(*debts, *context.policies, context.today);
  if (owed.empty()) return refuse("nothing_owed");
  if (!debts->notices.empty() && debts->notices.back().pay_by >= context.today) {
    return refuse("notice_still_runs", {{"issued_on", debts->notices.back().noticed_on.to_string()},
                                        {"pay_by", debts->notices.back().pay_by.to_string()}});
  }
  const policy::RegionPolicy& policy = context.policies->on(region_, context.today);
  ArrearsNotice notice;
  notice.region = region_;
  notice.employer = employer_;
  notice.month = owed.back().month;
  for (const ArrearsNotice& before : debts->notices) {
    if (before.month == notice.month) notice.serial = std::max(notice.serial, before.serial + 1);
  }
  std::set<PersonId> people;
  MonthSet months;
  for (const Debt& debt : debts->debts) {
    if (!is_overdue(debt, region_, *context.policies, context.today)) continue;
    people.insert(debt.person);
    months.insert(debt.month);
    notice.amount += debt.principal;
    notice.late_fee += debt.late_fee;
  }
  notice.people = static_cast<std::int64_t>(people.size());
  notice.months = months.to_string();
  notice.due_on =
      due_on(notice.month, context.policies->on(region_, notice.month.first_day()).contribution);
  notice.noticed_on = context.today;
  notice.pay_by = pay_by_of(region_, context);
  notice.issued_by = context.actor->journal_name();
  notice.recorded_at = context.now;
  storage::Plan plan;
  plan.event = "arrears_notice_issued";
  plan.insert(kArrearsNotice, notice_row(notice));
  plan.answer = notices_tree({notice}).list()->front();
  plan.reasons.push_back(
      {"arrears_notice_issued",
       {{"employer", debts->employer.name},
        {"months", notice.months},
        {"people", std::to_string(notice.people)},
        {"amount_due", notice.amount.to_display()},
        {"late_fee", notice.late_fee.to_display()},
        {"pay_by", notice.pay_by.to_string()}},
       {policy.arrears.notice_working_days.citation, policy.arrears.late_fee_per_day.citation}});
  return plan;
}

}  // namespace yibao::contribution
