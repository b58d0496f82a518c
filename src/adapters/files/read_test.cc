// Goal: a file is read whole or not at all, a folder in a fixed order, and a fault names the path.
#include "adapters/files/read.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/check.h"

namespace yibao::files {
namespace {

class Read : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_ + "/b/.git"); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << text;
  }
  const std::string folder_ = testing::TempDir() + "yibao_read_" + std::to_string(getpid());
};

TEST_F(Read, reads_every_byte_and_nothing_too_large) {
  const std::string bytes("a\0\r\n界", 7);
  write("x", bytes);
  write("empty", "");
  EXPECT_EQ(read_file(folder_ + "/x"), bytes);
  EXPECT_EQ(read_file(folder_ + "/x", 7), bytes);
  EXPECT_EQ(read_file(folder_ + "/empty"), "");
  EXPECT_THROW(read_file(folder_ + "/x", 6), Fault);
}

TEST_F(Read, faults_name_the_path) {
  for (const std::string& path : {folder_ + "/missing", folder_ + "/b"}) {
    try {
      read_file(path);
      FAIL() << path;
    } catch (const Fault& fault) {
      EXPECT_NE(std::string(fault.what()).find(path), std::string::npos);
    }
  }
  EXPECT_THROW(list_folder(folder_ + "/missing"), Fault);
  EXPECT_THROW(list_files_below(folder_ + "/missing", ""), Fault);
}

TEST_F(Read, lists_in_a_fixed_order) {
  for (const char* name : {"c.toml", "a.txt", "b/z.toml", "b/a.toml", "b/.git/x.toml"}) {
    write(name, "");
  }
  EXPECT_EQ(list_folder(folder_), (std::vector<std::string>{"a.txt", "b", "c.toml"}));
  EXPECT_EQ(list_files_below(folder_, ".toml"),
            (std::vector<std::string>{"b/a.toml", "b/z.toml", "c.toml"}));
}

}  // namespace
}  // namespace yibao::files
