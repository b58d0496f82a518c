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

bool is_here(const Enrolment& enrolment, RegionCode region) {
  return enrolment.region == region && !enrolment.duplicate &&
         enrolment.end_reason != "transferred";
}

// 按日认定: what is reported today for a later day has not happened yet, neither an enrolment that
// begins later …
bool is_again_at_origin(std::span<const Enrolment> enrolments, const Transfer& transfer,
                        Date today) {
  const Enrolment* leaving = enrolment::with_ordinal(enrolments, transfer.origin_enrolment);
  return std::ranges::any_of(enrolments, [&](const Enrolment& each) {
    if (!is_here(each, transfer.origin) || !each.participates_on(today)) return false;
    return leaving == nullptr || enrolment::stood_before(*leaving, each);
  });
}

// … nor a leaving (减员) that takes effect later. At the target, what begins later holds the case
// as well: a resident's next year, the next employer.
bool holds_at_target(const Enrolment& enrolment, const Transfer& transfer, Date today) {
  return is_here(enrolment, transfer.target) &&
         (enrolment.is_active() || enrolment.participates_on(today));
}

}  // namespace

bool retired_meanwhile(const CaseFacts& known, Date today) {
  const auto& retired_on = known.person.person.retired_on;
  return retired_on && *retired_on <= today && known.file.accepted_on &&
         *known.file.accepted_on < *retired_on;
}

std::optional<EndReason> reason_to_end(const CaseFacts& known, const business::Context& context) {
  const Transfer& transfer = known.transfer;
  const auto& died_on = known.person.person.died_on;
  if (died_on && *died_on <= context.today) return EndReason::death;
  if (is_money_only(transfer.relation)) return std::nullopt;
  // What undoes a transfer moves nobody: both relations are as they were before it.
  if (!transfer.reverses.is_none()) return std::nullopt;
  if (retired_meanwhile(known, context.today)) {
    const policy::RegionPolicy& origin =
        context.policies->on(transfer.origin, *known.file.accepted_on);
    if (origin.transfer.retirement_meanwhile.value == policy::RetirementMeanwhile::ends) {
      return EndReason::retired;
    }
  }
  const auto& enrolments = known.person.enrolments;
  if (transfer.origin_is_here() && is_again_at_origin(enrolments, transfer, context.today)) {
    return EndReason::reenrolled_at_origin;
  }
  // Under another employer of the same place the person is still enrolled there.
  if (transfer.target_is_here() && std::ranges::none_of(enrolments, [&](const Enrolment& each) {
        return holds_at_target(each, transfer, context.today);
      })) {
    return EndReason::suspended_at_target;
  }
  return std::nullopt;
}

Verdict check_goes_on(const CaseFacts& known, const business::Context& context) {
  const std::optional<EndReason> reason = reason_to_end(known, context);
  if (!reason) return Nothing{};
  return refuse("case_must_end", {{"why", std::string(to_text(*reason))}});
}

Verdict check_clearing(const CaseFacts& known) {
  const bool ours = known.transfer.origin_is_here();
  if (!ours || known.transfer.money != MoneyState::reserved) return Nothing{};
  return check_money_may_leave(known.person.holds, known.transfer.origin);
}

}  // namespace yibao::transfer
