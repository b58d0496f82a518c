#include "main/generate/names.h"

#include <array>
#include <string_view>

#include "base/check.h"
#include "base/employer_code.h"

namespace yibao::main {

namespace {

// The twenty commonest surnames with their share, per mille of these.
constexpr std::array<std::string_view, 24> kSurnames = {
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐",   "孙",
    "马", "朱", "胡", "郭", "何", "林", "高", "罗", "郑", "梁", "欧阳", "司徒"};
constexpr std::array<int, 24> kSurnameShares = {94, 93, 90, 68, 66, 46, 33, 29, 27, 26, 20, 19,
                                                18, 18, 16, 15, 15, 15, 14, 14, 13, 13, 2,  1};
constexpr std::array<std::string_view, 30> kMaleGiven = {
    "伟", "强",   "磊",   "军",   "勇",   "杰", "涛",   "明",   "超",   "平",
    "刚", "建国", "志强", "建华", "文博", "浩", "宇",   "轩",   "辰",   "睿",
    "国", "俊",   "鹏",   "飞",   "龙",   "海", "子轩", "宇航", "浩然", "志明"};
constexpr std::array<std::string_view, 30> kFemaleGiven = {
    "芳", "娜",   "敏",   "静",   "丽",   "艳", "娟",   "霞",   "燕",   "玲",
    "婷", "秀英", "桂兰", "玉梅", "雅婷", "雪", "琳",   "颖",   "倩",   "慧",
    "红", "梅",   "云",   "莹",   "洁",   "琴", "欣怡", "子涵", "诗涵", "思雨"};
constexpr std::array<std::string_view, 12> kSecond = {"",   "",   "",   "",   "文", "晓",
                                                      "小", "佳", "思", "嘉", "永", "春"};

constexpr std::array<std::string_view, 16> kFirms = {"华信", "东方", "联创", "恒达", "天成", "宏远",
                                                     "瑞丰", "金泰", "新宇", "永盛", "科瑞", "安达",
                                                     "百川", "海纳", "中远", "明德"};
constexpr std::array<std::string_view, 10> kTrades = {"电子科技", "服装",     "精密机械", "食品",
                                                      "物流",     "软件技术", "建筑工程", "商贸",
                                                      "新材料",   "医疗器械"};

template<std::size_t size>
std::string_view pick(Random& random, const std::array<std::string_view, size>& from) {
  return from[static_cast<std::size_t>(random.below(static_cast<int>(size)))];
}

std::string padded(int number, std::size_t width) {
  std::string text = std::to_string(number);
  return std::string(width > text.size() ? width - text.size() : 0, '0') + text;
}

}  // namespace

std::string person_name(Random& random, Sex sex) {
  std::string name(kSurnames[random.weighted(kSurnameShares)]);
  const std::string_view given = pick(random, sex == Sex::male ? kMaleGiven : kFemaleGiven);
  constexpr std::size_t kOneCharacter = 3;  // bytes
  if (given.size() == kOneCharacter) name += pick(random, kSecond);
  return name.append(given);
}

std::string mobile_number(Random& random) {
  static constexpr std::array<std::string_view, 6> kPrefixes = {"138", "139", "150",
                                                                "159", "186", "189"};
  return std::string(pick(random, kPrefixes)) + padded(random.below(100'000'000), 8);
}

std::string employer_name(Random& random, const std::string& region_name) {
  std::string name = region_name;
  name += pick(random, kFirms);
  name += pick(random, kFirms);
  name += pick(random, kTrades);
  return name + "有限公司";
}

std::string employer_code(RegionCode region, int number) {
  // 91: a company; the region; nine characters of a serial that no real company has.
  std::string code = "91" + region.to_string() + "MA9" + padded(number, 6);
  return code + employer_check_character(code);
}

std::vector<std::uint16_t>& CitizenNumbers::used_in(RegionCode area, Sex sex) {
  for (Area& each : areas_) {
    if (each.area == area && each.sex == sex) return each.used;
  }
  areas_.push_back({area, sex, std::vector<std::uint16_t>(kDays)});
  return areas_.back().used;
}

std::string CitizenNumbers::issue(RegionCode area, Date& birth, Sex sex) {
  std::vector<std::uint16_t>& used = used_in(area, sex);
  int age_in_days = today_ - birth;
  YB_CHECK(age_in_days >= 0 && age_in_days < kDays, "a birth date out of range");
  for (int tries = 0; used[static_cast<std::size_t>(age_in_days)] == kNumbersOfADay; ++tries) {
    YB_CHECK(tries < kDays, "more people than citizen numbers");
    age_in_days = (age_in_days + 1) % kDays;
  }
  birth = today_ - age_in_days;
  const int serial = 2 * used[static_cast<std::size_t>(age_in_days)]++ + (sex == Sex::male ? 1 : 0);
  std::string number = area.to_string() + padded(birth.year(), 4) + padded(birth.month(), 2) +
                       padded(birth.day(), 2) + padded(serial, 3);
  return number + citizen_check_digit(number);
}

}  // namespace yibao::main
