#include "business/contribution/deemed.h"

#include "business/access.h"
#include "business/contribution/store.h"
#include "business/enrolment/store.h"
#include "business/late_record/store.h"
#include "business/person/store.h"
#include "business/pooling_region.h"
#include "business/reader.h"

namespace yibao::contribution {

namespace {

using late_record::LateRecord;

const enrolment::Enrolment* under_of(std::span<const enrolment::Enrolment> enrolments,
                                     RegionCode region) {
  const enrolment::Enrolment* under = nullptr;
  for (const enrolment::Enrolment& each : enrolments) {
    const bool counts = !each.duplicate && each.scheme == enrolment::Scheme::employee;
    if (counts && each.region == region) under = &each;
  }
  return under;
}

void need_months(storage::Needs& needs, PersonId person) {
  needs.add(person::kPersonById, person);
  needs.add(enrolment::kEnrolmentsOf, person);
  needs.add(kContributionsOf, person);
}

// 视同缴费: months without money, each once at a place.
Decision<Receipts> take_months(const LateRecord& record, const storage::Facts& facts,
                               const business::Context& context) {
  const Decision<person::Person> person = person::require_person(facts, record.person, context);
  if (!person) return person.refusal();
  const auto enrolments =
      enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, record.person));
  const auto contributions = read_contributions(facts.rows(kContributionsOf, record.person));
  ReceiptFacts receipt_facts;
  receipt_facts.under = under_of(enrolments, record.region);
  if (receipt_facts.under == nullptr) return refuse("no_enrolment_for_receipt");
  receipt_facts.enrolments = enrolments;
  receipt_facts.contributions = contributions;
  receipt_facts.kind = ReceiptKind::deemed;
  receipt_facts.received_on = receipt_facts.today = context.today;
  receipt_facts.set_life(*person);
  std::vector<ReceiptWish> wishes;
  const Month end = Month::containing(*record.suspended_on);
  for (Month month = Month::containing(*record.started_on); month < end; month = month + 1) {
    wishes.emplace_back().month = month;
  }
  return take_receipts(wishes, receipt_facts, *context.policies);
}

}  // namespace

business::CommandOrRefusal ProposeDeemed::parse(const business::Request& request,
                                                const business::Context& context,
                                                storage::Session&) {
  auto command = std::make_unique<ProposeDeemed>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->region_ = business::covering_region(reader, reader.region("region"), context);
  command->first_ = reader.month("first_month");
  command->last_ = reader.month("last_month");
  command->evidence_ = reader.text("evidence", late_record::kEvidenceMax);
  if (reader.ok_so_far()) {
    const int months = command->last_ - command->first_ + 1;
    const bool known = MonthSet::in_range(command->first_) && MonthSet::in_range(command->last_);
    if (months < 1 || months > kDeemedMonthsMax || !known) {
      reader.add({"deemed_months_out_of_range", {{"most", std::to_string(kDeemedMonthsMax)}}, {}});
    }
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> ProposeDeemed::subjects() const {
  return {storage::Subject::person(person_)};
}

void ProposeDeemed::need(storage::Needs& needs) const {
  need_months(needs, person_);
  needs.add(late_record::kLateRecordsOf, person_);
}

Verdict ProposeDeemed::authorise(const business::Actor& actor, const storage::Facts&) const {
  return business::may_act_at(actor, region_);
}

Decision<storage::Plan> ProposeDeemed::decide(const storage::Facts& facts,
                                              const business::Context& context) const {
  LateRecord record;
  record.person = person_;
  record.what = late_record::What::deemed;
  record.region = region_;
  record.evidence = evidence_;
  record.started_on = first_.first_day();
  record.suspended_on = (last_ + 1).first_day();
  if (const auto taken = take_months(record, facts, context); !taken) return taken.refusal();
  storage::Plan plan;
  const Verdict proposed = late_record::propose(std::move(record), facts, context, plan);
  if (!proposed) return proposed.refusal();
  return plan;
}

business::CommandOrRefusal DecideDeemed::parse(const business::Request& request,
                                               const business::Context& context,
                                               storage::Session&) {
  auto command = std::make_unique<DecideDeemed>();
  const Verdict verdict = command->read(request, context);
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

void DecideDeemed::need(storage::Needs& needs) const {
  DecideLateRecord::need(needs);
  need_months(needs, person());
}

Verdict DecideDeemed::enter(LateRecord& record, const storage::Facts& facts,
                            const business::Context& context, storage::Plan& plan) const {
  Decision<Receipts> taken = take_months(record, facts, context);
  if (!taken) return taken.refusal();
  Receipts receipts = std::move(taken).value();
  plan.event = "deemed_contribution_recorded";
  for (Receipt& receipt : receipts.all) {
    receipt.row.entry_id = context.entry_id;
    plan.insert(kContribution, contribution_row(receipt.row));
  }
  plan.reasons = std::move(receipts.reasons);
  record.entered = static_cast<std::int64_t>(receipts.all.size());
  plan.answer.set("months", *record.entered);
  return Nothing{};
}

}  // namespace yibao::contribution
