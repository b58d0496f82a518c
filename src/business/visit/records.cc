#include "business/visit/records.h"

#include <algorithm>
#include <set>
#include <utility>

#include "business/visit/prescriptions.h"
#include "business/visit/store.h"
#include "business/visit/terms.h"
#include "policy/policy_set.h"

namespace yibao::visit {

namespace {

// R26: local; by default only chronic care says for which disease.
Verdict check_disease(const Record& record, const std::string& kind,
                      const policy::SettlementPolicy& policy) {
  const policy::DiseaseNeeded rule = policy.visit_disease_needed.value;
  const bool needed = rule == policy::DiseaseNeeded::always ||
                      (rule == policy::DiseaseNeeded::chronic_only && kind == kChronicCare);
  const bool told = !record.disease.empty() && !record.disease_name.empty();
  if (!needed || told) return Nothing{};
  return refuse("visit_disease_missing", {{"care", kind}}, {policy.visit_disease_needed.citation});
}

Verdict check_diagnoses(const std::vector<Diagnosis>& diagnoses, Date today) {
  std::set<std::pair<std::string, int>> numbers;
  for (const Diagnosis& each : diagnoses) {
    if (!numbers.insert({each.kind, each.sort_number}).second) {
      return refuse(RefusalKind::malformed, "diagnosis_twice",
                    {{"sort_number", std::to_string(each.sort_number)}});
    }
    if (each.diagnosed_on > today) {
      return refuse("diagnosis_ahead", {{"day", each.diagnosed_on.to_string()}});
    }
  }
  return Nothing{};
}

}  // namespace

Verdict check_kind(const Visit& visit, const std::string& kind,
                   const std::vector<Settlement>& all) {
  for (const Settlement& each : all) {
    const bool says_so = each.visit == visit.id && each.kind != kRegistrationOnly &&
                         each.reverses.is_none() && !is_reversed(all, each.id);
    if (says_so && each.kind != kind) return refuse("visit_settled_as", {{"care", each.kind}});
  }
  return Nothing{};
}

void RecordVisit::need(storage::Needs& needs) const {
  VisitCommand::need(needs);
  needs.add(kRecordsOf, person_);
  needs.add(kDiagnosesOf, person_);
  needs.add(kSettlementsOfVisit, {person_.value(), record_.visit.value()});
}

Decision<storage::Plan> RecordVisit::decide(const storage::Facts& facts,
                                            const business::Context& context) const {
  const Decision<Visit> found = require_visit(facts, record_.visit);
  if (!found) return found.refusal();
  Visit visit = *found;
  const policy::SettlementPolicy& policy =
      context.policies->on(visit.insured_place, visit.begun_on).settlement;
  if (const Verdict told = check_disease(record_, kind_, policy); !told) return told.refusal();
  if (const Verdict fit = check_diagnoses(diagnoses_, context.today); !fit) return fit.refusal();
  const Verdict kind = check_kind(visit, kind_, read_settlements(facts.rows(kSettlementsOfVisit)));
  if (!kind) return kind.refusal();
  storage::Plan plan;
  plan.event = "visit_recorded";
  if (visit.kind != kind_) {
    visit.kind = kind_;
    plan.update(kVisit, visit_row(visit));
  }
  const auto before = find_record(facts.rows(kRecordsOf, person_), visit.id);
  Record record = record_;
  record.uploads = before ? before->uploads + 1 : 1;
  record.entry_id = context.entry_id;
  record.recorded_at = context.now;
  plan.save(kRecord, record_row(record), !before);
  keep_prescription(plan, record, prescription_);
  std::vector<Diagnosis> known = read_diagnoses(facts.rows(kDiagnosesOf, person_), visit.id);
  int ordinal = 0;
  for (const Diagnosis& each : diagnoses_) {
    const bool is_new = ordinal >= static_cast<int>(known.size());
    plan.save(kDiagnosis, diagnosis_row(person_, visit.id, ++ordinal, each), is_new);
  }
  for (; ordinal < static_cast<int>(known.size());) {
    Diagnosis& old = known[static_cast<std::size_t>(ordinal)];
    ++ordinal;
    if (!std::exchange(old.is_valid, false)) continue;
    plan.update(kDiagnosis, diagnosis_row(person_, visit.id, ordinal, old));
  }
  plan.answer = Tree(Tree::Members{});
  return plan;
}

}  // namespace yibao::visit
