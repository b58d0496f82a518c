#include "business/run/commands.h"

#include "business/access.h"
#include "business/run/store.h"

namespace yibao::run {

std::vector<storage::Subject> StartRun::subjects() const {
  return {storage::Subject::region(region_)};
}

void StartRun::need(storage::Needs& needs) const {
  needs.add(kOpenRunsOf, storage::Value(region_.value()));
  needs.add(kLastRunOf, storage::Value(region_.value()));
}

Verdict StartRun::authorise(const business::Actor& actor, const storage::Facts&) const {
  return business::may_act_at(actor, region_);
}

Decision<storage::Plan> StartRun::decide(const storage::Facts& facts,
                                         const business::Context& context) const {
  const storage::Value key(region_.value());
  for (const Run& open : read_runs(facts.rows(kOpenRunsOf, key))) {
    if (open.kind != kind_ || open.period != period_) continue;
    return refuse("run_already_under_way", {{"run", std::to_string(open.id)},
                                            {"period", open.period},
                                            {"done", std::to_string(open.done)}});
  }
  if (const Verdict may = check(context); !may) return may.refusal();
  const storage::Rows& last = facts.rows(kLastRunOf, key);
  Run run;
  run.region = region_;
  run.id = last.empty() ? 1 : last.front()[1].integer() + 1;
  run.kind = kind_;
  run.period = period_;
  run.parameters = parameters_;
  run.started_by = context.actor->journal_name();
  run.started_at = context.now;
  run.recorded_at = context.now;
  storage::Plan plan;
  plan.event = "run_started";
  plan.insert(kBulkRun, run_row(run));
  plan.answer = present_run(run);
  return plan;
}

Tree present_run(const Run& run) {
  return Tree::object({{"run", run.id},
                       {"region", run.region.to_string()},
                       {"kind", to_text(run.kind)},
                       {"period", run.period},
                       {"parameters", run.parameters},
                       {"state", to_text(run.state)},
                       {"done", run.done},
                       {"left_out", run.left_out},
                       {"amount_fen", run.amount.fen()},
                       {"started_by", run.started_by},
                       {"started_at", run.started_at.to_string()},
                       {"recorded_at", run.recorded_at.to_string()}});
}

}  // namespace yibao::run
