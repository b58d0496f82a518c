#include "business/run/step.h"

#include "business/access.h"
#include "business/run/store.h"

namespace yibao::run {

namespace {

const Run* find_run(const std::vector<Run>& open, std::int64_t id) {
  for (const Run& run : open) {
    if (run.id == id) return &run;
  }
  return nullptr;
}

}  // namespace

std::vector<storage::Subject> Step::subjects() const {
  std::vector<storage::Subject> subjects{storage::Subject::region(run_.region)};
  for (const PersonId person : people_) subjects.push_back(storage::Subject::person(person));
  return subjects;
}

void Step::need(storage::Needs& needs) const {
  needs.add(kOpenRunsOf, storage::Value(run_.region.value()));
  need_facts(needs);
}

Verdict Step::authorise(const business::Actor& actor, const storage::Facts&) const {
  return business::may_act_at(actor, run_.region);
}

Decision<storage::Plan> Step::decide(const storage::Facts& facts,
                                     const business::Context& context) const {
  const std::vector<Run> open =
      read_runs(facts.rows(kOpenRunsOf, storage::Value(run_.region.value())));
  const Run* found = rehearsal_ ? &run_ : find_run(open, run_.id);
  if (found == nullptr || found->cursor != run_.cursor) {
    return refuse("run_went_on_elsewhere", {{"run", std::to_string(run_.id)}});
  }
  storage::Plan plan;
  plan.event = to_text(run_.kind);
  plan.bulk = true;
  const Tally tally = write(plan, facts, context);
  Run moved = *found;
  moved.cursor = end_.cursor;
  moved.done += tally.done;
  moved.left_out += tally.left_out;
  moved.amount += tally.amount;
  moved.recorded_at = context.now;
  if (end_.last) moved.state = RunState::done;
  if (!rehearsal_) plan.update(kBulkRun, run_row(moved));
  plan.answer = Tree::object(
      {{"done", tally.done}, {"left_out", tally.left_out}, {"amount_fen", tally.amount.fen()}});
  return plan;
}

}  // namespace yibao::run
