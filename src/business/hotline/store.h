// Calls in the database (schema/018_hotline.sql). What identifies somebody is sealed there, and
// what was keyed goes when the call ends.
#pragma once

#include <optional>

#include "business/hotline/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::hotline {

extern const storage::Table kHotlineCall;

extern const storage::KeyedSelect kCallById;       // by id: the id, then the whole row
extern const storage::KeyedSelect kCallsOfSource;  // by source and day: hash, id

extern const storage::Table kHotlineFailure;
extern const storage::KeyedSelect kFailuresOfSource;  // by source and day: hash, id
extern const storage::KeyedSelect kFailuresOfNumber;  // by identity number and day: hash, id

HotlineCall read_call(const storage::Row& row, const storage::Vault& vault);
storage::Row call_row(const HotlineCall& call, const storage::Vault& vault);
// For lists: without opening what is sealed.
HotlineCall read_call_closed(const storage::Row& row);

// Which call an outside id names; none where it names no one of ours.
std::optional<HotlineCall> find_call(HotlineCallId id, const storage::Vault& vault,
                                     storage::Session& session);

// A source or a number on one day: found again on that day, not followed through the others.
// 隐藏号码: callers who withhold their number are many, and one of them must not close the line for
// the others. What is keyed is then counted by the identity number alone.
inline bool is_one_source(const std::string& caller) {
  return !caller.empty();
}
storage::Bytes source_day(const storage::Vault& vault, const std::string& caller, Date day);
storage::Bytes number_day(const storage::Vault& vault, const std::string& number, Date day);

}  // namespace yibao::hotline
