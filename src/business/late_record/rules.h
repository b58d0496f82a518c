// Who may decide what somebody else has proposed (补录的复核).
#pragma once

#include <span>
#include <string_view>

#include "base/decision.h"
#include "business/late_record/types.h"

namespace yibao::late_record {

inline constexpr std::size_t kOpenMax = 50;  // of a person: whoever proposes more has not looked

// The next proposal of the person. An account has one opening balance: one proposal at a time.
// Refused: late_record_open, too_many_open.
Verdict may_propose(const LateRecord& wish, std::span<const LateRecord> records);

// Refused: not_found, late_record_decided, second_officer_needed.
Decision<LateRecord> decide_record(std::span<const LateRecord> records, int ordinal, What what,
                                   bool approve, std::string_view officer, Instant now);

}  // namespace yibao::late_record
