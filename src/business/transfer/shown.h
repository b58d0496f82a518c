// What people see of a case, and where it waits: both follow from the two legs and are never
// decided anywhere else.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "business/casework/case_change.h"
#include "business/transfer/step_clock.h"
#include "business/transfer/types.h"

namespace yibao::transfer {

// 收件 → 受理 → 转移 → 办结, as on the bureaus' own pages.
enum class ProgressStep { received, accepted, moving, finished };
inline constexpr std::array<std::string_view, 4> kProgressStepTexts{"received", "accepted",
                                                                    "moving", "finished"};
constexpr std::string_view to_text(ProgressStep step) {
  return kProgressStepTexts[static_cast<std::size_t>(step)];
}

// One word for the whole case: "origin_review", "returning_money", "completed" …
std::string_view shown_state(RelationState relation, MoneyState money);
ProgressStep progress_step(RelationState relation, MoneyState money);

// The one queue in which an open case stands, with its clock: that of the step, where one runs.
casework::Place place_of(const Transfer& transfer, std::span<const StepClock> clocks);

}  // namespace yibao::transfer
