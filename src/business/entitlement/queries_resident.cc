#include "business/entitlement/queries_resident.h"

#include "base/reason_tree.h"
#include "base/region_table.h"
#include "business/access.h"
#include "business/enrolment/rules.h"
#include "business/entitlement/newborn.h"
#include "business/entitlement/queries.h"
#include "business/pooling_region.h"
#include "business/reader.h"

namespace yibao::entitlement {

namespace {

Refusal no_such_person() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
}

// The region named, or that of the relation of today.
std::optional<RegionCode> region_for(const std::optional<RegionCode>& asked,
                                     const PersonRecord& record, Date today) {
  if (asked) return asked;
  const enrolment::Enrolment* relation = relation_on(today, record);
  if (relation == nullptr) return std::nullopt;
  return relation->region;
}

Tree present_option(const NewbornOption& option) {
  Tree years = Tree(Tree::List{});
  for (const int year : option.years) years.push(year);
  return Tree::object({{"years", std::move(years)},
                       {"cost_fen", option.cost.fen()},
                       {"covered_from", option.covered_from.to_string()},
                       {"covered_until", option.covered_until.to_string()},
                       {"covered_days", option.covered_days},
                       {"reasons", to_tree(option.reasons)}});
}

}  // namespace

Decision<Tree> answer_newborn_choice(const business::Request& request,
                                     const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const Date pay_on = reader.optional_date("pay_on").value_or(context.today);
  std::optional<RegionCode> asked = reader.optional_region("region");
  if (asked) asked = business::covering_region(reader, *asked, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  const std::optional<PersonRecord> record = load_record(person, context, session);
  if (!record) return no_such_person();
  const Date born_on = record->person.birth_date;
  const std::optional<RegionCode> region = region_for(asked, *record, context.today);
  if (!region) return refuse("no_place_of_enjoyment");
  if (pay_on < born_on || pay_on.year() > enrolment::last_year_as_newborn(born_on)) {
    return refuse("not_a_newborn",
                  {{"born_on", born_on.to_string()}, {"pay_on", pay_on.to_string()}});
  }
  const NewbornChoice choice = newborn_choice(born_on, pay_on, *region, *context.policies);
  Tree options = Tree(Tree::List{});
  for (const NewbornOption& option : choice.options) options.push(present_option(option));
  return Tree::object({{"born_on", born_on.to_string()},
                       {"pay_on", pay_on.to_string()},
                       {"region", region->to_string()},
                       {"region_name", context.regions->name(*region)},
                       {"window_last_day", choice.window_last_day.to_string()},
                       {"within_window", choice.within_window},
                       {"options", std::move(options)}});
}

}  // namespace yibao::entitlement
