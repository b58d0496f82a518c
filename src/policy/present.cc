#include "policy/present.h"

#include <utility>

namespace yibao::policy {

namespace {

Tree text_or_null(const std::string& text) {
  return text.empty() ? Tree() : Tree(text);
}

Tree present_region_day(const RegionDay& place) {
  return Tree::object({{"region", place.region.to_string()}, {"on", place.day.to_string()}});
}

}  // namespace

Tree present_source(const Source& source) {
  return Tree::object({{"id", source.id},
                       {"title", source.title},
                       {"number", text_or_null(source.number)},
                       {"issuer", text_or_null(source.issuer)},
                       {"date", text_or_null(source.date)},
                       {"kind", source.kind}});
}

Tree present_parameter(const PolicySet& set, const ResolvedParameter& found) {
  const DatedValue& value = *found.value;
  const Source* source = set.source(value.source);
  YB_CHECK(source != nullptr, "the loader resolved " + value.source);
  return Tree::object({{"parameter", found.parameter->id()},
                       {"value", value.value},
                       {"shown", found.shown()},
                       {"region", found.region.to_string()},
                       {"from", value.from.to_string()},
                       {"until", value.until ? Tree(value.until->to_string()) : Tree()},
                       {"status", value.verified ? "verified" : "default"},
                       {"checked_on", value.checked_on.to_string()},
                       {"source", present_source(*source)},
                       {"note", text_or_null(value.note)}});
}

Tree present_policy(const PolicySet& set, RegionCode region, Date day) {
  Tree parameters{Tree::List()};
  int unverified = 0;
  for (const ResolvedParameter& found : set.list(region, day)) {
    parameters.push(present_parameter(set, found));
    unverified += found.value->verified ? 0 : 1;
  }
  return present_region_day({region, day})
      .set("unverified", unverified)
      .set("parameters", std::move(parameters));
}

Tree present_diff(const PolicySet& set, RegionDay before, RegionDay after) {
  Tree differences{Tree::List()};
  for (const Difference& difference : set.diff(before, after)) {
    differences.push(Tree::object({{"parameter", difference.before.parameter->id()},
                                   {"before", present_parameter(set, difference.before)},
                                   {"after", present_parameter(set, difference.after)}}));
  }
  return Tree::object({{"before", present_region_day(before)},
                       {"after", present_region_day(after)},
                       {"differences", std::move(differences)}});
}

Tree present_changes(const PolicySet& set, std::span<const Change> changes) {
  Tree list{Tree::List()};
  for (const Change& change : changes) {
    const Difference& difference = change.difference;
    list.push(Tree::object({{"day", change.day.to_string()},
                            {"region", change.region.to_string()},
                            {"parameter", difference.before.parameter->id()},
                            {"before", present_parameter(set, difference.before)},
                            {"after", present_parameter(set, difference.after)}}));
  }
  return list;
}

}  // namespace yibao::policy
