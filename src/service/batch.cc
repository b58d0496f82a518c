#include "service/batch.h"

#include <algorithm>
#include <map>
#include <optional>

#include "service/present.h"
#include "service/tables.h"
#include "storage/digest.h"

namespace yibao::service {

namespace {

using business::Context;
using storage::Bytes;
using storage::Facts;
using storage::Needs;
using storage::Plan;
using storage::Row;
using storage::Rows;
using storage::Table;
using storage::Value;
using storage::Write;

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

struct Loaded {
  std::vector<Facts> facts;   // one per job
  std::vector<Rows> answers;  // one per key: what was answered under it before
};

// Answers the needs of many commands from the `from`th on, one select at a time for all of them,
// together with the stored answers of `keys`.
std::vector<Rows> load(storage::Session& session, std::span<const Needs> needs,
                       std::span<Facts> facts, std::span<const std::size_t> from,
                       std::span<const Value> keys) {
  struct Asked {
    const storage::KeyedSelect* select;
    std::vector<Value> keys;
    std::vector<std::size_t> of;
  };
  std::vector<Asked> asked;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const auto& all = needs[i].all();
    for (std::size_t n = from[i]; n < all.size(); ++n) {
      auto group = std::find_if(asked.begin(), asked.end(),
                                [&](const Asked& each) { return each.select == all[n].select; });
      if (group == asked.end()) group = asked.insert(asked.end(), {all[n].select, {}, {}});
      group->keys.push_back(all[n].key);
      group->of.push_back(i);
    }
  }
  std::vector<storage::Session::KeyedRequest> requests;
  for (const Asked& group : asked) requests.push_back({group.select, group.keys});
  if (!keys.empty()) requests.push_back({&kAnswerOf, keys});
  std::vector<std::vector<Rows>> rows = session.select_keyed_all(requests);
  for (std::size_t g = 0; g < asked.size(); ++g) {
    for (std::size_t k = 0; k < asked[g].keys.size(); ++k) {
      facts[asked[g].of[k]].put(*asked[g].select, std::move(asked[g].keys[k]),
                                std::move(rows[g][k]));
    }
  }
  return keys.empty() ? std::vector<Rows>() : std::move(rows.back());
}

Loaded load_all(storage::Session& session, std::span<const Job* const> jobs,
                std::span<const Value> keys) {
  std::vector<Needs> needs(jobs.size());
  std::vector<std::size_t> from(jobs.size(), 0);
  Loaded loaded;
  loaded.facts.resize(jobs.size());
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i]->command->need(needs[i]);
  loaded.answers = load(session, needs, loaded.facts, from, keys);
  bool more = false;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    from[i] = needs[i].all().size();
    jobs[i]->command->need_more(loaded.facts[i], needs[i]);
    more = more || needs[i].all().size() > from[i];
  }
  if (more) load(session, needs, loaded.facts, from, {});
  return loaded;
}

// All rows of a batch, by table: parents before children, as their numbers say. Updates go first,
// so that a row that gives up what must be unique makes room for the one that takes it over.
class Writes {
 public:
  void add(Write::Kind kind, const Table& table, const Row& row) {
    groups_[{kind == Write::Kind::insert, table.number, &table}].push_back(&row);
  }
  void write(storage::Session& session) const {
    for (const auto& [key, rows] : groups_) {
      const auto& [inserts, number, table] = key;
      inserts ? session.insert_rows(*table, rows) : session.update_rows(*table, rows);
    }
  }

 private:
  std::map<std::tuple<bool, int, const Table*>, std::vector<const Row*>> groups_;
};

struct Head {
  std::int64_t sequence = 0;
  std::string hash;
  bool is_new = true;
};

}  // namespace

// A job on its way through one batch.
struct Batch::Decided {
  Job* job = nullptr;
  Outcome* outcome = nullptr;
  std::int64_t entry_id = 0;
  std::optional<Plan> plan;
  bool store_answer = false;
  std::vector<std::pair<Write::Kind, std::pair<const Table*, Row>>> own_rows;  // the service's
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
  context.policy_hash = surroundings.policy_hash;
  return context;
}

Batch::Batch(storage::Session& writer, const Surroundings& surroundings)
    : writer_(writer), surroundings_(surroundings) {}

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

namespace {

// What one decided command writes besides its own rows: journal, heads, answer, messages.
std::map<std::int64_t, std::string> journal_records(const Plan& plan,
                                                    const storage::Subject& first) {
  std::map<std::int64_t, std::string> records;
  records[first.value()];
  for (const Write& write : plan.writes) {
    const Table& table = *write.table;
    if (table.mutability == storage::Mutability::derived) continue;
    const auto owner = static_cast<std::size_t>(table.owner_column);
    std::int64_t subject = first.value();
    if (table.owner == storage::Owner::person) subject = write.row[owner].integer();
    if (table.owner == storage::Owner::region) subject = -write.row[owner].integer();
    records[subject] += journal_record(table, write.row);
  }
  return records;
}

std::string facts_json(const std::vector<Fact>& facts) {
  Tree tree = Tree(Tree::Members{});
  for (const Fact& fact : facts) tree.set(fact.name, fact.value);
  return tree.to_json();
}

Tree answer_of(const Plan& plan, const Catalogue& catalogue) {
  Tree answer = plan.answer;
  add_words(answer, catalogue);
  if (!plan.reasons.empty()) answer.set("reasons", present_reasons(plan.reasons, catalogue));
  return answer;
}

}  // namespace

void Batch::run_together(std::vector<Job>& jobs, std::vector<Outcome>& outcomes) {
  writer_.begin();
  const IdPool::Reserved reserved = surroundings_.ids->reserve_when_low(writer_);

  // Locks, in the order of subjects, and the heads as they are under the lock.
  std::vector<std::int64_t> subjects;
  for (const Job& job : jobs) {
    for (const storage::Subject subject : job.command->subjects()) {
      subjects.push_back(subject.value());
    }
  }
  std::sort(subjects.begin(), subjects.end());
  subjects.erase(std::unique(subjects.begin(), subjects.end()), subjects.end());
  std::map<std::int64_t, Head> heads;
  for (const std::int64_t subject : subjects) {
    heads[subject] = {0, std::string(storage::kDigestSize, '\0'), true};
  }
  for (const Row& row : writer_.lock_heads(subjects)) {
    heads[row[0].integer()] = {row[1].integer(), row[2].bytes().data, false};
  }

  std::vector<const Job*> loading;
  std::vector<Value> keys;
  for (const Job& job : jobs) {
    loading.push_back(&job);
    keys.emplace_back(job.key_digest);
  }
  const Loaded loaded = load_all(writer_, loading, keys);

  // Keys seen before get their stored answer, or a refusal if the body differs.
  std::vector<Decided> running;
  std::vector<const Facts*> facts;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const Rows& answers = loaded.answers[i];
    if (answers.empty()) {
      running.push_back({&jobs[i], &outcomes[i], 0, {}, !jobs[i].key_digest.data.empty(), {}});
      facts.push_back(&loaded.facts[i]);
    } else if (answers[0][1].bytes() != jobs[i].body_digest) {
      outcomes[i] = refused(surroundings_, jobs[i],
                            refuse(RefusalKind::key_reused, "idempotency_key_reused"));
    } else {
      const int status = static_cast<int>(answers[0][2].integer());
      outcomes[i] = {status, answers[0][3].text(), status >= 400, true};
    }
  }

  Writes writes;
  for (std::size_t i = 0; i < running.size(); ++i) {
    Decided& each = running[i];
    Job& job = *each.job;
    each.entry_id = surroundings_.ids->next();
    const Context context = context_of(surroundings_, job, each.entry_id);
    try {
      const Verdict allowed = job.command->authorise(job.actor, *facts[i]);
      if (!allowed) {
        *each.outcome = refused(surroundings_, job, allowed.refusal());
        each.store_answer = false;  // who may not, has not asked
        continue;
      }
      Decision<Plan> decision = job.command->decide(*facts[i], context);
      if (!decision) {
        *each.outcome = refused(surroundings_, job, decision.refusal());
      } else {
        each.plan = std::move(decision).value();
        *each.outcome = {200, answer_of(*each.plan, *surroundings_.catalogue).to_json(), false,
                         false};
      }
    } catch (const Bug& bug) {
      *each.outcome = incident(surroundings_, job, bug.what(), false);
      each.store_answer = false;
      continue;
    }
    if (each.plan) {
      const Plan& plan = *each.plan;
      for (const Write& write : plan.writes) writes.add(write.kind, *write.table, write.row);
      for (auto& [subject, records] : journal_records(plan, job.command->subjects().front())) {
        YB_CHECK(heads.contains(subject), "a row of a subject that was not locked");
        Head& head = heads[subject];
        Row event = {subject,
                     head.sequence + 1,
                     each.entry_id,
                     plan.event,
                     job.actor.journal_name(),
                     job.now.milliseconds(),
                     Bytes{records},
                     {}};
        head.hash = chain_hash(head.hash, event);
        event.back() = Bytes{head.hash};
        each.own_rows.push_back({Write::Kind::insert, {&kJournal, std::move(event)}});
        each.own_rows.push_back({head.is_new ? Write::Kind::insert : Write::Kind::update,
                                 {&kJournalHead, {subject, head.sequence + 1, Bytes{head.hash}}}});
      }
      for (const storage::Notice& notice : plan.notices) {
        each.own_rows.push_back({Write::Kind::insert,
                                 {&kMessage,
                                  {surroundings_.ids->next(), notice.person.value(), notice.code,
                                   facts_json(notice.facts), job.now.milliseconds()}}});
      }
    }
    if (each.store_answer) {
      each.own_rows.push_back({Write::Kind::insert,
                               {&kIdempotency,
                                {job.key_digest, job.body_digest, each.outcome->status,
                                 each.outcome->body, each.entry_id, job.now.milliseconds()}}});
    }
    for (const auto& [kind, row] : each.own_rows) writes.add(kind, *row.first, row.second);
  }
  writes.write(writer_);
  writer_.commit();
  surroundings_.ids->adopt(reserved);
}

void Batch::run_alone(Job& job, Outcome& outcome) {
  constexpr int kTries = 5;
  std::vector<Job> one;
  one.push_back(std::move(job));
  std::vector<Outcome> result(1);
  for (int attempt = 1;; ++attempt) {
    try {
      run_together(one, result);
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
  bool together = jobs.size() > 1;
  if (together) {
    try {
      run_together(jobs, outcomes);
    } catch (const std::exception&) {
      writer_.rollback();
      together = false;
    }
  }
  if (!together) {
    for (std::size_t i = 0; i < jobs.size(); ++i) run_alone(jobs[i], outcomes[i]);
  }
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (jobs[i].done) jobs[i].done(std::move(outcomes[i]));
  }
}

Outcome Batch::preview(storage::Session& reader, const Surroundings& surroundings, const Job& job) {
  const Job* jobs[] = {&job};
  reader.begin();
  std::vector<Facts> facts;
  try {
    facts = load_all(reader, jobs, {}).facts;
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
  Tree answer = answer_of(*decision, *surroundings.catalogue);
  answer.set("dry_run", true);
  return {200, answer.to_json(), false, false};
}

}  // namespace yibao::service
