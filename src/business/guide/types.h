// A guide (办事指南) to one service at one place on one day: what people read before they set out.
//
// Nothing in it is written by hand twice: each line is a Reason, its numbers are the parameters
// that decide, with region, day and source, so that a guide cannot say what the program does not
// do. The words of a line stand in messages/zh-CN/guide.toml.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "base/decision.h"

namespace yibao::guide {

enum class Section { conditions, materials, channels, steps, deadlines, money, benefits, notes };
inline constexpr std::array<std::string_view, 8> kSectionTexts{
    "conditions", "materials", "channels", "steps", "deadlines", "money", "benefits", "notes"};
constexpr std::string_view to_text(Section section) {
  return kSectionTexts[static_cast<std::size_t>(section)];
}

struct Line {
  Section section = Section::conditions;
  Reason reason;
};

struct Guide {
  std::string_view service;  // "transfer"
  std::vector<Line> lines;   // in the order of reading
};

}  // namespace yibao::guide
