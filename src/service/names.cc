#include "service/names.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace yibao::service {

namespace {

// Ways of showing a fact that are no list of words.
constexpr std::array<std::string_view, 9> kWays{
    "region", "day", "moment", "calendar", "provider", "text", "any_word", "rule", "sentence"};

constexpr std::string_view kFacts = "facts";
constexpr std::string_view kLookedAt = "looked_at";  // a list, looked through part by part

// Null: the list has no such word.
template<class Lists>
const std::string* find_word(const Lists& lists, std::string_view list, std::string_view word) {
  const auto words = lists.find(list);
  if (words == lists.end()) return nullptr;
  const auto found = words->second.find(word);
  return found == words->second.end() ? nullptr : &found->second;
}

}  // namespace

const Names::Grammar& Names::grammar() const {
  static constexpr Grammar kChinese{"、", "或者"};
  static constexpr Grammar kEnglish{", ", " or "};
  return language_ == Language::english ? kEnglish : kChinese;
}

template<class Naming>
std::string Names::each_of(std::string_view values, Naming name) const {
  static constexpr std::string_view kComma = ", ";
  std::string text;
  while (true) {
    const std::size_t end = values.find(kComma);
    text += name(values.substr(0, end));
    if (end == std::string_view::npos) return text;
    text += grammar().between;
    values.remove_prefix(end + kComma.size());
  }
}

// "2025.1+2026.1" → 2025年第1版、2026年第1版
std::string Names::calendar_version(std::string_view version) const {
  std::string text;
  while (!version.empty()) {
    const std::size_t end = std::min(version.find('+'), version.size());
    const std::string_view one = version.substr(0, end);
    const std::size_t point = one.find('.');
    if (!text.empty()) text += grammar().between;
    if (point == std::string_view::npos) {
      text += one;
    } else {
      const std::string year(one.substr(0, point));
      const std::string edition(one.substr(point + 1));
      text += language_ == Language::english ? "edition " + edition + " of " + year
                                             : year + "年第" + edition + "版";
    }
    version.remove_prefix(std::min(end + 1, version.size()));
  }
  return text;
}

Names::Lists Names::lists_in(const Tree& file) {
  Lists lists;
  if (file.members() == nullptr) return lists;
  for (const auto& [list, words] : *file.members()) {
    if (words.members() == nullptr) continue;
    for (const auto& [word, shown] : *words.members()) {
      if (shown.text() != nullptr) lists[list].emplace(word, *shown.text());
    }
  }
  return lists;
}

Decision<Names> Names::load(const Tree& file, RegionTable regions,
                            std::map<std::string, std::string> source_titles) {
  Names names;
  names.regions_ = std::move(regions);
  names.sources_.insert(source_titles.begin(), source_titles.end());
  names.lists_ = lists_in(file);
  if (auto facts = names.lists_.extract(std::string(kFacts)); !facts.empty()) {
    names.facts_ = std::move(facts.mapped());
  }
  for (const auto& [fact, way] : names.facts_) {
    const bool known = std::ranges::find(kWays, way) != kWays.end() || names.lists_.contains(way);
    if (!known) {
      return refuse(RefusalKind::malformed, "names_kind_unknown", {{"key", fact}, {"value", way}});
    }
  }
  return names;
}

Decision<Names> Names::with_lists(const Tree& file, Language language) const {
  Names names = *this;
  names.language_ = language;
  names.lists_ = lists_in(file);
  for (const auto& [list, words] : lists_) {
    if (!names.lists_.contains(list)) {
      return refuse(RefusalKind::malformed, "names_list_missing",
                    {{"key", list}, {"value", std::string(to_text(language))}});
    }
  }
  return names;
}

Names Names::with_more(const Words& looked_at, const Words& source_titles) const {
  Names names = *this;
  names.lists_[std::string(kLookedAt)].insert(looked_at.begin(), looked_at.end());
  for (const auto& [id, title] : source_titles) names.sources_.insert_or_assign(id, title);
  return names;
}

std::vector<std::string> Names::lists() const {
  std::vector<std::string> all;
  for (const auto& [list, words] : lists_) all.push_back(list);
  return all;
}

std::vector<std::string> Names::words_of(std::string_view list) const {
  std::vector<std::string> all;
  if (const auto found = lists_.find(list); found != lists_.end()) {
    for (const auto& [word, shown] : found->second) all.push_back(word);
  }
  return all;
}

std::string Names::region(std::string_view code) const {
  const std::optional<RegionCode> known = RegionCode::parse(code);
  if (!known || !regions_ || !regions_->exists(*known)) return std::string(code);
  // The names of places stay as they are; the whole country is no name of a place.
  if (*known == RegionCode::nation() && language_ == Language::english) return "the whole nation";
  return RegionTable::kind(*known) == RegionKind::county ? regions_->full_name(*known)
                                                         : regions_->name(*known);
}

bool Names::has(std::string_view list, std::string_view word) const {
  return find_word(lists_, list, word) != nullptr;
}

std::string Names::word(std::string_view list, std::string_view word) const {
  if (const std::string* found = find_word(lists_, list, word)) return *found;
  const std::size_t bar = word.find('|');  // any one of them
  if (bar == std::string_view::npos || !lists_.contains(list)) return std::string(word);
  return this->word(list, word.substr(0, bar)) + std::string(grammar().or_) +
         this->word(list, word.substr(bar + 1));
}

std::string Names::source(std::string_view id) const {
  const auto found = sources_.find(id);
  return found == sources_.end() ? std::string(id) : found->second;
}

std::string_view Names::way_of(std::string_view fact) const {
  const auto found = facts_.find(fact);
  return found == facts_.end() ? std::string_view() : std::string_view(found->second);
}

// months[1].received_on: 缴费月份第2项的到账日期, date received in item 2 of months paid
std::string Names::member_path(std::string_view path) const {
  const bool english = language_ == Language::english;
  std::string text;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('.', at), path.size());
    const std::string_view step = path.substr(at, end - at);
    const std::size_t bracket = std::min(step.find('['), step.size());
    std::string named = word("member", step.substr(0, bracket));
    if (bracket < step.size()) {
      const auto index = parse_integer(step.substr(bracket + 1, step.size() - bracket - 2));
      const std::string item = std::to_string(index.value_or(0) + 1);
      named = english ? "item " + item + " of " + named : named + "第" + item + "项";
    }
    if (at == 0) {
      text = std::move(named);
    } else {
      text = english ? named + " in " + text : text + "的" + named;
    }
    at = end + 1;
  }
  return text;
}

// A name that stands where a code may stand is shown as it is.
std::string Names::provider(std::string_view code) const {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool is_code = code.size() == 12 && (code[0] == 'H' || code[0] == 'P') &&
                       std::ranges::all_of(code.substr(1), is_digit);
  if (!is_code) return std::string(code);
  const std::string place = region(code.substr(1, 6));
  const bool pharmacy = code.starts_with("P");
  if (language_ == Language::english) {
    return (pharmacy ? "designated pharmacy " : "designated hospital ") + std::string(code) + " (" +
           place + ")";
  }
  return place + (pharmacy ? "定点药店 " : "定点医院 ") + std::string(code);
}

// As a whole, and then part by part: 退费:上传材料.
std::string Names::looked_at(std::string_view what) const {
  constexpr std::string_view kTitleEnd = ":";
  const std::size_t at = what.find(kTitleEnd);
  if (has(kLookedAt, what) || at == std::string_view::npos) return word(kLookedAt, what);
  const std::string_view between = language_ == Language::english ? ": " : kTitleEnd;
  return word(kLookedAt, what.substr(0, at)) + std::string(between) +
         looked_at(what.substr(at + kTitleEnd.size()));
}

std::string Names::choices(std::string_view member, std::string_view codes) const {
  const std::size_t dot = member.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? member : member.substr(dot + 1);
  const std::string name(last.substr(0, last.find('[')));
  return each_of(codes, [&](std::string_view each) {
    const std::string own = name + "." + std::string(each);
    return has("known", own) ? word("known", own) : show("known", each);
  });
}

std::string Names::show(std::string_view fact, std::string_view value) const {
  const auto found = facts_.find(fact);
  const bool as_it_is = found == facts_.end() || found->second == "text" || found->second == "rule";
  if (as_it_is) return std::string(value);
  const std::string& way = found->second;
  if (way == "region") return each_of(value, [&](auto each) { return region(each); });
  if (way == "day") {
    return each_of(value, [&](auto each) { return with_days_in_words(each, language_); });
  }
  // 2025-04-25T09:30:00.000+08:00: to the minute.
  if (way == "moment" && value.size() >= 16) {
    return with_days_in_words(value.substr(0, 10), language_) + " " +
           std::string(value.substr(11, 5));
  }
  if (way == "calendar") return calendar_version(value);
  if (way == "member") return member_path(value);
  if (way == "provider") return provider(value);
  if (way == kLookedAt) return looked_at(value);
  // Any one of several: "labour_relation_proof|termination_proof" is
  // 劳动关系证明或者终止劳动关系证明.
  if (way == "material") {
    return each_of(value, [&](std::string_view each) {
      std::string text;
      for (std::size_t at = 0; at <= each.size();) {
        const std::size_t end = std::min(each.find('|', at), each.size());
        if (!text.empty()) text += grammar().or_;
        text += word(way, each.substr(at, end - at));
        at = end + 1;
      }
      return text;
    });
  }
  // A list of words is one of materials, mostly; everything else is a value on its own.
  if (way == "parameter_value") {
    return each_of(value, [&](auto each) {
      for (const std::string_view list : {"parameter_value", "material", "more"}) {
        if (const std::string* named = find_word(lists_, list, each)) return *named;
      }
      return word("material", each);
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
