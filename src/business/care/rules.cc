#include "business/care/rules.h"
#include "base/months_later.h"

#include <algorithm>

namespace yibao::care {

namespace {

void add(std::vector<Reason>& obstacles, std::string code, std::vector<Fact> facts = {},
         std::vector<Citation> citations = {}) {
  obstacles.push_back({std::move(code), std::move(facts), std::move(citations)});
}

// A day that no end was said for never comes.
bool overlaps(const Registration& a, const Registration& b) {
  if (b.ended_on && *b.ended_on <= a.begins_on) return false;
  if (b.last_day && *b.last_day < a.begins_on) return false;
  return !a.last_day || b.begins_on <= *a.last_day;
}

// The same thing twice: the same disease, the same place, the same institution for the same end.
bool is_same_thing(const Registration& a, const Registration& b) {
  if (a.kind != b.kind || a.region != b.region) return false;
  switch (a.kind) {
    case Kind::referral:
      return a.institution == b.institution;
    case Kind::remote_care:
      return a.place_of_care == b.place_of_care;
    case Kind::chronic_disease:
      return a.disease == b.disease;
    case Kind::fixed_institution:
      return a.purpose == b.purpose && a.institution == b.institution;
  }
  return false;
}

bool stands(const Registration& each) {
  return each.state != State::ended;
}

void check_days(const FilingFacts& facts, std::vector<Reason>& obstacles) {
  const Registration& wanted = facts.wanted;
  if (wanted.last_day && *wanted.last_day < wanted.begins_on) {
    add(obstacles, "care_days_reversed",
        {{"from", wanted.begins_on.to_string()}, {"until", wanted.last_day->to_string()}});
  }
  // 备案前已经发生的费用不因补办而直接结算;经办人员在窗口补录的除外。
  const bool backwards = wanted.kind == Kind::remote_care && wanted.begins_on < facts.today;
  if (backwards && !facts.by_officer) {
    add(obstacles, "care_not_backwards",
        {{"from", wanted.begins_on.to_string()}, {"day", facts.today.to_string()}});
  }
}

// The same matter of the same days, in one of these states: the first there is.
const Registration* find_same(const FilingFacts& facts, State state) {
  const auto found = std::ranges::find_if(facts.on_record, [&](const Registration& each) {
    return each.id != facts.wanted.id && each.state == state && overlaps(facts.wanted, each) &&
           is_same_thing(facts.wanted, each);
  });
  return found == facts.on_record.end() ? nullptr : &*found;
}

void add_same(std::vector<Reason>& obstacles, const char* code, const Registration& same) {
  add(obstacles, code,
      {{"care_kind", std::string(to_text(same.kind))}, {"since", same.begins_on.to_string()}});
}

// What holds already may be used; what waits for an agency may not, and is told apart.
void check_once(const FilingFacts& facts, std::vector<Reason>& obstacles) {
  if (const Registration* same = find_same(facts, State::active)) {
    add_same(obstacles, "care_on_record_already", *same);
  } else if (const Registration* waits = find_pending(facts)) {
    add_same(obstacles, "care_pending_already", *waits);
  }
}

// 认定自鉴定之日起: a hospital recognises no disease for the days before it has looked.
void check_recognition(const FilingFacts& facts, std::vector<Reason>& obstacles) {
  if (facts.institution && !facts.institution->is_hospital) {
    add(obstacles, "care_recognised_by_hospitals", {{"code", facts.wanted.institution}});
  }
  if (!facts.recognised_on) return;
  if (*facts.recognised_on > facts.today) {
    add(obstacles, "care_recognised_ahead", {{"day", facts.recognised_on->to_string()}});
  } else if (facts.wanted.begins_on < *facts.recognised_on) {
    add(obstacles, "care_begins_before_recognition",
        {{"from", facts.wanted.begins_on.to_string()}, {"day", facts.recognised_on->to_string()}});
  }
}

// 转院: 医院同意;转院类型与就医地相符。
void check_referral(const FilingFacts& facts, std::vector<Reason>& obstacles) {
  const Registration& wanted = facts.wanted;
  if (!facts.hospital_agrees) add(obstacles, "referral_not_agreed");
  const char* type = wanted.place_of_care == wanted.region                         ? "1"
                     : wanted.place_of_care.province() == wanted.region.province() ? "2"
                                                                                   : "3";
  if (wanted.purpose != type) {
    add(obstacles, "referral_type_differs",
        {{"referral_type", wanted.purpose},
         {"place_of_care", wanted.place_of_care.to_string()},
         {"region", wanted.region.to_string()}});
  }
  if (facts.institution && facts.institution->region != wanted.place_of_care) {
    add(obstacles, "care_institution_elsewhere",
        {{"code", wanted.institution}, {"region", facts.institution->region.to_string()}});
  }
}

void check_fixed(const FilingFacts& facts, const policy::CarePolicy& policy,
                 std::vector<Reason>& obstacles) {
  const Registration& wanted = facts.wanted;
  if (!facts.institution) {
    add(obstacles, "institution_unknown", {{"code", wanted.institution}});
  } else if (!facts.institution->is_active) {
    add(obstacles, "care_institution_suspended", {{"code", wanted.institution}});
  }
  if (wanted.sort_number < 1 || wanted.sort_number > policy.fixed_max.value) {
    add(obstacles, "fixed_too_many",
        {{"sort_number", std::to_string(wanted.sort_number)},
         {"most", std::to_string(policy.fixed_max.value)}},
        {policy.fixed_max.citation});
  }
  for (const Registration& each : facts.on_record) {
    const bool taken = each.id != wanted.id && stands(each) && each.kind == wanted.kind &&
                       each.region == wanted.region && each.purpose == wanted.purpose &&
                       each.sort_number == wanted.sort_number && overlaps(wanted, each);
    if (!taken || each.institution == wanted.institution) continue;
    add(obstacles, "fixed_number_taken",
        {{"sort_number", std::to_string(wanted.sort_number)}, {"code", each.institution}});
  }
}

}  // namespace

void check_no_other_waits(const FilingFacts& facts, std::vector<Reason>& obstacles) {
  for (const Registration& each : facts.on_record) {
    const bool waits = each.state == State::pending && each.id != facts.wanted.id;
    if (waits && is_same_thing(facts.wanted, each)) {
      return add_same(obstacles, "care_pending_already", each);
    }
  }
}

const Registration* find_pending(const FilingFacts& facts) {
  return find_same(facts, State::pending);
}

// 备案由参保地办理;同一事项不重复备案。
std::vector<Reason> find_obstacles(const FilingFacts& facts, const policy::CarePolicy& policy) {
  const Registration& wanted = facts.wanted;
  std::vector<Reason> obstacles;
  if (facts.died_on && *facts.died_on <= facts.today) {
    add(obstacles, "person_died", {{"died_on", facts.died_on->to_string()}});
  }
  if (!facts.insured_here) {
    add(obstacles, "care_not_insured_here",
        {{"region", wanted.region.to_string()},
         {"day", std::max(wanted.begins_on, facts.today).to_string()}});
  }
  check_days(facts, obstacles);
  check_once(facts, obstacles);
  switch (wanted.kind) {
    case Kind::referral:
      check_referral(facts, obstacles);
      break;
    case Kind::remote_care:
      if (wanted.place_of_care.is_nation()) add(obstacles, "care_place_too_wide");
      if (wanted.place_of_care == wanted.region) {
        add(obstacles, "care_place_is_own", {{"region", wanted.region.to_string()}});
      }
      break;
    case Kind::chronic_disease:
      check_recognition(facts, obstacles);
      break;
    case Kind::fixed_institution:
      check_fixed(facts, policy, obstacles);
      break;
  }
  return obstacles;
}

std::optional<Date> last_day_of(const Registration& wanted, const policy::CarePolicy& policy) {
  if (wanted.last_day) return wanted.last_day;
  const int months = wanted.kind == Kind::referral          ? policy.referral_months.value
                     : wanted.kind == Kind::remote_care     ? policy.remote_months.value
                     : wanted.kind == Kind::chronic_disease ? policy.chronic_months.value
                                                            : 0;
  if (months == 0) return std::nullopt;
  return months_later(wanted.begins_on, months, NoSuchDay::last_of_month) - 1;
}

Decision<Registration> end_registration(Registration registration, Event event,
                                        std::string end_reason, Date today) {
  const CareTransition* transition = find(registration.state, event);
  if (transition == nullptr) {
    std::vector<Fact> facts{{"care_kind", std::string(to_text(registration.kind))}};
    if (registration.ended_on) facts.push_back({"ended_on", registration.ended_on->to_string()});
    return refuse("care_ended_already", std::move(facts));
  }
  // What was never decided has never held.
  const bool never = registration.state == State::pending || registration.begins_on > today;
  registration.state = transition->to;
  registration.ended_on = never ? registration.begins_on : today;
  registration.end_reason = std::move(end_reason);
  return registration;
}

}  // namespace yibao::care
