#include "business/guide/policies.h"

#include "base/region_table.h"
#include "business/reader.h"
#include "policy/present.h"

namespace yibao::guide {

namespace {

Tree regions_tree(const business::Context& context) {
  Tree list = Tree(Tree::List{});
  for (const RegionCode region : context.policies->regions()) {
    list.push(Tree::object(
        {{"region", region.to_string()}, {"name", context.regions->full_name(region)}}));
  }
  return list;
}

// Before the first day nothing is known: it would be answered by what came later.
void require_known_day(business::Reader& reader, const char* member, Date day) {
  if (day >= policy::PolicySet::first_day()) return;
  reader.add({"policy_day_too_early",
              {{"member", member},
               {"day", day.to_string()},
               {"first_day", policy::PolicySet::first_day().to_string()}},
              {}});
}

}  // namespace

std::optional<RegionCode> region_with_rules(const RegionTable& regions, std::string_view code) {
  constexpr int kOwn = 99;  // 市本级, in the last two digits
  const std::optional<RegionCode> parsed = RegionCode::parse(code);
  if (!parsed || !RegionTable::is_mainland(*parsed)) return std::nullopt;
  if (regions.exists(*parsed)) return parsed;
  const bool own = parsed->value() % 100 == kOwn && regions.exists(parsed->city());
  return own ? std::optional(parsed->city()) : std::nullopt;
}

RegionCode path_region(business::Reader& reader, const business::Request& request,
                       const business::Context& context) {
  const std::string* text = request.path_value("region");
  const auto region = text == nullptr ? std::nullopt : region_with_rules(*context.regions, *text);
  if (region) return *region;
  reader.add({"not_found", {{"member", "region"}}, {}}, RefusalKind::not_found);
  return {};
}

Decision<Tree> answer_policy(const business::Request& request, const business::Context& context,
                             storage::Session&) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = path_region(reader, request, context);
  const Date on = reader.optional_date("on").value_or(context.today);
  require_known_day(reader, "on", on);
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
  require_known_day(reader, "on", on);
  if (against_on != on) require_known_day(reader, "against_on", against_on);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return policy::present_diff(*context.policies, {region, on}, {against, against_on});
}

}  // namespace yibao::guide
