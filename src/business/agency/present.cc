#include "business/agency/present.h"

#include "base/region_table.h"
#include "business/pooling_region.h"

namespace yibao::agency {

namespace {

Tree list_of(const std::vector<std::string>& items) {
  Tree list = Tree(Tree::List{});
  for (const std::string& item : items) list.push(item);
  return list;
}

}  // namespace

Tree present_agency(const Agency& agency, const business::Context& context) {
  return Tree::object({{"region", agency.region.to_string()},
                       {"region_name", context.regions->full_name(agency.region)},
                       {"name", agency.name},
                       {"aliases", list_of(agency.aliases)},
                       {"address", agency.address},
                       {"postcode", agency.postcode},
                       {"contact", agency.contact},
                       {"phone", agency.phone},
                       {"hotlines", list_of(agency.hotlines)},
                       {"hours", agency.hours},
                       {"bank_name", agency.bank_name},
                       {"bank_account_name", agency.bank_account_name},
                       {"bank_account", agency.bank_account},
                       {"on_system", agency.on_system}});
}

Tree present_change(const AgencyChange& change, const business::Context& context) {
  Tree tree = Tree::object({{"change", change.ordinal},
                            {"state", to_text(change.state)},
                            {"proposed_at", change.recorded_at.to_string()},
                            {"agency", present_agency(change.content, context)}});
  if (change.decided_at) tree.set("decided_at", change.decided_at->to_string());
  return tree;
}

RegionCode path_region(business::Reader& reader, const business::Request& request,
                       const business::Context& context) {
  const std::string* text = request.path_value("region");
  const std::optional<RegionCode> code = RegionCode::parse(text == nullptr ? "" : *text);
  if (code && context.regions->exists(*code)) {
    return business::covering_region(reader, *code, context);
  }
  reader.add({"not_found", {{"member", "region"}}, {}}, RefusalKind::not_found);
  return {};
}

}  // namespace yibao::agency
