#include "business/contribution/commands.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/contribution/credits.h"
#include "business/contribution/late_fees.h"
#include "business/contribution/overpayments.h"
#include "business/contribution/roster.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"
#include "business/horizon.h"
#include "business/person/store.h"
#include "business/reader_part.h"

namespace yibao::contribution {

namespace {

constexpr int kOrdinalMax = 10'000;
constexpr int kYearFirst = 1998;

// The enrolment meant: by number, or the active one, or, where the person is insured elsewhere by
// now, the last one at the officer's own place: arrears are paid where they are owed.
const enrolment::Enrolment* find_under(std::span<const enrolment::Enrolment> enrolments,
                                       int ordinal, const business::Actor& actor) {
  if (ordinal != 0) return enrolment::with_ordinal(enrolments, ordinal);
  const enrolment::Enrolment* under = enrolment::active_among(enrolments);
  if (actor.region.is_none() || (under != nullptr && under->region == actor.region)) return under;
  const enrolment::Enrolment* last = enrolment::stood_last_at(enrolments, actor.region);
  return last != nullptr ? last : under;
}

std::optional<ReceiptKind> kind_of(const std::string& text) {
  if (text == "normal") return ReceiptKind::normal;
  if (text == "supplementary") return ReceiptKind::supplementary;
  return std::nullopt;
}

ReceiptWish read_wish(business::Reader& reader) {
  ReceiptWish wish;
  wish.month = reader.month("month");
  if (reader.ok_so_far() && !MonthSet::in_range(wish.month)) {
    reader.add({"member_not_month", {{"member", "month"}}, {}});
  }
  wish.base = reader.optional_fen("base_fen");
  wish.personal = reader.optional_fen("personal_fen");
  wish.employer = reader.optional_fen("employer_fen");
  return wish;
}

// Each item of the list is a small body of its own, read as strictly as the whole.
std::vector<ReceiptWish> read_list(business::Reader& reader, const business::Request& request,
                                   const business::Context& context) {
  std::vector<ReceiptWish> wishes;
  const Tree::List* list = reader.list("months", kReceiptsMax);
  if (list == nullptr) return wishes;
  if (list->empty()) reader.add({"member_empty", {{"member", "months"}}, {}});
  business::read_items(
      reader, request, context, "months", *list,
      [&](business::Reader& part, const business::Request&) { wishes.push_back(read_wish(part)); });
  return wishes;
}

Tree present_receipts(const Receipts& receipts) {
  Tree list = Tree(Tree::List{});
  for (const Receipt& receipt : receipts.all) {
    Tree told = Tree::object({{"month", receipt.row.month.to_string()},
                              {"kind", static_cast<int>(receipt.row.kind)},
                              {"base_fen", receipt.row.base.fen()},
                              {"personal_fen", receipt.row.personal.fen()},
                              {"employer_fen", receipt.row.employer.fen()},
                              {"credit_fen", receipt.credit.fen()}});
    if (receipt.overpaid) told.set("overpaid", true);
    list.push(std::move(told));
  }
  return list;
}

}  // namespace

std::vector<storage::Subject> ReceiptCommand::subjects() const {
  return {storage::Subject::person(person_)};
}

void ReceiptCommand::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(enrolment::kEnrolmentsOf, person_);
  needs.add(kContributionsOf, person_);
  needs.add(account::kAccountsOf, person_);
  needs.add(kOverpaymentsOf, person_);
}

Verdict ReceiptCommand::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  const auto enrolments = enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, person_));
  const enrolment::Enrolment* under = find_under(enrolments, ordinal_, actor);
  return under == nullptr ? Verdict(Nothing{}) : business::may_act_at(actor, under->region);
}

Decision<storage::Plan> ReceiptCommand::decide(const storage::Facts& facts,
                                               const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  const auto enrolments = enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, person_));
  const std::vector<Contribution> contributions =
      read_contributions(facts.rows(kContributionsOf, person_));
  ReceiptFacts receipt_facts;
  receipt_facts.under = find_under(enrolments, ordinal_, *context.actor);
  if (receipt_facts.under == nullptr) return refuse("no_enrolment_for_receipt");
  receipt_facts.enrolments = enrolments;
  receipt_facts.contributions = contributions;
  receipt_facts.kind = kind_;
  receipt_facts.received_on = received_on_.value_or(context.today);
  receipt_facts.today = context.today;
  receipt_facts.set_life(*person);
  receipt_facts.day_told = received_on_.has_value();
  std::vector<Overpayment> overpaid = read_overpayments(facts.rows(kOverpaymentsOf, person_));
  receipt_facts.overpaid = overpaid;
  receipt_facts.keeps_overpaid = true;
  Decision<Receipts> taken = take(receipt_facts, *context.policies);
  if (!taken) return taken.refusal();
  Receipts receipts = std::move(taken).value();

  storage::Plan plan;
  plan.event = "contribution_received";
  const enrolment::Enrolment& under = *receipt_facts.under;
  std::vector<RosterMonth> roster;
  if (!under.employer.is_none()) {
    roster = roster_at(under.region, enrolments, *person,
                       context.policies->on(under.region, context.today), context.today);
  }
  Money late_fees;
  MonthSet months;
  MonthSet after_leaving;
  for (Receipt& receipt : receipts.all) {
    receipt.row.entry_id = context.entry_id;
    (receipt.overpaid ? after_leaving : months).insert(receipt.row.month);
    if (receipt.overpaid) {
      overpaid.push_back(overpayment_of(receipt.row, overpaid, context.now));
      plan.insert(kOverpayment, overpayment_row(overpaid.back()));
      continue;
    }
    plan.insert(kContribution, contribution_row(receipt.row));
    if (const auto fee = late_fee_of(receipt.row, under, roster, *context.policies)) {
      plan.insert(kLateFee, late_fee_row(*fee));
      late_fees += fee->fee;
    }
  }
  const Verdict posted = post(plan, receipts, under, facts, context);
  if (!posted) return posted.refusal();
  const std::string place = context.regions->name(under.region);
  if (!months.empty()) {
    plan.notify(person_, "contribution_received",
                {{"months", months.to_string()}, {"place", place}});
  }
  if (!after_leaving.empty()) {
    plan.notify(person_, "overpayment_received",
                {{"months", after_leaving.to_string()}, {"place", place}});
  }
  plan.answer.set("receipts", present_receipts(receipts));
  plan.reasons = std::move(receipts.reasons);
  if (!late_fees.is_zero()) {
    plan.reasons.push_back({"late_fee_charged",
                            {{"late_fee", late_fees.to_display()}},
                            {context.policies->on(under.region, receipt_facts.received_on)
                                 .arrears.late_fee_per_day.citation}});
  }
  return plan;
}

Verdict ReceiptCommand::post(storage::Plan& plan, const Receipts& receipts,
                             const enrolment::Enrolment& under, const storage::Facts& facts,
                             const business::Context& context) const {
  const auto accounts = account::read_accounts(facts.rows(account::kAccountsOf, person_));
  account::Account account = account::account_at(accounts, person_, under.region);
  const Decision<bool> changed = post_credits(plan, receipts, account, context);
  if (!changed) return changed.refusal();
  if (*changed) account::save(plan, account);
  plan.answer.set("balance_fen", account.balance.fen());
  return Nothing{};
}

business::CommandOrRefusal RecordReceipts::parse(const business::Request& request,
                                                 const business::Context& context,
                                                 storage::Session&) {
  auto command = std::make_unique<RecordReceipts>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->ordinal_ = static_cast<int>(reader.integer_or("enrolment", 1, kOrdinalMax, 0));
  const std::string kind =
      reader.code_or("kind", {"normal", "supplementary", "refund", "deemed"}, "");
  // 退费由缴费人申请、两人审核(N-19),登记错误的按更正办理: never one officer's entry.
  if (kind == "refund") reader.add({"refund_by_application", {{"member", "kind"}}, {}});
  // 视同缴费认定由两人办理、有依据(deemed.h).
  if (kind == "deemed") reader.add({"deemed_by_two_officers", {{"member", "kind"}}, {}});
  command->kind_ = kind_of(kind);
  command->received_on_ = reader.optional_date("received_on");
  const bool one = request.body.find("month") != nullptr;
  if (one) {
    command->wishes_.push_back(read_wish(reader));
  } else {
    command->wishes_ = read_list(reader, request, context);
  }
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Decision<Receipts> RecordReceipts::take(const ReceiptFacts& facts,
                                        const policy::PolicySet& policies) const {
  return take_receipts(wishes_, facts, policies);
}

business::CommandOrRefusal RecordResidentYear::parse(const business::Request& request,
                                                     const business::Context& context,
                                                     storage::Session&) {
  auto command = std::make_unique<RecordResidentYear>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->ordinal_ = static_cast<int>(reader.integer_or("enrolment", 1, kOrdinalMax, 0));
  command->received_on_ = reader.optional_date("received_on");
  command->year_ = static_cast<int>(reader.integer("year", kYearFirst, business::kYearLast));
  command->amount_ = reader.optional_fen("amount_fen");
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Decision<Receipts> RecordResidentYear::take(const ReceiptFacts& facts,
                                            const policy::PolicySet& policies) const {
  return take_resident_year(year_, amount_, facts, policies);
}

}  // namespace yibao::contribution
