// Runs (批量办理): work over a whole region, in steps of up to a thousand people, as values.
//
// A run is asked for once and carried on step by step until nothing is left behind its cursor. A
// step is a command like any other; it writes one event in the region's journal.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/money.h"
#include "base/region_code.h"
#include "base/tree.h"

namespace yibao::run {

inline constexpr int kPeopleOfStep = 1'000;

enum class RunKind { monthly_credits, arrears, interest, carry_forward, retiree_payouts };
enum class RunState { running, done };

inline constexpr std::array<std::string_view, 5> kRunKindTexts{
    "monthly_credits", "arrears", "interest", "carry_forward", "retiree_payouts"};
inline constexpr std::array<std::string_view, 2> kRunStateTexts{"running", "done"};

constexpr std::string_view to_text(RunKind kind) {
  return kRunKindTexts[static_cast<std::size_t>(kind)];
}
constexpr std::string_view to_text(RunState state) {
  return kRunStateTexts[static_cast<std::size_t>(state)];
}

struct Run {
  RegionCode region;
  std::int64_t id = 0;  // 1, 2, 3 … of the region
  RunKind kind = RunKind::monthly_credits;
  std::string period;  // a month or a year, by kind
  Tree parameters;
  RunState state = RunState::running;
  std::int64_t cursor = 0;  // the last person (or employer) that the last step looked at
  std::int64_t done = 0;    // for how many something was written
  std::int64_t left_out = 0;
  Money amount;
  std::string started_by;
  Instant started_at;
  Instant recorded_at;
};

// What one step has done.
struct Tally {
  std::int64_t done = 0;
  std::int64_t left_out = 0;
  Money amount;
};

}  // namespace yibao::run
