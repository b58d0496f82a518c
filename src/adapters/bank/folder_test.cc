// Goal: whatever moment a run is killed at, a begun file is published exactly once.
#include "adapters/bank/folder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "adapters/files/read.h"
#include "base/check.h"

namespace yibao::bank {
namespace {

namespace fs = std::filesystem;

class BankFolder : public testing::Test {
 protected:
  void TearDown() override { fs::remove_all(path_); }
  const std::string path_ = testing::TempDir() + "yibao_bank_" + std::to_string(getpid());
};

TEST_F(BankFolder, shows_a_file_only_when_it_is_published) {
  Folder folder(path_);
  folder.begin("a.csv");
  EXPECT_FALSE(fs::exists(path_ + "/a.csv"));
  EXPECT_EQ(folder.unfinished(), std::vector<std::string>{"a.csv"});
  folder.publish("a.csv", "content");
  EXPECT_EQ(files::read_file(path_ + "/a.csv"), "content");
  EXPECT_EQ(folder.unfinished(), std::vector<std::string>{});
}

TEST_F(BankFolder, finishes_what_a_killed_run_has_begun) {
  { Folder(path_).begin("a.csv"); }
  std::ofstream(path_ + "/.a.csv.new") << "half of the cont";  // killed while writing
  Folder folder(path_);
  EXPECT_EQ(folder.unfinished(), std::vector<std::string>{"a.csv"});
  folder.publish("a.csv", "content");
  EXPECT_EQ(files::read_file(path_ + "/a.csv"), "content");
  EXPECT_FALSE(fs::exists(path_ + "/.a.csv.new"));
}

TEST_F(BankFolder, publishes_nothing_twice_also_when_the_bank_took_it_away) {
  Folder folder(path_);
  folder.begin("a.csv");
  folder.publish("a.csv", "content");
  fs::remove(path_ + "/a.csv");
  EXPECT_EQ(folder.unfinished(), std::vector<std::string>{});
  EXPECT_THROW(folder.publish("a.csv", "content"), Bug);
}

TEST_F(BankFolder, knows_what_still_stands_in_it) {
  bank::Folder folder(path_);
  folder.begin("a.csv");
  EXPECT_FALSE(folder.has("a.csv"));
  folder.publish("a.csv", "x");
  EXPECT_TRUE(folder.has("a.csv"));
  std::filesystem::remove(path_ + "/a.csv");
  EXPECT_FALSE(folder.has("a.csv"));
}

TEST_F(BankFolder, forgets_a_file_that_nothing_is_in) {
  Folder folder(path_);
  folder.begin("a.csv");
  folder.abandon("a.csv");
  EXPECT_EQ(folder.unfinished(), std::vector<std::string>{});
  EXPECT_FALSE(fs::exists(path_ + "/a.csv"));
}

TEST_F(BankFolder, is_used_by_one_process_at_a_time) {
  {
    const Folder folder(path_);
    EXPECT_THROW(Folder{path_}, Fault);
  }
  EXPECT_NO_THROW(Folder{path_});
}

}  // namespace
}  // namespace yibao::bank
