#include "business/guide/queries.h"

#include "base/region_table.h"
#include "business/agency/present.h"
#include "business/agency/store.h"
#include "business/guide/present.h"
#include "business/guide/topics.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::guide {

namespace {

Tree contacts_tree(RegionCode region, const business::Context& context, storage::Session& session) {
  const storage::Value key[] = {storage::Value(region.value())};
  const storage::Rows rows = session.select_keyed(agency::kAgencyOf, key).front();
  if (rows.empty()) return {};
  return agency::present_agency(agency::read_agency(rows.front()), context);
}

}  // namespace

Decision<Tree> answer_guides(const business::Request& request, const business::Context& context,
                             storage::Session&) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = agency::path_region(reader, request, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  Tree list = Tree(Tree::List{});
  for (const Topic& topic : topics()) {
    list.push(
        Tree::object({{"service", std::string(topic.service)}, {"heading", heading(topic.title)}}));
  }
  return Tree::object({{"region", region.to_string()},
                       {"region_name", context.regions->full_name(region)},
                       {"guides", std::move(list)}});
}

Decision<Tree> answer_guide(const business::Request& request, const business::Context& context,
                            storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = agency::path_region(reader, request, context);
  const std::string* service = request.path_value("service");
  const Topic* topic = service == nullptr ? nullptr : find_topic(*service);
  if (topic == nullptr) {
    reader.add({"guide_unknown", {{"service", service == nullptr ? "" : *service}}, {}},
               RefusalKind::not_found);
  }
  const Date on = reader.optional_date("on").value_or(context.today);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Guide guide = write_guide(*topic, context.policies->on(region, on));
  Tree tree = present(guide, *topic, {region, context.regions->full_name(region), on});
  if (Tree contacts = contacts_tree(region, context, session); contacts.members() != nullptr) {
    tree.set("contacts", std::move(contacts));
  }
  return tree;
}

}  // namespace yibao::guide
