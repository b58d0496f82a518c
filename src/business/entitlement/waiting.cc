#include "business/entitlement/waiting.h"

#include <algorithm>
#include <string>

#include "business/contribution/rules.h"

namespace yibao::entitlement {

namespace {

constexpr int kMonthsOfAYear = 12;

Date start_of_cover(Month paid, const policy::ContributionPolicy& policy) {
  const bool same = policy.covers.value == policy::CoversMonth::same_month;
  return (same ? paid : paid + 1).first_day();
}

// 费款所属期 of the first contribution of all, paid in time or late.
Month first_paid(const ContinuityFacts& facts) {
  return std::min(facts.paid.first().value_or(facts.first_new_month), facts.first_new_month);
}

Date benefit_from(Month payment, policy::BenefitFrom from) {
  return (from == policy::BenefitFrom::payment_month ? payment : payment + 1).first_day();
}

// The unpaid months are an employer's, and no relation moves.
bool local_debt(const ContinuityFacts& facts) {
  return facts.employer_debt && !facts.transferred;
}

// 可以补缴的月份以当地规定为限;超过期限的月份不予补缴。
// An employer's debt has a limit of its own.
const policy::Cited<int>& accepted_months(const ContinuityFacts& facts,
                                          const policy::RegionPolicy& policy) {
  return local_debt(facts) ? policy.arrears.backpay_accepted_months
                           : policy.gap.backpay_accepted_months;
}

MonthSet accepted_back_payment(const ContinuityFacts& facts, const policy::RegionPolicy& policy) {
  if (!facts.back_paid_on) return {};
  const int limit = accepted_months(facts, policy).value;
  if (limit == 0) return facts.back_paid;
  MonthSet too_old;
  const Month oldest = Month::containing(*facts.back_paid_on) - limit;
  if (MonthSet::in_range(oldest)) too_old.insert(Month::from_index(0), oldest - 1);
  return facts.back_paid.without(too_old);
}

// The gap before its own back-payment. Of an employer's debt: its own months, whether or not the
// one before them was paid.
Gap whole_gap(const ContinuityFacts& facts) {
  const Month ends = facts.debt_ends.value_or(facts.first_new_month);
  Gap gap = find_gap(facts.paid.without(facts.back_paid), ends);
  if (!local_debt(facts)) return gap;
  const int owed = ends - facts.first_due;
  gap.months = gap.last_paid ? std::min(gap.months, owed) : owed;
  return gap;
}

// Of who paid the first months of all late and on their own: what is unpaid behind them, if
// anything.
Gap gap_after_late_start(const ContinuityFacts& facts, const MonthSet& accepted) {
  Gap gap{std::nullopt, facts.first_new_month, 0};
  const std::optional<Month> begins = accepted.first();
  if (!begins) return gap;
  gap.months = facts.first_new_month - *begins;
  if (gap.unpaid().without(accepted).empty()) gap.months = 0;
  return gap;
}

int continuous_months_before(const ContinuityFacts& facts) {
  const std::optional<Month> last = whole_gap(facts).last_paid;
  return last ? facts.paid.run_ending_at(*last) : 0;
}

// 43号:连续 2 年(含)以上参加基本医疗保险,因个人状态变化在职工医保与居民医保之间切换,且中断
// 3 个月(含)以内的,补缴后不设等待期。
bool switch_keeps_continuity(const ContinuityFacts& facts, const policy::GapPolicy& policy) {
  if (!facts.from_resident_scheme) return true;
  return continuous_months_before(facts) >=
         policy.continuous_years_for_switch.value * kMonthsOfAYear;
}

bool within_grace(const ContinuityFacts& facts, const Gap& gap, const policy::GapPolicy& policy) {
  return gap.months <= policy.grace_months.value && switch_keeps_continuity(facts, policy);
}

// 中断 3 个月以内、但切换险种前连续参保不足规定年限的:没有衔接,也不是断缴,是首次参加职工医保。
bool begins_anew(const ContinuityFacts& facts, const Gap& gap, const policy::GapPolicy& policy) {
  return gap.months <= policy.grace_months.value && !switch_keeps_continuity(facts, policy);
}

// 等待 n 个月:自第一个缴费月起满 n 个月的次月 1 日。连续缴费 n 个月:缴满 n 个月的次月 1 日,中间
// 断缴的重新计算(1.10 之 2)。A month not yet due is supposed to be paid: `projected` says so.
void set_end_of_waiting(Continuity& result, Month first, const ContinuityFacts& facts,
                        const policy::ContributionPolicy& policy, Date today) {
  const int needed = result.wait_months;
  if (needed == 0 || result.wait_kind == policy::WaitKind::wait) {
    result.entitled_from = std::max((first + needed).first_day(), start_of_cover(first, policy));
    return;
  }
  int counted = 0;
  Month month = first;
  for (; counted < needed; month = month + 1) {
    const auto state = contribution::state_of(month, facts.paid, policy, today);
    counted = state == contribution::MonthState::unpaid ? 0 : counted + 1;
    if (state == contribution::MonthState::not_yet_due) result.projected = true;
  }
  result.entitled_from = month.first_day();
}

void set_waiting(Continuity& result, const ContinuityFacts& facts,
                 const policy::RegionPolicy& policy, Date today) {
  const policy::GapPolicy& gap = policy.gap;
  result.kind = ContinuityKind::waiting;
  result.wait_kind = gap.wait_kind.value;
  result.wait_months =
      (result.back_paid ? gap.wait_months_with_backpay : gap.wait_months_without_backpay).value;
  result.percent_while_waiting = gap.wait_benefit_percent.value;
  result.waits_from = facts.first_new_month.first_day();
  set_end_of_waiting(result, facts.first_new_month, facts, policy.contribution, today);
  if (local_debt(facts) && result.back_paid) {
    result.entitled_from = std::max(result.entitled_from,
                                    restored_on(*facts.back_paid_on, policy.arrears.restore.value));
  }
}

// 首次参保的,当地规定等待期的(福建):自第一个缴费月起算,期内按规定的比例享受;单位补缴首月欠费的,
// 先恢复、再等待。
void add_first_wait(Continuity& result, const ContinuityFacts& facts,
                    const policy::RegionPolicy& policy, Date today) {
  const policy::GapPolicy& gap = policy.gap;
  const bool anew = result.kind == ContinuityKind::new_after_switch;
  if (!(facts.new_here || anew) || gap.first_enrolment_wait_months.value == 0) return;
  Continuity waiting = result;
  waiting.kind =
      anew ? ContinuityKind::new_after_switch_waiting : ContinuityKind::first_enrolment_waiting;
  waiting.wait_kind = gap.wait_kind.value;
  waiting.wait_months = gap.first_enrolment_wait_months.value;
  waiting.percent_while_waiting = gap.wait_benefit_percent.value;
  waiting.waits_from = result.covered_from();
  waiting.retroactive_from.reset();
  const Month first = anew ? facts.first_new_month : first_paid(facts);
  set_end_of_waiting(waiting, first, facts, policy.contribution, today);
  if (waiting.entitled_from > result.covered_from()) result = waiting;
}

// 按首次参加职工医保办理:自第一个缴费月享受,当地对首次参保设等待期的(福建),同样等待。
void set_new_participant(Continuity& result, const ContinuityFacts& facts,
                         const policy::RegionPolicy& policy, Date today) {
  result.kind = ContinuityKind::new_after_switch;
  result.entitled_from = start_of_cover(facts.first_new_month, policy.contribution);
  add_first_wait(result, facts, policy, today);
}

// 中断 3 个月以内未补缴:默认不设等待期,自第一个缴费月享受,不追溯(1.10 之 3);未办转移的,
// 起始月依当地规定。
Date resumed_without_backpay(const ContinuityFacts& facts, const policy::RegionPolicy& policy) {
  const Date start = start_of_cover(facts.first_new_month, policy.contribution);
  if (facts.transferred) return start;
  return std::max(start,
                  benefit_from(facts.first_new_month, policy.gap.local_grace_benefit_from.value));
}

// 补缴在转移时自缴费当月起,其余依当地规定。
Date from_payment(const ContinuityFacts& facts, const policy::GapPolicy& policy) {
  return benefit_from(
      Month::containing(*facts.back_paid_on),
      (facts.transferred ? policy.grace_benefit_from : policy.local_grace_benefit_from).value);
}

void set_grace_without_backpay(Continuity& result, const ContinuityFacts& facts,
                               const policy::RegionPolicy& policy, Date today) {
  const bool waits = policy.gap.grace_requires_backpay.value &&
                     policy.gap.grace_without_backpay.value == policy::WithoutBackpay::wait;
  if (waits) return set_waiting(result, facts, policy, today);
  result.kind = ContinuityKind::grace_without_backpay;
  result.entitled_from = resumed_without_backpay(facts, policy);
  // Without the part that was paid up the gap would be beyond the grace: not before that payment.
  if (!within_grace(facts, whole_gap(facts), policy.gap)) {
    result.entitled_from = std::max(result.entitled_from, from_payment(facts, policy.gap));
  }
}

void set_arrears_restored(Continuity& result, const ContinuityFacts& facts,
                          const policy::RegionPolicy& policy) {
  result.kind = ContinuityKind::arrears_restored;
  result.entitled_from = restored_on(*facts.back_paid_on, policy.arrears.restore.value);
}

// 43号:中断缴费 3 个月(含)以内,按转入地规定补缴的,不设待遇等待期,缴费当月即可享受待遇,中断
// 期间的待遇可以追溯。未办转移的断缴依当地规定;单位补缴欠费的,依 arrears.restore(C-03)。
void set_grace_with_backpay(Continuity& result, const ContinuityFacts& facts,
                            const policy::RegionPolicy& policy) {
  const bool retroactive = (facts.transferred     ? policy.gap.retroactive
                            : facts.employer_debt ? policy.arrears.retroactive
                                                  : policy.gap.local_retroactive)
                               .value;
  if (retroactive) result.retroactive_from = result.gap.first_unpaid().first_day();
  if (local_debt(facts)) return set_arrears_restored(result, facts, policy);
  result.kind = ContinuityKind::grace_with_backpay;
  result.entitled_from = from_payment(facts, policy.gap);
  if (!retroactive && policy.gap.grace_without_backpay.value == policy::WithoutBackpay::no_wait) {
    // A payment made later takes nothing away that would be covered without it.
    result.entitled_from = std::min(result.entitled_from, resumed_without_backpay(facts, policy));
  }
}

const policy::Cited<policy::BeyondGrace>& beyond_grace(const ContinuityFacts& facts,
                                                       const policy::RegionPolicy& policy) {
  return facts.employer_debt ? policy.arrears.beyond_grace : policy.gap.local_beyond_grace;
}

// Where an employer's joiners do not wait, those whose employer was in arrears do not either: the
// wait there is for who resumes alone, and a debt is not the person's (1.10 之 5). Not before the
// debt was paid.
void set_resumed_by_employer(Continuity& result, const ContinuityFacts& facts,
                             const policy::RegionPolicy& policy) {
  result.kind = ContinuityKind::resumed_by_employer;
  result.entitled_from = resumed_without_backpay(facts, policy);
  if (local_debt(facts) && result.back_paid) {
    result.entitled_from = std::max(result.entitled_from,
                                    restored_on(*facts.back_paid_on, policy.arrears.restore.value));
  }
}

// 超过 3 个月才缴清的,依当地规定:按等待期办理;或者与 3 个月以内的相同;或者视同暂停参保,缴清
// 30 日后恢复,其间的费用不予支付(1.8)。办理转移的,依 43号。有的地方由用人单位参保的不设等待期。
void set_beyond_grace(Continuity& result, const ContinuityFacts& facts,
                      const policy::RegionPolicy& policy, Date today) {
  const bool spared = facts.by_employer && !policy.gap.employed_wait.value;
  if (spared && !local_debt(facts)) return set_resumed_by_employer(result, facts, policy);
  const bool local = result.back_paid && !facts.transferred;
  const bool begins_so = local_debt(facts) && result.back_paid && !result.gap.last_paid;
  if (begins_so && beyond_grace(facts, policy).value == policy::BeyondGrace::waiting) {
    return set_arrears_restored(result, facts, policy);  // nothing was interrupted
  }
  switch (local ? beyond_grace(facts, policy).value : policy::BeyondGrace::waiting) {
    case policy::BeyondGrace::waiting:
      if (spared) return set_resumed_by_employer(result, facts, policy);
      return set_waiting(result, facts, policy, today);
    case policy::BeyondGrace::restore:
      if (facts.employer_debt) return set_arrears_restored(result, facts, policy);
      result.kind = ContinuityKind::grace_with_backpay;
      result.entitled_from = benefit_from(Month::containing(*facts.back_paid_on),
                                          policy.gap.local_grace_benefit_from.value);
      return;
    case policy::BeyondGrace::plus_30_days:
      result.kind = ContinuityKind::suspension_restored;
      result.entitled_from = restored_on(*facts.back_paid_on, policy::Restore::plus_30_days);
      return;
  }
}

// 1.10 之 1; 单位的欠费须全部缴清,部分缴纳的仍属欠费。
void weigh_gap(Continuity& result, const ContinuityFacts& facts, const MonthSet& accepted,
               const policy::RegionPolicy& policy, Date today) {
  result.back_paid = result.gap.unpaid().without(accepted).empty();
  if (!local_debt(facts)) result.gap = left_of(result.gap, accepted);
  if (begins_anew(facts, result.gap, policy.gap)) {
    set_new_participant(result, facts, policy, today);
  } else if (!within_grace(facts, result.gap, policy.gap)) {
    set_beyond_grace(result, facts, policy, today);
  } else if (result.back_paid) {
    set_grace_with_backpay(result, facts, policy);
  } else {
    set_grace_without_backpay(result, facts, policy, today);
  }
}

std::string shown(int value) {
  return std::to_string(value);
}

std::vector<Fact> gap_facts(const ContinuityFacts& facts, const Continuity& result) {
  std::vector<Fact> shown_facts{{"gap_months", shown(result.gap.months)},
                                {"first_new_month", facts.first_new_month.to_string()},
                                {"entitled_from", result.entitled_from.to_string()}};
  if (!result.gap.empty()) shown_facts.push_back({"gap", result.gap.unpaid().to_string()});
  if (!result.gap.empty() && result.gap.last_paid) {
    shown_facts.push_back({"last_paid_month", result.gap.last_paid->to_string()});
  }
  if (facts.back_paid_on) {
    shown_facts.push_back({"received_on", facts.back_paid_on->to_string()});
  }
  if (result.retroactive_from) {
    shown_facts.push_back({"retroactive_from", result.retroactive_from->to_string()});
  }
  return shown_facts;
}

Reason explain_grace(const ContinuityFacts& facts, const Continuity& result,
                     const policy::RegionPolicy& policy) {
  const policy::GapPolicy& gap = policy.gap;
  std::vector<Citation> citations{gap.grace_months.citation};
  std::string code = "gap_paid_up";
  if (result.kind == ContinuityKind::suspension_restored) {
    code = "suspension_restored";
    citations.push_back(beyond_grace(facts, policy).citation);
  } else if (result.kind == ContinuityKind::arrears_restored) {
    code = result.retroactive_from ? "arrears_restored_retroactive" : "arrears_restored";
    citations.push_back(policy.arrears.restore.citation);
    citations.push_back(policy.arrears.retroactive.citation);
    if (result.gap.months > gap.grace_months.value) {
      citations.push_back(policy.arrears.beyond_grace.citation);
    }
  } else if (result.kind == ContinuityKind::grace_without_backpay) {
    code = "gap_within_grace";
    citations.push_back(gap.grace_requires_backpay.citation);
    citations.push_back(gap.grace_without_backpay.citation);
    if (!facts.transferred) citations.push_back(gap.local_grace_benefit_from.citation);
  } else if (facts.transferred) {
    citations.push_back(gap.grace_benefit_from.citation);
    citations.push_back(gap.retroactive.citation);
  } else {
    citations.push_back(gap.local_grace_benefit_from.citation);
    citations.push_back(gap.local_retroactive.citation);
  }
  const bool gap_paid = result.kind == ContinuityKind::grace_with_backpay;
  if (gap_paid && result.retroactive_from) code = "gap_paid_up_retroactive";
  return {std::move(code), gap_facts(facts, result), std::move(citations)};
}

// 首个缴费月 is the first month that was paid for, whenever its money came.
Reason explain_first(const ContinuityFacts& facts, const Continuity& result,
                     const policy::RegionPolicy& policy) {
  Reason reason{"first_enrolment", gap_facts(facts, result), {policy.contribution.covers.citation}};
  for (Fact& fact : reason.facts) {
    if (fact.name == "first_new_month") fact.value = first_paid(facts).to_string();
  }
  if (result.kind == ContinuityKind::first_enrolment) return reason;
  const policy::GapPolicy& gap = policy.gap;
  reason.code = "first_enrolment_waiting";
  reason.facts.push_back({"wait_months", shown(result.wait_months)});
  reason.facts.push_back({"percent", shown(result.percent_while_waiting)});
  reason.citations = {gap.first_enrolment_wait_months.citation, gap.wait_kind.citation,
                      gap.wait_benefit_percent.citation};
  if (!result.gap.empty()) reason.citations.push_back(policy.arrears.restore.citation);
  return reason;
}

// Names which of the two numbers of the place it is: that of new participants, not that of a gap.
Reason explain_new_after_switch(const ContinuityFacts& facts, const Continuity& result,
                                const policy::RegionPolicy& policy) {
  const policy::GapPolicy& gap = policy.gap;
  Reason reason{
      "new_after_switch",
      gap_facts(facts, result),
      {gap.continuous_years_for_switch.citation, gap.first_enrolment_wait_months.citation}};
  reason.facts.push_back({"continuous_months", shown(continuous_months_before(facts))});
  reason.facts.push_back({"years", shown(gap.continuous_years_for_switch.value)});
  if (result.kind == ContinuityKind::new_after_switch) return reason;
  reason.code = "new_after_switch_waiting";
  reason.facts.push_back({"wait_months", shown(result.wait_months)});
  reason.facts.push_back({"percent", shown(result.percent_while_waiting)});
  reason.citations.push_back(gap.wait_kind.citation);
  reason.citations.push_back(gap.wait_benefit_percent.citation);
  return reason;
}

Reason explain_resumed_by_employer(const ContinuityFacts& facts, const Continuity& result,
                                   const policy::RegionPolicy& policy) {
  const policy::GapPolicy& gap = policy.gap;
  Reason reason{"resumed_by_employer",
                gap_facts(facts, result),
                {gap.grace_months.citation, gap.employed_wait.citation,
                 gap.local_grace_benefit_from.citation}};
  if (local_debt(facts)) reason.citations.push_back(policy.arrears.restore.citation);
  return reason;
}

Reason explain_waiting(const ContinuityFacts& facts, const Continuity& result,
                       const policy::RegionPolicy& policy) {
  const policy::GapPolicy& gap = policy.gap;
  std::vector<Fact> shown_facts = gap_facts(facts, result);
  shown_facts.push_back({"wait_months", shown(result.wait_months)});
  shown_facts.push_back({"percent", shown(result.percent_while_waiting)});
  const policy::Cited<int>& months =
      result.back_paid ? gap.wait_months_with_backpay : gap.wait_months_without_backpay;
  const bool counts_paid = result.wait_kind == policy::WaitKind::paid_months;
  return {counts_paid ? "waiting_paid_months" : "waiting_period",
          std::move(shown_facts),
          {gap.grace_months.citation, months.citation, gap.wait_kind.citation,
           gap.wait_benefit_percent.citation}};
}

// What stands beside the answer: months too old to be paid up.
void explain_exceptions(const ContinuityFacts& facts, const policy::RegionPolicy& policy,
                        std::vector<Reason>& reasons) {
  const MonthSet refused = facts.back_paid.without(accepted_back_payment(facts, policy));
  if (facts.back_paid_on && !refused.empty()) {
    reasons.push_back({"back_payment_too_old",
                       {{"months", refused.to_string()},
                        {"accepted_months", shown(accepted_months(facts, policy).value)}},
                       {accepted_months(facts, policy).citation}});
  }
}

}  // namespace

Date restored_on(Date received_on, policy::Restore restore) {
  switch (restore) {
    case policy::Restore::same_day:
      return received_on;
    case policy::Restore::next_day:
      return received_on + 1;
    case policy::Restore::next_month:
      return (Month::containing(received_on) + 1).first_day();
    case policy::Restore::plus_30_days:
      return received_on + 30;  // the name of the enumerator
  }
  return received_on;
}

// 43号,待遇衔接:中断 3 个月(含)以内并补缴的不等待;超过 3 个月的,统筹区可以规定不超过 6 个月的
// 等待期(上限在读取政策时校验)。
Continuity weigh_continuity(const ContinuityFacts& facts, const policy::RegionPolicy& policy,
                            Date today) {
  Continuity result;
  result.gap = whole_gap(facts);
  result.entitled_from = start_of_cover(facts.first_new_month, policy.contribution);
  const MonthSet accepted = accepted_back_payment(facts, policy);
  const bool first = !result.gap.last_paid;
  if (first) result.kind = ContinuityKind::first_enrolment;
  if (first && !local_debt(facts)) result.gap = gap_after_late_start(facts, accepted);
  if (!result.gap.empty()) weigh_gap(result, facts, accepted, policy, today);
  if (first) add_first_wait(result, facts, policy, today);
  return result;
}

ContinuityAnswer decide_continuity(const ContinuityFacts& facts, const policy::RegionPolicy& policy,
                                   Date today) {
  ContinuityAnswer answer{weigh_continuity(facts, policy, today), {}};
  const Continuity& result = answer.continuity;
  switch (result.kind) {
    case ContinuityKind::first_enrolment:
    case ContinuityKind::first_enrolment_waiting:
      answer.reasons.push_back(explain_first(facts, result, policy));
      break;
    case ContinuityKind::new_after_switch:
    case ContinuityKind::new_after_switch_waiting:
      answer.reasons.push_back(explain_new_after_switch(facts, result, policy));
      break;
    case ContinuityKind::resumed_by_employer:
      answer.reasons.push_back(explain_resumed_by_employer(facts, result, policy));
      break;
    case ContinuityKind::continuous:
      answer.reasons.push_back({"continuous_participation",
                                gap_facts(facts, result),
                                {policy.contribution.covers.citation}});
      break;
    case ContinuityKind::waiting:
      answer.reasons.push_back(explain_waiting(facts, result, policy));
      break;
    case ContinuityKind::grace_with_backpay:
    case ContinuityKind::grace_without_backpay:
    case ContinuityKind::arrears_restored:
    case ContinuityKind::suspension_restored:
      answer.reasons.push_back(explain_grace(facts, result, policy));
      break;
  }
  explain_exceptions(facts, policy, answer.reasons);
  return answer;
}

}  // namespace yibao::entitlement
