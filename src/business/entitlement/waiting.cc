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

// 43号:连续 2 年(含)以上参加基本医疗保险,因个人状态变化在职工医保与居民医保之间切换,且中断
// 3 个月(含)以内的,补缴后不设等待期。
bool switch_keeps_continuity(const ContinuityFacts& facts, const Gap& gap,
                             const policy::GapPolicy& policy) {
  if (!facts.from_resident_scheme) return true;
  const int years = policy.continuous_years_for_switch.value;
  return facts.paid.run_ending_at(*gap.last_paid) >= years * kMonthsOfAYear;
}

bool within_grace(const ContinuityFacts& facts, const Gap& gap, const policy::GapPolicy& policy) {
  return gap.months <= policy.grace_months.value && switch_keeps_continuity(facts, gap, policy);
}

// 等待 n 个月:自第一个缴费月起满 n 个月的次月 1 日。连续缴费 n 个月:缴满 n 个月的次月 1 日,中间
// 断缴的重新计算(1.10 之 2)。A month not yet due is supposed to be paid: `projected` says so.
void set_end_of_waiting(Continuity& result, const ContinuityFacts& facts,
                        const policy::ContributionPolicy& policy, Date today) {
  const int needed = result.wait_months;
  const Month first = facts.first_new_month;
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
  set_end_of_waiting(result, facts, policy.contribution, today);
  if (local_debt(facts) && result.back_paid) {
    result.entitled_from = std::max(result.entitled_from,
                                    restored_on(*facts.back_paid_on, policy.arrears.restore.value));
  }
}

// 中断 3 个月以内未补缴:默认不设等待期,自第一个缴费月享受,不追溯(1.10 之 3);未办转移的,
// 起始月依当地规定。
Date resumed_without_backpay(const ContinuityFacts& facts, const policy::RegionPolicy& policy) {
  const Date start = start_of_cover(facts.first_new_month, policy.contribution);
  if (facts.transferred) return start;
  return std::max(start,
                  benefit_from(facts.first_new_month, policy.gap.local_grace_benefit_from.value));
}

void set_grace_without_backpay(Continuity& result, const ContinuityFacts& facts,
                               const policy::RegionPolicy& policy, Date today) {
  const bool waits = policy.gap.grace_requires_backpay.value &&
                     policy.gap.grace_without_backpay.value == policy::WithoutBackpay::wait;
  if (waits) return set_waiting(result, facts, policy, today);
  result.kind = ContinuityKind::grace_without_backpay;
  result.entitled_from = resumed_without_backpay(facts, policy);
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
  const Month payment = Month::containing(*facts.back_paid_on);
  const bool retroactive = (facts.transferred     ? policy.gap.retroactive
                            : facts.employer_debt ? policy.arrears.retroactive
                                                  : policy.gap.local_retroactive)
                               .value;
  if (retroactive) result.retroactive_from = result.gap.first_unpaid().first_day();
  if (local_debt(facts)) return set_arrears_restored(result, facts, policy);
  result.kind = ContinuityKind::grace_with_backpay;
  result.entitled_from = benefit_from(
      payment,
      (facts.transferred ? policy.gap.grace_benefit_from : policy.gap.local_grace_benefit_from)
          .value);
  if (!retroactive && policy.gap.grace_without_backpay.value == policy::WithoutBackpay::no_wait) {
    // A payment made later takes nothing away that would be covered without it.
    result.entitled_from = std::min(result.entitled_from, resumed_without_backpay(facts, policy));
  }
}

const policy::Cited<policy::BeyondGrace>& beyond_grace(const ContinuityFacts& facts,
                                                       const policy::RegionPolicy& policy) {
  return facts.employer_debt ? policy.arrears.beyond_grace : policy.gap.local_beyond_grace;
}

// 超过 3 个月才缴清的,依当地规定:按等待期办理;或者与 3 个月以内的相同;或者视同暂停参保,缴清
// 30 日后恢复,其间的费用不予支付(1.8)。办理转移的,依 43号。
void set_beyond_grace(Continuity& result, const ContinuityFacts& facts,
                      const policy::RegionPolicy& policy, Date today) {
  const bool local = result.back_paid && !facts.transferred;
  switch (local ? beyond_grace(facts, policy).value : policy::BeyondGrace::waiting) {
    case policy::BeyondGrace::waiting:
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

std::string shown(int value) {
  return std::to_string(value);
}

std::vector<Fact> gap_facts(const ContinuityFacts& facts, const Continuity& result) {
  std::vector<Fact> shown_facts{{"gap_months", shown(result.gap.months)},
                                {"first_new_month", facts.first_new_month.to_string()},
                                {"entitled_from", result.entitled_from.to_string()}};
  if (!result.gap.empty()) {
    shown_facts.push_back({"gap", result.gap.unpaid().to_string()});
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

// What stands beside the answer: a switch too early, months too old to be paid up.
void explain_exceptions(const ContinuityFacts& facts, const Continuity& result,
                        const policy::RegionPolicy& policy, std::vector<Reason>& reasons) {
  const policy::GapPolicy& gap = policy.gap;
  if (!result.gap.empty() && !switch_keeps_continuity(facts, result.gap, gap)) {
    reasons.push_back(
        {"switch_without_continuous_years",
         {{"continuous_months", shown(facts.paid.run_ending_at(*result.gap.last_paid))},
          {"years", shown(gap.continuous_years_for_switch.value)}},
         {gap.continuous_years_for_switch.citation}});
  }
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
  result.gap = find_gap(facts.paid.without(facts.back_paid), facts.first_new_month);
  result.entitled_from = start_of_cover(facts.first_new_month, policy.contribution);
  if (!result.gap.last_paid) {
    result.kind = ContinuityKind::first_enrolment;
    return result;
  }
  if (result.gap.empty()) return result;
  const MonthSet accepted = accepted_back_payment(facts, policy);
  result.back_paid = result.gap.unpaid().without(accepted).empty();
  if (!within_grace(facts, result.gap, policy.gap)) {
    set_beyond_grace(result, facts, policy, today);
  } else if (result.back_paid) {
    set_grace_with_backpay(result, facts, policy);
  } else {
    set_grace_without_backpay(result, facts, policy, today);
  }
  return result;
}

ContinuityAnswer decide_continuity(const ContinuityFacts& facts, const policy::RegionPolicy& policy,
                                   Date today) {
  ContinuityAnswer answer{weigh_continuity(facts, policy, today), {}};
  const Continuity& result = answer.continuity;
  switch (result.kind) {
    case ContinuityKind::first_enrolment:
      answer.reasons.push_back(
          {"first_enrolment", gap_facts(facts, result), {policy.contribution.covers.citation}});
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
  explain_exceptions(facts, result, policy, answer.reasons);
  return answer;
}

}  // namespace yibao::entitlement
