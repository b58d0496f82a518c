#include "main/installation.h"

#include <condition_variable>
#include <filesystem>
#include <iostream>
#include <mutex>

#include "adapters/files/data.h"
#include "adapters/files/read.h"
#include "adapters/log/log.h"
#include "adapters/postgres/postgres_database.h"
#include "adapters/postgres/unfit.h"
#include "adapters/sqlite/sqlite_database.h"
#include "main/early_words.h"
#include "main/help_words.h"
#include "main/schema_look.h"
#include "service/newest_record.h"
#include "service/policy_hashes.h"
#include "service/present.h"
#include "service/token_command.h"
#include "storage/digest.h"
#include "storage/json.h"
#include "storage/schema.h"

namespace yibao::main {

namespace {

namespace fs = std::filesystem;

template<class T>
T value_or_fault(Decision<T> decision) {
  if (!decision) throw Fault(explain(decision.refusal(), nullptr));
  return std::move(decision).value();
}

// The same in words, which are loaded where there is something to be told.
template<class T, class LoadWords>
T value_or_fault(Decision<T> decision, LoadWords load_words) {
  if (!decision) {
    const service::Catalogue words = load_words();
    throw Fault(explain(decision.refusal(), &words));
  }
  return std::move(decision).value();
}

// Of a file with a secret in it.
std::string first_line(const std::string& path) {
  const std::string text = files::read_file(path, 4096);
  return text.substr(0, text.find_first_of("\r\n"));
}

// What is the matter with a database is told as refusals are.
template<class Work>
auto told_in_words(const Settings& settings, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const adapters::UnfitDatabase& unfit) {
    throw Fault(explain_early(Refusal{RefusalKind::malformed, {unfit.reason()}}, settings.home,
                              settings.language));
  }
}

[[noreturn]] void refuse_in_use(const std::string& database) {
  throw Fault("数据库正由另一个进程使用: " + database +
              "\n服务、导入或者生成正在运行:请等它结束,或者先停止它,再运行这一命令。");
}

}  // namespace

std::unique_ptr<storage::Database> open_database(const Settings& settings) {
  if (settings.is_postgres()) {
    return told_in_words(
        settings, [&] { return adapters::open_postgres(settings.database, settings.writers); });
  }
  try {
    return adapters::open_sqlite({settings.database_file(), "", 256});
  } catch (const adapters::DatabaseInUse&) {
    refuse_in_use(settings.database_file());
  }
}

std::string explain(const Refusal& refusal, const service::Catalogue* catalogue) {
  std::string text;
  for (const Reason& reason : refusal.reasons) {
    if (!text.empty()) text += "\n";
    const service::Words words = catalogue != nullptr ? catalogue->words(reason.code, reason.facts)
                                                      : service::Words{reason.code, "", ""};
    text += words.title + " (" + reason.code + ")";
    if (!words.detail.empty()) text += ": " + words.detail;
    if (catalogue == nullptr) {
      for (const Fact& fact : reason.facts) text += " " + fact.name + "=" + fact.value;
    }
    if (!words.next.empty()) text += " " + words.next;
  }
  return text;
}

std::string explain_problem(const std::string& json, const service::Catalogue* words) {
  Decision<Tree> parsed = storage::parse_json(json);
  if (!parsed) return json;
  Tree problem = std::move(parsed).value();
  if (words != nullptr) service::retell(problem, *words);
  const Tree* reasons = problem.find("reasons");
  if (reasons == nullptr || reasons->list() == nullptr || reasons->list()->empty()) return json;
  std::string text;
  for (const Tree& reason : *reasons->list()) {
    const auto member = [&](std::string_view name) {
      const Tree* found = reason.find(name);
      return found != nullptr && found->text() != nullptr ? *found->text() : std::string();
    };
    if (!text.empty()) text += "\n";
    text += member("title") + " (" + member("rule") + ")";
    if (!member("detail").empty()) text += ": " + member("detail");
    if (!member("next_step").empty()) text += " " + member("next_step");
  }
  return text;
}

namespace {

service::Catalogue catalogue_in(const std::string& folder, service::Names names) {
  std::vector<Tree> messages;
  for (const std::string& name : files::list_files_below(folder, ".toml")) {
    messages.push_back(value_or_fault(files::read_toml_file(folder + "/" + name)));
  }
  return value_or_fault(service::Catalogue::load(messages, std::move(names)));
}

}  // namespace

namespace {

// The words alone, in which mistakes of the other files are told: no titles of sources yet.
service::Catalogue words_in(const std::string& home, const RegionTable& regions,
                            Language language) {
  const std::string folder = home + "/messages/";
  service::Names names = value_or_fault(service::Names::load(
      value_or_fault(files::read_toml_file(folder + "names.zh-CN.toml")), regions, {}));
  if (language == Language::chinese) return catalogue_in(folder + "zh-CN", std::move(names));
  return catalogue_in(
      folder + "en",
      value_or_fault(names.with_lists(
          value_or_fault(files::read_toml_file(folder + "names.en.toml")), Language::english)));
}

RegionTable regions_in(const std::string& home) {
  return value_or_fault(RegionTable::parse(files::read_file(home + "/data/regions.csv")));
}

// The titles of sources in English. The text itself is Chinese; a home without the file tells its
// title as it stands.
std::map<std::string, std::string, std::less<>> source_titles_in(const std::string& home) {
  const std::string path = home + "/messages/sources.en.toml";
  std::map<std::string, std::string, std::less<>> titles;
  if (!std::filesystem::exists(path)) return titles;
  const Tree file = value_or_fault(files::read_toml_file(path));
  for (const auto& [id, title] : *file.members()) {
    if (title.text() != nullptr) titles.emplace(id, *title.text());
  }
  return titles;
}

// A folder of a region that is asked for its rules: every other one would be read in vain.
Verdict check_policy_regions(const policy::PolicySet& policies, const RegionTable& regions) {
  std::vector<Reason> problems;
  for (const RegionCode region : policies.regions()) {
    const bool above = region.is_nation() || (region.is_province() && regions.is_mainland(region));
    if (regions.exists(region) && (above || regions.is_pooling_region(region))) continue;
    problems.push_back({"policy_region_unknown", {{"value", region.to_string()}}, {}});
  }
  if (problems.empty()) return Nothing{};
  return Refusal{RefusalKind::malformed, std::move(problems)};
}

}  // namespace

std::string explain_early(const Refusal& refusal, const std::string& home, Language language) {
  try {
    const service::Catalogue words = words_in(home, regions_in(home), language);
    return explain(refusal, &words);
  } catch (const Fault&) {
    return explain(refusal, nullptr);
  }
}

Data load_data(const std::string& home) {
  return load_data(home, Language::chinese);
}

Data load_data(const std::string& home, Language language) {
  RegionTable regions = regions_in(home);
  const auto words = [&] { return words_in(home, regions, language); };
  policy::PolicySet policies = value_or_fault(files::load_policy(home + "/policy"), words);
  value_or_fault(check_policy_regions(policies, regions), words);
  std::map<std::string, std::string> sources;
  for (const auto& [id, source] : policies.sources()) sources.emplace(id, source.title);
  service::Names names = value_or_fault(service::Names::load(
      value_or_fault(files::read_toml_file(home + "/messages/names.zh-CN.toml")), regions,
      std::move(sources)));
  service::Names english = value_or_fault(
      names.with_lists(value_or_fault(files::read_toml_file(home + "/messages/names.en.toml")),
                       Language::english),
      words);
  english = english.with_more(HelpWords::load(home).all(), source_titles_in(home));
  calendar::Calendar calendar = value_or_fault(files::load_calendar(home + "/calendar"), words);
  return {std::move(regions), std::move(calendar), std::move(policies),
          catalogue_in(home + "/messages/zh-CN", std::move(names)),
          catalogue_in(home + "/messages/en", std::move(english))};
}

namespace {

[[noreturn]] void refuse_nothing_there(const std::string& place) {
  throw Fault("这里没有医保服务的数据: " + place + "(请核对 --state 和 --db)");
}

// PostgreSQL is looked at when it is open.
void check_exists(const Settings& settings) {
  if (!settings.must_exist || settings.is_postgres()) return;
  if (!fs::exists(settings.database_file())) refuse_nothing_there(settings.database_file());
}

void require_ids_ahead(storage::Session& session) {
  const std::string told = service::tell_ids_behind(service::IdPool::next_free(session),
                                                    service::newest_record(session));
  if (!told.empty()) throw Fault(told);
}

}  // namespace

void Installation::open() {
  database_ = open_database(settings_);
  if (settings_.is_postgres()) {
    ownership_ = adapters::own_postgres(settings_.database);
    if (ownership_ == nullptr) refuse_in_use("PostgreSQL");
  }
  const std::unique_ptr<storage::Session> writer = database_->writer();
  if (settings_.must_exist && storage::newest_applied(*database_, *writer) == 0) {
    refuse_nothing_there(settings_.is_postgres() ? "PostgreSQL" : settings_.database_file());
  }
  keys_ = Keys::open(settings_, *database_, *writer);
  if (!settings_.looks_only) {
    bring_up_to_date(*writer);
  } else if (storage::newest_applied(*database_, *writer) !=
             std::ssize(migrations(settings_.home))) {
    throw Fault("数据库的表不是这一版程序的:请先用这一版程序启动一次服务,再运行这一命令");
  }
}

void Installation::bring_up_to_date(storage::Session& writer) {
  storage::migrate(*database_, writer, migrations(settings_.home),
                   guard_sql(settings_.home, *database_));
  require_ids_ahead(writer);
  writer.begin();
  keys_->remember(writer);
  const service::IdPool::Reserved reserved = ids_.reserve_when_low(writer);
  writer.commit();
  ids_.adopt(reserved);
}

void Installation::start_clock() {
  if (settings_.today.empty()) {
    auto clock = std::make_unique<adapters::SystemClock>();
    system_ = clock.get();
    clock_ = std::move(clock);
    return;
  }
  const std::optional<Date> day = Date::parse(settings_.today);
  YB_CHECK(day, "settings of a day that there is not");
  // Opens at nine in the morning, as an agency does.
  auto clock = std::make_unique<adapters::SimulatedClock>(
      Instant::from_milliseconds(Instant::start_of(*day).milliseconds() + 9 * 3'600'000));
  simulated_ = clock.get();
  clock_ = std::move(clock);
}

void Installation::require_clock_ahead() {
  const service::NewestRecord newest = service::newest_record(*reader_);
  const Instant now = clock_->now();
  // Each process begins a simulated day anew: of one day, nothing stands behind.
  const Instant latest = simulated_ == nullptr ? now : Instant::start_of(now.date() + 1);
  if (service::stands_behind(latest, newest)) {
    const std::string told = service::tell_clock_behind(now, newest);
    if (settings_.clock_may_be_behind == 0) throw Fault(told + "。没有写入任何数据");
    std::cerr << "yibao: " << told << std::endl;
    return;
  }
  if (system_ != nullptr) system_->start_at(newest.recorded_at);
}

bool Installation::clock_goes_on() const {
  return system_ == nullptr ||
         system_->milliseconds_behind() < service::kClockToleranceMilliseconds;
}

std::string Installation::why_stopped() {
  if (clock_goes_on()) return database_->writing_stopped();
  return "系统时钟倒退了 " + std::to_string(system_->milliseconds_behind() / 60'000) +
         " 分钟:请校正系统时间(例如 timedatectl set-ntp true);时钟赶上之前不受理业务";
}

Installation::Installation(const Settings& settings)
    : settings_(settings), data_(load_data(settings.home, settings.language)) {
  service::on_incident(&adapters::log_incident);
  check_exists(settings);
  fs::create_directories(settings.state);
  told_in_words(settings, [this] { open(); });
  vault_ = std::make_unique<storage::Vault>(keys_->master());
  signing_key_ = std::make_unique<storage::SigningKey>(keys_->signing_seed());
  start_clock();
  surroundings_ = {vault_.get(),
                   &data_.policies,
                   &data_.calendar,
                   &data_.regions,
                   &data_.catalogue,
                   &ids_,
                   service::policy_hashes(data_.policies),
                   &cleaner_};
  surroundings_.moved = &moved_;
  surroundings_.english = &data_.english;
  // Whoever simulates days simulates faces; a real installation has no identity service yet.
  // Across a network others may write, whose commits nobody here hears of.
  if (!settings.is_postgres()) surroundings_.stamps = &stamps_;
  if (!settings.is_postgres() && settings.kept > 0) {
    kept_ =
        std::make_unique<service::KeptAnswers>(static_cast<std::size_t>(settings.kept), stamps_);
    surroundings_.kept = kept_.get();
  }
  if (simulated_ != nullptr) play_identity();
  if (!settings.oidc_issuer.empty()) {
    organisation_ = std::make_unique<adapters::OpenIdConnect>(adapters::OpenIdConnectSettings{
        settings.oidc_issuer, settings.oidc_client,
        settings.oidc_secret_file.empty() ? "" : first_line(settings.oidc_secret_file),
        settings.oidc_redirect, settings.oidc_claim});
    surroundings_.organisation = organisation_.get();
  }
  // The writer first: the embedded database then keeps the index of its log in memory.
  dispatcher_ = std::make_unique<adapters::Dispatcher>(*database_, surroundings_);
  // Half of the cores at most hash passwords.
  slow_ = std::make_unique<adapters::SlowPool>(std::max(1, threads_by_default() / 2));
  outside_ = std::make_unique<adapters::SlowPool>(2);
  reader_ = database_->reader();
  press_ = std::make_unique<adapters::PaperPress>(settings.public_address, settings.state,
                                                  keys_->has_document_key()
                                                      ? adapters::PaperSigner::Missing::refused
                                                      : adapters::PaperSigner::Missing::made);
  service::Ports ports;
  ports.press = press_.get();
  ports.clock = clock_.get();
  ports.parse_json = &storage::parse_json;
  ports.submit = [this](service::Job job) {
    return clock_goes_on() && dispatcher_->submit(std::move(job));
  };
  ports.work_done = [this] {
    return Tree::object({{"batches", dispatcher_->batches()}, {"jobs", dispatcher_->jobs()}});
  };
  ports.metrics = [this] {
    return service::Metrics::line("yibao_batches_total", "counter", "Batches committed.",
                                  dispatcher_->batches()) +
           service::Metrics::line("yibao_jobs_total", "counter", "Commands run.",
                                  dispatcher_->jobs()) +
           service::Metrics::line("yibao_writes_stopped", "gauge",
                                  "1 after a fault of the disk or while the clock stands behind.",
                                  why_stopped().empty() ? 0 : 1);
  };
  ports.writes_stopped = [this] { return why_stopped(); };
  ports.version = YIBAO_VERSION;
  ports.run_slowly = [this](std::function<void()> work) { return slow_->run(std::move(work)); };
  ports.run_outside = [this](std::function<void()> work) { return outside_->run(std::move(work)); };
  ports.behind_tls = settings_.behind_tls != 0;
  application_ =
      std::make_unique<service::Application>(all_endpoints(), surroundings_, std::move(ports));
}

void Installation::prepare_organisation() {
  if (organisation_ == nullptr) return;
  outside_->run([this] { organisation_->prepare(); });
}

Installation::~Installation() {
  press_->stop();
  slow_.reset();
  outside_.reset();
  dispatcher_.reset();
  leave_in_order();
}

// The document key was made with the first paper, while others wrote.
void Installation::leave_in_order() {
  if (settings_.looks_only) return;
  try {
    const std::unique_ptr<storage::Session> writer = database_->writer();
    writer->begin();
    if (keys_->has_new_document_key()) keys_->remember(*writer);
    ids_.give_back(*writer);
    writer->commit();
  } catch (const std::exception& error) {  // at the next start, then
    adapters::log_incident("", error.what());
  }
}

service::Answer Installation::call(const service::Call& call) {
  std::mutex mutex;
  std::condition_variable ready;
  std::optional<service::Answer> answer;
  application_->handle(call, *reader_, [&](service::Answer given) {
    const std::lock_guard lock(mutex);
    answer = std::move(given);
    ready.notify_one();
  });
  std::unique_lock lock(mutex);
  ready.wait(lock, [&] { return answer.has_value(); });
  return std::move(*answer);
}

service::Outcome Installation::try_system(std::unique_ptr<business::Command> command) {
  service::Job job;
  job.command = std::move(command);
  job.actor.role = business::Role::system;
  job.actor.channel = "system";
  job.now = clock_->now();
  std::mutex mutex;
  std::condition_variable ready;
  std::optional<service::Outcome> outcome;
  job.done = [&](service::Outcome given) {
    const std::lock_guard lock(mutex);
    outcome = std::move(given);
    ready.notify_one();
  };
  if (!dispatcher_->submit(std::move(job))) throw Fault("the queue is full");
  std::unique_lock lock(mutex);
  ready.wait(lock, [&] { return outcome.has_value(); });
  return std::move(*outcome);
}

Tree Installation::run_system(std::unique_ptr<business::Command> command) {
  const service::Outcome outcome = try_system(std::move(command));
  if (outcome.status != 200) throw Fault("refused: " + outcome.body);
  Decision<Tree> told = storage::parse_json(outcome.body);
  return told ? std::move(told).value() : Tree();
}

std::string Installation::issue_token(const business::Actor& actor, Instant until) {
  const std::string token = service::Access::random_token();
  run_system(std::make_unique<service::IssueToken>(service::NewToken{token, actor, until}));
  return token;
}

}  // namespace yibao::main
