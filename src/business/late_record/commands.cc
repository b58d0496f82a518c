#include "business/late_record/commands.h"

#include <algorithm>

#include "business/access.h"
#include "business/late_record/present.h"
#include "business/late_record/rules.h"
#include "business/late_record/store.h"
#include "business/person/store.h"

namespace yibao::late_record {

namespace {

constexpr int kOrdinalMax = 1'000'000;

}  // namespace

Verdict propose(LateRecord record, const storage::Facts& facts, const business::Context& context,
                storage::Plan& plan) {
  const std::vector<LateRecord> records = read_records(facts.rows(kLateRecordsOf, record.person));
  if (const Verdict may = may_propose(record, records); !may) return may;
  record.ordinal = records.empty() ? 1 : records.back().ordinal + 1;
  record.proposed_by = context.actor->journal_name();
  record.recorded_at = context.now;
  plan.event = "late_record_proposed";
  plan.insert(kLateRecord, record_row(record));
  plan.answer = present_record(record, context);
  return Nothing{};
}

Verdict DecideLateRecord::read(const business::Request& request, const business::Context& context) {
  auto reader = business::Reader::body(request, context);
  person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  ordinal_ = static_cast<int>(reader.integer("record", 1, kOrdinalMax));
  approve_ = reader.code("decision", {"approve", "refuse"}) == "approve";
  return reader.finish();
}

std::vector<storage::Subject> DecideLateRecord::subjects() const {
  return {storage::Subject::person(person_)};
}

void DecideLateRecord::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(kLateRecordsOf, person_);
}

// By an officer of the agency where it was proposed.
Verdict DecideLateRecord::authorise(const business::Actor& actor,
                                    const storage::Facts& facts) const {
  const std::vector<LateRecord> records = read_records(facts.rows(kLateRecordsOf, person_));
  const auto found = std::ranges::find(records, ordinal_, &LateRecord::ordinal);
  return found == records.end() ? Verdict(Nothing{}) : business::may_act_at(actor, found->region);
}

Decision<storage::Plan> DecideLateRecord::decide(const storage::Facts& facts,
                                                 const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  Decision<LateRecord> decided =
      decide_record(read_records(facts.rows(kLateRecordsOf, person_)), ordinal_, what_, approve_,
                    context.actor->journal_name(), context.now);
  if (!decided) return decided.refusal();
  LateRecord record = std::move(decided).value();
  storage::Plan plan;
  plan.event = "late_record_refused";
  plan.answer = present_record(record, context);
  if (approve_) {
    if (const Verdict done = enter(record, facts, context, plan); !done) return done.refusal();
    const Reason told = entered(record);
    plan.notify(person_, told.code, told.facts);
  }
  plan.update(kLateRecord, record_row(record));
  return plan;
}

std::vector<business::Field> decision_fields() {
  using business::FieldKind;
  return {{"record", FieldKind::integer, true, "补录申请的序号"},
          {"decision", FieldKind::text, true, "approve 或 refuse"}};
}

}  // namespace yibao::late_record
