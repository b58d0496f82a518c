// The bare loop over libpq: the rows of payments, a hundred at a time, with set statements.
//
//   yibao_bare_postgres pay database=postgresql://… set=100 connections=4 seconds=5 answer=FILE
//
// Each connection has its own share of the people and one thread. A set is one transaction of two
// round trips: the accounts and heads are locked and read, then five set statements over arrays in
// binary form and the commit go out in one pipeline. Same rows and bytes as a payment through the
// service; no HTTP, no rules, no hashing.
#include <libpq-fe.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Options = std::map<std::string, std::string>;

constexpr unsigned kInt8 = 20;
constexpr unsigned kText = 25;
constexpr unsigned kBytea = 17;

void big_endian(std::string& out, std::uint64_t value, int bytes) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
    out += static_cast<char>(value >> shift & 0xFF);
  }
}

std::int64_t read_int8(const char* data) {
  std::uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | static_cast<unsigned char>(data[i]);
  return static_cast<std::int64_t>(value);
}

// One column of a set, as PostgreSQL's binary array.
class Array {
 public:
  explicit Array(unsigned type) : type_(type) {}
  void add(std::int64_t value) {
    big_endian(elements_, 8, 4);
    big_endian(elements_, static_cast<std::uint64_t>(value), 8);
    ++size_;
  }
  void add(const std::string& value) {
    big_endian(elements_, value.size(), 4);
    elements_ += value;
    ++size_;
  }
  std::string bytes() const {
    std::string out;
    for (const std::uint64_t word :
         {std::uint64_t{1}, std::uint64_t{0}, std::uint64_t{type_}, size_, std::uint64_t{1}}) {
      big_endian(out, word, 4);
    }
    return out + elements_;
  }

 private:
  unsigned type_;
  std::uint64_t size_ = 0;
  std::string elements_;
};

class Connection {
 public:
  explicit Connection(const std::string& url) : handle_(PQconnectdb(url.c_str())) {
    if (PQstatus(handle_) != CONNECTION_OK) fail();
  }
  ~Connection() { PQfinish(handle_); }

  void prepare(const char* name, const char* sql) {
    PGresult* result = PQprepare(handle_, name, sql, 0, nullptr);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) fail();
    PQclear(result);
  }
  PGresult* query(const char* sql) { return PQexec(handle_, sql); }

  // Sends one statement into the pipeline.
  void send(const char* name, const std::vector<Array>& columns) {
    if (PQpipelineStatus(handle_) == PQ_PIPELINE_OFF) PQenterPipelineMode(handle_);
    std::vector<std::string> bytes;
    std::vector<const char*> values;
    std::vector<int> lengths;
    for (const Array& column : columns) bytes.push_back(column.bytes());
    for (const std::string& each : bytes) {
      values.push_back(each.data());
      lengths.push_back(static_cast<int>(each.size()));
    }
    const std::vector<int> formats(columns.size(), 1);
    PQsendQueryPrepared(handle_, name, static_cast<int>(columns.size()), values.data(),
                        lengths.data(), formats.data(), 1);
    ++sent_;
  }
  // Waits for all that was sent; the results of those that return rows.
  std::vector<PGresult*> settle() {
    PQpipelineSync(handle_);
    std::vector<PGresult*> rows;
    for (; sent_ > 0; --sent_) {
      while (PGresult* result = PQgetResult(handle_)) {
        if (PQresultStatus(result) == PGRES_TUPLES_OK) {
          rows.push_back(result);
        } else if (PQresultStatus(result) == PGRES_COMMAND_OK) {
          PQclear(result);
        } else {
          fail();
        }
      }
    }
    PQclear(PQgetResult(handle_));
    return rows;
  }

 private:
  [[noreturn]] void fail() const {
    std::fprintf(stderr, "bare_postgres: %s\n", PQerrorMessage(handle_));
    std::exit(1);
  }
  PGconn* handle_;
  int sent_ = 0;
};

struct Payer {
  std::int64_t person;
  std::int64_t region;
};

struct Shared {
  std::string url;
  std::string answer;
  std::size_t set = 100;
  double warm = 1;
  double seconds = 5;
  std::vector<Payer> payers;
  std::atomic<std::int64_t> next_id = 1;
  std::atomic<std::size_t> paid = 0;
  Clock::time_point start = Clock::now();
  double elapsed() const { return std::chrono::duration<double>(Clock::now() - start).count(); }
};

class Worker {
 public:
  Worker(Shared& shared, std::size_t share, std::size_t shares)
      : shared_(shared), connection_(shared.url), random_(std::random_device()()) {
    for (const Payer& payer : shared.payers) {
      if (static_cast<std::size_t>(payer.person) % shares == share) payers_.push_back(payer);
    }
    prepare();
  }

  void run() {
    const double end = shared_.warm + shared_.seconds;
    for (double now = shared_.elapsed(); now < end; now = shared_.elapsed()) {
      pay_set();
      if (now >= shared_.warm) shared_.paid += shared_.set;
    }
  }

 private:
  void prepare() {
    connection_.prepare("begin", "BEGIN");
    connection_.prepare("commit", "COMMIT");
    connection_.prepare("heads",
                        "SELECT subject, sequence FROM journal_head WHERE subject = "
                        "ANY($1::bigint[]) ORDER BY subject FOR UPDATE");
    connection_.prepare("accounts",
                        "SELECT a.person_id, a.balance_fen, a.reserved_fen FROM account a, "
                        "unnest($1::bigint[], $2::bigint[]) AS k (p, r) "
                        "WHERE a.person_id = k.p AND a.region = k.r");
    connection_.prepare(
        "posting",
        "INSERT INTO posting (person_id, posting_id, region, direction, code, amount_fen, "
        "balance_after_fen, other, happened_on, month, reference, corrects, entry_id, recorded_at) "
        "SELECT p, i, r, 'debit', 201, a, b, o, d, NULL, NULL, NULL, e, t FROM "
        "unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], "
        "$7::bigint[], $8::bigint[], $9::bigint[]) AS v (p, i, r, a, b, o, d, e, t)");
    connection_.prepare(
        "account",
        "UPDATE account AS t SET balance_fen = v.b, last_posting = v.i "
        "FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) AS v (p, r, b, i) "
        "WHERE t.person_id = v.p AND t.region = v.r");
    connection_.prepare("head",
                        "UPDATE journal_head AS t SET sequence = v.q, hash = v.h "
                        "FROM unnest($1::bigint[], $2::bigint[], $3::bytea[]) AS v (p, q, h) "
                        "WHERE t.subject = v.p");
    connection_.prepare(
        "journal",
        "INSERT INTO journal (subject, sequence, entry_id, event, actor, recorded_at, rows, hash) "
        "SELECT p, q, e, 'account_payment', 'provider_cashier:22', t, r, h FROM "
        "unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bytea[], $6::bytea[]) "
        "AS v (p, q, e, t, r, h)");
    connection_.prepare(
        "idempotency",
        "INSERT INTO idempotency (key_digest, body_digest, status, answer, entry_id, recorded_at) "
        "SELECT k, b, 200, a, e, t FROM "
        "unnest($1::bytea[], $2::bytea[], $3::text[], $4::bigint[], $5::bigint[]) "
        "AS v (k, b, a, e, t) ON CONFLICT DO NOTHING");
    connection_.prepare(
        "message",
        "INSERT INTO message (message_id, person_id, code, facts, recorded_at) "
        "SELECT i, p, 'account_payment', f, t FROM "
        "unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[]) AS v (i, p, f, t)");
  }

  std::string digest(std::size_t size) {
    std::string value(size, '\0');
    for (std::size_t i = 0; i < size; i += 8) {
      const std::uint64_t word = random_();
      std::memcpy(value.data() + i, &word, std::min<std::size_t>(8, size - i));
    }
    return value;
  }

  static std::string yuan(std::int64_t fen) {
    char out[32];
    std::snprintf(out, sizeof out, "%lld.%02lld", static_cast<long long>(fen / 100),
                  static_cast<long long>(fen % 100));
    return out;
  }

  std::vector<Payer> choose() {
    std::vector<Payer> set;
    std::unordered_set<std::int64_t> taken;
    while (set.size() < shared_.set) {
      const Payer& payer = payers_[random_() % payers_.size()];
      if (taken.insert(payer.person).second) set.push_back(payer);
    }
    std::sort(set.begin(), set.end(),
              [](const Payer& a, const Payer& b) { return a.person < b.person; });
    return set;
  }

  void pay_set() {
    const std::vector<Payer> set = choose();
    Array people(kInt8);
    Array regions(kInt8);
    for (const Payer& payer : set) {
      people.add(payer.person);
      regions.add(payer.region);
    }
    connection_.send("begin", {});
    connection_.send("heads", {people});
    connection_.send("accounts", {people, regions});
    const std::vector<PGresult*> read = connection_.settle();
    std::unordered_map<std::int64_t, std::int64_t> sequences;
    std::unordered_map<std::int64_t, std::int64_t> balances;
    for (int i = 0; i < PQntuples(read[0]); ++i) {
      sequences[read_int8(PQgetvalue(read[0], i, 0))] = read_int8(PQgetvalue(read[0], i, 1));
    }
    for (int i = 0; i < PQntuples(read[1]); ++i) {
      balances[read_int8(PQgetvalue(read[1], i, 0))] = read_int8(PQgetvalue(read[1], i, 1));
    }
    for (PGresult* result : read) PQclear(result);
    write(set, people, regions, sequences, balances);
  }

  void write(const std::vector<Payer>& set, const Array& people, const Array& regions,
             const std::unordered_map<std::int64_t, std::int64_t>& sequences,
             const std::unordered_map<std::int64_t, std::int64_t>& balances) {
    const std::int64_t now = std::chrono::duration_cast<std::chrono::milliseconds>(
                                 std::chrono::system_clock::now().time_since_epoch())
                                 .count();
    std::int64_t id = shared_.next_id.fetch_add(static_cast<std::int64_t>(3 * set.size()));
    Array postings(kInt8), amounts(kInt8), after(kInt8), others(kText), days(kInt8), entries(kInt8),
        times(kInt8), sequence(kInt8), hashes(kBytea), records(kBytea), keys(kBytea),
        bodies(kBytea), answers(kText), messages(kInt8), facts(kText);
    for (const Payer& payer : set) {
      const std::int64_t amount = 100 + static_cast<std::int64_t>(random_() % 900);
      const std::int64_t balance = balances.at(payer.person) - amount;
      const std::string provider = payer.region / 10'000 == 44 ? "P44190000001" : "P33010000001";
      entries.add(id++);
      postings.add(id++);
      messages.add(id++);
      amounts.add(amount);
      after.add(balance);
      others.add("provider:" + provider);
      days.add(now / 86'400'000);
      times.add(now);
      sequence.add(sequences.at(payer.person) + 1);
      hashes.add(digest(32));
      records.add(digest(93));
      keys.add(digest(16));
      bodies.add(digest(16));
      answers.add(shared_.answer);
      facts.add(R"({"amount":")" + yuan(amount) + R"(","provider":")" + provider +
                R"(","balance":")" + yuan(balance) + R"("})");
    }
    connection_.send("idempotency", {keys, bodies, answers, entries, times});
    connection_.send("posting",
                     {people, postings, regions, amounts, after, others, days, entries, times});
    connection_.send("account", {people, regions, after, postings});
    connection_.send("head", {people, sequence, hashes});
    connection_.send("journal", {people, sequence, entries, times, records, hashes});
    connection_.send("message", {messages, people, facts, times});
    connection_.send("commit", {});
    for (PGresult* result : connection_.settle()) PQclear(result);
  }

  Shared& shared_;
  Connection connection_;
  std::mt19937_64 random_;
  std::vector<Payer> payers_;
};

void load_payers(Shared& shared) {
  Connection connection(shared.url);
  PGresult* rows = connection.query(
      "SELECT person_id, region FROM account WHERE balance_fen >= 50000 "
      "AND region / 10000 IN (33, 44)");
  for (int i = 0; i < PQntuples(rows); ++i) {
    shared.payers.push_back(
        {std::atoll(PQgetvalue(rows, i, 0)), std::atoll(PQgetvalue(rows, i, 1))});
  }
  PQclear(rows);
  rows = connection.query(
      "SELECT GREATEST((SELECT MAX(next) FROM id_block), "
      "(SELECT COALESCE(MAX(message_id), 0) + 3 FROM message))");
  shared.next_id = std::atoll(PQgetvalue(rows, 0, 0));
  PQclear(rows);
}

}  // namespace

int main(int argc, char** argv) {
  Options options = {{"set", "100"}, {"connections", "4"}, {"warm", "1"}, {"seconds", "5"}};
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const std::size_t equals = word.find('=');
    if (equals != std::string::npos) options[word.substr(0, equals)] = word.substr(equals + 1);
  }
  Shared shared;
  shared.url = options.at("database");
  shared.set = std::stoul(options.at("set"));
  shared.warm = std::stod(options.at("warm"));
  shared.seconds = std::stod(options.at("seconds"));
  std::ifstream file(options.at("answer"));
  shared.answer.assign(std::istreambuf_iterator<char>(file), {});
  load_payers(shared);
  const std::size_t count = std::stoul(options.at("connections"));
  std::vector<std::unique_ptr<Worker>> workers;
  for (std::size_t i = 0; i < count; ++i) {
    workers.push_back(std::make_unique<Worker>(shared, i, count));
  }
  shared.start = Clock::now();
  std::vector<std::thread> threads;
  for (auto& worker : workers) threads.emplace_back([&worker] { worker->run(); });
  for (std::thread& thread : threads) thread.join();
  const double measured = shared.elapsed() - shared.warm;
  std::printf(R"({"per_second":%.1f,"requests":%zu})"
              "\n",
              static_cast<double>(shared.paid) / measured, shared.paid.load());
}
