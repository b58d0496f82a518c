#include "business/transfer/ends.h"

#include <algorithm>

namespace yibao::transfer {

std::string code_of(EndReason reason) {
  switch (reason) {
    case EndReason::death:
      return "transfer_ended_by_death";
    case EndReason::reenrolled_at_origin:
      return "transfer_ended_by_reenrolment";
    case EndReason::suspended_at_target:
      return "transfer_ended_by_suspension";
  }
  return "";
}

std::optional<EndReason> reason_to_end(const CaseFacts& known, Date today) {
  const Transfer& transfer = known.transfer;
  const auto& died_on = known.person.person.died_on;
  if (died_on && *died_on <= today) return EndReason::death;
  if (transfer.relation == RelationState::unmoved) return std::nullopt;
  const auto active_at = [&](RegionCode region, int after) {
    return std::ranges::any_of(known.person.enrolments, [&](const enrolment::Enrolment& each) {
      return each.region == region && each.is_active() && each.ordinal > after;
    });
  };
  if (transfer.origin_is_here() && active_at(transfer.origin, transfer.origin_enrolment)) {
    return EndReason::reenrolled_at_origin;
  }
  // Under another employer of the same place the person is still enrolled there.
  if (transfer.target_is_here() && !active_at(transfer.target, 0)) {
    return EndReason::suspended_at_target;
  }
  return std::nullopt;
}

Verdict check_goes_on(const CaseFacts& known, Date today) {
  const std::optional<EndReason> reason = reason_to_end(known, today);
  if (!reason) return Nothing{};
  return refuse("case_must_end", {{"why", std::string(to_text(*reason))}});
}

}  // namespace yibao::transfer
