#include "business/seal/commands_order.h"

#include <algorithm>

#include "business/access.h"
#include "business/hold/decision.h"
#include "business/hold/store.h"
#include "business/person/store.h"
#include "business/seal/lifting.h"
#include "business/seal/store.h"
#include "business/second_eyes.h"

namespace yibao::seal {

namespace {

// A freeze from before its agency was noted may be lifted by any that serves the person.
Verdict may_lift(const storage::Row& row, const std::vector<Decided>& decided,
                 const business::Actor& actor) {
  const RegionCode orderer(static_cast<std::int32_t>(row[3].integer()));
  if (!orderer.is_none()) {
    if (const Verdict own = business::may_act_at(actor, orderer); !own) return own;
  }
  const std::string officer = actor.journal_name();
  const std::string& set_by = row[8].text();
  if (const Verdict second = business::check_second_officer(set_by, officer); !second) {
    return second;
  }
  const bool refused = std::ranges::any_of(
      kept_from_lifting(HoldId(row[1].integer()), set_by, decided),
      [&](const std::string& each) { return business::is_same_officer(each, officer); });
  return refused ? Verdict(refuse("other_officer_needed")) : Verdict(Nothing{});
}

}  // namespace

business::CommandOrRefusal EndFreeze::parse(const business::Request& request,
                                            const business::Context& context, storage::Session&) {
  auto command = std::make_unique<EndFreeze>();
  auto reader = business::Reader::body(request, context);
  command->read_person(reader, context);
  command->hold_ = HoldId(reader.path_id("hold", storage::IdKind::hold));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

void EndFreeze::need(storage::Needs& needs) const {
  HoldCommand::need(needs);
  need_decided(needs, person_);
}

Decision<storage::Plan> EndFreeze::decide(const storage::Facts& facts,
                                          const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  for (const storage::Row& row : facts.rows(hold::kHoldsOf, person_)) {
    if (row[1].integer() != hold_.value()) continue;
    if (row[2].text() != to_text(hold::HoldCause::admin)) return refuse("hold_not_by_order");
    const Verdict may = may_lift(row, read_decided(facts, person_), *context.actor);
    if (!may) return may.refusal();
    storage::Plan plan;
    plan.event = "hold_released";
    hold::lift_hold(plan, row, context);
    plan.answer = Tree::object({{"released_on", context.today.to_string()}});
    hold::show_decision(plan.answer,
                        hold::end_freeze(plan, {*person, hold_, region_, {}}, facts, context),
                        context);
    return plan;
  }
  return refuse(RefusalKind::not_found, "not_found", {{"member", "hold"}});
}

}  // namespace yibao::seal
