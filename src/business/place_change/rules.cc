#include "business/place_change/rules.h"

#include <algorithm>

#include "business/entitlement/resident.h"
#include "business/person/rules.h"

namespace yibao::place_change {

namespace {

using enrolment::Enrolment;
using enrolment::EnrolmentKind;
using enrolment::Scheme;

// PSN_CHG_TYPE, the national code list.
constexpr int kFirstEnrolment = 11;
constexpr int kInFromOutside = 13;
constexpr int kInFromWithin = 14;
constexpr int kOutToOutside = 23;
constexpr int kOutWithin = 24;

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

const policy::Cited<std::vector<std::string>>& grounds_of(PersonGroup group,
                                                          const policy::PlaceChangePolicy& policy) {
  switch (group) {
    case PersonGroup::general:
      return policy.grounds_general;
    case PersonGroup::newborn:
      return policy.grounds_newborn;
    case PersonGroup::foreigner:
      return policy.grounds_foreigner;
  }
  return policy.grounds_general;
}

// 新生儿在出生地或者户籍地,外籍人员在就业地,其他人员在就业地、户籍地或者常住地参保(S2:5; C-16);
// 旅游、探亲等短期来访的,不在参保范围.
void check_ground(const ChangeFacts& facts, const policy::RegionPolicy& target, ChangePlan& plan) {
  const auto& allowed = grounds_of(plan.group, target.place_change);
  if (facts.ground == Ground::visit) {
    plan.obstacles.push_back(
        {"visitor_not_covered", {{"group", std::string(to_text(plan.group))}}, {allowed.citation}});
    return;
  }
  const std::string ground(to_text(facts.ground));
  if (std::ranges::find(allowed.value, ground) == allowed.value.end()) {
    plan.obstacles.push_back({"ground_not_of_group",
                              {{"group", std::string(to_text(plan.group))},
                               {"ground", ground},
                               {"allowed", joined(allowed.value, ", ")}},
                              {allowed.citation}});
  }
  const bool of_group =
      (facts.reason != ChangeReason::newborn || plan.group == PersonGroup::newborn) &&
      (facts.reason != ChangeReason::foreigner || plan.group == PersonGroup::foreigner);
  if (of_group) return;
  plan.obstacles.push_back({"reason_not_of_group",
                            {{"group", std::string(to_text(plan.group))},
                             {"reason", std::string(to_text(facts.reason))}},
                            {target.place_change.newborn_months.citation}});
}

void check_person(const ChangeFacts& facts, ChangePlan& plan) {
  if (const Verdict alive = person::check_alive(facts.person, facts.today); !alive) {
    plan.obstacles.push_back(alive.refusal().reasons.front());
  }
  // 已办理退休手续的,参保关系不再变动;异地居住的,办理异地安置.
  if (facts.person.retired_on && *facts.person.retired_on <= facts.today) {
    plan.obstacles.push_back(
        {"retiree_place_stays", {{"retired_on", facts.person.retired_on->to_string()}}, {}});
  }
  for (const Enrolment& each : facts.enrolments) {
    if (!each.duplicate) continue;
    plan.obstacles.push_back({"duplicate_to_clear", {{"region", each.region.to_string()}}, {}});
  }
}

bool is_active_at(const ChangeFacts& facts) {
  return std::ranges::any_of(facts.enrolments, [&](const Enrolment& each) {
    return each.region == facts.target && each.is_active() && !each.duplicate;
  });
}

// A newborn and a foreigner who comes to work may have no relation yet: it is the first one.
void find_old(const ChangeFacts& facts, ChangePlan& plan) {
  plan.old = relation_to_leave(facts.enrolments, facts.from, facts.target);
  if (plan.old) return;
  if (is_active_at(facts)) {
    plan.obstacles.push_back({"already_at_place", {{"region", facts.target.to_string()}}, {}});
  } else if (facts.from || plan.group == PersonGroup::general) {
    plan.obstacles.push_back(
        facts.from ? Reason{"no_relation_to_change", {{"region", facts.from->to_string()}}, {}}
                   : Reason{"no_relation_at_all", {}, {}});
  }
}

EnrolmentKind kind_at_target(const ChangeFacts& facts, const ChangePlan& plan) {
  if (facts.kind) return *facts.kind;
  if (!facts.employer.is_none()) return EnrolmentKind::employee;
  if (plan.group == PersonGroup::newborn) return EnrolmentKind::newborn;
  if (!plan.old) return EnrolmentKind::employee;
  // A child is no newborn any more where it moves later on.
  const bool grown = plan.old->kind == EnrolmentKind::newborn &&
                     facts.today.year() > enrolment::last_year_as_newborn(facts.person.birth_date);
  if (grown) return EnrolmentKind::preschool_child;
  // Who leaves a place of study and says nothing else is a resident like others.
  const bool student = plan.old->kind == EnrolmentKind::student;
  return student && facts.reason == ChangeReason::graduation ? EnrolmentKind::resident_adult
                                                             : plan.old->kind;
}

// 居民之间转移的,当年原则上不转:先参加新参保地下一年度的居民医保(43号,B 类);新生儿不受此限.
bool waits_for_next_year(const ChangeFacts& facts, const ChangePlan& plan,
                         const policy::RegionPolicy& target) {
  return plan.old && plan.old->scheme == Scheme::resident && plan.old->is_active() &&
         plan.group != PersonGroup::newborn && facts.year_paid &&
         enrolment::scheme_of(kind_at_target(facts, plan)) == Scheme::resident &&
         target.transfer.resident_next_year_only.value;
}

// 终止劳动关系证明证明的是一个单位的劳动关系: given before this one began, it is of another.
bool is_of_another_employment(const ChangeFacts& facts, const Enrolment& old) {
  return facts.proof_given_at && *facts.proof_given_at <= old.recorded_at;
}

Reason obstacle_of(const Refusal& refused, const ChangeFacts& facts, const Enrolment& old,
                   const policy::TransferPolicy& target) {
  const Reason& first = refused.reasons.front();
  // Too early in the year says what matters better than a day too far ahead.
  if (first.code == "day_too_far_ahead") {
    return {"resident_moves_next_year", first.facts, {target.resident_next_year_only.citation}};
  }
  if (first.code == "proof_of_termination_needed" && is_of_another_employment(facts, old)) {
    return {"proof_of_another_employment",
            {{"started_on", old.started_on.to_string()}},
            first.citations};
  }
  return first;
}

// 原参保地未停保的,先停保(S2:23): by the person where the region allows it, by the employer, or at
// the counter with proof that the employment has ended.
void stop_old(const ChangeFacts& facts, const policy::RegionPolicy& origin,
              const policy::RegionPolicy& target, ChangePlan& plan) {
  if (!plan.old || !plan.old->is_active()) return;
  const bool proves = !is_of_another_employment(facts, *plan.old);
  enrolment::StopWish wish{facts.by, std::nullopt, proves ? facts.proof : ""};
  if (waits_for_next_year(facts, plan, target)) {
    const Date new_year = Date::of(facts.today.year() + 1, 1, 1);
    const bool same_day =
        origin.enrolment.suspension_effective.value == policy::SuspensionEffective::same_day;
    wish.from = same_day ? new_year : new_year - 1;
  }
  const Decision<enrolment::Stop> stop =
      enrolment::suspend_enrolment(*plan.old, wish, origin, facts.today);
  if (!stop) {
    plan.obstacles.push_back(obstacle_of(stop.refusal(), facts, *plan.old, target.transfer));
    return;
  }
  plan.stopped = stop->stopped;
  plan.reasons.push_back({"old_place_stopped",
                          {{"region", plan.old->region.to_string()},
                           {"suspended_on", plan.stopped->suspended_on->to_string()}},
                          {origin.enrolment.suspension_effective.citation}});
}

void begin_new(const ChangeFacts& facts, const policy::RegionPolicy& target, ChangePlan& plan) {
  for (const Enrolment& each : facts.enrolments) {
    const bool here = each.region == facts.target && each.is_active() && !each.duplicate;
    if (here) plan.there = each;
  }
  if (plan.there) {
    plan.reasons.push_back(
        {"enrolled_at_new_place",
         {{"region", facts.target.to_string()}, {"started_on", plan.there->started_on.to_string()}},
         {}});
    return;
  }
  // There is nothing to change, and that has been told.
  if (!plan.old && plan.group == PersonGroup::general) return;
  // What stops the old relation has been told; it would only be told again as a double one.
  if (plan.old && plan.old->is_active() && !plan.stopped) return;
  if (!facts.employer_known) {
    plan.obstacles.push_back(
        {"employer_unknown_at_region", {{"region", facts.target.to_string()}}, {}});
    return;
  }
  enrolment::Wish wish;
  wish.region = facts.target;
  wish.kind = kind_at_target(facts, plan);
  wish.employer = facts.employer;
  wish.base = facts.base;
  std::vector<Enrolment> before = facts.enrolments;
  for (Enrolment& each : before) {
    if (plan.stopped && each.ordinal == plan.stopped->ordinal) each = *plan.stopped;
  }
  Decision<enrolment::Beginning> beginning =
      enrolment::begin_enrolment(wish, facts.person, before, target, facts.today);
  if (!beginning) {
    const std::vector<Reason>& why = beginning.refusal().reasons;
    // Death has been told.
    if (why.front().code != "person_died") {
      plan.obstacles.insert(plan.obstacles.end(), why.begin(), why.end());
    }
    return;
  }
  plan.beginning = std::move(beginning).value();
  plan.there = plan.beginning->begun;
  plan.reasons.push_back({"new_place_begins",
                          {{"region", facts.target.to_string()},
                           {"kind", std::string(enrolment::to_text(wish.kind))},
                           {"started_on", plan.there->started_on.to_string()}},
                          {}});
}

// 统筹范围内、外,由省级统筹与否决定.
void set_change_types(const policy::PlaceChangePolicy& policy, ChangePlan& plan) {
  if (!plan.old || !plan.there) {
    plan.new_change_type = kFirstEnrolment;
    return;
  }
  const bool within = policy.province_is_one_range.value &&
                      plan.old->region.province() == plan.there->region.province();
  plan.old_change_type = within ? kOutWithin : kOutToOutside;
  plan.new_change_type = within ? kInFromWithin : kInFromOutside;
}

const policy::Cited<std::vector<std::string>>& proofs_of(ChangeReason reason,
                                                         const policy::PlaceChangePolicy& policy) {
  switch (reason) {
    case ChangeReason::work:
      return policy.materials_work;
    case ChangeReason::residence:
      return policy.materials_residence;
    case ChangeReason::household:
      return policy.materials_household;
    case ChangeReason::newborn:
      return policy.materials_newborn;
    case ChangeReason::foreigner:
      return policy.materials_foreigner;
    case ChangeReason::graduation:
      return policy.materials_graduation;
    case ChangeReason::other:
      return policy.materials_other;
  }
  return policy.materials_other;
}

}  // namespace

PersonGroup group_of(const person::Person& person, const policy::PlaceChangePolicy& policy,
                     Date today) {
  switch (person.identity_kind) {
    case IdentityKind::foreign_permanent_residence_card:
    case IdentityKind::foreign_passport:
    case IdentityKind::foreign_employment_permit:
    case IdentityKind::foreign_expert_certificate:
    case IdentityKind::foreign_correspondent_card:
      return PersonGroup::foreigner;
    case IdentityKind::citizen_identity_card:
    case IdentityKind::military_officer_card:
    case IdentityKind::armed_police_officer_card:
    case IdentityKind::hong_kong_permit:
    case IdentityKind::macau_permit:
    case IdentityKind::taiwan_permit:
    case IdentityKind::disability_card:
    case IdentityKind::military_family_certificate:
    case IdentityKind::compatriot_employment_permit:
    case IdentityKind::returned_expert_certificate:
    case IdentityKind::chinese_passport:
    case IdentityKind::residence_permit:
    case IdentityKind::social_security_card:
    case IdentityKind::other_document:
    case IdentityKind::poverty_relief_code:
    case IdentityKind::birth_certificate:
      break;
  }
  const Date grown = entitlement::months_later(person.birth_date, policy.newborn_months.value);
  return today < grown ? PersonGroup::newborn : PersonGroup::general;
}

std::optional<Ground> ground_of(ChangeReason reason) {
  switch (reason) {
    case ChangeReason::work:
    case ChangeReason::foreigner:
      return Ground::work_place;
    case ChangeReason::residence:
      return Ground::residence_place;
    case ChangeReason::household:
      return Ground::household_place;
    case ChangeReason::newborn:
    case ChangeReason::graduation:
    case ChangeReason::other:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Enrolment> relation_to_leave(std::span<const Enrolment> enrolments,
                                           std::optional<RegionCode> from, RegionCode target) {
  std::vector<Enrolment> others(enrolments.begin(), enrolments.end());
  std::erase_if(others, [&](const Enrolment& each) {
    return each.region == target || (from && each.region != *from);
  });
  const Enrolment* found = enrolment::last_open(others);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

std::vector<Enrolment> ChangePlan::after(std::span<const Enrolment> before) const {
  std::vector<Enrolment> all(before.begin(), before.end());
  const auto replace = [&](const Enrolment& row) {
    for (Enrolment& each : all) {
      if (each.ordinal == row.ordinal) each = row;
    }
  };
  if (stopped) replace(*stopped);
  if (!beginning) return all;
  for (const Enrolment& ended : beginning->ended) replace(ended);
  all.push_back(beginning->begun);
  return all;
}

ChangePlan plan_change(const ChangeFacts& facts, const policy::RegionPolicy& origin,
                       const policy::RegionPolicy& target) {
  ChangePlan plan;
  plan.group = group_of(facts.person, target.place_change, facts.today);
  check_person(facts, plan);
  check_ground(facts, target, plan);
  find_old(facts, plan);
  stop_old(facts, origin, target, plan);
  begin_new(facts, target, plan);
  set_change_types(target.place_change, plan);
  return plan;
}

// 身份证、医保卡,涉及户籍迁移的还有户口簿(S2:39);工作变动的,劳动关系证明或者离职证明(S2:41)。
MaterialRule materials_of(ChangeReason reason, casework::Desk desk, bool proof_of_termination,
                          const policy::PlaceChangePolicy& policy) {
  const auto& base =
      desk == casework::Desk::counter ? policy.materials_counter : policy.materials_online;
  const auto& proofs = proofs_of(reason, policy);
  MaterialRule rule{base.value, {base.citation, proofs.citation}};
  if (!proofs.value.empty()) rule.required.push_back(joined(proofs.value, "|"));
  if (proof_of_termination) rule.required.emplace_back("termination_proof");
  return rule;
}

}  // namespace yibao::place_change
