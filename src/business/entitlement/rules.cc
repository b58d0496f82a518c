#include "business/entitlement/rules.h"

#include <algorithm>
#include <string>

#include "business/entitlement/breaks.h"
#include "business/entitlement/resident.h"
#include "business/hold/rules.h"

namespace yibao::entitlement {

namespace {

using enrolment::Scheme;

constexpr int kWhole = 100;  // percent

// A standing and what it was taken from, so that the reasons can be written afterwards.
struct JudgedYear {
  ResidentFacts facts;
  const policy::RegionPolicy* policy = nullptr;
};

struct Judged {
  Standing standing;
  std::optional<Break> broken;
  std::optional<JudgedYear> year;  // whose waiting decided
};

Standing covered(Ground ground, std::optional<Date> since, std::optional<Date> until) {
  return {Cover::yes, kWhole, ground, since, until};
}

Standing stopped(Ground ground, std::optional<Date> since, std::optional<Date> until) {
  return {Cover::no, 0, ground, since, until};
}

// Gaps and arrears follow from the months below; a stored hold of such a cause would say it twice.
std::vector<hold::Hold> stopping_holds(Date day, const EntitlementFacts& facts) {
  std::vector<hold::Hold> stopping;
  for (const hold::Hold& hold : hold::in_force(facts.holds, day)) {
    if (hold.cause == hold::HoldCause::gap || hold.cause == hold::HoldCause::arrears) continue;
    if (hold::effects_at(hold, facts.region).benefit == hold::Effect::stopped) {
      stopping.push_back(hold);
    }
  }
  return stopping;
}

Standing stopped_by(const std::vector<hold::Hold>& holds) {
  Standing standing = stopped(Ground::hold, holds.front().since, holds.front().until);
  for (const hold::Hold& hold : holds) {
    standing.since = std::min(*standing.since, hold.since);
    if (!hold.until || !standing.until) {
      standing.until.reset();
    } else {
      standing.until = std::max(*standing.until, *hold.until);
    }
  }
  return standing;
}

// Paid months carry cover to the end of the month after the last of them.
Date covered_until(Month month, const MonthSet& paid) {
  while (paid.contains(month)) month = month + 1;
  return (month + 1).first_day();
}

// Of two that stand on one day, what gives less decides (a month that was never paid is not paid
// for in part because an older wait runs on); then later or never: what keeps the person waiting
// longest.
bool outweighs(const BreakStanding& one, const std::optional<BreakStanding>& other) {
  if (!other) return true;
  if (one.percent != other->percent) return one.percent < other->percent;
  return !one.until || (other->until && *other->until <= *one.until);
}

// 次月 1 日起停止待遇;恢复缴费后按等待期或者补缴规定恢复。
Judged judge_months(Date day, const EntitlementFacts& facts, const policy::RegionPolicy& policy) {
  const std::optional<Date> begins = cover_begins(facts, policy);
  if (!begins || day < *begins) {
    return {stopped(Ground::not_enrolled, std::nullopt, begins), {}, {}};
  }
  Judged judged{covered(Ground::contribution, begins, std::nullopt), {}, {}};
  std::optional<BreakStanding> obstacle;
  std::vector<Break> breaks = find_breaks(day, facts);
  if (std::optional<Break> first = first_wait(facts, policy)) {
    breaks.insert(breaks.begin(), *std::move(first));
  }
  for (const Break& broken : breaks) {
    const BreakStanding standing = judge_break(broken, day, policy);
    if (standing.ground == Ground::contribution) {
      if (obstacle || (standing.interrupts && standing.since < *judged.standing.since)) continue;
      if (standing.interrupts) judged.standing.since = standing.since;
      judged.broken = broken;
    } else if (outweighs(standing, obstacle)) {
      obstacle = standing;
      judged.broken = broken;
    }
  }
  if (obstacle) {
    judged.standing = stopped(obstacle->ground, obstacle->since, obstacle->until);
    judged.standing.percent = obstacle->percent;
    if (obstacle->percent > 0) judged.standing.cover = Cover::partly;
  } else {
    judged.standing.until = covered_until(Month::containing(day), facts.paid);
  }
  return judged;
}

// 等待期内费用不予支付;等待期满至当年年底享受待遇。A wait that outlasts its year runs on into the
// next, whose own reasons then explain nothing until it is over.
Judged judge_years(Date day, const EntitlementFacts& facts, const policy::RegionPolicy& policy) {
  std::vector<ResidentYear> years = facts.resident_years;
  std::ranges::sort(years, {}, &ResidentYear::year);
  const Date year_start = Month::of(day.year(), 1).first_day();
  Judged judged{stopped(Ground::resident_unpaid, year_start, std::nullopt), {}, {}};
  std::optional<Date> carried;
  JudgedYear waits_longest;
  for (const ResidentYear& year : years) {
    const policy::RegionPolicy& of_then = year.policy != nullptr ? *year.policy : policy;
    const JudgedYear of_year{facts_of_year(year, facts, of_then.resident), &of_then};
    const ResidentWaiting waiting = weigh_resident_waiting(of_year.facts, of_then);
    if (!carried || waiting.entitled_from >= *carried) {
      carried = waiting.entitled_from;
      waits_longest = of_year;
    }
    // 追溯至停保次月 may reach into the year before.
    const bool back_dated = year.year == day.year() + 1 && day >= *carried && !judged.year;
    if (!year.here || (year.year != day.year() && !back_dated)) continue;
    if (year.since && day < *year.since) continue;
    if (day >= *carried) {
      judged.year = of_year;
      judged.standing = covered(Ground::resident_year, *carried, waiting.until);
    } else {
      judged.year = waits_longest;
      judged.standing = stopped(Ground::resident_waiting, year_start, *carried);
    }
  }
  return judged;
}

Judged judge_contributions(Date day, const EntitlementFacts& facts,
                           const policy::RegionPolicy& policy) {
  if (facts.retired_on && *facts.retired_on <= day) {
    return {covered(Ground::retiree, facts.retired_on, std::nullopt), {}, {}};
  }
  return facts.scheme == Scheme::employee ? judge_months(day, facts, policy)
                                          : judge_years(day, facts, policy);
}

bool died_before(Date day, const EntitlementFacts& facts) {
  return facts.died_on && *facts.died_on < day;
}

std::vector<Fact> dates_of(const Standing& standing) {
  std::vector<Fact> facts;
  if (standing.since) facts.push_back({"since", standing.since->to_string()});
  if (standing.until) facts.push_back({"until", standing.until->to_string()});
  return facts;
}

void append(std::vector<Reason>& reasons, std::vector<Reason> more) {
  for (Reason& reason : more) reasons.push_back(std::move(reason));
}

std::vector<Reason> explain_break(const Judged& judged, Date day,
                                  const policy::RegionPolicy& policy) {
  if (!judged.broken || !judged.broken->resumed) return {};
  return decide_continuity(*judged.broken->resumed, policy, day).reasons;
}

Reason explain_stop(const Judged& judged, const policy::RegionPolicy& policy) {
  const bool arrears = judged.standing.ground == Ground::arrears;
  Reason reason{arrears ? "benefits_stopped_by_arrears" : "benefits_stopped_by_gap",
                dates_of(judged.standing),
                {policy.contribution.due_day.citation}};
  reason.facts.push_back({"first_unpaid_month", judged.broken->first_unpaid.to_string()});
  if (!judged.broken->owed.empty()) {
    reason.facts.push_back({"months", judged.broken->owed.to_string()});
  }
  if (arrears) reason.citations.push_back(policy.arrears.restore.citation);
  return reason;
}

std::vector<Reason> explain(const Judged& judged, Date day, const EntitlementFacts& facts,
                            const policy::RegionPolicy& policy) {
  std::vector<Reason> reasons;
  switch (judged.standing.ground) {
    case Ground::death:
      return {{"ended_by_death", {{"died_on", facts.died_on->to_string()}}, {}}};
    case Ground::hold:
      return hold::benefit_verdict(stopping_holds(day, facts), facts.region).refusal().reasons;
    case Ground::retiree:
      return {
          {"covered_as_retiree",
           {{"since", facts.retired_on->to_string()}},
           {(facts.is_woman ? policy.retirement.years_women : policy.retirement.years_men).citation,
            policy.retirement.local_actual_years.citation}}};
    case Ground::not_enrolled:
      return {{"not_enrolled", dates_of(judged.standing), {policy.contribution.covers.citation}}};
    case Ground::gap:
    case Ground::arrears:
      reasons.push_back(explain_stop(judged, policy));
      break;
    case Ground::contribution:
      reasons.push_back({"covered_by_contribution",
                         dates_of(judged.standing),
                         {policy.contribution.due_day.citation}});
      break;
    case Ground::resident_unpaid:
      return {{"resident_year_unpaid",
               {{"benefit_year", std::to_string(day.year())}},
               {policy.resident.window_first_month.citation,
                policy.resident.window_last_month.citation}}};
    case Ground::resident_waiting:
    case Ground::resident_year:
      return decide_resident_waiting(judged.year->facts, *judged.year->policy).reasons;
    case Ground::restoring:
    case Ground::waiting:
      break;  // the rule of the break says it all
  }
  append(reasons, explain_break(judged, day, policy));
  return reasons;
}

// A run of paid months as long as any wait can be, with nothing late, leaves no break to judge.
bool covered_without_a_doubt(Date day, const EntitlementFacts& facts,
                             const policy::RegionPolicy& policy) {
  if (facts.scheme != Scheme::employee || !facts.supplementary.empty()) return false;
  const policy::GapPolicy& gap = policy.gap;
  const int longest =
      std::max({gap.wait_months_with_backpay.value, gap.wait_months_without_backpay.value,
                gap.first_enrolment_wait_months.value, 1});
  const Month month = Month::containing(day);
  for (int back = 1; back <= longest; ++back) {
    if (!facts.paid.contains(month - back)) return false;
  }
  const std::optional<Month> owed = facts.employer_months.without(facts.paid).first();
  return !owed || *owed >= month;
}

}  // namespace

ResidentFacts facts_of_year(const ResidentYear& year, const EntitlementFacts& facts,
                            const policy::ResidentPolicy& policy) {
  ResidentFacts result;
  result.kind = facts.kind;
  result.benefit_year = year.year;
  result.received_on = year.received_on;
  result.repairs = year.repairs;
  result.eligible_since_year = facts.eligible_since_year;
  result.exempt = facts.exempt_from_waiting || year.exempt;
  result.born_on = facts.born_on;
  for (const ResidentYear& other : facts.resident_years) {
    if (other.year < year.year) {
      result.last_insured_year = std::max(result.last_insured_year.value_or(0), other.year);
    }
  }
  for (const int other : facts.recognised_years) {
    if (other < year.year) {
      result.last_insured_year = std::max(result.last_insured_year.value_or(0), other);
    }
  }
  add_employment(result, facts.paid, policy);
  return result;
}

bool is_resident_still(Date day, const enrolment::Enrolment& resident,
                       const EntitlementFacts& facts) {
  if (facts.retired_on && *facts.retired_on <= day) return false;
  const Month month = Month::containing(day);
  const int run = facts.as_resident.without(facts.paid).run_ending_at(month);
  if (!resident.suspended_on) return run > 0;
  return run > 0 && run >= month - Month::containing(*resident.suspended_on - 1);
}

Cover is_entitled(Date day, const EntitlementFacts& facts, const policy::RegionPolicy& policy) {
  const bool plain = !facts.died_on && facts.holds.empty();
  if (plain && covered_without_a_doubt(day, facts, policy)) return Cover::yes;
  return standing_on(day, facts, policy).cover;
}

Standing standing_on(Date day, const EntitlementFacts& facts, const policy::RegionPolicy& policy) {
  if (died_before(day, facts)) {
    return stopped(Ground::death, *facts.died_on + 1, std::nullopt);
  }
  const std::vector<hold::Hold> holds = stopping_holds(day, facts);
  if (!holds.empty()) return stopped_by(holds);
  return judge_contributions(day, facts, policy).standing;
}

Entitlement entitlement_on(Date day, const EntitlementFacts& facts,
                           const policy::RegionPolicy& policy) {
  Judged judged;
  judged.standing = standing_on(day, facts, policy);
  const Ground first = judged.standing.ground;
  if (first == Ground::death) return {judged.standing, explain(judged, day, facts, policy)};
  const Judged below = judge_contributions(day, facts, policy);
  if (first != Ground::hold) return {below.standing, explain(below, day, facts, policy)};
  // What will still stand in the way once the holds are gone is said at once.
  Entitlement held{judged.standing, explain(judged, day, facts, policy)};
  if (below.standing.cover != Cover::yes) {
    append(held.reasons, explain(below, day, facts, policy));
  }
  return held;
}

}  // namespace yibao::entitlement
