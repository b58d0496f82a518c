#include "business/guide/policies.h"

#include "base/region_table.h"
#include "business/reader.h"
#include "policy/present.h"

namespace yibao::guide {

namespace {

// The region of the path, which must be one that there is; the nation is one.
RegionCode path_region(business::Reader& reader, const business::Request& request,
                       const business::Context& context) {
  const std::string* text = request.path_value("region");
  const auto region = text == nullptr ? std::nullopt : RegionCode::parse(*text);
  if (region && (*region == RegionCode::nation() || context.regions->exists(*region))) {
    return *region;
  }
  reader.add({"not_found", {{"member", "region"}}, {}}, RefusalKind::not_found);
  return {};
}

Tree regions_tree(const business::Context& context) {
  Tree list = Tree(Tree::List{});
  for (const RegionCode region : context.policies->regions()) {
    list.push(Tree::object(
        {{"region", region.to_string()}, {"name", context.regions->full_name(region)}}));
  }
  return list;
}

}  // namespace

Decision<Tree> answer_policy(const business::Request& request, const business::Context& context,
                             storage::Session&) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = path_region(reader, request, context);
  const Date on = reader.optional_date("on").value_or(context.today);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  Tree tree = policy::present_policy(*context.policies, region, on);
  tree.set("region_name", context.regions->full_name(region));
  tree.set("with_own_values", regions_tree(context));
  return tree;
}

Decision<Tree> answer_policy_difference(const business::Request& request,
                                        const business::Context& context, storage::Session&) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = path_region(reader, request, context);
  const Date on = reader.optional_date("on").value_or(context.today);
  const RegionCode against = reader.optional_region("against").value_or(region);
  const Date against_on = reader.optional_date("against_on").value_or(on);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return policy::present_diff(*context.policies, {region, on}, {against, against_on});
}

}  // namespace yibao::guide
