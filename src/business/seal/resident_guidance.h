// 居民断缴的指引:缴哪个年度,断保的年度补不补(修复),各自从哪天起享受待遇。
//
// Every day is the answer of the coverage enquiry for the same payments (entitlement/suppose.h):
// they pass the rules of real receipts, and one record is judged by the same rules.
#pragma once

#include <optional>

#include "business/seal/guidance.h"

namespace yibao::seal {

// The way out of a gap of a resident who is, or was, enrolled under the relation.
void guide_resident_gap(Guidance& guidance, const enrolment::Enrolment& relation,
                        const GuidanceFacts& known);

// 修复断保年度: the missed years that bring the day nearer when they are paid up as well, once the
// year itself is paid (`gap`: the hold that this lifts; null where it is paid already, and the
// waiting runs). None where nothing is won by it.
std::optional<Guidance> guide_repairs(const Seal* gap, const GuidanceFacts& known);

}  // namespace yibao::seal
