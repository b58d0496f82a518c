#include "business/entitlement/breaks.h"

#include <algorithm>

namespace yibao::entitlement {

namespace {

// Months whose money came only after they had ended: benefits had stopped by then.
MonthSet paid_late(const EntitlementFacts& facts) {
  MonthSet late;
  for (const SupplementaryPayment& payment : facts.supplementary) {
    for (const Month month : payment.months.to_vector()) {
      if (payment.received_on > month.last_day()) late.insert(month);
    }
  }
  return late;
}

std::optional<Date> last_receipt(const EntitlementFacts& facts, const MonthSet& months) {
  std::optional<Date> last;
  for (const SupplementaryPayment& payment : facts.supplementary) {
    if ((payment.months & months).empty()) continue;
    if (!last || *last < payment.received_on) last = payment.received_on;
  }
  return last;
}

bool holds_month(const std::vector<Month>& months, Month month) {
  return std::ranges::find(months, month) != months.end();
}

MonthSet range(Month first, Month last) {
  MonthSet months;
  months.insert(first, last);
  return months;
}

Break resumed_break(Month first_unpaid, Month first_new, const MonthSet& late,
                    const EntitlementFacts& facts) {
  const MonthSet between = range(first_unpaid, first_new - 1);
  ContinuityFacts cure;
  cure.paid = facts.paid;
  cure.back_paid = late & between;
  cure.back_paid_on = last_receipt(facts, cure.back_paid);
  cure.first_new_month = first_new;
  cure.transferred = holds_month(facts.transferred, first_new);
  cure.from_resident_scheme = holds_month(facts.switched, first_new);
  const MonthSet employers = between & facts.employer_months;
  cure.employer_debt = !employers.empty();
  cure.first_due = first_unpaid;
  cure.new_here = facts.begins_here;
  cure.by_employer = facts.employer_months.contains(first_new);
  return {first_unpaid, cure, employers.without(facts.paid)};
}

// 下一个月到期之前已经缴清的,是另一次断缴(1.10 之 1): what was unpaid at once is one break, not
// what was paid late month after month.
bool settled_before(Month next, const MonthSet& months, const MonthSet& late,
                    const EntitlementFacts& facts) {
  if (!months.without(late).empty()) return false;
  const std::optional<Date> last = last_receipt(facts, months);
  return last && *last <= next.last_day();
}

// 单位的欠费与本人的断缴分别判断:欠费由单位补缴后恢复,断缴只计本人未缴的月份(1.10 之 1、5)。
void add_run(std::vector<Break>& breaks, Month first, Month next, const MonthSet& late,
             const EntitlementFacts& facts) {
  bool behind_a_gap = false;  // benefits had stopped, and nothing runs on
  for (Month from = first; from < next;) {
    const bool owes = facts.employer_months.contains(from);
    Month end = from + 1;
    while (end < next && facts.employer_months.contains(end) == owes &&
           !settled_before(end, range(from, end - 1), late, facts)) {
      end = end + 1;
    }
    Break& piece = breaks.emplace_back(resumed_break(from, end, late, facts));
    piece.runs_on = !owes || !behind_a_gap;
    // 办理转移的,本人的断缴依 43号,到转入地的第一个缴费月为止。
    if (!owes) {
      piece.resumed->transferred = std::ranges::any_of(
          facts.transferred, [&](Month each) { return end <= each && each <= next; });
    }
    const bool own_gap_follows = !facts.employer_months.contains(end) && !facts.paid.contains(end);
    if (owes && end < next && own_gap_follows) {
      piece.resumed->debt_ends = end;  // a wait counts from the first month paid again
      piece.resumed->first_new_month = next;
    }
    behind_a_gap = !owes && !settled_before(end, range(from, end - 1), late, facts);
    from = end;
  }
}

// 居民按年缴费,年中缴费的,其之前的月份不是断缴(费款所属期),但不享受待遇。
Break year_before_its_payment(Month first, const EntitlementFacts& facts) {
  ContinuityFacts cure;
  cure.paid = facts.paid;
  cure.first_new_month = first;
  while (facts.paid_by_year.contains(cure.first_new_month)) {
    cure.first_new_month = cure.first_new_month + 1;
  }
  return {first, cure, {}};
}

Break open_break(Month first_unpaid, Month last, const EntitlementFacts& facts) {
  return {first_unpaid, std::nullopt,
          (range(first_unpaid, last) & facts.employer_months).without(facts.paid)};
}

// The end of the record: months up to that before the day were not paid in time. What was paid up
// from its beginning, or by an employer that owes nothing any more, is cured; what is unpaid after
// it is open.
void add_last_breaks(std::vector<Break>& breaks, Month first_unpaid, Month last,
                     const MonthSet& late, const EntitlementFacts& facts) {
  Month open_from = first_unpaid;
  const MonthSet employers = range(first_unpaid, last) & facts.employer_months;
  if (!employers.empty() && employers.without(facts.paid).empty()) {
    open_from = *employers.last() + 1;
  }
  while (late.contains(open_from)) open_from = open_from + 1;
  if (open_from > first_unpaid) add_run(breaks, first_unpaid, open_from, late, facts);
  if (open_from <= last) breaks.push_back(open_break(open_from, last, facts));
}

// The month from which on months have to be paid: the first that was, or that an employer owed.
// None where nothing was ever paid.
std::optional<Month> first_due(const EntitlementFacts& facts) {
  const std::optional<Month> paid = facts.paid.first();
  const std::optional<Month> employed = facts.employer_months.first();
  return paid && employed ? std::min(paid, employed) : paid;
}

}  // namespace

// 首次参保自第一个缴费月享受;第一个月过后才到账的,自次月起,单位补缴的欠费可以追溯的除外(岳阳)。
std::optional<Date> cover_begins(const EntitlementFacts& facts,
                                 const policy::RegionPolicy& policy) {
  const std::optional<Month> first = facts.paid.first();
  if (!first) return std::nullopt;
  const bool late = facts.paid_by_year.contains(*first) ||
                    (!facts.supplementary.empty() && paid_late(facts).contains(*first));
  const bool next_month = policy.contribution.covers.value == policy::CoversMonth::next_month;
  const Date begins = (late || next_month ? *first + 1 : *first).first_day();
  if (!late || !policy.arrears.retroactive.value) return begins;
  const std::vector<Break> breaks = find_breaks(begins, facts);
  if (breaks.empty() || !breaks.front().resumed || !breaks.front().owed.empty()) return begins;
  const Continuity cure = weigh_continuity(*breaks.front().resumed, policy, begins);
  return std::min(begins, cure.retroactive_from.value_or(begins));
}

std::vector<Break> find_breaks(Date day, const EntitlementFacts& facts) {
  const MonthSet late = paid_late(facts);
  const MonthSet in_time = facts.paid.without(late).without(facts.paid_by_year);
  const MonthSet again = in_time | facts.paid_by_year;
  const Month last = Month::containing(day) - 1;  // later months stop nothing yet
  std::vector<Break> breaks;
  const std::optional<Month> first = first_due(facts);
  if (!first) return breaks;
  for (Month unpaid = *first; unpaid <= last; unpaid = unpaid + 1) {
    if (in_time.contains(unpaid)) continue;
    if (facts.paid_by_year.contains(unpaid)) {
      breaks.push_back(year_before_its_payment(unpaid, facts));
      unpaid = breaks.back().resumed->first_new_month - 1;
      continue;
    }
    const std::optional<Month> next = again.first_from(unpaid);
    if (!next) {
      add_last_breaks(breaks, unpaid, last, late, facts);
      break;
    }
    add_run(breaks, unpaid, *next, late, facts);
    unpaid = *next - 1;
  }
  // A run that begins before the day may end with a piece that has stopped nothing yet.
  std::erase_if(breaks, [&](const Break& each) { return each.stops_from() > day; });
  return breaks;
}

std::optional<Break> first_wait(const EntitlementFacts& facts, const policy::RegionPolicy& policy) {
  if (!facts.begins_here || policy.gap.first_enrolment_wait_months.value == 0) return std::nullopt;
  const std::optional<Month> first = facts.paid.first();
  if (!first || paid_late(facts).contains(*first)) return std::nullopt;
  ContinuityFacts beginning;
  beginning.paid = facts.paid;
  beginning.first_new_month = *first;
  beginning.new_here = true;
  return Break{*first - 1, beginning, {}};
}

// 单位欠费未到账的,待遇停止至到账;断缴恢复缴费或者补缴的,自待遇享受起始日恢复。
BreakStanding judge_break(const Break& broken, Date day, const policy::RegionPolicy& policy) {
  BreakStanding standing;
  standing.since = broken.stops_from();
  if (!broken.owed.empty()) {
    standing.ground = Ground::arrears;
    return standing;
  }
  if (!broken.resumed) {
    standing.ground = Ground::gap;
    return standing;
  }
  const Continuity cure = weigh_continuity(*broken.resumed, policy, day);
  const Date covered_from = cure.covered_from();
  if (day >= covered_from) {
    standing.since = std::max(covered_from, broken.stops_from());
    standing.interrupts = covered_from > broken.stops_from();
    return standing;
  }
  standing.until = covered_from;
  standing.ground = broken.resumed->employer_debt ? Ground::arrears : Ground::gap;
  const bool waits =
      cure.kind == ContinuityKind::waiting || cure.kind == ContinuityKind::first_enrolment_waiting;
  if (waits && day >= cure.waits_from) {
    standing.ground = Ground::waiting;
    standing.percent = cure.percent_while_waiting;
    standing.since = std::max(cure.waits_from, broken.stops_from());
    return standing;
  }
  if (cure.kind == ContinuityKind::waiting) return standing;
  if (broken.resumed->back_paid_on && day >= *broken.resumed->back_paid_on) {
    standing.ground = Ground::restoring;
  }
  return standing;
}

}  // namespace yibao::entitlement
