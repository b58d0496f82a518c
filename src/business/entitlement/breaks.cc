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
  cure.paid = facts.insured();
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
// `runs_on`: benefits had not stopped before the first of the months.
void add_run(std::vector<Break>& breaks, Month first, Month next, const MonthSet& late,
             const EntitlementFacts& facts, bool runs_on) {
  bool behind_a_gap = false;  // benefits had stopped, and nothing runs on
  for (Month from = first; from < next;) {
    const bool owes = facts.employer_months.contains(from);
    Month end = from + 1;
    while (end < next && facts.employer_months.contains(end) == owes &&
           !settled_before(end, range(from, end - 1), late, facts)) {
      end = end + 1;
    }
    Break& piece = breaks.emplace_back(resumed_break(from, end, late, facts));
    piece.runs_on = from == first ? runs_on : !owes || !behind_a_gap;
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

Break open_break(Month first_unpaid, Month last, const EntitlementFacts& facts, bool runs_on) {
  return {first_unpaid, std::nullopt,
          (range(first_unpaid, last) & facts.employer_months).without(facts.paid), runs_on};
}

// The end of the record: months up to that before the day were not paid in time. What was paid up
// from its beginning, or by an employer that owes nothing any more, is cured; what is unpaid after
// it is open.
void add_last_breaks(std::vector<Break>& breaks, Month first_unpaid, Month last,
                     const MonthSet& late, const EntitlementFacts& facts, bool runs_on) {
  Month open_from = first_unpaid;
  const MonthSet employers = range(first_unpaid, last) & facts.employer_months;
  if (!employers.empty() && employers.without(facts.paid).empty()) {
    open_from = *employers.last() + 1;
  }
  while (late.contains(open_from)) open_from = open_from + 1;
  if (open_from > first_unpaid) add_run(breaks, first_unpaid, open_from, late, facts, runs_on);
  if (open_from > last) return;
  breaks.push_back(open_break(open_from, last, facts, runs_on || open_from > first_unpaid));
}

// The month from which on months have to be paid: the first that was, or that an employer owed.
// None where nothing was ever paid.
std::optional<Month> first_due(const EntitlementFacts& facts) {
  const std::optional<Month> paid = facts.insured().first();
  const std::optional<Month> employed = facts.employer_months.first();
  return paid && employed ? std::min(paid, employed) : paid;
}

// The months of a life in their order, each paid in time, a resident's, or unpaid by its end.
class Walk {
 public:
  Walk(Date day, const EntitlementFacts& facts)
      : facts_(facts),
        day_(day),
        late_(paid_late(facts)),
        in_time_(facts.paid.without(late_)),
        resident_(facts.as_resident.without(facts.paid).without(late_)),
        again_(in_time_ | resident_) {}

  std::vector<Break> from(Month first) {
    for (Month month = first; month <= last_ || counts_already(month); month = month + 1) {
      if (in_time_.contains(month)) continue;
      month = (resident_.contains(month) ? add_resident(month) : add_unpaid(month, first)) - 1;
    }
    // A run that begins before the day may end with a piece that has stopped nothing yet.
    std::erase_if(breaks_, [&](const Break& each) { return each.stops_from() > day_; });
    return std::move(breaks_);
  }

 private:
  // The month of the day, where nothing runs on through it: paid later, right behind a resident's
  // year; or a resident's, behind a month that was not paid.
  bool counts_already(Month month) const {
    if (month != last_ + 1) return false;
    if (resident_.contains(month)) return !in_time_.contains(last_);
    return resident_.contains(last_) && !runs_on_through(month) && late_.contains(month);
  }

  // Benefits had not stopped before the month, which is not paid in time.
  bool runs_on_through(Month month) const {
    return !resident_.contains(month - 1) || facts_.year_months.contains(month);
  }

  // Both give the month behind what they have dealt with.
  Month add_resident(Month first) {
    Month next = first;
    while (resident_.contains(next)) next = next + 1;
    Break stay{first, std::nullopt, {}, in_time_.contains(first - 1)};
    stay.as_resident = true;
    const bool begins = next <= last_ || facts_.paid.contains(next) || runs_on_through(next);
    if (begins) stay.own_from = next.first_day();
    breaks_.push_back(std::move(stay));
    return next;
  }

  Month add_unpaid(Month first, Month life) {
    // A life that begins with a repaired year as a resident had no cover that could run on.
    const bool runs_on =
        runs_on_through(first) && (first != life || !facts_.as_resident.contains(first));
    const std::optional<Month> next = again_.first_from(first);
    if (next) {
      add_run(breaks_, first, *next, late_, facts_, runs_on);
    } else {
      add_last_breaks(breaks_, first, std::max(first, last_), late_, facts_, runs_on);
    }
    return next.value_or(std::max(first, last_) + 1);
  }

  const EntitlementFacts& facts_;
  Date day_;
  Month last_ = Month::containing(day_) - 1;  // later months stop nothing yet
  MonthSet late_;
  MonthSet in_time_;
  MonthSet resident_;
  MonthSet again_;
  std::vector<Break> breaks_;
};

}  // namespace

// 首次参保自第一个缴费月享受;第一个月过后才到账的,自次月起,单位补缴的欠费可以追溯的除外(岳阳)。
// 先参加居民医保的,不是首次参保:其间和其后由各段缴费判断。
std::optional<Date> cover_begins(const EntitlementFacts& facts,
                                 const policy::RegionPolicy& policy) {
  const std::optional<Month> first = facts.insured().first();
  if (!first) return std::nullopt;
  if (!facts.paid.contains(*first)) return first->first_day();
  const bool late = !facts.supplementary.empty() && paid_late(facts).contains(*first);
  const bool next_month = policy.contribution.covers.value == policy::CoversMonth::next_month;
  const Date begins = (late || next_month ? *first + 1 : *first).first_day();
  if (!late || !policy.arrears.retroactive.value) return begins;
  const std::vector<Break> breaks = find_breaks(begins, facts);
  if (breaks.empty() || !breaks.front().resumed || !breaks.front().owed.empty()) return begins;
  const Continuity cure = weigh_continuity(*breaks.front().resumed, policy, begins);
  return std::min(begins, cure.retroactive_from.value_or(begins));
}

std::vector<Break> find_breaks(Date day, const EntitlementFacts& facts) {
  const std::optional<Month> first = first_due(facts);
  return first ? Walk(day, facts).from(*first) : std::vector<Break>{};
}

std::optional<Break> first_wait(const EntitlementFacts& facts, const policy::RegionPolicy& policy) {
  if (!facts.begins_here || policy.gap.first_enrolment_wait_months.value == 0) return std::nullopt;
  const std::optional<Month> first = facts.insured().first();
  if (!first || paid_late(facts).contains(*first)) return std::nullopt;
  ContinuityFacts beginning;
  beginning.paid = facts.insured();
  beginning.first_new_month = *first;
  beginning.new_here = true;
  return Break{*first - 1, beginning, {}};
}

namespace {

// 在居民医保享受的月份,职工医保不支付;自职工的第一个月起接续,不设空档。
BreakStanding judge_stay(const Break& stay, Date day) {
  BreakStanding standing;
  standing.since = stay.stops_from();
  standing.ground = Ground::not_enrolled;
  standing.until = stay.own_from;
  if (!stay.own_from || day < *stay.own_from) return standing;
  standing.ground = Ground::contribution;
  standing.interrupts = *stay.own_from > stay.stops_from();
  standing.since = std::max(*stay.own_from, stay.stops_from());
  standing.until.reset();
  return standing;
}

}  // namespace

// 单位欠费未到账的,待遇停止至到账;断缴恢复缴费或者补缴的,自待遇享受起始日恢复。
BreakStanding judge_break(const Break& broken, Date day, const policy::RegionPolicy& policy) {
  BreakStanding standing;
  standing.since = broken.stops_from();
  if (broken.as_resident) return judge_stay(broken, day);
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
  const bool waits = cure.kind == ContinuityKind::waiting ||
                     cure.kind == ContinuityKind::first_enrolment_waiting ||
                     cure.kind == ContinuityKind::new_after_switch_waiting;
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
