// An installation: the database, opened and migrated; the data files, loaded; the keys; and the
// application on top of them. Serving, the command line, the demo and the tests all start here.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>

#include "adapters/clock/clocks.h"
#include "adapters/dispatch/dispatcher.h"
#include "adapters/http/open_id_connect.h"
#include "adapters/identity/scripted_verifier.h"
#include "adapters/materials/cleaner.h"
#include "adapters/paper/press.h"
#include "adapters/slow/pool.h"
#include "base/region_table.h"
#include "calendar/calendar.h"
#include "main/keys.h"
#include "main/settings.h"
#include "policy/policy_set.h"
#include "service/application.h"
#include "storage/database.h"
#include "storage/signature.h"
#include "storage/vault.h"

namespace yibao::main {

// The data files, as loaded. Throws Fault with every mistake of every file.
struct Data {
  RegionTable regions;
  calendar::Calendar calendar;
  policy::PolicySet policies;
  service::Catalogue catalogue;  // in Chinese: what is written down is told by it
  service::Catalogue english;

  const service::Catalogue& words_in(Language language) const {
    return language == Language::english ? english : catalogue;
  }
};
Data load_data(const std::string& home);

// Opened, not migrated. Throws Fault where another process owns it.
std::unique_ptr<storage::Database> open_database(const Settings& settings);

// The words of a refusal, for people at a terminal: one line each.
std::string explain(const Refusal& refusal, const service::Catalogue* catalogue);
// The same of a problem that was told as JSON, in the words that are given, or as it was told. What
// is none is given back as it stands.
std::string explain_problem(const std::string& json, const service::Catalogue* words = nullptr);

class Installation {
 public:
  // Throws Fault where the database cannot be had, or belongs to another process.
  explicit Installation(const Settings& settings);
  ~Installation();
  Installation(const Installation&) = delete;
  Installation& operator=(const Installation&) = delete;

  service::Application& application() { return *application_; }
  storage::Database& database() { return *database_; }
  const Settings& settings() const { return settings_; }
  const Data& data() const { return data_; }
  // Of what this process says at a terminal.
  const service::Catalogue& words() const { return data_.words_in(settings_.language); }
  const storage::SigningKey& signing_key() const { return *signing_key_; }
  const storage::Vault& vault() const { return *vault_; }
  const service::MovedJournals& moved() const { return moved_; }  // by this process
  service::Clock& clock() { return *clock_; }
  // A demo has nobody's face to look at: the proof says itself how the check comes out.
  void play_identity() { surroundings_.verifier = &scripted_verifier_; }
  adapters::SimulatedClock* simulated_clock() { return simulated_; }
  adapters::Dispatcher& dispatcher() { return *dispatcher_; }
  adapters::PaperPress& press() { return *press_; }
  const service::Surroundings& surroundings() const { return surroundings_; }

  // 机构统一登录, where there is one.
  void prepare_organisation();
  // True the first time that it is asked on a day: for what is looked for once a day.
  bool begins_day(Date day) { return std::exchange(last_day_, day) != day; }

  // In this process, without a network: the same as an HTTP call. Waits for the answer.
  service::Answer call(const service::Call& call);

  // Runs a command of the system's own and waits for it.
  service::Outcome try_system(std::unique_ptr<business::Command> command);
  // The same; throws Fault where it was not done.
  Tree run_system(std::unique_ptr<business::Command> command);
  // A token for an actor, stored and returned. For ./run's demo, tests and the operator.
  std::string issue_token(const business::Actor& actor, Instant until);

  // Throws Fault where the clock stands behind what was written last: for whoever is going to
  // write.
  void require_clock_ahead();

 private:
  void open();  // database and keys: looked at before anything is written
  void bring_up_to_date(storage::Session& writer);
  void start_clock();
  bool clock_goes_on() const;
  std::string why_stopped();  // to write; empty while all is well
  void leave_in_order();

  Settings settings_;
  Data data_;
  std::optional<Keys> keys_;
  std::unique_ptr<storage::Vault> vault_;
  std::unique_ptr<storage::SigningKey> signing_key_;
  std::unique_ptr<storage::Session> ownership_;  // of a database that other processes could open
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<service::Clock> clock_;
  adapters::SystemClock* system_ = nullptr;  // one of the two
  adapters::SimulatedClock* simulated_ = nullptr;
  std::optional<Date> last_day_;
  service::IdPool ids_;
  adapters::Cleaner cleaner_;
  adapters::ScriptedVerifier scripted_verifier_;
  service::Stamps stamps_;
  std::unique_ptr<service::KeptAnswers> kept_;
  service::MovedJournals moved_;
  service::Surroundings surroundings_;
  std::unique_ptr<storage::Session> reader_;
  std::unique_ptr<adapters::Dispatcher> dispatcher_;
  std::unique_ptr<adapters::SlowPool> slow_;
  std::unique_ptr<adapters::SlowPool> outside_;
  std::unique_ptr<adapters::OpenIdConnect> organisation_;
  std::unique_ptr<service::Application> application_;
  std::unique_ptr<adapters::PaperPress> press_;  // ends first: its papers are answered
};

// Plays the stories into an empty database, so that there is something to look at; returns the
// outside ids of the people in them, by name.
std::map<std::string, std::string> make_demo_data(const Settings& settings);
// One token per kind of user, and per person of the stories, kept in state/demo.json; made once.
void make_demo_sign_ins(Installation& installation, const Settings& settings,
                        const std::map<std::string, std::string>& people);
std::string demo_file(const Settings& settings);
// What a demo shows to everybody, by path: /demo/sign-ins, /demo/messages?phone=. Nothing: no such
// page.
std::optional<Tree> demo_page(Installation& installation, const std::string& path,
                              const std::string& parameters, storage::Session& reader);

// Runs all checks of verify; true when nothing was found.
bool print_verification(Installation& installation, std::ostream& out);

// All endpoints of all features.
const std::vector<business::Endpoint>& all_endpoints();

}  // namespace yibao::main
