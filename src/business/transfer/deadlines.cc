#include "business/transfer/deadlines.h"

#include <string>

namespace yibao::transfer {

namespace {

const policy::Cited<int>& origin_days(const Transfer& transfer,
                                      const policy::RegionPolicy& origin) {
  return transfer.is_within_province() ? origin.transfer.within_province_origin_working_days
                                       : origin.transfer.origin_working_days;
}

const policy::Cited<int>& target_days(const Transfer& transfer,
                                      const policy::RegionPolicy& target) {
  return transfer.is_within_province() ? target.transfer.within_province_target_working_days
                                       : target.transfer.target_working_days;
}

// The clock stands still only where the policy of the origin says so.
std::vector<calendar::Pause> pauses_of(const Transfer& transfer, Date today,
                                       const policy::RegionPolicy& origin) {
  if (!origin.transfer.clock_pauses_for_completion.value) return {};
  return casework::pauses_of(transfer.stops, today);
}

Reason explain_deadline(std::string code, Date from, const calendar::Deadline& deadline,
                        std::vector<Citation> citations) {
  return {std::move(code),
          {{"from", from.to_string()},
           {"due_on", deadline.day.to_string()},
           {"calendar", deadline.version},
           {"provisional", deadline.provisional ? "yes" : "no"}},
          std::move(citations)};
}

}  // namespace

// 转出地经办机构应在受理后 10 个工作日内办结转出手续;省内可以更短(43号,S0:51)。
OriginDeadlines origin_deadlines(const Transfer& transfer, Date accepted_on, Date today,
                                 const policy::RegionPolicy& origin,
                                 const policy::RegionPolicy& target,
                                 const calendar::Calendar& calendar) {
  const std::vector<calendar::Pause> pauses = pauses_of(transfer, today, origin);
  const policy::Cited<int>& own = origin_days(transfer, origin);
  const policy::Cited<int>& others = target_days(transfer, target);
  const policy::Cited<int>& across = origin.transfer.total_working_days;
  const bool within = transfer.is_within_province();
  const int total = within ? own.value + others.value : across.value;

  OriginDeadlines deadlines;
  deadlines.origin = calendar.deadline(accepted_on, own.value, pauses);
  deadlines.total = calendar.deadline(accepted_on, total, pauses);
  deadlines.reasons.push_back(
      explain_deadline("origin_deadline", accepted_on, deadlines.origin, {own.citation}));
  std::vector<Citation> cited{across.citation};
  if (within) cited = {own.citation, others.citation};
  deadlines.reasons.push_back(
      explain_deadline("total_deadline", accepted_on, deadlines.total, std::move(cited)));
  return deadlines;
}

// 转入地经办机构应在收到信息表后 5
// 个工作日内办结转入手续(43号);自收到之日的次日起算,转出地超期的也一样。
TargetDeadline target_deadline(const Transfer& transfer, Date received_on,
                               const policy::RegionPolicy& target,
                               const calendar::Calendar& calendar) {
  const policy::Cited<int>& days = target_days(transfer, target);
  TargetDeadline deadline;
  deadline.target = calendar.add_working_days(received_on, days.value);
  deadline.reasons.push_back(
      explain_deadline("target_deadline", received_on, deadline.target, {days.citation}));
  return deadline;
}

// 信息表退回核实的、资金退回和支付本人的,自该步骤开始之日的次日起,按转出时限重新计算。
StepDeadline step_deadline(const Transfer& transfer, std::string_view queue, Date from,
                           const policy::RegionPolicy& origin, const calendar::Calendar& calendar) {
  const policy::Cited<int>& days = origin_days(transfer, origin);
  StepDeadline deadline;
  deadline.step = calendar.add_working_days(from, days.value);
  Reason reason = explain_deadline("step_deadline", from, deadline.step, {days.citation});
  reason.facts.push_back({"queue", std::string(queue)});
  deadline.reasons.push_back(std::move(reason));
  return deadline;
}

std::optional<Date> standing_since(const Transfer& transfer, const policy::RegionPolicy& origin) {
  if (!origin.transfer.clock_pauses_for_completion.value) return std::nullopt;
  return casework::standing_since(transfer.stops);
}

}  // namespace yibao::transfer
