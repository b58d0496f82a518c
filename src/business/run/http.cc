#include "business/run/http.h"

#include "business/access.h"
#include "business/agency/present.h"
#include "business/reader.h"
#include "business/run/commands.h"
#include "business/run/store.h"

namespace yibao::run {

namespace {

constexpr std::int64_t kRunsMax = 200;
constexpr std::int64_t kRunsDefault = 20;

// The runs of a region, the latest first, and how far each has come.
Decision<Tree> answer_runs(const business::Request& request, const business::Context& context,
                           storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = agency::path_region(reader, request, context);
  const std::int64_t limit = reader.integer_or("limit", 1, kRunsMax, kRunsDefault);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = business::may_act_at(*context.actor, region); !may) {
    return may.refusal();
  }
  Tree list = Tree(Tree::List{});
  for (const Run& run : latest_runs(session, region, static_cast<int>(limit))) {
    list.push(present_run(run));
  }
  return Tree::object({{"runs", std::move(list)}});
}

}  // namespace

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  return {{"runs.list",
           "GET",
           "/v1/regions/{region}/runs",
           "批量办理及其进度",
           business::roles({Role::agency_officer, Role::senior_officer, Role::auditor}),
           {{"limit", FieldKind::integer, false, "个数,1 至 200"}},
           nullptr,
           &answer_runs}};
}

}  // namespace yibao::run
