// Puts the settlements of a file into a database, as rows: what `yibao reconcile` is measured on.
//
//   yibao_books_sqlite database=FILE books=FILE.csv institution=P44190000001
//
// The file is what make_books.mjs has written: setl_id, msgid, setl_time, medfee_sumamt,
// fund_pay_sumamt, acct_pay. People, visits and journal are left out, as a reconciliation reads none
// of them; so are the postings, among which it looks for what was paid without a settlement.
#include <sqlite3.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace {

sqlite3* handle = nullptr;

void check(int code) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
  std::fprintf(stderr, "books_sqlite: %s\n", sqlite3_errmsg(handle));
  std::exit(1);
}

void run(const std::string& sql) {
  check(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr));
}

std::int64_t fen(const std::string& yuan) {  // "12.34"
  std::string digits;
  for (const char c : yuan) {
    if (c != '.') digits += c;
  }
  return std::strtoll(digits.c_str(), nullptr, 10);
}

std::int64_t days(const std::string& day) {
  std::tm parts{};
  parts.tm_year = std::atoi(day.substr(0, 4).c_str()) - 1900;
  parts.tm_mon = std::atoi(day.substr(5, 2).c_str()) - 1;
  parts.tm_mday = std::atoi(day.substr(8, 2).c_str());
  return timegm(&parts) / 86'400;
}

}  // namespace

int main(int argc, char** argv) {
  std::map<std::string, std::string> options;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    options[word.substr(0, word.find('='))] = word.substr(word.find('=') + 1);
  }
  check(sqlite3_open(options.at("database").c_str(), &handle));
  run("PRAGMA synchronous=OFF");
  run("BEGIN");
  run("INSERT INTO institution VALUES (441900, 1, '" + options.at("institution") +
      "', 'bench', 'pharmacy', 'none', '', 'csb', 'bench', x'00', 'active', '', 0)");
  sqlite3_stmt* insert = nullptr;
  check(sqlite3_prepare_v2(
      handle,
      "INSERT INTO settlement (person_id, settlement_id, visit_id, institution, place_of_care, "
      "insured_place, insurance, kind, medium, msgid, total_fen, own_paid_fen, over_limit_fen, "
      "first_paid_fen, in_scope_fen, deductible_fen, fund_fen, account_fen, shared_fen, cash_fen, "
      "balance_fen, account_region, care_on, happened_on, entry_id, recorded_at, fund_rate, "
      "fund_left_fen) "
      "VALUES (?1, ?2, 1, ?3, 441900, 441900, '310', '41', '02', ?4, ?5, 0, 0, 0, ?5, 0, ?6, ?7, "
      "0, "
      "?5 - ?6 - ?7, 0, 441900, ?8, ?8, 1, ?9, 0, 0)",
      -1, &insert, nullptr));
  std::ifstream in(options.at("books"));
  std::string line;
  std::getline(in, line);
  std::int64_t id = 1'000'000;
  while (std::getline(in, line)) {
    std::vector<std::string> fields;
    std::istringstream words(line);
    for (std::string field; std::getline(words, field, ',');) fields.push_back(field);
    const std::int64_t day = days(fields[2]);
    const std::string& institution = options.at("institution");
    ++id;
    check(sqlite3_bind_int64(insert, 1, 1 + id * 7919 % 200'003));  // people come again
    check(sqlite3_bind_int64(insert, 2, id));
    check(sqlite3_bind_text(insert, 3, institution.c_str(), -1, SQLITE_TRANSIENT));
    check(sqlite3_bind_text(insert, 4, fields[1].c_str(), -1, SQLITE_TRANSIENT));
    check(sqlite3_bind_int64(insert, 5, fen(fields[3])));
    check(sqlite3_bind_int64(insert, 6, fen(fields[4])));
    check(sqlite3_bind_int64(insert, 7, fen(fields[5])));
    check(sqlite3_bind_int64(insert, 8, day));
    check(sqlite3_bind_int64(insert, 9, day * 86'400'000 + id % 86'400'000));
    check(sqlite3_step(insert));
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  run("COMMIT");
  sqlite3_close(handle);
}
