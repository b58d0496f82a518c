#include "main/generate/generate.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>

#include "business/enrolment/store.h"
#include "main/generate/names.h"
#include "main/generate/rows.h"
#include "main/installation.h"
#include "service/access.h"
#include "service/policy_hashes.h"
#include "service/tables.h"
#include "storage/digest.h"

namespace yibao::main {

namespace {

// Enough that a transaction's sync and its scattered index pages are shared by many, few enough
// that its rows stay in memory.
constexpr std::int64_t kPeoplePerTransaction = 2'000;
constexpr std::int64_t kPeopleMax = 200'000'000;
constexpr int kMonthsMax = 480;
constexpr std::string_view kTokenChannel = "app";
constexpr std::int64_t kTokenMilliseconds = 400LL * 24 * 3'600 * 1'000;

constexpr storage::Statement kAnyPerson{"generate_any_person",
                                        "SELECT person_id FROM person ORDER BY person_id LIMIT 1"};

class Generation {
 public:
  // `context` is of one moment: everything is recorded at it.
  Generation(storage::Database& database, const GenerateRequest& request, business::Context context,
             const Data& data)
      : session_(database.writer()),
        request_(request),
        context_(context),
        society_(society(request, context.today, data)) {
    context_.ids = &ids_;
  }

  bool is_empty() { return session_->select(kAnyPerson, {}).empty(); }

  void run() {
    std::ofstream people_file;
    if (!request_.people_file.empty()) {
      people_file.open(request_.people_file);
      if (!people_file) throw Fault("cannot write " + request_.people_file);
    }
    transaction([&] { add_employers(); });
    const RowMaker maker(society_, employer_ids_, context_);
    CitizenNumbers numbers(context_.today);
    for (std::int64_t from = 0; from < request_.people; from += kPeoplePerTransaction) {
      const std::int64_t end = std::min(request_.people, from + kPeoplePerTransaction);
      transaction([&] {
        for (std::int64_t i = from; i < end; ++i) {
          Life life = make_life(society_, request_.seed, i);
          const IdentityNumber number(numbers.issue(life.area, life.birth, life.sex));
          note(maker.add_person(life, number, buffer_), number, people_file);
        }
      });
      report(end);
    }
  }

 private:
  static Society society(const GenerateRequest& request, Date today, const Data& data) {
    const Month last = Month::containing(today) - 1;
    std::vector<std::string> names;
    for (const RegionCode region : society_regions()) names.push_back(data.regions.name(region));
    return make_society(request.seed, request.people, {last - (request.months - 1), last, today},
                        names);
  }

  template<class Fill>
  void transaction(Fill fill) {
    session_->begin();
    const service::IdPool::Reserved reserved = ids_.reserve_when_low(*session_);
    if (first_transaction_) {  // nothing is in the pool before the first block is durable
      session_->commit();
      ids_.adopt(reserved);
      first_transaction_ = false;
      return transaction(fill);
    }
    fill();
    buffer_.write(*session_);
    session_->commit();
    ids_.adopt(reserved);
  }

  // The employers of a region are one event of the region's journal.
  void add_employers() {
    for (std::size_t r = 0; r < society_.regions.size(); ++r) {
      const storage::Subject subject = storage::Subject::region(society_.regions[r]);
      for (const int index : society_.employers_of[r]) {
        const SyntheticEmployer& made = society_.employers[static_cast<std::size_t>(index)];
        const EmployerId id(ids_.next());
        employer_ids_.push_back(id);
        buffer_.add(enrolment::kEmployer,
                    enrolment::employer_row({made.region, id, made.code, made.name, context_.now}));
      }
      end_region_event(subject);
    }
  }

  // The region may have a journal already: of its agency, for one.
  void end_region_event(storage::Subject subject) {
    const storage::Value key[] = {subject.value()};
    const storage::Rows heads = session_->select_keyed(service::kHeadOf, key).front();
    RowBuffer::Event event{
        subject,     1, std::string(storage::kDigestSize, '\0'), ids_.next(), "employers_generated",
        context_.now};
    if (!heads.empty()) {
      event.sequence = heads.front()[1].integer() + 1;
      event.hash_before = heads.front()[2].bytes().data;
    }
    const storage::Row head = buffer_.end_event(event);
    const storage::Row* rows[] = {&head};
    heads.empty() ? session_->insert_rows(service::kJournalHead, rows)
                  : session_->update_rows(service::kJournalHead, rows);
  }

  void note(const MadePerson& made, const IdentityNumber& number, std::ofstream& people_file) {
    if (!people_file.is_open() || made.region.is_none()) return;
    people_file << context_.vault->outside_id(storage::IdKind::person, made.id.value(),
                                              context_.now)
                << ' ' << made.region.value() << ' ' << made.balance.fen() << ' ' << number.reveal()
                << ' ' << made.insured_at.value();
    if (is_signed_in(noted_++)) people_file << ' ' << add_token(made);
    people_file << '\n';
  }

  // Every so many of those who are noted, whether all are or only most.
  bool is_signed_in(std::int64_t number) const {
    return request_.tokens > 0 &&
           number % std::max<std::int64_t>(1, request_.people / request_.tokens) == 0;
  }

  std::string add_token(const MadePerson& made) {
    service::NewToken token;
    token.token = service::Access::random_token();
    token.actor.role = business::Role::participant;
    token.actor.id = made.id.value();
    token.actor.channel = kTokenChannel;
    token.actor.name = "synthetic";
    token.until = Instant::from_milliseconds(context_.now.milliseconds() + kTokenMilliseconds);
    buffer_.add_untold(service::kAccessToken, service::Access::row(token));
    return token.token;
  }

  void report(std::int64_t done) {
    if (done % 100'000 != 0) return;
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - started_;
    std::cerr << "已生成 " << done << " 人," << static_cast<int>(elapsed.count()) << " 秒\n";
  }

  std::unique_ptr<storage::Session> session_;
  const GenerateRequest& request_;
  service::IdPool ids_;
  business::Context context_;
  Society society_;
  std::vector<EmployerId> employer_ids_;
  RowBuffer buffer_;
  bool first_transaction_ = true;
  std::int64_t noted_ = 0;  // people in the people file
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

}  // namespace

int generate(const Settings& settings, const GenerateRequest& request, Output output) {
  if (request.people < 1 || request.people > kPeopleMax || request.months < 1 ||
      request.months > kMonthsMax) {
    std::cerr << "人数须为 1 至 " << kPeopleMax << ",月数须为 1 至 " << kMonthsMax << "\n";
    return kUsage;
  }
  Instant now;
  std::string policy_hash;
  {
    // Migrates the database and makes the keys; gone again before the bulk writer opens it.
    Installation installation(settings);
    now = installation.clock().now();
    policy_hash = service::policy_hash_on(now.date(), installation.surroundings().policy_hash);
  }
  const Data data = load_data(settings.home);
  const storage::Vault vault(master_key(settings.state));
  const std::unique_ptr<storage::Database> database = open_database(settings);
  business::Context context;
  context.now = now;
  context.today = now.date();
  context.vault = &vault;
  context.policies = &data.policies;
  context.calendar = &data.calendar;
  context.regions = &data.regions;
  context.policy_hash = policy_hash;

  Generation generation(*database, request, context, data);
  if (!generation.is_empty()) {
    std::cerr << "数据库中已有参保人:只能在空库中生成\n";
    return kRefused;
  }
  generation.run();
  if (output.json) {
    std::cout << Tree::object({{"people", request.people}}).to_json() << "\n";
  } else {
    std::cout << "已生成 " << request.people << " 人,每人 " << request.months << " 个月\n";
  }
  return kDone;
}

}  // namespace yibao::main
