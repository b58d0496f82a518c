#include "business/guide/lint.h"

#include <algorithm>
#include <array>

#include "base/tree_text.h"
#include "business/guide/lint_text.h"

namespace yibao::guide {

namespace {

constexpr std::array<std::string_view, 5> kKindTexts{"contradicts", "over_generalises",
                                                     "belongs_elsewhere", "unclear", "unsafe"};

std::vector<std::string> texts_member(const Tree& tree, std::string_view name) {
  std::vector<std::string> texts;
  const Tree* member = tree.find(name);
  if (member == nullptr || member->list() == nullptr) return texts;
  for (const Tree& each : *member->list()) {
    if (each.text() != nullptr) texts.push_back(*each.text());
  }
  return texts;
}

std::optional<LintKind> kind_of(const std::string& text) {
  for (std::size_t i = 0; i < kKindTexts.size(); ++i) {
    if (kKindTexts[i] == text) return static_cast<LintKind>(i);
  }
  return std::nullopt;
}

std::optional<LintRule::Compare> compare_of(const std::string& text) {
  if (text.empty()) return LintRule::Compare::first;
  if (text == "at_most") return LintRule::Compare::at_most;
  if (text == "above") return LintRule::Compare::above;
  if (text == "any") return LintRule::Compare::any;
  return std::nullopt;
}

bool knows(const policy::PolicySet& policies, const std::string& parameter) {
  const auto all = policies.list(RegionCode(100000), policy::PolicySet::first_day());
  return std::ranges::any_of(all,
                             [&](const auto& each) { return each.parameter->id() == parameter; });
}

bool has(std::string_view sentence, const std::string& word) {
  return sentence.find(word) != std::string_view::npos;
}

bool speaks_of(const LintRule& rule, std::string_view part) {
  const auto stands = [&](const std::string& word) { return has(part, word); };
  return std::ranges::all_of(rule.all, stands) &&
         (rule.any.empty() || std::ranges::any_of(rule.any, stands)) &&
         (rule.also.empty() || std::ranges::any_of(rule.also, stands)) &&
         std::ranges::none_of(rule.none, stands) &&
         (rule.unless.empty() || !std::ranges::all_of(rule.unless, stands));
}

// 超过3个月, 3个月以内: whether the number is the one that the rule is about.
bool is_meant(const LintRule& rule, const Quantity& quantity) {
  if (rule.number_behind.empty() && rule.number_ahead.empty()) return true;
  return std::ranges::any_of(rule.number_behind,
                             [&](const auto& word) { return quantity.ahead.ends_with(word); }) ||
         std::ranges::any_of(rule.number_ahead,
                             [&](const auto& word) { return quantity.behind.starts_with(word); });
}

bool list_has(const policy::ResolvedParameter& parameter, const std::string& word) {
  const Tree::List* words = parameter.value->value.list();
  return words != nullptr && std::ranges::any_of(*words, [&](const Tree& each) {
           return each.text() != nullptr && *each.text() == word;
         });
}

// Whether the place is one where the rule's sentence is wrong.
bool is_wrong_where(const LintRule& rule, const policy::ResolvedParameter& parameter) {
  const std::string value = parameter.shown();
  const bool among = rule.where.empty() || std::ranges::find(rule.where, value) != rule.where.end();
  const bool excepted = std::ranges::find(rule.where_not, value) != rule.where_not.end();
  return among && !excepted && (rule.holds.empty() || list_has(parameter, rule.holds)) &&
         (rule.lacks.empty() || !list_has(parameter, rule.lacks));
}

bool asks_place(const LintRule& rule) {
  return !rule.where.empty() || !rule.where_not.empty() || !rule.holds.empty() ||
         !rule.lacks.empty();
}

// "2%" and "2", "400.00" and "400" are one number.
std::string plain_number(std::string text) {
  if (text.ends_with('%')) text.pop_back();
  if (text.find('.') == std::string::npos) return text;
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

bool is_right(const std::string& number, const std::vector<std::string>& values,
              LintRule::Compare compare) {
  if (compare == LintRule::Compare::at_most) return std::stod(number) <= std::stod(values.front());
  if (compare == LintRule::Compare::above) return std::stod(number) > std::stod(values.front());
  if (compare == LintRule::Compare::first) return number == values.front();
  return std::ranges::find(values, number) != values.end();
}

// 2025年 is a year of the calendar, not a number of years.
bool is_calendar_year(const Quantity& quantity, const std::string& unit) {
  constexpr std::size_t kYearDigits = 4;
  return unit == "年" && quantity.value.size() == kYearDigits;
}

// The first number that the rule speaks of and that the parameters do not bear out; empty: none.
std::string other_number(const LintRule& rule, std::string_view sentence,
                         const std::vector<std::string>& values) {
  for (const std::string& unit : rule.units) {
    for (const Quantity& each : quantities_in(sentence, unit)) {
      if (is_calendar_year(each, unit)) continue;
      const bool anywhere =
          rule.compare == LintRule::Compare::any || rule.compare == LintRule::Compare::above;
      if (!is_meant(rule, each) || !speaks_of(rule, anywhere ? sentence : each.said)) continue;
      const std::string number = plain_number(each.value);
      if (!is_right(number, values, rule.compare)) return number;
    }
  }
  return {};
}

// 东莞 of 东莞市; what would be left of 吉林市 is also a province, so both are cities here.
std::string stem_of(const std::string& name) {
  for (const std::string_view end : {"市", "地区", "盟"}) {
    if (name.size() > end.size() + 3 && name.ends_with(end)) {
      return name.substr(0, name.size() - end.size());
    }
  }
  return {};
}

// 广东 of 广东省, 广西 of 广西壮族自治区.
std::string province_stem_of(const std::string& name) {
  constexpr std::array<std::string_view, 7> kEnds{
      "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区", "省", "市"};
  for (const std::string_view end : kEnds) {
    if (name.ends_with(end)) return name.substr(0, name.size() - end.size());
  }
  return name;
}

// A heading that begins with 全国 speaks of the nation again.
bool speaks_of_nation(std::string_view sentence) {
  constexpr std::string_view kNation = "全国";
  if (!sentence.starts_with(kNation)) return false;
  sentence.remove_prefix(kNation.size());
  return sentence.empty() || sentence.starts_with(' ') || sentence.starts_with("·") ||
         sentence.starts_with(':') || sentence.starts_with("\xEF\xBC\x9A");
}

}  // namespace

std::string_view to_text(LintKind kind) {
  return kKindTexts[static_cast<std::size_t>(kind)];
}

Decision<std::vector<LintRule>> read_lint_rules(const Tree& file,
                                                const policy::PolicySet& policies) {
  std::vector<LintRule> rules;
  std::vector<Reason> problems;
  const Tree* list = file.find("rule");
  if (list == nullptr || list->list() == nullptr) return refuse("lint_rule", {{"problem", "none"}});
  const std::vector<std::string> denied = texts_member(file, "denied");
  for (const Tree& each : *list->list()) {
    LintRule rule;
    rule.id = text_of(each, "id");
    rule.row = text_of(each, "row");
    const auto kind = kind_of(text_of(each, "kind"));
    rule.all = texts_member(each, "all");
    rule.any = texts_member(each, "any");
    rule.also = texts_member(each, "also");
    rule.none = texts_member(each, "none");
    rule.unless = texts_member(each, "unless");
    rule.says = text_of(each, "says");
    rule.parameters = texts_member(each, "parameters");
    rule.where = texts_member(each, "where");
    rule.where_not = texts_member(each, "where_not");
    rule.holds = text_of(each, "holds");
    rule.lacks = text_of(each, "lacks");
    rule.number_behind = texts_member(each, "number_behind");
    rule.number_ahead = texts_member(each, "number_ahead");
    rule.limit = text_of(each, "limit");
    rule.units = texts_member(each, "unit");
    if (const std::string unit = text_of(each, "unit"); !unit.empty()) rule.units = {unit};
    const auto compare = compare_of(text_of(each, "compare"));
    if (compare) rule.compare = *compare;
    const bool compares = asks_place(rule) || !rule.units.empty();
    if (!kind || !compare || rule.id.empty() || rule.says.empty() ||
        (rule.all.empty() && rule.any.empty()) || (compares && rule.parameters.empty())) {
      problems.push_back({"lint_rule", {{"rule", rule.id}, {"problem", "incomplete"}}, {}});
      continue;
    }
    rule.kind = *kind;
    if (rule.kind == LintKind::contradicts || rule.kind == LintKind::unsafe) {
      rule.none.insert(rule.none.end(), denied.begin(), denied.end());
    }
    for (const std::string& parameter : rule.parameters) {
      if (knows(policies, parameter)) continue;
      problems.push_back({"lint_rule", {{"rule", rule.id}, {"problem", parameter}}, {}});
    }
    rules.push_back(std::move(rule));
  }
  if (!problems.empty()) return Refusal{RefusalKind::malformed, std::move(problems)};
  return rules;
}

Linter::Linter(const std::vector<LintRule>& rules, const policy::PolicySet& policies,
               const RegionTable& regions, Date on)
    : rules_(rules), policies_(policies), on_(on) {
  for (const RegionCode province : regions.list(RegionCode(100000))) {
    provinces_.push_back({province_stem_of(regions.name(province)), province});
    for (const RegionCode city : regions.list(province)) {
      std::string stem = stem_of(regions.name(city));
      if (!stem.empty()) cities_.push_back({std::move(stem), regions.pooling_region(city)});
    }
  }
}

std::optional<RegionCode> Linter::first_of(const std::vector<Named>& names,
                                           std::string_view sentence) {
  std::size_t first = std::string_view::npos;
  std::optional<RegionCode> named;
  for (const Named& each : names) {
    const std::size_t at = sentence.find(each.name);
    if (at < first) {
      first = at;
      named = each.code;
    }
  }
  return named;
}

// 广东东莞 is 东莞. A province of which a city was spoken just before leaves it at that city.
RegionCode Linter::spoken_of(std::string_view sentence, RegionCode before) const {
  if (speaks_of_nation(sentence)) return RegionCode::nation();
  if (const auto city = first_of(cities_, sentence)) return *city;
  const auto province = first_of(provinces_, sentence);
  if (!province || before.province() == *province) return before;
  return *province;
}

const policy::ResolvedParameter& Linter::Place::find(const std::string& parameter) const {
  const auto found = std::ranges::find_if(
      parameters, [&](const auto& each) { return each.parameter->id() == parameter; });
  YB_CHECK(found != parameters.end(), "a rule about no parameter: " + parameter);
  return *found;
}

std::optional<LintFinding> Linter::apply(const LintRule& rule, std::string_view sentence,
                                         const Place& place) const {
  if (rule.units.empty() && !speaks_of(rule, sentence)) return std::nullopt;
  LintFinding finding;
  finding.rule = &rule;
  finding.region = place.region;
  if (!rule.units.empty()) {
    std::vector<std::string> values;
    for (const std::string& parameter : rule.parameters) {
      values.push_back(plain_number(place.find(parameter).shown()));
    }
    if (!rule.limit.empty()) values = {rule.limit};
    finding.found = other_number(rule, sentence, values);
    if (finding.found.empty()) return std::nullopt;
  }
  if (asks_place(rule) && !is_wrong_where(rule, place.find(rule.parameters.front()))) {
    return std::nullopt;
  }
  for (const std::string& parameter : rule.parameters) {
    const policy::ResolvedParameter& found = place.find(parameter);
    finding.citations.push_back({parameter, found.shown(), found.region.to_string(),
                                 found.value->from.to_string(), found.value->source,
                                 found.value->verified});
  }
  return finding;
}

std::vector<LintFinding> Linter::read(std::string_view text, RegionCode region) const {
  std::vector<LintFinding> findings;
  Place place{region, policies_.list(region, on_)};
  for (const Sentence& sentence : sentences_of(text)) {
    const std::string plain = without_blanks(narrowed(sentence.text));
    const RegionCode named = spoken_of(sentence.text, place.region);
    if (named != place.region) place = {named, policies_.list(named, on_)};
    for (const LintRule& rule : rules_) {
      if (auto finding = apply(rule, plain, place)) {
        finding->line = sentence.line;
        finding->sentence = sentence.text;
        findings.push_back(std::move(*finding));
      }
    }
  }
  return findings;
}

}  // namespace yibao::guide
