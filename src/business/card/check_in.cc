#include "business/card/check_in.h"

#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/person/rules.h"
#include "business/person/store.h"

namespace yibao::card {

business::CommandOrRefusal CheckIn::parse(const business::Request& request,
                                          const business::Context& context, storage::Session&) {
  auto command = std::make_unique<CheckIn>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->presented_ = Presented::read(reader);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> CheckIn::subjects() const {
  return {storage::Subject::person(person_)};
}

void CheckIn::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(hold::kHoldsOf, person_);
  presented_.need(needs, person_);
}

Verdict CheckIn::authorise(const business::Actor&, const storage::Facts&) const {
  return Nothing{};  // any provider, wherever it is
}

Decision<storage::Plan> CheckIn::decide(const storage::Facts& facts,
                                        const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  if (const Verdict alive = person::check_alive(*person, context.today); !alive) {
    return alive.refusal();
  }
  const std::vector<hold::Hold> holds =
      hold::in_force(hold::read_holds(facts.rows(hold::kHoldsOf, person_)), context.today);
  const auto shown = presented_.accept(person_, holds, context.actor->region, facts, context);
  if (!shown) return shown.refusal();
  if (!shown->serves) return shown->serves.refusal();
  storage::Plan plan;
  plan.event = shown->activated ? "card_activated_by_first_use" : "checked_in";
  shown->write(plan);
  plan.answer = Tree::object({{"medium", std::string(to_text(presented_.medium()))},
                              {"activated", shown->activated.has_value()}});
  return plan;
}

}  // namespace yibao::card
