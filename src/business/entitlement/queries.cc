#include "base/reason_tree.h"
#include "business/entitlement/queries.h"

#include "base/region_table.h"
#include "business/enrolment/store.h"
#include "business/entitlement/rules.h"
#include "business/hold/store.h"
#include "business/person/store.h"
#include "business/reader.h"

namespace yibao::entitlement {

namespace {

Refusal no_such_person() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
}

Tree day_or_null(const std::optional<Date>& day) {
  return day ? Tree(day->to_string()) : Tree();
}

Tree present_standing(const Standing& standing) {
  return Tree::object({{"covered", standing.cover != Cover::no},
                       {"cover", to_text(standing.cover)},
                       {"benefit_percent", standing.percent},
                       {"ground", to_text(standing.ground)},
                       {"since", day_or_null(standing.since)},
                       {"until", day_or_null(standing.until)}});
}

struct Answer {
  const enrolment::Enrolment* relation;
  Entitlement entitlement;
};

Entitlement weigh(Date day, const enrolment::Enrolment& relation, const PersonRecord& record,
                  const business::Context& context) {
  const policy::RegionPolicy& policy = context.policies->on(relation.region, day);
  return entitlement_on(day, facts_of(relation, record, policy, context.today), policy);
}

// A day between two relations is the later one's where it covers the gap retroactively (43号),
// else the earlier one's. None: nobody was enrolled by then.
std::optional<Answer> answer_on(Date day, const PersonRecord& record,
                                const business::Context& context) {
  const enrolment::Enrolment* relation = relation_on(day, record);
  if (relation == nullptr || !relation->participates_on(day)) {
    if (const enrolment::Enrolment* later = relation_after(day, record)) {
      Entitlement entitlement = weigh(day, *later, record, context);
      if (entitlement.standing.cover != Cover::no) return Answer{later, std::move(entitlement)};
    }
  }
  if (relation == nullptr) return std::nullopt;
  return Answer{relation, weigh(day, *relation, record, context)};
}

}  // namespace

std::optional<PersonRecord> load_record(PersonId person, const business::Context& context,
                                        storage::Session& session) {
  const storage::Value key[] = {storage::Value(person.value())};
  const storage::Rows people = session.select_keyed(person::kPersonById, key).front();
  if (people.empty()) return std::nullopt;
  PersonRecord record;
  record.person = person::read_person(people.front(), *context.vault, person::Open::nothing);
  record.enrolments =
      enrolment::read_enrolments(session.select_keyed(enrolment::kEnrolmentsOf, key).front());
  record.contributions = contribution::read_contributions(
      session.select_keyed(contribution::kContributionsOf, key).front());
  record.recognised =
      contribution::read_recognised(session.select_keyed(contribution::kRecognisedOf, key).front());
  record.holds = hold::read_holds(session.select_keyed(hold::kHoldsOf, key).front());
  return record;
}

Decision<Tree> answer_entitlement(const business::Request& request,
                                  const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const Date day = reader.optional_date("on").value_or(context.today);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = person::may_enquire(person, context, session); !own) {
    return own.refusal();
  }
  const std::optional<PersonRecord> record = load_record(person, context, session);
  if (!record) return no_such_person();
  const std::optional<Answer> answer = answer_on(day, *record, context);
  if (!answer) {
    Tree never = present_standing(Standing{});
    never.set("on", day.to_string());
    return never.set("reasons", to_tree(std::vector<Reason>{{"not_enrolled", {}, {}}}));
  }
  Tree told = present_standing(answer->entitlement.standing);
  told.set("on", day.to_string());
  told.set("region", answer->relation->region.to_string());
  told.set("region_name", context.regions->name(answer->relation->region));
  told.set("scheme", enrolment::to_text(answer->relation->scheme));
  return told.set("reasons", to_tree(answer->entitlement.reasons));
}

Decision<Tree> answer_retirement(const business::Request& request, const business::Context& context,
                                 storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const Date day = reader.optional_date("on").value_or(context.today);
  const std::optional<RegionCode> asked = reader.optional_region("region");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = person::may_enquire(person, context, session); !own) {
    return own.refusal();
  }
  const std::optional<PersonRecord> record = load_record(person, context, session);
  if (!record) return no_such_person();
  const enrolment::Enrolment* relation = relation_on(day, *record);
  if (!asked && relation == nullptr) return refuse("no_place_of_enjoyment");
  const RegionCode region = asked.value_or(relation == nullptr ? RegionCode() : relation->region);
  const RetirementAnswer answer = check_retirement(retirement_facts_of(region, *record),
                                                   context.policies->on(region, day), day);
  const RetirementCheck& check = answer.check;
  return Tree::object({{"on", day.to_string()},
                       {"region", region.to_string()},
                       {"region_name", context.regions->name(region)},
                       {"decided_on", day_or_null(record->person.retired_on)},
                       {"age_reached_on", check.age_reached_on.to_string()},
                       {"age_reached", check.age_reached},
                       {"months_required", check.months_required},
                       {"months_counted", check.months_counted},
                       {"months_missing", check.months_missing},
                       {"local_months_required", check.local_months_required},
                       {"local_months_counted", check.local_months_counted},
                       {"local_months_missing", check.local_months_missing},
                       {"years_enough", check.years_enough()},
                       {"entitled", check.entitled()},
                       {"reasons", to_tree(answer.reasons)}});
}

}  // namespace yibao::entitlement
