#include "service/batch.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "service/loading.h"
#include "service/policy_hashes.h"
#include "service/present.h"
#include "service/staged_rows.h"
#include "service/tables.h"

namespace yibao::service {

namespace {

using business::Context;
using storage::Facts;
using storage::Plan;
using storage::Row;
using storage::Value;

std::function<void(const std::string&, const std::string&)>& incident_log() {
  static std::function<void(const std::string&, const std::string&)> log;
  return log;
}

Context context_of(const Surroundings& surroundings, const Job& job, std::int64_t entry_id) {
  Context context = context_for(surroundings, job.now);
  context.actor = &job.actor;
  context.entry_id = entry_id;
  return context;
}

Outcome refused(const Surroundings& surroundings, const Job& job, const Refusal& refusal) {
  return {status_of(refusal.kind),
          present_problem(refusal, *surroundings.catalogue, job.instance, job.trace_id).to_json(),
          true, false};
}

Tree answer_of(const Plan& plan, const Catalogue& catalogue) {
  Tree answer = plan.answer;
  add_words(answer, catalogue);
  if (!plan.reasons.empty()) answer.set("reasons", present_reasons(plan.reasons, catalogue));
  add_disclaimer(answer, catalogue);
  return answer;
}

// All subjects of all jobs, each once, in the order of their locks; or of those only whose rows an
// answer may follow from.
enum class Of { everything, what_is_followed };
std::vector<std::int64_t> subjects_of(const std::vector<Job>& jobs, Of which = Of::everything) {
  std::vector<std::int64_t> subjects;
  for (const Job& job : jobs) {
    if (which == Of::what_is_followed && !job.command->is_followed()) continue;
    for (const storage::Subject subject : job.command->subjects()) {
      subjects.push_back(subject.value());
    }
  }
  std::sort(subjects.begin(), subjects.end());
  subjects.erase(std::unique(subjects.begin(), subjects.end()), subjects.end());
  return subjects;
}

Loaded load_jobs(storage::Session& writer, const std::vector<Job>& jobs,
                 std::span<const std::int64_t> subjects, bool look_up_keys) {
  std::vector<const business::Command*> commands;
  std::vector<Value> keys;
  for (const Job& job : jobs) {
    commands.push_back(job.command.get());
    if (look_up_keys) keys.emplace_back(job.key_digest);
  }
  return load_all(writer, commands, keys, subjects);
}

// A key seen before gets its stored answer, or a refusal if the body differs. What was stored for
// no body is the answer to whatever comes.
Outcome replay(const Surroundings& surroundings, const Job& job, const Row& stored) {
  if (!stored[1].bytes().data.empty() && stored[1].bytes() != job.body_digest) {
    return refused(surroundings, job, refuse(RefusalKind::key_reused, "idempotency_key_reused"));
  }
  const int status = static_cast<int>(stored[2].integer());
  return {status, reveal_answer(stored[3].text(), *surroundings.vault), status >= 400, true};
}

}  // namespace

namespace {

// However a commit ends: it may have been made even where it failed.
struct MovingOn {
  Stamps* stamps;
  std::vector<std::int64_t> followed;  // of which answers may have been kept
  MovedJournals* moved;
  std::span<const std::int64_t> subjects;
  ~MovingOn() {
    if (stamps != nullptr) stamps->move_on(followed);
    if (moved != nullptr) moved->add(subjects);
  }
};

}  // namespace

// How one job came out: what it is answered, what it writes, and whether the answer is kept.
struct Batch::Decided {
  Outcome outcome;
  std::optional<Plan> plan;
  bool keep_answer = false;
  std::optional<StoredAnswer> answer = {};  // as it is kept
};

void on_incident(std::function<void(const std::string&, const std::string&)> log) {
  incident_log() = std::move(log);
}

Context context_for(const Surroundings& surroundings, Instant now) {
  Context context;
  context.now = now;
  context.today = now.date();
  context.ids = surroundings.ids;
  context.vault = surroundings.vault;
  context.policies = surroundings.policies;
  context.calendar = surroundings.calendar;
  context.regions = surroundings.regions;
  context.policy_hash = policy_hash_on(context.today, surroundings.policy_hash);
  context.cleaner = surroundings.cleaner;
  context.verifier = surroundings.verifier;
  context.wording = surroundings.catalogue;
  context.organisation = surroundings.organisation;
  return context;
}

Batch::Batch(storage::Session& writer, const Surroundings& surroundings, Hands* hands)
    : writer_(writer), surroundings_(surroundings), hands_(hands) {}

void Batch::share(std::size_t count, const std::function<void(std::size_t)>& work) const {
  if (hands_ != nullptr) return hands_->share(count, work);
  for (std::size_t i = 0; i < count; ++i) work(i);
}

Outcome Batch::incident(const Surroundings& surroundings, const Job& job, const std::string& what,
                        bool fault) {
  if (incident_log()) incident_log()(job.trace_id, what);
  const std::string code = fault ? "storage_fault" : "internal_error";
  Tree problem = present_problem(refuse(code, {{"incident", job.trace_id}}),
                                 *surroundings.catalogue, job.instance, job.trace_id);
  const int status = fault ? 503 : 500;
  problem.set("status", status);
  return {status, problem.to_json(), true, false};
}

Batch::Decided Batch::decide(const Job& job, const Facts& facts, std::int64_t entry_id) const {
  const Context context = context_of(surroundings_, job, entry_id);
  try {
    const Verdict allowed = job.command->authorise(job.actor, facts);
    // Who may not, has not asked: nothing is kept under the key.
    if (!allowed) return {refused(surroundings_, job, allowed.refusal()), {}, false};
    Decision<Plan> decision = job.command->decide(facts, context);
    const bool keyed = !job.key_digest.data.empty();
    if (!decision) {
      // Too much for now is no answer for good: the same key may ask again later.
      const bool kept =
          keyed && job.keeps_refusal && decision.refusal().kind != RefusalKind::limited;
      return {refused(surroundings_, job, decision.refusal()), {}, kept};
    }
    std::string answer = decision->written.empty()
                             ? answer_of(*decision, *surroundings_.catalogue).to_json()
                             : decision->written;
    return {{200, std::move(answer), false, false}, std::move(decision).value(), keyed};
  } catch (const Bug& bug) {
    return {incident(surroundings_, job, bug.what(), false), {}, false};
  }
}

bool Batch::run_together(std::vector<Job>& jobs, std::vector<Outcome>& outcomes, Keys keys) {
  writer_.begin();
  const IdPool::Reserved reserved = surroundings_.ids->reserve_when_low(writer_);
  const std::vector<std::int64_t> subjects = subjects_of(jobs);
  const Loaded loaded = load_jobs(writer_, jobs, subjects, keys == Keys::looked_up);
  StagedRows rows(subjects, loaded.heads);

  std::vector<Entry> entries;
  for (const Job& job : jobs) {
    entries.push_back({surroundings_.ids->next(), job.command->subjects().front(),
                       job.actor.journal_name(), job.now});
  }
  std::vector<Decided> decided(jobs.size());
  share(jobs.size(), [&](std::size_t i) {
    const Job& job = jobs[i];
    if (keys == Keys::looked_up && !loaded.answers[i].empty()) {
      decided[i].outcome = replay(surroundings_, job, loaded.answers[i].front());
      return;
    }
    decided[i] = decide(job, loaded.facts[i], entries[i].id);
    if (!decided[i].keep_answer) return;
    const Outcome& outcome = decided[i].outcome;
    decided[i].answer = {job.key_digest, job.body_digest, outcome.status,
                         hide_answer(outcome.body, *surroundings_.vault)};
  });
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const auto& [outcome, plan, keep_answer, answer] = decided[i];
    if (plan) {
      rows.add_plan(*plan, answer, entries[i], *surroundings_.ids);
    } else if (answer) {
      rows.add_refusal(*answer, entries[i], *surroundings_.vault);
    }
    // Nothing would be written under the key: only looking tells whether it has an answer.
    if (keys == Keys::claimed && !keep_answer && !jobs[i].key_digest.data.empty()) return false;
  }
  rows.write(writer_);
  const MovingOn moving_on{surroundings_.stamps, subjects_of(jobs, Of::what_is_followed),
                           surroundings_.moved, subjects};
  writer_.commit();
  surroundings_.ids->adopt(reserved);
  for (std::size_t i = 0; i < jobs.size(); ++i) outcomes[i] = std::move(decided[i].outcome);
  return true;
}

void Batch::run_alone(Job& job, Outcome& outcome) {
  constexpr int kTries = 5;
  std::vector<Job> one;
  one.push_back(std::move(job));
  std::vector<Outcome> result(1);
  for (int attempt = 1;; ++attempt) {
    try {
      run_together(one, result, Keys::looked_up);
      break;
    } catch (const storage::Retry& retry) {
      writer_.rollback();
      if (attempt < kTries) continue;
      result[0] = incident(surroundings_, one[0], retry.what(), true);
    } catch (const storage::ConnectionLost& lost) {
      // Whether it was committed is settled by reading the key. Without one it is not run twice.
      writer_.rollback();
      if (attempt < 2 && !one[0].key_digest.data.empty()) continue;
      result[0] = incident(surroundings_, one[0], lost.what(), true);
    } catch (const storage::Conflict& conflict) {
      // Another process was faster, or a plan broke a constraint. The second run sees the other's
      // rows and refuses properly; a conflict that stays is a bug of ours.
      writer_.rollback();
      if (attempt < 2) continue;
      result[0] = incident(surroundings_, one[0], conflict.what(), false);
    } catch (const Fault& fault) {
      writer_.rollback();
      result[0] = incident(surroundings_, one[0], fault.what(), true);
    } catch (const std::exception& bug) {
      writer_.rollback();
      result[0] = incident(surroundings_, one[0], bug.what(), false);
    }
    break;
  }
  outcome = std::move(result[0]);
  job = std::move(one[0]);
}

void Batch::run(std::vector<Job> jobs) {
  std::vector<Outcome> outcomes(jobs.size());
  bool done = false;
  for (const Keys keys : {Keys::claimed, Keys::looked_up}) {
    if (done || jobs.size() == 1) break;
    try {
      done = run_together(jobs, outcomes, keys);
      if (!done) writer_.rollback();
    } catch (const storage::Conflict&) {
      writer_.rollback();  // of a key, mostly: then it is looked up
    } catch (const std::exception&) {
      writer_.rollback();
      break;
    }
  }
  if (!done) {
    for (std::size_t i = 0; i < jobs.size(); ++i) run_alone(jobs[i], outcomes[i]);
  }
  struct Ended {
    std::vector<Job> jobs;
    std::vector<Outcome> outcomes;
  };
  // A function can be copied, and a command cannot.
  const auto ended = std::make_shared<Ended>(std::move(jobs), std::move(outcomes));
  const auto tell = [ended] {
    for (std::size_t i = 0; i < ended->jobs.size(); ++i) {
      if (ended->jobs[i].done) ended->jobs[i].done(std::move(ended->outcomes[i]));
    }
  };
  hands_ != nullptr ? hands_->later(tell) : tell();
  tidy_up();
}

// Nobody waits for it. A disk that fails here stops the writer: the next begin() says so.
void Batch::tidy_up() {
  try {
    writer_.tidy_up();
  } catch (const Fault& fault) {
    if (incident_log()) incident_log()("tidy_up", fault.what());
  }
}

Outcome Batch::preview(storage::Session& reader, const Surroundings& surroundings, const Job& job) {
  const business::Command* commands[] = {job.command.get()};
  reader.begin();
  std::vector<Facts> facts;
  try {
    facts = load_all(reader, commands, {}, {}).facts;
  } catch (...) {
    reader.rollback();
    throw;
  }
  reader.rollback();
  const Verdict allowed = job.command->authorise(job.actor, facts[0]);
  if (!allowed) return refused(surroundings, job, allowed.refusal());
  const Context context = context_of(surroundings, job, surroundings.ids->next());
  const Decision<Plan> decision = job.command->decide(facts[0], context);
  if (!decision) return refused(surroundings, job, decision.refusal());
  if (!decision->written.empty()) return {200, decision->written, false, false};
  Tree answer = answer_of(*decision, *surroundings.catalogue);
  answer.set("dry_run", true);
  return {200, answer.to_json(), false, false};
}

}  // namespace yibao::service
