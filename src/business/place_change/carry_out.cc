#include "business/place_change/carry_out.h"

#include <algorithm>

#include "base/region_table.h"
#include "business/card/order.h"
#include "business/card/store.h"
#include "business/enrolment/store.h"
#include "business/enrolment/waiting.h"
#include "business/place_change/store.h"
#include "business/transfer/opening.h"

namespace yibao::place_change {

namespace {

using enrolment::Enrolment;
using enrolment::EnrolmentState;

// 无须转移的,原参保关系随即转出;须转移的,到转移办结时转出. The person is told what was stopped.
void end_old(storage::Plan& plan, const PlannedChange& planned, const business::Context& context) {
  if (!planned.plan.old) return;
  if (planned.plan.stopped) {
    const Enrolment& stopped = *planned.plan.stopped;
    plan.notify(stopped.person, "old_place_has_stopped",
                {{"place", context.regions->name(stopped.region)},
                 {"suspended_on", stopped.suspended_on->to_string()}});
  }
  Enrolment old = planned.plan.stopped.value_or(*planned.plan.old);
  if (planned.following.following == Following::none) {
    YB_CHECK(old.state == EnrolmentState::suspended, "a relation that moves away has stopped");
    old = enrolment::close_transferred(old, std::max(context.today, *old.suspended_on));
  } else if (!planned.plan.stopped) {
    return;
  }
  plan.update(enrolment::kEnrolment, enrolment::enrolment_row(old));
}

void begin_new(storage::Plan& plan, const PlannedChange& planned,
               const business::Context& context) {
  if (!planned.plan.beginning) return;
  enrolment::Beginning beginning = *planned.plan.beginning;
  // The old relation is written by end_old() alone.
  enrolment::stage(plan, std::move(beginning), context);
  if (!planned.joiner || planned.joiner->employer != planned.plan.there->employer) return;
  enrolment::EmployerReport resolved = *planned.joiner;
  resolved.state = enrolment::ReportState::resolved;
  plan.update(enrolment::kEmployerReport, enrolment::report_row(resolved));
}

Reason ground_of_transfer(const PlannedChange& planned) {
  return {"transfer_follows",
          {{"origin", planned.plan.old->region.to_string()},
           {"target", planned.plan.there->region.to_string()},
           {"balance", planned.after.account_at(planned.plan.old->region).balance.to_display()}},
          {}};
}

PlaceChange record_of(const PlannedChange& planned, const ChangeIdentity& identity,
                      const business::Context& context) {
  PlaceChange change;
  change.person = planned.person.person.id;
  change.id = identity.id;
  change.reason = identity.reason;
  change.ground = identity.ground;
  change.group = planned.plan.group;
  if (planned.plan.old) {
    change.origin = planned.plan.old->region;
    change.old_enrolment = planned.plan.old->ordinal;
  }
  change.target = planned.plan.there->region;
  change.new_enrolment = planned.plan.there->ordinal;
  change.old_change_type = planned.plan.old_change_type;
  change.new_change_type = planned.plan.new_change_type;
  change.approved_on = context.today;
  change.begins_on = planned.plan.there->started_on;
  change.following = planned.following.following;
  change.company_move = identity.company_move;
  change.recorded_at = context.now;
  return change;
}

}  // namespace

PlaceChange carry_out_change(storage::Plan& plan, const PlannedChange& planned,
                             const ChangeIdentity& identity, const storage::Facts& facts,
                             const business::Context& context) {
  YB_CHECK(planned.obstacles().empty() && planned.plan.there.has_value(),
           "a change that cannot be carried out");
  end_old(plan, planned, context);
  begin_new(plan, planned, context);
  PlaceChange change = record_of(planned, identity, context);
  if (change.following == Following::opened) {
    change.transfer =
        transfer::open_transfer(plan, planned.after, {change.origin, change.target},
                                *planned.following.assessment, ground_of_transfer(planned), context)
            .id;
  }
  // 领取新医疗保险卡(如需).
  if (planned.target->place_change.new_card.value) {
    change.card_ordered =
        card::order_with_place_change(plan, change.person,
                                      card::read_cards(facts.rows(card::kCardsOf, change.person)),
                                      change.target, context)
            .has_value();
  }
  plan.insert(kPlaceChange, place_change_row(change));
  // 展示的参保地随之切换.
  plan.save(kDisplayedPlace,
            displayed_place_row({change.person, change.target, context.today, context.now}),
            facts.rows(kDisplayedPlaceOf, change.person).empty());
  return change;
}

Decision<OpenedFollowing> open_following(storage::Plan& plan, const storage::Facts& facts,
                                         const PlaceChange& change,
                                         const business::Context& context) {
  const Decision<transfer::PersonFacts> person =
      transfer::load_person(facts, change.person, context);
  if (!person) return person.refusal();
  const FollowingTransfer following = plan_following(facts, *person, change, context);
  if (following.following != Following::opened || !following.obstacles.empty()) {
    return Refusal{RefusalKind::refused, following.assessment->obstacles};
  }
  OpenedFollowing opened{
      change,
      transfer::open_transfer(plan, *person, {change.origin, change.target}, *following.assessment,
                              following.reasons.front(), context),
      following.reasons};
  opened.change.following = Following::opened;
  opened.change.transfer = opened.transfer.id;
  plan.update(kPlaceChange, place_change_row(opened.change));
  return opened;
}

}  // namespace yibao::place_change
