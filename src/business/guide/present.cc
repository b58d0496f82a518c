#include "business/guide/present.h"

#include <algorithm>
#include <array>

#include "base/reason_tree.h"

namespace yibao::guide {

namespace {

constexpr std::array<std::string_view, kSectionTexts.size()> kSectionHeadings{
    "guide_section_conditions", "guide_section_materials", "guide_section_channels",
    "guide_section_steps",      "guide_section_deadlines", "guide_section_money",
    "guide_section_benefits",   "guide_section_notes"};

Tree sections_tree(const Guide& guide) {
  Tree sections = Tree(Tree::List{});
  for (std::size_t i = 0; i < kSectionTexts.size(); ++i) {
    const std::string_view section = kSectionTexts[i];
    Tree lines = Tree(Tree::List{});
    for (const Line& line : guide.lines) {
      if (to_text(line.section) == section) lines.push(to_tree(line.reason));
    }
    if (lines.list()->empty()) continue;
    sections.push(Tree::object({{"section", std::string(section)},
                                {"heading", heading(kSectionHeadings[i])},
                                {"lines", std::move(lines)}}));
  }
  return sections;
}

// A value that no official text was read for is said to be one.
bool has_default(const Guide& guide) {
  return std::ranges::any_of(guide.lines, [](const Line& line) {
    return std::ranges::any_of(line.reason.citations,
                               [](const Citation& each) { return !each.verified; });
  });
}

}  // namespace

// A code that is told in words and has no facts.
Tree heading(std::string_view code) {
  return to_tree(Reason{std::string(code), {}, {}});
}

Tree present(const Guide& guide, const Topic& topic, const PlaceAndDay& where) {
  return Tree::object({{"service", std::string(topic.service)},
                       {"heading", heading(topic.title)},
                       {"region", where.region.to_string()},
                       {"region_name", where.region_name},
                       {"on", where.on.to_string()},
                       {"sections", sections_tree(guide)},
                       {"has_default_values", has_default(guide)},
                       {"disclaimer", heading("guide_disclaimer")}});
}

}  // namespace yibao::guide
