#include "business/enrolment/holder.h"

#include "base/region_table.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"

namespace yibao::enrolment {

namespace {

// Who takes part without one: flexible workers, residents.
constexpr std::string_view kNoEmployer = "无(本人参保)";

}  // namespace

void need_holder(const storage::Facts& facts, storage::Needs& needs, PersonId person) {
  const std::vector<Enrolment> enrolments = read_enrolments(facts.rows(kEnrolmentsOf, person));
  const Enrolment* active = active_among(enrolments);
  if (active == nullptr || active->employer.is_none()) return;
  needs.add(kEmployerById, storage::Value(active->employer.value()));
}

std::string holder_name(const storage::Facts& facts, PersonId person) {
  const std::vector<Enrolment> enrolments = read_enrolments(facts.rows(kEnrolmentsOf, person));
  const Enrolment* active = active_among(enrolments);
  if (active == nullptr || active->employer.is_none()) return std::string(kNoEmployer);
  const storage::Rows& rows = facts.rows(kEmployerById, storage::Value(active->employer.value()));
  return rows.empty() ? std::string(kNoEmployer) : mask_employer(read_employer(rows.front()).name);
}

Refusal name_holder(Refusal refusal, const storage::Facts& facts, PersonId person,
                    const business::Context& context) {
  Reason& first = refusal.reasons.front();
  if (first.code != "double_enrolment") return refusal;
  for (const Fact& fact : std::vector<Fact>(first.facts)) {
    if (fact.name != "blocking_region") continue;
    const std::optional<RegionCode> region = RegionCode::parse(fact.value);
    first.facts.push_back({"blocking_place", region ? context.regions->name(*region) : ""});
  }
  first.facts.push_back({"blocking_employer", holder_name(facts, person)});
  return refusal;
}

}  // namespace yibao::enrolment
