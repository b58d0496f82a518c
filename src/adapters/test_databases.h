// Fresh databases for tests: a temporary file on the embedded engine, a schema of its own on the
// PostgreSQL that YIBAO_TEST_POSTGRES names (./test always sets it). Thrown away with the object.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "adapters/files/read.h"
#include "adapters/postgres/postgres_database.h"
#include "adapters/sqlite/sqlite_database.h"
#include "storage/database.h"
#include "storage/schema.h"

namespace yibao::test {

enum class Engine { sqlite, postgres };

inline std::string engine_name(const testing::TestParamInfo<Engine>& info) {
  return info.param == Engine::sqlite ? "sqlite" : "postgres";
}

// Empty where no PostgreSQL was given.
inline std::string postgres_url() {
  const char* url = std::getenv("YIBAO_TEST_POSTGRES");
  return url != nullptr ? url : "";
}

inline std::string fresh_name(const std::string& what) {
  static std::atomic<int> count = 0;
  return "yibao_test_" + what + "_" + std::to_string(getpid()) + "_" + std::to_string(++count);
}

// A folder that goes with the object.
class TemporaryFolder {
 public:
  TemporaryFolder() : path_(std::filesystem::temp_directory_path() / fresh_name("folder")) {
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

inline std::vector<storage::Migration> program_migrations() {
  const std::string folder = std::string(YIBAO_SOURCE_DIR) + "/schema/";
  std::vector<storage::Migration> all;
  for (const std::string& name : files::list_folder(folder)) {
    if (name.starts_with("guard") || !name.ends_with(".sql")) continue;
    all.push_back({static_cast<int>(all.size()) + 1, name, files::read_file(folder + name)});
  }
  return all;
}

inline std::string guard_of(const storage::Database& database) {
  return files::read_file(std::string(YIBAO_SOURCE_DIR) + "/schema/guard." + database.engine() +
                          ".sql");
}

class FreshDatabase {
 public:
  explicit FreshDatabase(Engine engine, int writers_max = 4) {
    if (engine == Engine::sqlite) {
      folder_ = std::make_unique<TemporaryFolder>();
      place_ = folder_->file("yibao.db");
      database_ = adapters::open_sqlite({place_, "", 8});
      return;
    }
    const std::string url = postgres_url();
    schema_ = fresh_name("schema");
    administer("CREATE SCHEMA " + schema_);
    place_ = url + (url.find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" +
             schema_;
    database_ = adapters::open_postgres(place_, writers_max);
  }
  ~FreshDatabase() {
    database_.reset();
    if (!schema_.empty()) administer("DROP SCHEMA " + schema_ + " CASCADE");
  }
  FreshDatabase(const FreshDatabase&) = delete;
  FreshDatabase& operator=(const FreshDatabase&) = delete;

  storage::Database& operator*() { return *database_; }
  storage::Database* operator->() { return database_.get(); }
  // The file or the URL.
  const std::string& place() const { return place_; }

  // All tables of the program, with their guard.
  void migrate() {
    const auto writer = database_->writer();
    storage::migrate(*database_, *writer, program_migrations(), guard_of(*database_));
  }

 private:
  static void administer(const std::string& sql) {
    adapters::open_postgres(postgres_url(), 1)->writer()->execute(sql);
  }

  std::unique_ptr<TemporaryFolder> folder_;
  std::string schema_;
  std::string place_;
  std::unique_ptr<storage::Database> database_;
};

// A suite that runs on both engines: TEST_P(MySuite, …) and YB_ON_BOTH_ENGINES(MySuite).
class OnBothEngines : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == Engine::postgres && postgres_url().empty()) {
      GTEST_SKIP() << "YIBAO_TEST_POSTGRES is not set";
    }
    database_ = std::make_unique<FreshDatabase>(GetParam());
  }
  FreshDatabase& database() { return *database_; }

 private:
  std::unique_ptr<FreshDatabase> database_;
};

}  // namespace yibao::test

#define YB_ON_BOTH_ENGINES(suite)                                                      \
  INSTANTIATE_TEST_SUITE_P(                                                            \
      Engines, suite,                                                                  \
      testing::Values(::yibao::test::Engine::sqlite, ::yibao::test::Engine::postgres), \
      ::yibao::test::engine_name)
