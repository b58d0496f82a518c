#include "base/province_character.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace yibao {

namespace {

using Named = std::pair<std::int32_t, std::string_view>;
constexpr std::array<Named, 34> kCharacters{
    {{11, "京"}, {12, "津"}, {13, "冀"}, {14, "晋"}, {15, "蒙"}, {21, "辽"}, {22, "吉"},
     {23, "黑"}, {31, "沪"}, {32, "苏"}, {33, "浙"}, {34, "皖"}, {35, "闽"}, {36, "赣"},
     {37, "鲁"}, {41, "豫"}, {42, "鄂"}, {43, "湘"}, {44, "粤"}, {45, "桂"}, {46, "琼"},
     {50, "渝"}, {51, "川"}, {52, "贵"}, {53, "云"}, {54, "藏"}, {61, "陕"}, {62, "甘"},
     {63, "青"}, {64, "宁"}, {65, "新"}, {71, "台"}, {81, "港"}, {82, "澳"}}};

}  // namespace

std::string province_character(RegionCode place) {
  const std::int32_t province = place.value() / 10'000;
  const auto found = std::ranges::find(kCharacters, province, &Named::first);
  return found == kCharacters.end() ? std::to_string(province) : std::string(found->second);
}

}  // namespace yibao
