#include "business/guide/lint.h"

#include <algorithm>
#include <array>

namespace yibao::guide {

namespace {

constexpr std::array<std::string_view, 5> kKindTexts{"contradicts", "over_generalises",
                                                     "belongs_elsewhere", "unclear", "unsafe"};
constexpr std::array<std::string_view, 5> kSentenceEnds{"。", ";", "!", "?", "\n"};

std::string text_member(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  return member != nullptr && member->text() != nullptr ? *member->text() : "";
}

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

bool knows(const policy::PolicySet& policies, const std::string& parameter) {
  const auto all = policies.list(RegionCode(100000), policy::PolicySet::first_day());
  return std::ranges::any_of(all,
                             [&](const auto& each) { return each.parameter->id() == parameter; });
}

bool has(std::string_view sentence, const std::string& word) {
  return sentence.find(word) != std::string_view::npos;
}

// The number right before the unit: "10" of 不超过10个工作日; empty where there is none.
std::string number_before(std::string_view sentence, std::string_view unit) {
  const std::size_t at = sentence.find(unit);
  if (at == std::string_view::npos) return {};
  std::size_t first = at;
  while (first > 0 && sentence[first - 1] >= '0' && sentence[first - 1] <= '9') --first;
  return std::string(sentence.substr(first, at - first));
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

struct Sentence {
  int line = 1;
  std::string_view text;
};

std::vector<Sentence> sentences_of(std::string_view text) {
  std::vector<Sentence> all;
  int line = 1;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = text.size();
    std::size_t next = end;
    for (const std::string_view mark : kSentenceEnds) {
      const std::size_t found = text.find(mark, at);
      if (found != std::string_view::npos && found < end) {
        end = found;
        next = found + mark.size();
      }
    }
    const std::string_view sentence = text.substr(at, end - at);
    if (!sentence.empty()) all.push_back({line, sentence});
    if (next > end && text[end] == '\n') ++line;
    at = next;
  }
  return all;
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
  for (const Tree& each : *list->list()) {
    LintRule rule;
    rule.id = text_member(each, "id");
    rule.row = text_member(each, "row");
    const auto kind = kind_of(text_member(each, "kind"));
    rule.all = texts_member(each, "all");
    rule.any = texts_member(each, "any");
    rule.none = texts_member(each, "none");
    rule.says = text_member(each, "says");
    rule.parameters = texts_member(each, "parameters");
    rule.where = texts_member(each, "where");
    rule.unit = text_member(each, "unit");
    const bool compares = !rule.where.empty() || !rule.unit.empty();
    if (!kind || rule.id.empty() || rule.says.empty() || (rule.all.empty() && rule.any.empty()) ||
        (compares && rule.parameters.empty())) {
      problems.push_back({"lint_rule", {{"rule", rule.id}, {"problem", "incomplete"}}, {}});
      continue;
    }
    rule.kind = *kind;
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
    for (const RegionCode city : regions.list(province)) {
      std::string stem = stem_of(regions.name(city));
      if (!stem.empty()) cities_.push_back({std::move(stem), regions.pooling_region(city)});
    }
  }
}

std::optional<RegionCode> Linter::named_in(std::string_view sentence) const {
  std::size_t first = std::string_view::npos;
  std::optional<RegionCode> named;
  for (const City& city : cities_) {
    const std::size_t at = sentence.find(city.name);
    if (at < first) {
      first = at;
      named = city.code;
    }
  }
  return named;
}

const policy::ResolvedParameter& Linter::Place::find(const std::string& parameter) const {
  const auto found = std::ranges::find_if(
      parameters, [&](const auto& each) { return each.parameter->id() == parameter; });
  YB_CHECK(found != parameters.end(), "a rule about no parameter: " + parameter);
  return *found;
}

std::optional<LintFinding> Linter::apply(const LintRule& rule, std::string_view sentence,
                                         const Place& place) const {
  const auto stands = [&](const std::string& word) { return has(sentence, word); };
  if (!std::ranges::all_of(rule.all, stands)) return std::nullopt;
  if (!rule.any.empty() && !std::ranges::any_of(rule.any, stands)) return std::nullopt;
  if (std::ranges::any_of(rule.none, stands)) return std::nullopt;
  LintFinding finding;
  finding.rule = &rule;
  finding.region = place.region;
  finding.sentence = sentence;
  if (!rule.unit.empty()) {
    finding.found = number_before(sentence, rule.unit);
    const std::string value = place.find(rule.parameters.front()).shown();
    if (finding.found.empty() || finding.found == value) return std::nullopt;
  }
  if (!rule.where.empty()) {
    const std::string value = place.find(rule.parameters.front()).shown();
    if (std::ranges::find(rule.where, value) == rule.where.end()) return std::nullopt;
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
    const RegionCode named = named_in(sentence.text).value_or(place.region);
    if (named != place.region) place = {named, policies_.list(named, on_)};
    for (const LintRule& rule : rules_) {
      if (auto finding = apply(rule, sentence.text, place)) {
        finding->line = sentence.line;
        findings.push_back(std::move(*finding));
      }
    }
  }
  return findings;
}

}  // namespace yibao::guide
