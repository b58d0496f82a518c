// What becomes of what is on record when the relation moves (N-20): it goes on at the target, has
// to be asked for again there, or has no object any more. Told in the case's explanation and to the
// person; written when the transfer completes.
#pragma once

#include <optional>
#include <vector>

#include "business/care/types.h"
#include "business/use_case.h"
#include "policy/parameters.h"
#include "storage/plan.h"

namespace yibao::care {

struct Move {
  RegionCode origin;
  RegionCode target;
  bool target_on_system = true;  // works on this system
  std::string target_insurance;  // 310, 390
  Date day;
};

enum class Fate {
  goes_on,     // 延续
  ask_again,   // 须重新备案、重新认定
  not_needed,  // 就医地已是参保地
  ends,        // 转院、定点随关系终止
};

struct Following {
  Registration registration;
  Fate fate;
  std::optional<Citation> citation;
};

// Of everything that stands at the origin on the day.
std::vector<Following> follow(const Move& move, const std::vector<Registration>& all,
                              const policy::CarePolicy& at_target);
// Each as a reason: care_goes_on, care_ask_again, care_not_needed, care_ends_with_relation.
std::vector<Reason> explain(const Move& move, const std::vector<Following>& all,
                            const RegionTable& regions);

// Ends what stands at the origin, begins what goes on at the target.
std::vector<Reason> carry_over(storage::Plan& plan, const Move& move, CaseId transfer,
                               const std::vector<Registration>& all,
                               const business::Context& context);
// 撤回错误转移 (N-23): what the wrong transfer had ended stands again, what it had brought ends.
void undo_carry_over(storage::Plan& plan, CaseId wrong, CaseId reversal,
                     const std::vector<Registration>& all, const business::Context& context);

}  // namespace yibao::care
