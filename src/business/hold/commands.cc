#include "business/hold/commands.h"

#include "business/access.h"
#include "business/document/issue.h"
#include "business/hold/decision.h"
#include "business/hold/store.h"
#include "business/late_record/rules.h"
#include "business/person/store.h"

namespace yibao::hold {

namespace {

void show_decision(Tree& answer, const document::Document& decision,
                   const business::Context& context) {
  answer.set("document", document::document_id_text(decision, context));
  answer.set("number", decision.number);
  answer.set("verify", document::verify_path(decision));
}

// A freeze from before its agency was noted may be lifted by any that serves the person.
Verdict check_orderer(const storage::Row& row, const business::Actor& actor) {
  const RegionCode orderer(static_cast<std::int32_t>(row[3].integer()));
  if (!orderer.is_none()) {
    if (const Verdict own = business::may_act_at(actor, orderer); !own) return own;
  }
  if (late_record::is_same_officer(row[8].text(), actor.journal_name())) {
    return refuse("second_officer_needed");
  }
  return Nothing{};
}

}  // namespace

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

business::CommandOrRefusal ReleaseHold::parse(const business::Request& request,
                                              const business::Context& context, storage::Session&) {
  auto command = std::make_unique<ReleaseHold>();
  auto reader = business::Reader::body(request, context);
  command->read_person(reader, context);
  command->hold_ = HoldId(reader.path_id("hold", storage::IdKind::hold));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

// 解冻由作出决定的机构、冻结人以外的人员办理.
Decision<storage::Plan> ReleaseHold::decide(const storage::Facts& facts,
                                            const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  for (const storage::Row& row : facts.rows(kHoldsOf, person_)) {
    if (row[1].integer() != hold_.value()) continue;
    if (row[2].text() != to_text(HoldCause::admin)) return refuse("hold_not_by_order");
    if (const Verdict own = check_orderer(row, *context.actor); !own) return own.refusal();
    storage::Plan plan;
    plan.event = "hold_released";
    lift_hold(plan, row, context);
    plan.answer = Tree::object({{"released_on", context.today.to_string()}});
    show_decision(plan.answer, end_freeze(plan, {*person, hold_, region_, {}}, facts, context),
                  context);
    return plan;
  }
  return refuse(RefusalKind::not_found, "not_found", {{"member", "hold"}});
}

}  // namespace yibao::hold
