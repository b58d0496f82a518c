// What PostgreSQL alone must promise: a safe server, locks in order, and life after a lost
// connection. What it shares with the embedded engine is in adapters/conformance_test.cc.
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <thread>

#include "adapters/postgres/unfit.h"
#include "adapters/test_databases.h"

namespace yibao {
namespace {

using adapters::open_postgres;
using adapters::own_postgres;
using storage::Rows;
using storage::Session;
using storage::Statement;
using storage::Value;

constexpr Statement kOwnProcess{"test_own_process",
                                "SELECT CAST(pg_catalog.pg_backend_pid() AS BIGINT)"};
constexpr Statement kWaiting{"test_waiting",
                             "SELECT pid FROM pg_catalog.pg_locks "
                             "WHERE CAST(pid AS BIGINT) = $1 AND NOT granted"};
constexpr Statement kSubjects{"test_subjects", "SELECT subject FROM journal_head ORDER BY subject"};

// Asks again until the answer is yes; no for good after half a minute.
bool becomes_true(const std::function<bool()>& ask) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (std::chrono::steady_clock::now() < end) {
    if (ask()) return true;
    std::this_thread::yield();
  }
  return false;
}

class Postgres : public testing::Test {
 protected:
  void SetUp() override {
    if (test::postgres_url().empty()) GTEST_SKIP() << "YIBAO_TEST_POSTGRES is not set";
    database_ = std::make_unique<test::FreshDatabase>(test::Engine::postgres);
  }

  void make_heads(std::initializer_list<std::int64_t> subjects) {
    const auto writer = database()->writer();
    writer->execute(
        "CREATE TABLE journal_head (subject BIGINT PRIMARY KEY, sequence BIGINT, hash BYTEA)");
    for (const std::int64_t subject : subjects) {
      writer->execute("INSERT INTO journal_head VALUES (" + std::to_string(subject) + ", 0, '')");
    }
  }
  static std::int64_t process_of(Session& session) {
    return session.select(kOwnProcess, {})[0][0].integer();
  }
  // Ends the session's connection from the server's side, and waits until it has ended.
  void cut(std::int64_t process) {
    const auto other = database()->writer();
    other->execute("SELECT pg_terminate_backend(" + std::to_string(process) + ", 30000)");
  }
  bool can_lock(std::int64_t subject) {
    const auto other = database()->writer();
    other->execute("SET lock_timeout = '50ms'");
    other->begin();
    try {
      const std::int64_t subjects[] = {subject};
      other->lock_heads(subjects);
    } catch (const Fault&) {
      other->rollback();
      return false;
    }
    other->rollback();
    return true;
  }
  test::FreshDatabase& database() { return *database_; }

 private:
  std::unique_ptr<test::FreshDatabase> database_;
};

TEST_F(Postgres, is_refused_where_a_commit_may_return_before_it_is_durable) {
  const std::string url =
      test::postgres_url() + (test::postgres_url().find('?') == std::string::npos ? "?" : "&");
  EXPECT_THROW(open_postgres(url + "options=-csynchronous_commit%3Doff", 1), Fault);
  EXPECT_NO_THROW(open_postgres(url + "options=-csynchronous_commit%3Don", 1));
}

TEST_F(Postgres, is_refused_on_a_server_that_does_not_sync) {
  const auto administrator = open_postgres(test::postgres_url(), 1)->writer();
  const auto opens = [] {
    try {
      open_postgres(test::postgres_url(), 1);
      return true;
    } catch (const Fault&) {
      return false;
    }
  };
  for (const std::string name : {"fsync", "full_page_writes"}) {
    administrator->execute("ALTER SYSTEM SET " + name + " = off");
    administrator->execute("SELECT pg_reload_conf()");
    EXPECT_TRUE(becomes_true([&] { return !opens(); })) << name;
    administrator->execute("ALTER SYSTEM RESET " + name);
    administrator->execute("SELECT pg_reload_conf()");
    ASSERT_TRUE(becomes_true(opens)) << name;
  }
}

// The code of what is the matter with a database; empty where it opens.
std::string unfit(const std::string& url) {
  try {
    open_postgres(url, 1);
    return "";
  } catch (const adapters::UnfitDatabase& fault) {
    return fault.reason().code;
  }
}

std::string url_of(const std::string& database) {
  const std::string url = test::postgres_url();
  return url.substr(0, url.rfind('/') + 1) + database;
}

TEST_F(Postgres, is_refused_in_another_encoding_or_collation) {
  const auto administrator = open_postgres(test::postgres_url(), 1)->writer();
  for (const std::string made :
       {"ENCODING 'UTF8' LOCALE 'C.UTF-8'", "ENCODING 'LATIN1' LOCALE 'C'",
        "ENCODING 'SQL_ASCII' LOCALE 'C'", "ENCODING 'EUC_CN' LOCALE 'C'"}) {
    const std::string name = test::fresh_name("made");
    administrator->execute("CREATE DATABASE " + name + " TEMPLATE template0 " + made);
    EXPECT_EQ(unfit(url_of(name)), "database_made_otherwise") << made;
    administrator->execute("DROP DATABASE " + name);
  }
}

TEST_F(Postgres, tells_what_keeps_it_from_being_reached) {
  EXPECT_EQ(unfit(url_of(test::fresh_name("nowhere"))), "database_missing");
  EXPECT_EQ(unfit("postgresql://postgres@127.0.0.1:1/yibao"), "database_not_reached");
}

// Who may look but not make tables is told so, with what the server said.
TEST_F(Postgres, tells_that_a_right_is_missing) {
  const auto administrator = open_postgres(test::postgres_url(), 1)->writer();
  const std::string name = test::fresh_name("watcher");
  administrator->execute("CREATE ROLE " + name);
  const auto session = database()->writer();
  session->execute("DO $$ BEGIN EXECUTE pg_catalog.format('GRANT USAGE ON SCHEMA %I TO " + name +
                   "', pg_catalog.current_schema()); END $$");
  session->execute("SET ROLE " + name);
  try {
    session->execute("CREATE TABLE of_somebody (a INTEGER)");
    ADD_FAILURE() << "a table was made without the right";
  } catch (const adapters::UnfitDatabase& fault) {
    EXPECT_EQ(fault.reason().code, "database_right_missing");
    ASSERT_EQ(fault.reason().facts.size(), 1U);
    EXPECT_TRUE(fault.reason().facts[0].value.starts_with("permission denied for schema"))
        << fault.reason().facts[0].value;
  }
  session->execute("RESET ROLE; DROP OWNED BY " + name);
  administrator->execute("DROP ROLE " + name);
}

TEST_F(Postgres, locks_heads_in_the_order_of_their_subjects) {
  make_heads({3, 2, 1, -441'900});  // stored against the order
  const auto holder = database()->writer();
  holder->begin();
  const std::int64_t middle[] = {2};
  holder->lock_heads(middle);

  const auto waiter = database()->writer();
  const std::int64_t process = process_of(*waiter);
  std::jthread waiting([&] {
    waiter->begin();
    const std::int64_t all[] = {-441'900, 1, 2, 3};
    waiter->lock_heads(all);
  });
  const auto observer = database()->writer();
  EXPECT_TRUE(becomes_true([&] { return !observer->select(kWaiting, {process}).empty(); }));
  EXPECT_FALSE(can_lock(-441'900)) << "behind the one that is waited for, out of order";
  EXPECT_FALSE(can_lock(1));
  EXPECT_TRUE(can_lock(3)) << "locked before the one that is waited for";
  holder->commit();
  waiting.join();
  EXPECT_FALSE(can_lock(3));
  waiter->rollback();
  EXPECT_TRUE(can_lock(3));
}

TEST_F(Postgres, loses_nothing_but_the_transaction_with_its_connection) {
  make_heads({1});
  const storage::Column columns[] = {{"subject", storage::ColumnType::integer},
                                     {"sequence", storage::ColumnType::integer},
                                     {"hash", storage::ColumnType::bytes}};
  const storage::Table heads{
      250, "journal_head", columns, 1, storage::Owner::none, 0, storage::Mutability::mutable_rows};
  const auto writer = database()->writer();
  writer->begin();
  EXPECT_EQ(writer->select(kSubjects, {}), (Rows{{1}}));
  writer->insert_row(heads, {2, 1, storage::Bytes{"x"}});
  EXPECT_EQ(writer->select(kSubjects, {}), (Rows{{1}, {2}}));
  writer->insert_row(heads, {3, 1, storage::Bytes{"x"}});
  cut(process_of(*writer));
  EXPECT_THROW((void)writer->select(kSubjects, {}), storage::ConnectionLost);
  EXPECT_THROW((void)writer->select(kSubjects, {}), storage::ConnectionLost)
      << "half of a transaction on a new connection";
  EXPECT_THROW(writer->commit(), storage::ConnectionLost) << "half of it acknowledged";
  writer->rollback();

  writer->begin();
  EXPECT_EQ(writer->select(kSubjects, {}), (Rows{{1}}));
  writer->insert_row(heads, {4, 1, storage::Bytes{"x"}});
  writer->commit();
  EXPECT_EQ(writer->select(kSubjects, {}), (Rows{{1}, {4}}));
}

TEST_F(Postgres, begins_anew_where_the_connection_was_lost_while_idle) {
  make_heads({1});
  const auto writer = database()->writer();
  EXPECT_EQ(writer->select(kSubjects, {}), (Rows{{1}}));
  cut(process_of(*writer));
  writer->begin();
  EXPECT_EQ(writer->select(kSubjects, {}), (Rows{{1}}));
  writer->commit();

  const auto reader = database()->reader();
  cut(process_of(*reader));
  EXPECT_EQ(reader->select(kSubjects, {}), (Rows{{1}})) << "a reader that stays dead";
  EXPECT_THROW(reader->execute("DELETE FROM journal_head"), Fault) << "no longer a reader";
}

// Two servers of one database would hand out the same order of postings twice over.
TEST_F(Postgres, is_one_process_own_until_its_connection_ends) {
  auto first = own_postgres(database().place());
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(own_postgres(database().place()), nullptr);
  EXPECT_NE(own_postgres(test::postgres_url()), nullptr) << "another schema is another database";
  first.reset();
  EXPECT_TRUE(becomes_true([&] { return own_postgres(database().place()) != nullptr; }));
}

}  // namespace
}  // namespace yibao
