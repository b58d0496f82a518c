#include "business/hotline/checks.h"

#include <map>

#include "business/hotline/store.h"
#include "business/person/store.h"
#include "business/scan.h"

namespace yibao::hotline {

namespace {

using business::CheckContext;
using business::Findings;
using storage::Row;
using storage::Value;

std::optional<Event> event_named(std::string_view text) {
  for (std::size_t i = 0; i < kEvents; ++i) {
    if (to_text(static_cast<Event>(i)) == text) return static_cast<Event>(i);
  }
  return std::nullopt;
}

// The path, walked again through the table, ends where the call stands; each wrong proof on it is a
// failure.
void walk(const Row& row, const HotlineCall& call, Findings& findings) {
  State state = State::ringing;
  int steps = 0;
  bool hears_detail = false;
  for (std::size_t from = 0; from < call.path.size();) {
    const std::size_t end = std::min(call.path.find(' ', from), call.path.size());
    const std::string word = call.path.substr(from, end - from);
    const std::optional<Event> event = event_named(word);
    const HotlineTransition* transition = event ? find(state, *event) : nullptr;
    if (transition == nullptr) {
      return findings.add(kHotlineCall, row,
                          "path has " + word + " in the state " + std::string(to_text(state)));
    }
    hears_detail = hears_detail || (state == State::password && *event == Event::answer);
    if (*event == Event::wrong_pair) hears_detail = false;  // the number is asked again
    state = transition->to;
    ++steps;
    from = end + 1;
  }
  if (state != call.state) {
    findings.add(kHotlineCall, row,
                 business::differs("state", to_text(call.state), to_text(state)));
  }
  if (steps != call.steps) {
    findings.add(kHotlineCall, row, business::differs("steps", call.steps, steps));
  }
  if (hears_detail != call.verified) {
    findings.add(kHotlineCall, row, "verified does not follow from the path");
  }
}

void check_calls(const CheckContext& context, Findings& findings) {
  business::Scan calls(context, kHotlineCall);
  while (calls.peek() != nullptr) {
    const Row row = calls.take();
    const auto call = business::read_or_find(kHotlineCall, row, findings, [&](const Row& each) {
      return read_call(each, context.vault);
    });
    if (!call) continue;
    walk(row, *call, findings);
    const storage::Bytes expected =
        source_day(context.vault, call->caller, call->started_at.date());
    if (row[4].bytes() != expected) {
      findings.add(kHotlineCall, row, "source_day is not that of its caller");
    }
    if (call->ended_at && *call->ended_at < call->started_at) {
      findings.add(kHotlineCall, row, "ended_at lies before started_at");
    }
  }
}

// As many failures as the calls say that there were.
void check_failures(const CheckContext& context, Findings& findings) {
  std::map<std::int64_t, storage::Rows> of_call;
  business::Scan failures(context, kHotlineFailure);
  while (failures.peek() != nullptr) {
    Row row = failures.take();
    of_call[row[1].integer()].push_back(std::move(row));
  }
  business::Scan calls(context, kHotlineCall);
  while (calls.peek() != nullptr) {
    const Row row = calls.take();
    const auto found = of_call.find(row[1].integer());
    const auto there = found == of_call.end() ? 0 : static_cast<std::int64_t>(found->second.size());
    if (row[11].integer() != there) {
      findings.add(kHotlineCall, row, business::differs("failures", row[11].integer(), there));
    }
    if (found != of_call.end()) of_call.erase(found);
  }
  for (const auto& [call, rows] : of_call) {
    for (const Row& row : rows) findings.add(kHotlineFailure, row, "is of no call");
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"hotline_calls", "每通热线来电的步骤走得通,停在它所说的地方", &check_calls},
          {"hotline_failures", "热线来电的失败次数与记录一致", &check_failures}};
}

}  // namespace yibao::hotline
