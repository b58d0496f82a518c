#include "business/transfer/ends.h"

#include <algorithm>

#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"
#include "policy/policy_set.h"

namespace yibao::transfer {

std::string code_of(EndReason reason) {
  switch (reason) {
    case EndReason::death:
      return "transfer_ended_by_death";
    case EndReason::reenrolled_at_origin:
      return "transfer_ended_by_reenrolment";
    case EndReason::suspended_at_target:
      return "transfer_ended_by_suspension";
    case EndReason::retired:
      return "transfer_ended_by_retirement";
  }
  return "";
}

namespace {

using enrolment::Enrolment;

// 按日认定: what is reported today for a later day has not happened yet, neither an enrolment that
// begins later …
bool is_again_at_origin(std::span<const Enrolment> enrolments, const Transfer& transfer,
                        Date today) {
  const Enrolment* leaving = enrolment::with_ordinal(enrolments, transfer.origin_enrolment);
  return std::ranges::any_of(enrolments, [&](const Enrolment& each) {
    if (!enrolment::is_at(each, transfer.origin) || !each.participates_on(today)) return false;
    return leaving == nullptr || enrolment::stood_before(*leaving, each);
  });
}

// … nor a leaving (减员) that takes effect later. At the target, what begins later holds the case
// as well: a resident's next year, the next employer.
bool holds_at_target(const Enrolment& enrolment, const Transfer& transfer, Date today) {
  return enrolment::is_at(enrolment, transfer.target) &&
         (enrolment.is_active() || enrolment.participates_on(today));
}

}  // namespace

bool retired_meanwhile(const CaseFacts& known, Date today) {
  return known.file.accepted_on && known.person.person.is_retired_on(today);
}

// 达到退休年龄、尚未确定待遇享受地的可以转出;办理期间由转出地核定退休的,待遇享受地即已确定。
bool origin_keeps_retirees(RegionCode origin, Date accepted_on, const policy::PolicySet& policies) {
  return policies.on(origin, accepted_on).transfer.retirement_meanwhile.value ==
         policy::RetirementMeanwhile::ends;
}

std::optional<EndReason> reason_to_end(const CaseFacts& known, const business::Context& context) {
  const Transfer& transfer = known.transfer;
  const auto& died_on = known.person.person.died_on;
  if (died_on && *died_on <= context.today) return EndReason::death;
  if (is_terminal(transfer.relation)) return std::nullopt;  // money alone is left
  // What undoes a transfer moves nobody: both relations are as they were before it.
  if (!transfer.reverses.is_none()) return std::nullopt;
  // 由转入地核定的,正是在转入地享受待遇,继续办结。
  const bool retired_at_origin =
      retired_meanwhile(known, context.today) && known.person.person.retired_at == transfer.origin;
  if (retired_at_origin &&
      origin_keeps_retirees(transfer.origin, *known.file.accepted_on, *context.policies)) {
    return EndReason::retired;
  }
  const auto& enrolments = known.person.enrolments;
  if (transfer.origin_on_system() && is_again_at_origin(enrolments, transfer, context.today)) {
    return EndReason::reenrolled_at_origin;
  }
  // Under another employer of the same place the person is still enrolled there.
  if (transfer.target_on_system() && std::ranges::none_of(enrolments, [&](const Enrolment& each) {
        return holds_at_target(each, transfer, context.today);
      })) {
    return EndReason::suspended_at_target;
  }
  return std::nullopt;
}

Verdict check_goes_on(const CaseFacts& known, const business::Context& context) {
  const std::optional<EndReason> reason = reason_to_end(known, context);
  if (!reason) return Nothing{};
  return refuse("case_must_end", {{"end_reason", std::string(to_text(*reason))}});
}

}  // namespace yibao::transfer
