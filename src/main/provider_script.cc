#include "main/provider_script.h"

#include <algorithm>
#include <array>

#include "base/tree_text.h"

namespace yibao::main {

namespace {

constexpr std::array<std::string_view, 9> kWays{"plain",   "again",       "other_content",
                                                "hang_up", "opening",     "no_headers",
                                                "old",     "unknown_key", "wrong_signature"};
constexpr std::array<std::string_view, 11> kMembers{
    "title_en", "title", "for", "infno", "input", "keep", "expect", "name", "of", "answer", "way"};

Reason wrong(std::size_t step, std::string member) {
  return {"file_not_as_expected",
          {{"where", "steps[" + std::to_string(step) + "]." + std::move(member)}},
          {}};
}

std::map<std::string, std::string> texts_of(const Tree& tree, const std::string& member,
                                            std::size_t place, std::vector<Reason>& mistakes) {
  std::map<std::string, std::string> texts;
  const Tree* all = tree.find(member);
  if (all == nullptr || all->members() == nullptr) return texts;
  for (const auto& [name, value] : *all->members()) {
    if (value.text() == nullptr) {
      mistakes.push_back(wrong(place, member + "." + name));
    } else {
      texts[name] = *value.text();
    }
  }
  return texts;
}

// "title_en" is for who reads English; without it the title is the same to all.
provider::Words title_of(const Tree& tree) {
  const std::string title = text_of(tree, "title");
  const std::string english = text_of(tree, "title_en");
  return {title, english.empty() ? title : english};
}

ProviderStep read_step(const Tree& tree, std::size_t place, std::vector<Reason>& mistakes) {
  ProviderStep step;
  if (tree.members() == nullptr) {
    mistakes.push_back(wrong(place, ""));
    return step;
  }
  for (const auto& [name, unused] : *tree.members()) {
    if (std::ranges::find(kMembers, name) == kMembers.end()) {
      mistakes.push_back(wrong(place, name));
    }
  }
  step.title = title_of(tree);
  step.kind = text_of(tree, "for");
  step.number = text_of(tree, "infno");
  step.name = text_of(tree, "name");
  step.of = text_of(tree, "of");
  if (const Tree* input = tree.find("input")) step.input = *input;
  step.keep = texts_of(tree, "keep", place, mistakes);
  step.expect = texts_of(tree, "expect", place, mistakes);
  const std::string way = tree.find("way") == nullptr ? "plain" : text_of(tree, "way");
  const auto known = std::ranges::find(kWays, way);
  if (known == kWays.end()) {
    mistakes.push_back(wrong(place, "way"));
  } else {
    step.way = static_cast<Way>(known - kWays.begin());
  }
  step.refused = text_of(tree, "answer") == "refused";
  const bool repeats = step.way == Way::again;
  const bool refers = repeats || step.way == Way::other_content;
  if (step.title.in(Language::chinese).empty()) mistakes.push_back(wrong(place, "title"));
  if (step.number.empty() != repeats) mistakes.push_back(wrong(place, "infno"));
  if (refers == step.of.empty()) mistakes.push_back(wrong(place, "of"));
  return step;
}

bool is_played_with(const ProviderStep& other, const ProviderStep& step) {
  return other.kind.empty() || other.kind == step.kind;
}

// A message can be repeated only where it has been sent before, on the same day.
void check_what_it_repeats(const std::vector<ProviderStep>& before, const ProviderStep& step,
                           std::vector<Reason>& mistakes) {
  if (step.of.empty()) return;
  const bool is_there = std::ranges::any_of(before, [&](const ProviderStep& each) {
    return each.name == step.of && is_played_with(each, step);
  });
  if (!is_there) {
    mistakes.push_back(
        wrong(before.size(), "of \"" + step.of + "\" (" + step.title.in(Language::chinese) + ")"));
  }
}

Decision<std::string> fill_text(const std::string& text,
                                const std::map<std::string, std::string>& values) {
  std::string filled;
  std::size_t at = 0;
  for (;;) {
    const std::size_t begin = text.find("${", at);
    if (begin == std::string::npos) return filled + text.substr(at);
    const std::size_t end = text.find('}', begin);
    const std::string name =
        text.substr(begin + 2, end == std::string::npos ? end : end - begin - 2);
    const auto value = values.find(name);
    if (end == std::string::npos || value == values.end()) {
      return refuse(RefusalKind::malformed, "file_not_as_expected", {{"where", "${" + name + "}"}});
    }
    filled += text.substr(at, begin - at) + value->second;
    at = end + 1;
  }
}

}  // namespace

Decision<ProviderScript> read_provider_script(const Tree& file) {
  ProviderScript script;
  std::vector<Reason> mistakes;
  script.title = title_of(file);
  const Tree* steps = file.find("steps");
  if (steps == nullptr || steps->list() == nullptr || steps->list()->empty()) {
    mistakes.push_back({"file_not_as_expected", {{"where", "steps"}}, {}});
  } else {
    for (const Tree& each : *steps->list()) {
      ProviderStep step = read_step(each, script.steps.size(), mistakes);
      check_what_it_repeats(script.steps, step, mistakes);
      script.steps.push_back(std::move(step));
    }
  }
  if (!mistakes.empty()) return Refusal{RefusalKind::malformed, std::move(mistakes)};
  return script;
}

// Scripts are nested as deep as messages are: three levels.
Decision<Tree> fill_in(const Tree& input, const std::map<std::string, std::string>& values) {
  if (const std::string* text = input.text()) {
    Decision<std::string> filled = fill_text(*text, values);
    if (!filled) return filled.refusal();
    return Tree(std::move(filled).value());
  }
  if (const Tree::List* list = input.list()) {
    Tree filled = Tree(Tree::List{});
    for (const Tree& each : *list) {
      Decision<Tree> one = fill_in(each, values);
      if (!one) return one.refusal();
      filled.push(std::move(one).value());
    }
    return filled;
  }
  if (const Tree::Members* members = input.members()) {
    Tree filled = Tree(Tree::Members{});
    for (const auto& [name, value] : *members) {
      Decision<Tree> one = fill_in(value, values);
      if (!one) return one.refusal();
      filled.set(name, std::move(one).value());
    }
    return filled;
  }
  return input;
}

}  // namespace yibao::main
