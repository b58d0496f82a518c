#include "business/place_change/commands_displayed.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/casework/shown.h"
#include "business/enrolment/store.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/place_change/places.h"
#include "business/place_change/store.h"
#include "business/pooling_region.h"
#include "business/reader.h"

namespace yibao::place_change {

business::CommandOrRefusal SwitchDisplayedPlace::parse(const business::Request& request,
                                                       const business::Context& context,
                                                       storage::Session&) {
  auto command = std::make_unique<SwitchDisplayedPlace>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->region_ = business::covering_region(reader, reader.region("region"), context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> SwitchDisplayedPlace::subjects() const {
  return {storage::Subject::person(person_)};
}

void SwitchDisplayedPlace::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(enrolment::kEnrolmentsOf, person_);
  needs.add(kDisplayedPlaceOf, person_);
}

// The person's own choice, or told to an officer of that place at a counter.
Verdict SwitchDisplayedPlace::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is(business::Role::participant)) return business::may_act_for(actor, person_);
  return business::may_act_at(actor, region_);
}

Decision<storage::Plan> SwitchDisplayedPlace::decide(const storage::Facts& facts,
                                                     const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  if (const Verdict alive = person::check_alive(*person, context.today); !alive) {
    return alive.refusal();
  }
  const std::vector<enrolment::Enrolment> existing =
      existing_relations(enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, person_)));
  if (const Verdict may = check_displayed(region_, existing); !may) return may.refusal();
  const storage::Rows& rows = facts.rows(kDisplayedPlaceOf, person_);
  storage::Plan plan;
  plan.event = "displayed_place_switched";
  plan.save(kDisplayedPlace, displayed_place_row({person_, region_, context.today, context.now}),
            rows.empty());
  plan.reasons.push_back(
      {"displayed_place_switched", {{"region", context.regions->full_name(region_)}}, {}});
  plan.answer = Tree::object({{"displayed_place", casework::place_tree(region_, context)},
                              {"legal_place_changed", false}});
  return plan;
}

}  // namespace yibao::place_change
