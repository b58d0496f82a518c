// The runner: one transaction for a whole batch of commands.
//
//   lock journals · load · authorise · decide · write, under each key · commit · answer
//
// One runner serves every command, every bulk job and both engines. It owns no thread: an adapter
// feeds it, and may lend it hands that decide and answer beside it: a decision depends on nothing
// but what was loaded. A batch never holds two commands on the same subject. What fails in a batch
// is run again alone, so that one command cannot sink the others.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "business/use_case.h"
#include "service/catalogue.h"
#include "service/hands.h"
#include "service/id_pool.h"
#include "service/kept_answers.h"
#include "service/moved_journals.h"
#include "service/stamps.h"
#include "storage/database.h"

namespace yibao::service {

inline constexpr std::size_t kBatchMax = 1'000;

// What a decision may use that does not change while the server runs. Its words are Chinese:
// what is written down, and what is kept under a key, is so in whatever language it was asked.
struct Surroundings {
  const storage::Vault* vault = nullptr;
  const policy::PolicySet* policies = nullptr;
  const calendar::Calendar* calendar = nullptr;
  const RegionTable* regions = nullptr;
  const Catalogue* catalogue = nullptr;
  IdPool* ids = nullptr;
  std::string policy_hash;  // of every day: service/policy_hashes.h
  const casework::MaterialCleaner* cleaner = nullptr;
  const IdentityVerifier* verifier = nullptr;
  const OrganisationSignIn* organisation = nullptr;
  Stamps* stamps = nullptr;     // none where other processes write too
  KeptAnswers* kept = nullptr;  // none there either
  MovedJournals* moved = nullptr;
  const Catalogue* english = nullptr;  // none: everything is told in Chinese

  const Catalogue& words_in(Language language) const {
    return language == Language::english && english != nullptr ? *english : *catalogue;
  }
};

// The context of a decision made at a moment; actor and entry are for the caller to fill in.
business::Context context_for(const Surroundings& surroundings, Instant now);

struct Outcome {
  int status = 500;
  std::string body;       // JSON
  bool problem = false;   // application/problem+json
  bool replayed = false;  // the stored answer of an earlier call with the same key
};

struct Job {
  std::unique_ptr<business::Command> command;
  business::Actor actor;
  Instant now;
  std::string instance;  // the path, for problems
  std::string trace_id;
  storage::Bytes key_digest;  // empty: not idempotent (the system's own commands)
  storage::Bytes body_digest;
  // Whether a refusal is kept under the key as well. Without it, what is asked again under the same
  // key is looked at anew until it is done, and is then done once.
  bool keeps_refusal = true;
  std::function<void(Outcome)> done;  // called after the commit, never before
};

class Batch {
 public:
  Batch(storage::Session& writer, const Surroundings& surroundings, Hands* hands = nullptr);

  // Runs all jobs and calls each one's done() exactly once, with hands perhaps after it has
  // returned. Throws nothing.
  void run(std::vector<Job> jobs);

  // What the command would do, on a reader: the same code, stopped before it writes.
  static Outcome preview(storage::Session& reader, const Surroundings& surroundings,
                         const Job& job);

  // An incident of ours, as answered and logged.
  static Outcome incident(const Surroundings& surroundings, const Job& job, const std::string& what,
                          bool fault);

 private:
  struct Decided;
  Decided decide(const Job& job, const storage::Facts& facts, std::int64_t entry_id) const;
  void share(std::size_t count, const std::function<void(std::size_t)>& work) const;
  // A key is claimed by writing the answer under it. Whether it has one already is looked up only
  // where that fails or where nothing is to be written: hardly any key comes twice.
  enum class Keys { claimed, looked_up };
  // False where the keys have to be looked up; the transaction is open then.
  bool run_together(std::vector<Job>& jobs, std::vector<Outcome>& outcomes, Keys keys);
  void run_alone(Job& job, Outcome& outcome);
  void tidy_up();

  storage::Session& writer_;
  const Surroundings& surroundings_;
  Hands* hands_;
};

// Set by main: where incidents are logged.
void on_incident(std::function<void(const std::string& trace_id, const std::string& what)> log);

}  // namespace yibao::service
