#include "business/entitlement/queries.h"
#include "base/reason_tree.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/enrolment/store.h"
#include "business/entitlement/by_day.h"
#include "business/entitlement/present.h"
#include "business/entitlement/record.h"
#include "business/entitlement/rules.h"
#include "business/hold/store.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/pooling_region.h"
#include "business/reader.h"

namespace yibao::entitlement {

namespace {

Refusal no_such_person() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
}

}  // namespace

std::optional<PersonRecord> load_record(PersonId person, const business::Context& context,
                                        storage::Session& session) {
  storage::Needs needs;
  need_record(needs, person);
  storage::Facts facts;
  storage::ask(session, needs, facts);
  return read_record(facts, person, *context.vault);
}

Decision<Tree> answer_entitlement(const business::Request& request,
                                  const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const Date day = reader.optional_date("on").value_or(context.today);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = person::may_see(context, person, "enquiry", session); !own) {
    return own.refusal();
  }
  const std::optional<PersonRecord> record = load_record(person, context, session);
  if (!record) return no_such_person();
  const ByDay::Answer answer = ByDay(*record, *context.policies, context.today).answer_on(day);
  Tree told = present_standing(answer.entitlement.standing);
  told.set("on", day.to_string());
  if (answer.relation != nullptr) {
    told.set("region", answer.relation->region.to_string());
    told.set("region_name", context.regions->name(answer.relation->region));
    told.set("scheme", enrolment::to_text(answer.relation->scheme));
  }
  return told.set("reasons", to_tree(answer.entitlement.reasons));
}

Decision<Tree> answer_retirement(const business::Request& request, const business::Context& context,
                                 storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const Date day = reader.optional_date("on").value_or(context.today);
  std::optional<RegionCode> asked = reader.optional_region("region");
  if (asked) asked = business::covering_region(reader, *asked, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = person::may_see(context, person, "enquiry", session); !own) {
    return own.refusal();
  }
  const std::optional<PersonRecord> record = load_record(person, context, session);
  if (!record) return no_such_person();
  const enrolment::Enrolment* relation = relation_on(day, *record);
  if (!asked && relation == nullptr) return refuse("no_place_of_enjoyment");
  const RegionCode region = asked.value_or(relation == nullptr ? RegionCode() : relation->region);
  // What was decided stays decided: the years that are asked of others later are asked of no
  // retiree.
  const bool draws = record->person.draws_retirement_on(day);
  const Date judged_on = draws ? *record->person.retirement_benefits_from : day;
  const RetirementAnswer answer = check_retirement(
      retirement_facts_of(region, *record), context.policies->on(region, judged_on), judged_on);
  const RetirementCheck& check = answer.check;
  return Tree::object({{"on", day.to_string()},
                       {"region", region.to_string()},
                       {"region_name", context.regions->name(region)},
                       {"decided_on", day_or_null(record->person.retired_on)},
                       {"benefits_from", day_or_null(record->person.retirement_benefits_from)},
                       {"age_reached_on", check.age_reached_on.to_string()},
                       {"age_reached", check.age_reached},
                       {"months_required", check.months_required},
                       {"months_counted", check.months_counted},
                       {"months_missing", check.months_missing},
                       {"local_months_required", check.local_months_required},
                       {"local_months_counted", check.local_months_counted},
                       {"local_months_missing", check.local_months_missing},
                       {"years_enough", check.years_enough()},
                       {"entitled", draws || check.entitled()},
                       {"reasons", to_tree(answer.reasons)}});
}

}  // namespace yibao::entitlement
