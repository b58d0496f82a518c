// The bare loop over sqlite3: the rows of a payment, written as fast as one thread can.
//
//   yibao_bare_sqlite pay database=FILE batch=64 seconds=5 answer=FILE
//   yibao_bare_sqlite people database=FILE         lists `id region balance` of who can pay
//   yibao_bare_sqlite table database=FILE name=contribution     pages and rows of one table
//
// Same file, same schema, same PRAGMAs, same rows and bytes as a payment through the service:
// posting, account, journal head, journal, idempotency, message with its index. No HTTP, no rules,
// no hashing: digests are random bytes of the same length. Inside a batch people come in order,
// which spares the page cache; statements are prepared once.
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Options = std::map<std::string, std::string>;

class Database {
 public:
  explicit Database(const std::string& file, int checkpoint_pages) {
    check(sqlite3_open_v2(file.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                          nullptr));
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("PRAGMA foreign_keys=ON");
    run("PRAGMA temp_store=MEMORY");
    run("PRAGMA cache_size=-262144");
    // As the service unless told otherwise: every 16 MiB.
    sqlite3_wal_autocheckpoint(handle_, checkpoint_pages);
  }
  void run(const char* sql) { check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr)); }
  sqlite3_stmt* prepare(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v3(handle_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement,
                             nullptr));
    return statement;
  }
  void check(int code) const {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    std::fprintf(stderr, "bare_sqlite: %s\n", sqlite3_errmsg(handle_));
    std::exit(1);
  }
  void step(sqlite3_stmt* statement) {
    check(sqlite3_step(statement));
    sqlite3_reset(statement);
  }

 private:
  sqlite3* handle_ = nullptr;
};

struct Payer {
  std::int64_t person;
  std::int64_t region;
};

std::vector<Payer> payers(Database& database, bool print) {
  sqlite3_stmt* all = database.prepare(
      "SELECT person_id, region, balance_fen FROM account WHERE balance_fen >= 50000 "
      "ORDER BY person_id, region");
  std::vector<Payer> found;
  while (sqlite3_step(all) == SQLITE_ROW) {
    const std::int64_t region = sqlite3_column_int64(all, 1);
    if (region / 10'000 != 44 && region / 10'000 != 33) continue;
    found.push_back({sqlite3_column_int64(all, 0), region});
    if (print) {
      std::printf("%lld %lld %lld\n", static_cast<long long>(found.back().person),
                  static_cast<long long>(region),
                  static_cast<long long>(sqlite3_column_int64(all, 2)));
    }
  }
  sqlite3_finalize(all);
  return found;
}

void text(sqlite3_stmt* statement, int place, const std::string& value) {
  sqlite3_bind_text(statement, place, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
}
void bytes(sqlite3_stmt* statement, int place, const std::string& value) {
  sqlite3_bind_blob(statement, place, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
}

class Payments {
 public:
  Payments(Database& database, const Options& options)
      : database_(database), payers_(payers(database, false)), random_(std::random_device()()) {
    std::ifstream file(options.at("answer"));
    answer_.assign(std::istreambuf_iterator<char>(file), {});
    sqlite3_stmt* next = database.prepare("SELECT next FROM id_block WHERE name = 'all'");
    if (sqlite3_step(next) == SQLITE_ROW) next_id_ = sqlite3_column_int64(next, 0);
    sqlite3_finalize(next);
    // Fastify's ids begin at 2^40: it writes to the same file.
    sqlite3_stmt* last = database.prepare(
        "SELECT message_id FROM message WHERE message_id < 1099511627776 "
        "ORDER BY message_id DESC LIMIT 1");
    if (sqlite3_step(last) == SQLITE_ROW) {
      next_id_ = std::max(next_id_, std::int64_t{sqlite3_column_int64(last, 0)} + 1);
    }
    sqlite3_finalize(last);
    prepare();
  }

  void pay_batch(std::size_t size) {
    std::vector<Payer> batch;
    while (batch.size() < size) batch.push_back(payers_[random_() % payers_.size()]);
    std::sort(batch.begin(), batch.end(),
              [](const Payer& a, const Payer& b) { return a.person < b.person; });
    database_.run("BEGIN IMMEDIATE");
    for (const Payer& payer : batch) pay(payer);
    database_.run("COMMIT");
  }

 private:
  void prepare() {
    find_account_ = database_.prepare(
        "SELECT balance_fen, reserved_fen FROM account WHERE person_id = ?1 AND region = ?2");
    find_head_ = database_.prepare("SELECT sequence, hash FROM journal_head WHERE subject = ?1");
    posting_ = database_.prepare(
        "INSERT INTO posting (person_id, posting_id, region, direction, code, amount_fen, "
        "balance_after_fen, other, happened_on, month, reference, corrects, entry_id, recorded_at) "
        "VALUES (?1, ?2, ?3, 'debit', 201, ?4, ?5, ?6, ?7, NULL, NULL, NULL, ?8, ?9)");
    account_ = database_.prepare(
        "UPDATE account SET balance_fen = ?3, reserved_fen = ?4, last_posting = ?5 "
        "WHERE person_id = ?1 AND region = ?2");
    head_ =
        database_.prepare("UPDATE journal_head SET sequence = ?2, hash = ?3 WHERE subject = ?1");
    journal_ = database_.prepare(
        "INSERT INTO journal (subject, sequence, entry_id, event, actor, recorded_at, rows, hash) "
        "VALUES (?1, ?2, ?3, 'account_payment', 'provider_cashier:22', ?4, ?5, ?6)");
    idempotency_ = database_.prepare(
        "INSERT INTO idempotency (key_digest, body_digest, status, answer, entry_id, recorded_at) "
        "VALUES (?1, ?2, 200, ?3, ?4, ?5) ON CONFLICT DO NOTHING");
    message_ = database_.prepare(
        "INSERT INTO message (message_id, person_id, code, facts, recorded_at) "
        "VALUES (?1, ?2, 'account_payment', ?3, ?4)");
  }

  std::string digest(std::size_t size) {
    std::string value(size, '\0');
    for (std::size_t i = 0; i < size; i += 8) {
      const std::uint64_t word = random_();
      std::memcpy(value.data() + i, &word, std::min<std::size_t>(8, size - i));
    }
    return value;
  }

  void pay(const Payer& payer) {
    const std::int64_t now = std::chrono::duration_cast<std::chrono::milliseconds>(
                                 std::chrono::system_clock::now().time_since_epoch())
                                 .count();
    const std::int64_t amount = 100 + static_cast<std::int64_t>(random_() % 900);
    const std::int64_t entry = next_id_++;
    const std::int64_t posting = next_id_++;
    const std::string provider = payer.region / 10'000 == 44 ? "P44190000001" : "P33010000001";

    const std::string key = digest(16);
    const std::string body = digest(16);
    bytes(idempotency_, 1, key);
    bytes(idempotency_, 2, body);
    text(idempotency_, 3, answer_);
    sqlite3_bind_int64(idempotency_, 4, entry);
    sqlite3_bind_int64(idempotency_, 5, now);
    database_.step(idempotency_);

    sqlite3_bind_int64(find_account_, 1, payer.person);
    sqlite3_bind_int64(find_account_, 2, payer.region);
    database_.check(sqlite3_step(find_account_));
    const std::int64_t balance = sqlite3_column_int64(find_account_, 0) - amount;
    const std::int64_t reserved = sqlite3_column_int64(find_account_, 1);
    sqlite3_reset(find_account_);
    if (balance < reserved) return;

    const std::string other = "provider:" + provider;
    sqlite3_bind_int64(posting_, 1, payer.person);
    sqlite3_bind_int64(posting_, 2, posting);
    sqlite3_bind_int64(posting_, 3, payer.region);
    sqlite3_bind_int64(posting_, 4, amount);
    sqlite3_bind_int64(posting_, 5, balance);
    text(posting_, 6, other);
    sqlite3_bind_int64(posting_, 7, now / 86'400'000);
    sqlite3_bind_int64(posting_, 8, entry);
    sqlite3_bind_int64(posting_, 9, now);
    database_.step(posting_);

    sqlite3_bind_int64(account_, 1, payer.person);
    sqlite3_bind_int64(account_, 2, payer.region);
    sqlite3_bind_int64(account_, 3, balance);
    sqlite3_bind_int64(account_, 4, reserved);
    sqlite3_bind_int64(account_, 5, posting);
    database_.step(account_);

    sqlite3_bind_int64(find_head_, 1, payer.person);
    database_.check(sqlite3_step(find_head_));
    const std::int64_t sequence = sqlite3_column_int64(find_head_, 0) + 1;
    sqlite3_reset(find_head_);
    const std::string hash = digest(32);
    sqlite3_bind_int64(head_, 1, payer.person);
    sqlite3_bind_int64(head_, 2, sequence);
    bytes(head_, 3, hash);
    database_.step(head_);

    const std::string rows = digest(93);
    sqlite3_bind_int64(journal_, 1, payer.person);
    sqlite3_bind_int64(journal_, 2, sequence);
    sqlite3_bind_int64(journal_, 3, entry);
    sqlite3_bind_int64(journal_, 4, now);
    bytes(journal_, 5, rows);
    bytes(journal_, 6, hash);
    database_.step(journal_);

    const std::string facts = R"({"amount":")" + yuan(amount) + R"(","provider":")" + provider +
                              R"(","balance":")" + yuan(balance) + R"("})";
    sqlite3_bind_int64(message_, 1, next_id_++);
    sqlite3_bind_int64(message_, 2, payer.person);
    text(message_, 3, facts);
    sqlite3_bind_int64(message_, 4, now);
    database_.step(message_);
  }

  static std::string yuan(std::int64_t fen) {
    char out[32];
    std::snprintf(out, sizeof out, "%lld.%02lld", static_cast<long long>(fen / 100),
                  static_cast<long long>(fen % 100));
    return out;
  }

  Database& database_;
  std::vector<Payer> payers_;
  std::mt19937_64 random_;
  std::string answer_;
  std::int64_t next_id_ = 1;
  sqlite3_stmt* find_account_ = nullptr;
  sqlite3_stmt* find_head_ = nullptr;
  sqlite3_stmt* posting_ = nullptr;
  sqlite3_stmt* account_ = nullptr;
  sqlite3_stmt* head_ = nullptr;
  sqlite3_stmt* journal_ = nullptr;
  sqlite3_stmt* idempotency_ = nullptr;
  sqlite3_stmt* message_ = nullptr;
};

void pay(Database& database, const Options& options) {
  Payments payments(database, options);
  const auto size = static_cast<std::size_t>(std::stoul(options.at("batch")));
  const double warm = std::stod(options.at("warm"));
  const double seconds = std::stod(options.at("seconds"));
  const Clock::time_point start = Clock::now();
  const auto elapsed = [&] { return std::chrono::duration<double>(Clock::now() - start).count(); };
  while (elapsed() < warm) payments.pay_batch(size);
  const double from = elapsed();
  std::size_t paid = 0;
  for (; elapsed() < from + seconds; paid += size) payments.pay_batch(size);
  std::printf(R"({"per_second":%.1f,"requests":%zu})"
              "\n",
              static_cast<double>(paid) / (elapsed() - from), paid);
}

// Needs SQLite with dbstat, which Debian's has.
void table(Database& database, const Options& options) {
  const std::string& name = options.at("name");
  sqlite3_stmt* pages = database.prepare("SELECT SUM(pgsize) FROM dbstat WHERE name = '" + name +
                                         "' AND aggregate = 1");
  database.check(sqlite3_step(pages));
  sqlite3_stmt* rows = database.prepare("SELECT COUNT(*) FROM " + name);
  database.check(sqlite3_step(rows));
  std::printf(R"({"bytes":%lld,"rows":%lld})"
              "\n",
              static_cast<long long>(sqlite3_column_int64(pages, 0)),
              static_cast<long long>(sqlite3_column_int64(rows, 0)));
}

}  // namespace

int main(int argc, char** argv) {
  Options options = {{"batch", "64"}, {"warm", "1"}, {"seconds", "5"}, {"checkpoint", "4096"}};
  for (int i = 2; i < argc; ++i) {
    const std::string word = argv[i];
    const std::size_t equals = word.find('=');
    if (equals != std::string::npos) options[word.substr(0, equals)] = word.substr(equals + 1);
  }
  const std::string verb = argc > 1 ? argv[1] : "";
  if (!options.contains("database") || (verb != "pay" && verb != "people" && verb != "table")) {
    std::fprintf(stderr, "bare_sqlite pay|people|table database=FILE …\n");
    return 2;
  }
  Database database(options.at("database"), std::stoi(options.at("checkpoint")));
  if (verb == "people") payers(database, true);
  if (verb == "table") table(database, options);
  if (verb == "pay") pay(database, options);
}
