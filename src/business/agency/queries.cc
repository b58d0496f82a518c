#include "business/agency/queries.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/agency/present.h"
#include "business/agency/store.h"
#include "business/reader.h"

namespace yibao::agency {

namespace {

constexpr std::int64_t kPageMax = 500;

constexpr storage::Statement kAgenciesAfter{"agencies_after",
                                            "SELECT region, name, phone, on_system FROM agency "
                                            "WHERE region > $1 ORDER BY region LIMIT $2"};

}  // namespace

Decision<Tree> answer_agency(const business::Request& request, const business::Context& context,
                             storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = path_region(reader, request, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const storage::Value key[] = {storage::Value(region.value())};
  const storage::Rows rows = session.select_keyed(kAgencyOf, key).front();
  if (rows.empty()) {
    return refuse(RefusalKind::not_found, "agency_unknown",
                  {{"region", region.to_string()}, {"place", context.regions->name(region)}});
  }
  return present_agency(read_agency(rows.front()), context);
}

Decision<Tree> answer_agencies(const business::Request& request, const business::Context& context,
                               storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::optional<RegionCode> after = reader.optional_region("after");
  const std::int64_t limit = reader.integer_or("limit", 1, kPageMax, kPageMax);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row :
       session.select(kAgenciesAfter, {after.value_or(RegionCode()).value(), limit})) {
    const RegionCode region(static_cast<std::int32_t>(row[0].integer()));
    list.push(Tree::object({{"region", region.to_string()},
                            {"region_name", context.regions->full_name(region)},
                            {"name", row[1].text()},
                            {"phone", row[2].text()},
                            {"on_system", row[3].integer() == 1}}));
  }
  return Tree::object({{"agencies", std::move(list)}});
}

Decision<Tree> answer_changes(const business::Request& request, const business::Context& context,
                              storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = path_region(reader, request, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = business::may_act_at(*context.actor, region); !may) {
    return may.refusal();
  }
  const storage::Value key[] = {storage::Value(region.value())};
  Tree list = Tree(Tree::List{});
  for (const AgencyChange& change : read_changes(session.select_keyed(kChangesOf, key).front())) {
    list.push(present_change(change, context));
  }
  return Tree::object({{"changes", std::move(list)}});
}

}  // namespace yibao::agency
