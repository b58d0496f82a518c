#include "business/enrolment/rules.h"

#include <algorithm>
#include <tuple>

#include "business/enrolment/machine.h"
#include "business/enrolment/store.h"
#include "business/person/rules.h"

namespace yibao::enrolment {

namespace {

EnrolmentState next_state(EnrolmentState from, EnrolmentEvent event) {
  const auto* row = find_transition<EnrolmentState, EnrolmentEvent>(kEnrolmentTable, from, event);
  YB_CHECK(row != nullptr, "an event that the state does not know");
  return row->to;
}

Verdict check_kind(const Wish& wish, const person::Person& person) {
  const std::vector<Fact> kind{{"kind", std::string(to_text(wish.kind))}};
  const bool through_employer = wish.kind == EnrolmentKind::employee;
  if (through_employer && wish.employer.is_none()) return refuse("employer_needed", kind);
  if (!through_employer && !wish.employer.is_none()) {
    return refuse("employer_not_for_this_kind", kind);
  }
  if (wish.kind == EnrolmentKind::retiree && !person.is_retiree()) {
    return refuse("retirement_decision_needed");
  }
  if (wish.kind == EnrolmentKind::retiree && !person.retirement_benefits_from) {
    return refuse("retirement_years_to_be_paid");
  }
  return Nothing{};
}

// 禁止用人单位招用未满十六周岁的未成年人(劳动法第十五条);未满的,参加居民医保。
Verdict check_working_age(const Enrolment& begun, const person::Person& person,
                          const policy::EnrolmentPolicy& policy) {
  if (begun.scheme == Scheme::resident) return Nothing{};
  const Date reached = person.birth_date.birthday_at_age(policy.working_age.value);
  if (begun.started_on >= reached) return Nothing{};
  return refuse("below_working_age",
                {{"kind", std::string(to_text(begun.kind))},
                 {"started_on", begun.started_on.to_string()},
                 {"age", std::to_string(policy.working_age.value)},
                 {"age_reached_on", reached.to_string()}},
                {policy.working_age.citation});
}

// 居民身份与年龄相符: a newborn until the end of the year after the birth, a preschool child below
// the age at which anybody works, an elder from the age of retirement.
Verdict check_resident_age(const Enrolment& begun, const person::Person& person,
                           const policy::RegionPolicy& policy) {
  const auto unfit = [&](std::vector<Citation> citations) {
    return refuse("kind_does_not_fit_age",
                  {{"kind", std::string(to_text(begun.kind))},
                   {"born_on", person.birth_date.to_string()},
                   {"started_on", begun.started_on.to_string()}},
                  std::move(citations));
  };
  if (begun.kind == EnrolmentKind::newborn &&
      begun.started_on.year() > last_year_as_newborn(person.birth_date)) {
    return unfit({});
  }
  const policy::Cited<int>& works = policy.enrolment.working_age;
  if (begun.kind == EnrolmentKind::preschool_child &&
      begun.started_on >= person.birth_date.birthday_at_age(works.value)) {
    return unfit({works.citation});
  }
  const policy::Cited<int>& retires =
      person.sex == Sex::male ? policy.retirement.age_men : policy.retirement.age_women;
  if (begun.kind == EnrolmentKind::resident_elder &&
      begun.started_on < person.birth_date.birthday_at_age(retires.value)) {
    return unfit({retires.citation});
  }
  return Nothing{};
}

// 任何人不得重复参保、重复享受待遇(医保办发〔2021〕43号;医保发〔2020〕33号)。
Verdict check_not_active_elsewhere(std::span<const Enrolment> enrolments) {
  const Enrolment* active = active_among(enrolments);
  if (active == nullptr) return Nothing{};
  return refuse("double_enrolment", {{"blocking_region", active->region.to_string()},
                                     {"blocking_scheme", std::string(to_text(active->scheme))},
                                     {"blocking_kind", std::string(to_text(active->kind))},
                                     {"blocking_since", active->started_on.to_string()}});
}

Verdict check_not_far_ahead(Date day, Date today) {
  if (Month::containing(day) - Month::containing(today) <= kAheadMonthsMax) return Nothing{};
  return refuse("day_too_far_ahead",
                {{"day", day.to_string()}, {"months_ahead_max", std::to_string(kAheadMonthsMax)}});
}

struct StartDay {
  Date day;
  std::vector<Reason> reasons;
};

// 当月截止日之后申报增员的,自次月起参保;前一参保关系尚未停止的,自停止之日起参保。
Decision<StartDay> start_day(const Wish& wish, std::span<const Enrolment> enrolments,
                             const policy::EnrolmentPolicy& policy, Date today) {
  const Month this_month = Month::containing(today);
  StartDay start{wish.from.value_or(today), {}};
  if (start.day < this_month.first_day()) {
    return refuse("start_before_this_month", {{"day", start.day.to_string()}});
  }
  if (const Verdict near = check_not_far_ahead(start.day, today); !near) return near.refusal();
  const Month first = first_month_of(today, scheme_of(wish.kind), policy);
  if (Month::containing(start.day) < first) {
    start.day = first.first_day();
    start.reasons.push_back(begins_after_cutoff(start.day, policy));
  }
  for (const Enrolment& other : enrolments) {
    if (other.duplicate || !other.suspended_on || *other.suspended_on <= start.day) continue;
    start.day = *other.suspended_on;
    start.reasons.push_back(
        {"begins_when_other_ends",
         {{"started_on", start.day.to_string()}, {"other_region", other.region.to_string()}},
         {}});
  }
  return start;
}

// A suspended relation at the same place and in the same scheme goes on in the new row.
std::vector<Enrolment> continued(std::span<const Enrolment> enrolments, const Enrolment& begun) {
  std::vector<Enrolment> ended;
  for (const Enrolment& each : enrolments) {
    const bool same = each.region == begun.region && each.scheme == begun.scheme;
    if (!same || each.duplicate || each.state != EnrolmentState::suspended) continue;
    Enrolment row = each;
    row.state = next_state(row.state, EnrolmentEvent::resume);
    row.ended_on = begun.started_on;
    row.end_reason = "resumed";
    ended.push_back(std::move(row));
  }
  return ended;
}

Refusal through_employer(const policy::EnrolmentPolicy& policy) {
  return refuse("suspend_through_employer", {},
                {policy.self_suspension_employee_with_proof.citation});
}

// 灵活就业人员、居民可以自行停保;职工由用人单位办理,或者凭终止劳动关系的证明到经办机构办理(R-108)。
Verdict check_claimant(const Enrolment& enrolment, const StopWish& wish,
                       const policy::EnrolmentPolicy& policy) {
  if (wish.by == Claimant::employer) return Nothing{};
  const bool officer = wish.by == Claimant::officer;
  const EnrolmentKind kind = enrolment.kind;
  if (kind == EnrolmentKind::employee) {
    if (!officer || !policy.self_suspension_employee_with_proof.value) {
      return through_employer(policy);
    }
    if (!wish.proof.empty()) return Nothing{};
    return refuse("proof_of_termination_needed", {},
                  {policy.self_suspension_employee_with_proof.citation});
  }
  if (officer) return Nothing{};
  const bool resident = enrolment.scheme == Scheme::resident;
  const policy::Cited<bool>& self =
      resident ? policy.self_suspension_resident : policy.self_suspension_flexible;
  const bool may = resident || kind == EnrolmentKind::flexible;
  if (may && self.value) return Nothing{};
  return refuse("suspend_at_agency", {{"kind", std::string(to_text(kind))}},
                may ? std::vector{self.citation} : std::vector<Citation>{});
}

}  // namespace

Date cutoff_on(Month month, const policy::EnrolmentPolicy& policy) {
  return std::min(month.first_day() + (policy.cutoff_day.value - 1), month.last_day());
}

Reason begins_after_cutoff(Date started_on, const policy::EnrolmentPolicy& policy) {
  return {"begins_next_month_after_cutoff",
          {{"cutoff_day", std::to_string(policy.cutoff_day.value)},
           {"started_on", started_on.to_string()}},
          {policy.cutoff_day.citation}};
}

Month first_month_of(Date enrolled_on, Scheme scheme, const policy::EnrolmentPolicy& policy) {
  const Month month = Month::containing(enrolled_on);
  const bool late = scheme == Scheme::employee && enrolled_on > cutoff_on(month, policy);
  return late ? month + 1 : month;
}

Decision<Beginning> begin_enrolment(const Wish& wish, const person::Person& person,
                                    std::span<const Enrolment> enrolments,
                                    const policy::RegionPolicy& policy, Date today) {
  if (const Verdict alive = person::check_alive(person, today); !alive) return alive.refusal();
  if (const Verdict kind = check_kind(wish, person); !kind) return kind.refusal();
  const Verdict free = check_not_active_elsewhere(enrolments);
  if (!free) return free.refusal();
  Decision<StartDay> start = start_day(wish, enrolments, policy.enrolment, today);
  if (!start) return start.refusal();

  Beginning beginning;
  Enrolment& begun = beginning.begun;
  begun.person = person.id;
  begun.ordinal = next_ordinal(enrolments);
  begun.region = wish.region;
  begun.kind = wish.kind;
  begun.scheme = scheme_of(wish.kind);
  begun.employer = wish.employer;
  begun.account_type = begun.scheme == Scheme::resident ? AccountType::none : wish.account_type;
  begun.base = wish.base;
  begun.started_on = start->day;
  if (const Verdict grown = check_working_age(begun, person, policy.enrolment); !grown) {
    return grown.refusal();
  }
  if (const Verdict fits = check_resident_age(begun, person, policy); !fits) {
    return fits.refusal();
  }
  beginning.ended = continued(enrolments, begun);
  beginning.reasons = start->reasons;
  return beginning;
}

std::optional<Beginning> begin_retirement(std::span<const Enrolment> enrolments, RegionCode place,
                                          Date benefits_from, Date today) {
  const Enrolment* last = still_at(enrolments, place);
  if (last == nullptr || last->scheme != Scheme::employee ||
      last->state == EnrolmentState::terminated) {
    return std::nullopt;
  }
  const bool is_one_already = last->kind == EnrolmentKind::retiree && last->is_active();
  const Enrolment* active = active_among(enrolments);
  if (is_one_already || (active != nullptr && active != last)) return std::nullopt;

  Beginning beginning;
  Enrolment& begun = beginning.begun;
  begun = *last;
  begun.ordinal = next_ordinal(enrolments);
  begun.kind = EnrolmentKind::retiree;
  begun.employer = {};
  begun.state = EnrolmentState::active;
  begun.base = Money();
  begun.suspended_on.reset();
  begun.entered_on.reset();
  // What still stands was paid under until today; what was left is a retiree's since the decision.
  begun.started_on = last->suspended_on ? std::max(benefits_from, *last->suspended_on)
                                        : std::max(today, last->started_on);
  std::vector<Enrolment> before(enrolments.begin(), enrolments.end());
  for (Enrolment& each : before) {
    if (each.ordinal != last->ordinal || !each.is_active()) continue;
    each.state = next_state(each.state, EnrolmentEvent::suspend);
    each.suspended_on = begun.started_on;
  }
  beginning.ended = continued(before, begun);
  return beginning;
}

// 停保当日生效或者当月月底生效,由当地规定。The month in which somebody leaves stays the
// employer's where suspension takes effect at its end.
Date end_of_participation(const Enrolment& enrolment, Date left_on,
                          const policy::EnrolmentPolicy& policy) {
  const bool same_day = policy.suspension_effective.value == policy::SuspensionEffective::same_day;
  return std::max(enrolment.started_on,
                  same_day ? left_on : (Month::containing(left_on) + 1).first_day());
}

Decision<Stop> suspend_enrolment(const Enrolment& enrolment, const StopWish& wish,
                                 const policy::RegionPolicy& policy, Date today) {
  if (!enrolment.is_active()) {
    return refuse("not_active", {{"state", std::string(to_text(enrolment.state))}});
  }
  const Verdict may = check_claimant(enrolment, wish, policy.enrolment);
  if (!may) return may.refusal();
  const Date wanted = wish.from.value_or(today);
  if (wanted < today) return refuse("day_in_past", {{"day", wanted.to_string()}});
  if (const Verdict near = check_not_far_ahead(wanted, today); !near) return near.refusal();

  Stop stop{enrolment, {}, {}};
  stop.stopped.state = next_state(enrolment.state, EnrolmentEvent::suspend);
  stop.stopped.suspended_on = end_of_participation(enrolment, wanted, policy.enrolment);
  stop.reasons.push_back({"suspension_effective",
                          {{"suspended_on", stop.stopped.suspended_on->to_string()}},
                          {policy.enrolment.suspension_effective.citation}});
  return stop;
}

Decision<Stop> report_leaver(const Enrolment& enrolment, std::optional<Date> left_on,
                             const policy::RegionPolicy& policy, Date today) {
  const bool over = left_on && *left_on < today;
  if (over && *left_on < enrolment.started_on) {
    return refuse("left_before_joining", {{"left_on", left_on->to_string()},
                                          {"started_on", enrolment.started_on.to_string()}});
  }
  const std::optional<Date> from = over ? std::optional(today) : left_on;
  Decision<Stop> reported =
      suspend_enrolment(enrolment, {Claimant::employer, from, ""}, policy, today);
  if (!reported || !over) return reported;
  Stop stop = std::move(reported).value();
  const Date ends_on = end_of_participation(enrolment, *left_on, policy.enrolment);
  if (ends_on >= *stop.stopped.suspended_on) return stop;
  stop.late_end = ends_on;
  stop.reasons.push_back({"leaver_reported_late",
                          {{"left_on", left_on->to_string()},
                           {"ends_on", ends_on.to_string()},
                           {"suspended_on", stop.stopped.suspended_on->to_string()}},
                          {policy.enrolment.suspension_effective.citation}});
  return stop;
}

Decision<Stop> terminate_enrolment(const Enrolment& enrolment, const std::string& reason,
                                   Date today) {
  if (enrolment.state == EnrolmentState::terminated) {
    return refuse("already_terminated", {{"ended_on", enrolment.ended_on->to_string()}});
  }
  Stop stop{enrolment, {}, {}};
  stop.stopped.state = next_state(enrolment.state, EnrolmentEvent::terminate);
  if (!stop.stopped.suspended_on) {
    stop.stopped.suspended_on = std::max(today, enrolment.started_on);
  }
  stop.stopped.ended_on = std::max(today, *stop.stopped.suspended_on);
  stop.stopped.end_reason = reason;
  return stop;
}

Enrolment close_transferred(const Enrolment& enrolment, Date today) {
  Enrolment closed = enrolment;
  closed.state = next_state(enrolment.state, EnrolmentEvent::transfer_out);
  closed.ended_on = today;
  closed.end_reason = "transferred";
  return closed;
}

Enrolment reopen_transferred(const Enrolment& enrolment) {
  YB_CHECK(enrolment.end_reason == "transferred" && enrolment.suspended_on,
           "only what has moved away comes back");
  Enrolment reopened = enrolment;
  reopened.state = EnrolmentState::suspended;
  reopened.ended_on.reset();
  reopened.end_reason.clear();
  return reopened;
}

bool is_at(const Enrolment& enrolment, RegionCode place) {
  return enrolment.region == place && !enrolment.duplicate && enrolment.end_reason != "transferred";
}

bool stood_before(const Enrolment& one, const Enrolment& other) {
  const auto time = [](const Enrolment& each) {
    return std::tuple(!each.suspended_on, each.suspended_on.value_or(Date()), each.started_on,
                      each.ordinal);
  };
  return time(one) < time(other);
}

namespace {

// 参保尚未开始就已停保的, 那里从未参保: unless it only went on with what had stood there before.
bool ever_stood(std::span<const Enrolment> enrolments, const Enrolment& row) {
  if (row.has_days()) return true;
  return std::ranges::any_of(enrolments, [&](const Enrolment& before) {
    return before.region == row.region && before.end_reason == "resumed" &&
           before.ended_on == row.started_on && before.ordinal < row.ordinal &&
           ever_stood(enrolments, before);
  });
}

}  // namespace

const Enrolment* stood_last_at(std::span<const Enrolment> enrolments, RegionCode region) {
  const Enrolment* last = nullptr;
  for (const Enrolment& each : enrolments) {
    if (each.region != region || each.duplicate || each.end_reason == "resumed") continue;
    if (!ever_stood(enrolments, each)) continue;
    if (last == nullptr || stood_before(*last, each)) last = &each;
  }
  return last;
}

const Enrolment* still_at(std::span<const Enrolment> enrolments, RegionCode region) {
  const Enrolment* last = stood_last_at(enrolments, region);
  return last != nullptr && last->end_reason != "transferred" ? last : nullptr;
}

const Enrolment* last_open(std::span<const Enrolment> enrolments) {
  const Enrolment* last = nullptr;
  for (const Enrolment& each : enrolments) {
    if (each.state == EnrolmentState::terminated) continue;
    if (stood_last_at(enrolments, each.region) != &each) continue;
    if (last == nullptr || stood_before(*last, each)) last = &each;
  }
  return last;
}

namespace {

std::string code_of(policy::KeepRule rule) {
  switch (rule) {
    case policy::KeepRule::work_place:
      return "keep_place_of_work";
    case policy::KeepRule::residence_place:
      return "keep_habitual_residence";
    case policy::KeepRule::study_place:
      return "keep_place_of_study";
    case policy::KeepRule::employee_scheme:
      return "keep_employee_scheme";
    case policy::KeepRule::choice:
      return "keep_by_choice";
  }
  return "";
}

// Which of the two the rule means: null where the person chooses.
const Enrolment* meant_by(policy::KeepRule rule, const Enrolment& one, const Enrolment& other) {
  switch (rule) {
    case policy::KeepRule::work_place:
    case policy::KeepRule::residence_place:
      return one.started_on < other.started_on ? &other : &one;
    case policy::KeepRule::study_place:
      return one.kind == EnrolmentKind::student ? &one : &other;
    case policy::KeepRule::employee_scheme:
      return one.scheme == Scheme::employee ? &one : &other;
    case policy::KeepRule::choice:
      return nullptr;
  }
  return nullptr;
}

}  // namespace

// 重复参加职工医保的,保留现工作地的参保关系;重复参加居民医保的,保留常住地的,学生保留就学地的;
// 跨制度重复参保且连续参加职工医保一年以上的,保留职工医保;以灵活就业身份参保的,由本人选择。
Keep which_to_keep(const Enrolment& one, const Enrolment& other, int employee_months,
                   const policy::EnrolmentPolicy& policy) {
  const auto by = [&](const policy::Cited<policy::KeepRule>& rule) {
    const Enrolment* kept = meant_by(rule.value, one, other);
    Keep keep{std::nullopt, {code_of(rule.value), {}, {rule.citation}}};
    if (kept == nullptr) return keep;
    keep.ordinal = kept->ordinal;
    keep.reason.facts.push_back({"region", kept->region.to_string()});
    return keep;
  };
  const auto either = [&](EnrolmentKind kind) { return one.kind == kind || other.kind == kind; };
  if (either(EnrolmentKind::flexible)) return by(policy.keep_flexible);
  if (one.scheme != other.scheme) {
    if (employee_months >= policy.keep_across_schemes_months.value) {
      return by(policy.keep_across_schemes);
    }
    return {std::nullopt, {"keep_by_choice", {}, {policy.keep_across_schemes_months.citation}}};
  }
  if (one.scheme == Scheme::employee) return by(policy.keep_two_employee);
  const bool one_student =
      (one.kind == EnrolmentKind::student) != (other.kind == EnrolmentKind::student);
  return by(one_student ? policy.keep_student : policy.keep_two_resident);
}

std::string mask_employer(const std::string& name) {
  std::vector<std::string> characters;
  for (const char c : name) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (!continues || characters.empty()) characters.emplace_back();
    characters.back() += c;
  }
  constexpr std::size_t kShown = 2;  // at either end
  if (characters.size() <= 2 * kShown) return characters.empty() ? "" : characters[0] + "***";
  const std::size_t tail = characters.size() - kShown;
  return characters[0] + characters[1] + "****" + characters[tail] + characters[tail + 1];
}

}  // namespace yibao::enrolment
