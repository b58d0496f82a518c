#include "business/care/follow.h"

#include <algorithm>
#include <utility>

#include "base/region_table.h"
#include "business/care/filing.h"
#include "business/care/rules.h"
#include "business/care/store.h"
#include "policy/policy_set.h"

namespace yibao::care {

namespace {

const char* reason_of(Fate fate) {
  switch (fate) {
    case Fate::goes_on:
      return "care_goes_on";
    case Fate::ask_again:
      return "care_ask_again";
    case Fate::not_needed:
      return "care_not_needed";
    case Fate::ends:
      return "care_ends_with_relation";
  }
  return "";
}

Fate by(const policy::Cited<policy::AfterTransfer>& rule, const Move& move) {
  if (!move.target_on_system) return Fate::ask_again;
  switch (rule.value) {
    case policy::AfterTransfer::carried:
      return Fate::goes_on;
    case policy::AfterTransfer::within_province:
      return move.origin.province() == move.target.province() ? Fate::goes_on : Fate::ask_again;
    case policy::AfterTransfer::anew:
      return Fate::ask_again;
  }
  return Fate::ask_again;
}

// 门诊慢特病资格和异地就医备案由转入地决定是否延续;转院和定点只对原参保地有效。
Following weigh(const Registration& each, const Move& move, const policy::CarePolicy& policy) {
  switch (each.kind) {
    case Kind::chronic_disease:
      return {each, by(policy.chronic_after_transfer, move),
              policy.chronic_after_transfer.citation};
    case Kind::remote_care:
      if (each.place_of_care == move.target) return {each, Fate::not_needed, {}};
      return {each, by(policy.remote_after_transfer, move), policy.remote_after_transfer.citation};
    case Kind::referral:
    case Kind::fixed_institution:
      return {each, Fate::ends, {}};
  }
  return {each, Fate::ends, {}};
}

// A province that was registered goes on as it was; the new place of insurance is in it or not.
Registration carried(const Following& following, const Move& move, CaseId transfer) {
  Registration next = following.registration;
  next.carried_from = next.id;
  next.transfer = transfer;
  next.application = {};
  next.region = move.target;
  next.insurance = move.target_insurance;
  next.begins_on = move.day;
  next.filed_by.clear();
  return next;
}

}  // namespace

std::vector<Following> follow(const Move& move, const std::vector<Registration>& all,
                              const policy::CarePolicy& at_target) {
  std::vector<Following> following;
  for (const Registration& each : all) {
    const bool over = each.last_day && *each.last_day < move.day;
    if (each.state != State::active || each.region != move.origin || over) continue;
    following.push_back(weigh(each, move, at_target));
  }
  return following;
}

std::vector<Reason> explain(const Move& move, const std::vector<Following>& all,
                            const RegionTable& regions) {
  std::vector<Reason> reasons;
  for (const Following& each : all) {
    reasons.push_back({reason_of(each.fate),
                       {{"care_kind", std::string(to_text(each.registration.kind))},
                        {"thing", thing_of(each.registration, regions)},
                        {"origin", move.origin.to_string()},
                        {"target", move.target.to_string()}},
                       {}});
    if (each.citation) reasons.back().citations.push_back(*each.citation);
  }
  return reasons;
}

std::vector<Reason> carry_over(storage::Plan& plan, const Move& move, CaseId transfer,
                               const std::vector<Registration>& all,
                               const business::Context& context) {
  const std::vector<Following> following =
      follow(move, all, context.policies->on(move.target, context.today).care);
  for (const Following& each : following) {
    Decision<Registration> ended =
        end_registration(each.registration, Event::move, "relation_moved", move.day);
    YB_CHECK(ended.ok(), "an active registration that cannot end");
    Registration moved = std::move(ended).value();
    moved.transfer = transfer;
    plan.update(kCareRegistration, registration_row(moved));
    if (each.fate != Fate::goes_on) continue;
    const Registration next = carried(each, move, transfer);
    // Recognised at the target already, before the relation came.
    const bool there = std::ranges::any_of(all, [&](const Registration& other) {
      return other.state == State::active && other.region == next.region &&
             other.kind == next.kind && other.disease == next.disease &&
             other.place_of_care == next.place_of_care;
    });
    if (!there) record(plan, next, context);
  }
  return explain(move, following, *context.regions);
}

void undo_carry_over(storage::Plan& plan, CaseId wrong, CaseId reversal,
                     const std::vector<Registration>& all, const business::Context& context) {
  for (const Registration& each : all) {
    if (each.transfer != wrong) continue;
    if (each.state == State::active && !each.carried_from.is_none()) {
      Decision<Registration> ended =
          end_registration(each, Event::move, "relation_moved", context.today);
      plan.update(kCareRegistration, registration_row(*ended));
    } else if (each.state == State::ended && each.end_reason == "relation_moved") {
      Registration again = each;
      again.state = find(each.state, Event::reopen)->to;
      again.ended_on.reset();
      again.end_reason.clear();
      again.transfer = reversal;
      plan.update(kCareRegistration, registration_row(again));
    }
  }
}

}  // namespace yibao::care
