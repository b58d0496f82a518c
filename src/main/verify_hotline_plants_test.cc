// Goal: violations in the records of calls, each found and named. Somebody has called 12393 once,
// with one wrong password.
#include "main/test_plants.h"

namespace yibao::main {

std::vector<Plant> hotline_plants() {
  const auto call = [](const std::string& name, const std::string& check, const std::string& set,
                       const std::string& what) {
    return Plant{name, check, "hotline_call", "failures >= 0", "UPDATE hotline_call SET " + set,
                 what};
  };
  return {
      call("call_without_its_failure", "hotline_failures", "failures = 0", "failures is"),
      call("call_with_a_step_too_many", "hotline_calls", "steps = steps + 1", "steps is"),
      call("call_verified_without_a_password", "hotline_calls", "verified = 1",
           "verified does not"),
      call("call_that_went_through_a_wall", "hotline_calls", "path = path || ' answer'",
           "in the state ended"),
      call("call_from_another_number", "hotline_calls", "source_day = caller_sealed",
           "source_day is not"),
      {"failure_of_no_call", "hotline_failures", "hotline_failure", "call_id >= 0",
       "UPDATE hotline_failure SET call_id = call_id + 1", "is of no call"},
  };
}

}  // namespace yibao::main
