// Scenario files: stories in officers' words, played through the whole stack.
//
//   场景: 东莞到杭州,余额和年限随转
//   2022-01-04
//   华联电子 在 东莞 登记为用人单位
//   张伟(男,1990-01-01)由 东莞 登记
//   …
//   则 张伟 在 杭州 的余额为 12345.67 元
//
// A line with a day moves the simulated clock there; a line that begins with 则 is what must hold
// then; # begins a comment. `yibao demo` prints the story as it goes; tests count the lines that
// do not hold.
#pragma once

#include <functional>
#include <ostream>
#include <string>

#include "main/scenario/world.h"

namespace yibao::main {

struct ScenarioResult {
  std::string title;
  int steps = 0;
  int expectations = 0;
  std::string failure;  // the line, what was expected and what came; empty: all held

  bool held() const { return failure.empty(); }
};

// The last day that a story names.
Date last_day_of(const std::string& text);

// Plays one story in a world; the world's installation needs a simulated clock. The first day of
// a story may lie before the last one of the story before. Stops at the first line that fails.
ScenarioResult play_scenario(World& world, const std::string& text, std::ostream& story);

}  // namespace yibao::main
