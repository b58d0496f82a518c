#include "business/hold/commands.h"

#include "business/hold/decision.h"
#include "business/hold/store.h"
#include "business/person/store.h"
#include "business/reader.h"

namespace yibao::hold {

std::vector<storage::Subject> HoldCommand::subjects() const {
  return {storage::Subject::person(person_)};
}

void HoldCommand::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(person::kInsuredRegionsOf, person_);
  needs.add(kHoldsOf, person_);
  need_decision(needs, person_, region_);
}

void HoldCommand::read_person(business::Reader& reader, const business::Context& context) {
  person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  region_ = context.actor->region;
}

Verdict HoldCommand::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  return person::may_serve(actor, person_, facts);
}

business::CommandOrRefusal SetHold::parse(const business::Request& request,
                                          const business::Context& context, storage::Session&) {
  auto command = std::make_unique<SetHold>();
  auto reader = business::Reader::body(request, context);
  command->read_person(reader, context);
  reader.code("cause", {to_text(HoldCause::admin)});
  command->note_ = reader.text("note", 200);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Decision<storage::Plan> SetHold::decide(const storage::Facts& facts,
                                        const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  storage::Plan plan;
  plan.event = "hold_set";
  NewHold hold;
  hold.person = person_;
  hold.cause = HoldCause::admin;
  hold.region = region_;  // whose order it is: who lifts it, and where it is appealed against
  hold.note = note_;
  const HoldId id = set_hold(plan, hold, context);
  plan.answer = Tree::object(
      {{"hold", context.vault->outside_id(storage::IdKind::hold, id.value(), context.now)},
       {"cause", std::string(to_text(hold.cause))},
       {"since", context.today.to_string()}});
  show_decision(plan.answer, order_freeze(plan, {*person, id, region_, note_}, facts, context),
                context);
  return plan;
}

}  // namespace yibao::hold
