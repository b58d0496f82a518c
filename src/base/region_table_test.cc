// Goal: the committed table knows every place, and every place finds its pooling region.
#include "base/region_table.h"

#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace yibao {
namespace {

const RegionTable& country() {
  static const RegionTable table = [] {
    const std::ifstream file(YIBAO_SOURCE_DIR "/data/regions.csv");
    std::stringstream text;
    text << file.rdbuf();
    return RegionTable::parse(text.str()).value();
  }();
  return table;
}

std::string problem_of(std::string_view csv) {
  const auto decision = RegionTable::parse(csv);
  if (decision) return "";
  const Reason& reason = decision.refusal().reasons.front();
  EXPECT_EQ(reason.code, "region_table_line");
  return reason.facts[0].value + " " + reason.facts[1].value;
}

TEST(RegionTable, knows_the_places_that_lists_tend_to_lack) {
  const std::pair<int, const char*> places[] = {{100000, "全国"},
                                                {110000, "北京市"},
                                                {110100, "北京市市辖区"},
                                                {110101, "北京市东城区"},
                                                {330113, "浙江省杭州市临平区"},
                                                {330114, "浙江省杭州市钱塘区"},
                                                {419001, "河南省济源市"},
                                                {440306, "广东省深圳市宝安区"},
                                                {441900, "广东省东莞市"},
                                                {442000, "广东省中山市"},
                                                {460400, "海南省儋州市"},
                                                {460302, "海南省三沙市西沙区"},
                                                {500230, "重庆市丰都县"},
                                                {620200, "甘肃省嘉峪关市"},
                                                {653228, "新疆维吾尔自治区和田地区和康县"},
                                                {659001, "新疆维吾尔自治区石河子市"},
                                                {710000, "台湾省"},
                                                {810000, "香港特别行政区"},
                                                {820000, "澳门特别行政区"},
                                                {830000, "台湾省"}};
  for (const auto& [code, name] : places) EXPECT_EQ(country().full_name(RegionCode(code)), name);
  EXPECT_EQ(country().name(RegionCode(441900)), "东莞市");
}

TEST(RegionTable, does_not_know_other_codes) {
  for (const int code : {0, 990000, 440399, 440301, 130171, 620201}) {
    EXPECT_FALSE(country().exists(RegionCode(code))) << code;
    EXPECT_EQ(country().full_name(RegionCode(code)), "") << code;
  }
}

TEST(RegionTable, tells_kinds_by_the_digits) {
  EXPECT_EQ(RegionTable::kind(RegionCode(100000)), RegionKind::nation);
  EXPECT_EQ(RegionTable::kind(RegionCode(440000)), RegionKind::province);
  EXPECT_EQ(RegionTable::kind(RegionCode(441900)), RegionKind::city);
  EXPECT_EQ(RegionTable::kind(RegionCode(140602)), RegionKind::county);
}

TEST(RegionTable, finds_the_pooling_region) {
  const std::pair<int, int> cases[] = {
      {440305, 440300},  // a district: its city
      {440300, 440300}, {441900, 441900},
      {442000, 442000}, {620200, 620200},
      {440399, 440300},                    // 深圳市本级
      {430299, 430200}, {441999, 441900},  // below a city without districts
      {139900, 130000},                    // 河北省本级: no such city
      {139903, 130000}, {440000, 440000},
      {110101, 110000}, {110100, 110000},
      {500230, 500000}, {310000, 310000},
      {120199, 120000}, {419001, 419001},  // right under the province
      {659001, 659001}, {469024, 469024},
      {419000, 410000}, {419099, 410000},
      {810000, 810000}, {100000, 100000},
      {990101, 0},      {0, 0}};
  for (const auto& [code, region] : cases) {
    EXPECT_EQ(country().pooling_region(RegionCode(code)), RegionCode(region)) << code;
  }
}

// What has a fund of its own: cities, municipalities, cities right under a province.
TEST(RegionTable, tells_a_pooling_region_from_what_is_above_below_and_outside) {
  for (const int code : {441900, 440300, 110000, 310000, 500000, 419001, 469024, 659001}) {
    EXPECT_TRUE(country().is_pooling_region(RegionCode(code))) << code;
  }
  for (const int code : {100000, 440000, 130000, 460000, 440305, 310115, 440399, 139900, 710000,
                         810000, 820000, 830000, 990000, 0}) {
    EXPECT_FALSE(country().is_pooling_region(RegionCode(code))) << code;
  }
  EXPECT_TRUE(RegionTable::is_mainland(RegionCode(659001)));
  for (const int code : {710000, 810000, 820000, 830000}) {
    EXPECT_FALSE(RegionTable::is_mainland(RegionCode(code))) << code;
  }
}

TEST(RegionTable, gives_every_place_a_pooling_region_that_is_its_own) {
  std::size_t listed = 0;
  for (const RegionCode province : country().list(RegionCode::nation())) {
    for (const RegionCode place : country().list(province)) {
      const RegionCode region = country().pooling_region(place);
      EXPECT_TRUE(country().exists(region)) << place.value();
      EXPECT_EQ(country().pooling_region(region), region) << place.value();
      listed += 1 + country().list(place).size();
    }
  }
  // All but the nation, 34 provinces, Taiwan's second code and the headings.
  EXPECT_EQ(listed, country().size() - 1 - 34 - 1 - 9);
}

TEST(RegionTable, lists_what_is_right_below) {
  EXPECT_EQ(country().list(RegionCode::nation()).size(), 34U);
  EXPECT_EQ(country().list(RegionCode(440000)).size(), 21U);
  EXPECT_EQ(country().list(RegionCode(110000)).size(), 16U);
  EXPECT_EQ(country().list(RegionCode(110100)).size(), 16U);
  EXPECT_EQ(country().list(RegionCode(500000)).size(), 38U);
  EXPECT_EQ(country().list(RegionCode(410000)).size(), 18U);  // 17 cities and 济源市
  EXPECT_EQ(country().list(RegionCode(440300)).size(), 9U);
  EXPECT_TRUE(country().list(RegionCode(441900)).empty());
  EXPECT_TRUE(country().list(RegionCode(990000)).empty());
}

TEST(RegionTable, refuses_a_broken_line_by_its_number) {
  EXPECT_EQ(problem_of("code,name\n440000,广东省\n440300,深圳市\n440305,南山区"), "");
  EXPECT_EQ(problem_of("code,name\r\n440000,广东省\r\n"), "");
  EXPECT_EQ(problem_of(""), "1 header");
  EXPECT_EQ(problem_of("name,code\n440000,广东省\n"), "1 header");
  EXPECT_EQ(problem_of("code,name\n440000,广东省\n\n"), "3 columns");
  EXPECT_EQ(problem_of("code,name\n440000\n"), "2 columns");
  EXPECT_EQ(problem_of("code,name\n4400,广东省\n"), "2 code");
  EXPECT_EQ(problem_of("code,name\n44000x,广东省\n"), "2 code");
  EXPECT_EQ(problem_of("code,name\n440000,\n"), "2 name");
  EXPECT_EQ(problem_of("code,name\n440000,广东省,粤\n"), "2 name");
  EXPECT_EQ(problem_of("code,name\n440000,\"广东省\"\n"), "2 name");
  EXPECT_EQ(problem_of("code,name\n440000,广东省\n440000,广东省\n"), "3 order");
  EXPECT_EQ(problem_of("code,name\n440000,广东省\n430000,湖南省\n"), "3 order");
  EXPECT_EQ(problem_of("code,name\n440300,深圳市\n"), "2 parent");
  EXPECT_EQ(problem_of("code,name\n440000,广东省\n440305,南山区\n"), "3 parent");
}

TEST(RegionTable, has_a_largest_size) {
  std::string csv = "code,name\n110000,市\n";
  for (int code = 110100; code <= 119999; ++code) csv += std::to_string(code) + ",区\n";
  csv += "120000,市\n";
  for (int code = 120100; code < 120199; ++code) csv += std::to_string(code) + ",区\n";
  EXPECT_EQ(problem_of(csv), "10002 too_many");
  EXPECT_EQ(problem_of(csv.substr(0, csv.size() - std::string("120198,区\n").size())), "");
}

}  // namespace
}  // namespace yibao
