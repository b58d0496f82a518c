#include "business/late_record/rules.h"

#include <algorithm>

#include "business/second_eyes.h"

namespace yibao::late_record {

Verdict may_propose(const LateRecord& wish, std::span<const LateRecord> records) {
  const auto is_open = [](const LateRecord& each) { return each.state == State::proposed; };
  const auto same = std::ranges::find_if(records, [&](const LateRecord& each) {
    return is_open(each) && each.what == What::balance && wish.what == What::balance &&
           each.region == wish.region;
  });
  if (same != records.end()) {
    return refuse("late_record_open", {{"record", std::to_string(same->ordinal)}});
  }
  if (static_cast<std::size_t>(std::ranges::count_if(records, is_open)) >= kOpenMax) {
    return refuse("late_records_open", {{"count", std::to_string(kOpenMax)}});
  }
  return Nothing{};
}

Decision<LateRecord> decide_record(std::span<const LateRecord> records, int ordinal, What what,
                                   bool approve, std::string_view officer, Instant now) {
  const auto found = std::ranges::find_if(records, [&](const LateRecord& each) {
    return each.ordinal == ordinal && each.what == what;
  });
  if (found == records.end()) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "record"}});
  }
  if (found->state != State::proposed) {
    return refuse("late_record_decided", {{"state", std::string(to_text(found->state))}});
  }
  if (const Verdict second = business::check_second_officer(found->proposed_by, officer); !second) {
    return second.refusal();
  }
  LateRecord decided = *found;
  decided.state = approve ? State::approved : State::refused;
  decided.decided_by = officer;
  decided.decided_at = now;
  return decided;
}

}  // namespace yibao::late_record
