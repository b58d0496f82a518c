// The states of an enrolment (参保关系的状态). A row is one period of participation: resuming and
// moving away end it, what comes after is another row.
#pragma once

#include <array>
#include <string_view>

#include "base/machine.h"
#include "business/enrolment/types.h"

namespace yibao::enrolment {

enum class EnrolmentEvent {
  suspend,       // 停保、减员
  resume,        // 恢复参保: the next row goes on
  transfer_out,  // 转出: the relation has moved
  terminate,     // 终止
};

constexpr std::string_view to_text(EnrolmentEvent event) {
  constexpr std::array<std::string_view, 4> kTexts{"suspend", "resume", "transfer_out",
                                                   "terminate"};
  return kTexts[static_cast<std::size_t>(event)];
}

inline constexpr std::array<Transition<EnrolmentState, EnrolmentEvent>, 5> kEnrolmentTable{{
    {EnrolmentState::active, EnrolmentEvent::suspend, EnrolmentState::suspended},
    {EnrolmentState::active, EnrolmentEvent::terminate, EnrolmentState::terminated},
    {EnrolmentState::suspended, EnrolmentEvent::resume, EnrolmentState::terminated},
    {EnrolmentState::suspended, EnrolmentEvent::transfer_out, EnrolmentState::terminated},
    {EnrolmentState::suspended, EnrolmentEvent::terminate, EnrolmentState::terminated},
}};

constexpr bool is_terminal(EnrolmentState state) {
  return state == EnrolmentState::terminated;
}

inline constexpr MachineCheck<3, EnrolmentState, EnrolmentEvent> kEnrolmentCheck{
    kEnrolmentTable, EnrolmentState::active, &is_terminal};
static_assert(kEnrolmentCheck.is_deterministic());
static_assert(kEnrolmentCheck.every_state_is_reachable());
static_assert(kEnrolmentCheck.ends_everywhere());

}  // namespace yibao::enrolment
