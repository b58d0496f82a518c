#include "base/province_character.h"

#include <gtest/gtest.h>

namespace yibao {
namespace {

TEST(ProvinceCharacter, IsThatOfTheProvinceThatAPlaceLiesIn) {
  EXPECT_EQ(province_character(RegionCode(441900)), "粤");
  EXPECT_EQ(province_character(RegionCode(140600)), "晋");
  EXPECT_EQ(province_character(RegionCode(110000)), "京");
  EXPECT_EQ(province_character(RegionCode(659001)), "新");
  EXPECT_EQ(province_character(RegionCode(990000)), "99");
}

}  // namespace
}  // namespace yibao
