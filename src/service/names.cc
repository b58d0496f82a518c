#include "service/names.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace yibao::service {

namespace {

// Ways of showing a fact that are no list of words.
constexpr std::array<std::string_view, 8> kWays{"region",   "day",  "moment",   "calendar",
                                                "provider", "text", "any_word", "rule"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The length of the digits and hyphens "2025-04" or "2025-04-25" at the start; 0 for anything else.
std::size_t length_of_day(std::string_view text) {
  const auto fits = [&](std::string_view shape) {
    if (text.size() < shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
      if (shape[i] == '-' ? text[i] != '-' : !is_digit(text[i])) return false;
    }
    const bool ends =
        text.size() == shape.size() || (!is_digit(text[shape.size()]) && text[shape.size()] != '-');
    return ends;
  };
  if (fits("0000-00-00")) return 10;
  return fits("0000-00") ? 7 : 0;
}

std::string without_zero(std::string_view two_digits) {
  return std::string(two_digits[0] == '0' ? two_digits.substr(1) : two_digits);
}

std::string chinese_day(std::string_view day) {
  std::string text = std::string(day.substr(0, 4)) + "年" + without_zero(day.substr(5, 2)) + "月";
  if (day.size() == 10) text += without_zero(day.substr(8, 2)) + "日";
  return text;
}

// Applies `name` to every element of "a, b, c" and writes them as 甲、乙、丙.
template<class Naming>
std::string each_of(std::string_view values, Naming name) {
  static constexpr std::string_view kComma = ", ";
  std::string text;
  while (true) {
    const std::size_t end = values.find(kComma);
    text += name(values.substr(0, end));
    if (end == std::string_view::npos) return text;
    text += "、";
    values.remove_prefix(end + kComma.size());
  }
}

// "2025.1+2026.1" → 2025年第1版、2026年第1版
std::string calendar_version(std::string_view version) {
  std::string text;
  while (!version.empty()) {
    const std::size_t end = std::min(version.find('+'), version.size());
    const std::string_view one = version.substr(0, end);
    const std::size_t point = one.find('.');
    if (!text.empty()) text += "、";
    text += point == std::string_view::npos ? std::string(one)
                                            : std::string(one.substr(0, point)) + "年第" +
                                                  std::string(one.substr(point + 1)) + "版";
    version.remove_prefix(std::min(end + 1, version.size()));
  }
  return text;
}

}  // namespace

std::string with_chinese_days(std::string_view text) {
  std::string shown;
  bool after_day = false;
  while (!text.empty()) {
    const bool starts = shown.empty() || !is_digit(shown.back());
    if (const std::size_t length = starts ? length_of_day(text) : 0; length != 0) {
      shown += chinese_day(text.substr(0, length));
      text.remove_prefix(length);
      after_day = true;
    } else if (after_day && text.starts_with("..")) {
      shown += "至";
      text.remove_prefix(2);
      after_day = false;
    } else {
      shown += text.front();
      text.remove_prefix(1);
      after_day = false;
    }
  }
  return shown;
}

Decision<Names> Names::load(const Tree& file, RegionTable regions,
                            std::map<std::string, std::string> source_titles) {
  Names names;
  names.regions_ = std::move(regions);
  names.sources_.insert(source_titles.begin(), source_titles.end());
  if (file.members() == nullptr) return names;
  for (const auto& [list, words] : *file.members()) {
    if (words.members() == nullptr) continue;
    auto& into = list == "facts" ? names.facts_ : names.lists_[list];
    for (const auto& [word, shown] : *words.members()) {
      if (shown.text() != nullptr) into.emplace(word, *shown.text());
    }
  }
  for (const auto& [fact, way] : names.facts_) {
    const bool known = std::ranges::find(kWays, way) != kWays.end() || names.lists_.contains(way);
    if (!known) {
      return refuse(RefusalKind::malformed, "names_kind_unknown", {{"key", fact}, {"value", way}});
    }
  }
  return names;
}

std::string Names::region(std::string_view code) const {
  const std::optional<RegionCode> known = RegionCode::parse(code);
  if (!known || !regions_ || !regions_->exists(*known)) return std::string(code);
  return RegionTable::kind(*known) == RegionKind::county ? regions_->full_name(*known)
                                                         : regions_->name(*known);
}

bool Names::has(std::string_view list, std::string_view word) const {
  const auto words = lists_.find(list);
  return words != lists_.end() && words->second.contains(word);
}

std::string Names::word(std::string_view list, std::string_view word) const {
  const auto words = lists_.find(list);
  if (words == lists_.end()) return std::string(word);
  const auto found = words->second.find(word);
  if (found != words->second.end()) return found->second;
  const std::size_t bar = word.find('|');  // any one of them
  if (bar == std::string_view::npos) return std::string(word);
  return this->word(list, word.substr(0, bar)) + "或者" + this->word(list, word.substr(bar + 1));
}

std::string Names::source(std::string_view id) const {
  const auto found = sources_.find(id);
  return found == sources_.end() ? std::string(id) : found->second;
}

std::string_view Names::way_of(std::string_view fact) const {
  const auto found = facts_.find(fact);
  return found == facts_.end() ? std::string_view() : std::string_view(found->second);
}

// months[1].received_on: 缴费月份第2项的到账日期
std::string Names::member_path(std::string_view path) const {
  std::string text;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('.', at), path.size());
    const std::string_view step = path.substr(at, end - at);
    const std::size_t bracket = std::min(step.find('['), step.size());
    if (at > 0) text += "的";
    text += word("member", step.substr(0, bracket));
    if (bracket < step.size()) {
      const auto index = parse_integer(step.substr(bracket + 1, step.size() - bracket - 2));
      text += "第" + std::to_string(index.value_or(0) + 1) + "项";
    }
    at = end + 1;
  }
  return text;
}

std::string Names::show(std::string_view fact, std::string_view value) const {
  const auto found = facts_.find(fact);
  const bool as_it_is = found == facts_.end() || found->second == "text" || found->second == "rule";
  if (as_it_is) return std::string(value);
  const std::string& way = found->second;
  if (way == "region") return each_of(value, [&](auto each) { return region(each); });
  if (way == "day") return each_of(value, [&](auto each) { return with_chinese_days(each); });
  // 2025-04-25T09:30:00.000+08:00: to the minute.
  if (way == "moment" && value.size() >= 16) {
    return with_chinese_days(value.substr(0, 10)) + " " + std::string(value.substr(11, 5));
  }
  if (way == "calendar") return calendar_version(value);
  if (way == "member") return member_path(value);
  if (way == "provider") {
    const std::string place = region(value.substr(value.empty() ? 0 : 1, 6));
    const bool pharmacy = value.starts_with("P");
    return place + (pharmacy ? "定点药店 " : "定点医院 ") + std::string(value);
  }
  // Any one of several: "labour_relation_proof|termination_proof" is
  // 劳动关系证明或者终止劳动关系证明.
  if (way == "material") {
    return each_of(value, [&](std::string_view each) {
      std::string text;
      for (std::size_t at = 0; at <= each.size();) {
        const std::size_t end = std::min(each.find('|', at), each.size());
        text += (text.empty() ? "" : "或者") + word(way, each.substr(at, end - at));
        at = end + 1;
      }
      return text;
    });
  }
  // A list of words is a list of materials; everything else is a value on its own.
  if (way == "parameter_value") {
    return each_of(value, [&](auto each) {
      return has(way, each) ? word(way, each) : word("material", each);
    });
  }
  if (way != "any_word") return each_of(value, [&](auto each) { return word(way, each); });
  return each_of(value, [&](auto each) {
    for (const auto& [list, words] : lists_) {
      if (const auto named = words.find(each); named != words.end()) return named->second;
    }
    return std::string(each);
  });
}

}  // namespace yibao::service
