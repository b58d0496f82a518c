// A server tells that its pages are not those of the sources beside it.
#include "adapters/pages/stamp.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "adapters/test_databases.h"

namespace yibao::adapters {
namespace {

class Stamp : public testing::Test {
 protected:
  Stamp() {
    write("web/src/a.ts", "one");
    write("web/node_modules/b.js", "two");
    write("messages/names.zh-CN.toml", "three");
  }
  void write(const std::string& path, const std::string& text) const {
    const std::filesystem::path whole = home() + "/" + path;
    std::filesystem::create_directories(whole.parent_path());
    std::ofstream(whole) << text;
  }
  std::string home() const { return folder_.file("home"); }

 private:
  test::TemporaryFolder folder_;
};

TEST_F(Stamp, says_nothing_while_there_are_no_pages) {
  EXPECT_EQ(pages_behind(home()), "");
}

TEST_F(Stamp, is_well_until_a_source_changes_and_passes_over_what_npm_brings) {
  write("build/web/stamp.txt", sources_digest(home()) + "\n");
  EXPECT_EQ(pages_behind(home()), "");
  write("web/node_modules/b.js", "other");
  EXPECT_EQ(pages_behind(home()), "");
  write("messages/names.zh-CN.toml", "other");
  EXPECT_NE(pages_behind(home()), "");
}

TEST_F(Stamp, that_is_missing_is_told) {
  write("build/web/app/index.html", "");
  EXPECT_NE(pages_behind(home()), "");
}

TEST_F(Stamp, needs_the_sources_to_compare_with) {
  write("build/web/app/index.html", "");
  std::filesystem::remove_all(home() + "/web");
  EXPECT_EQ(pages_behind(home()), "");
}

}  // namespace
}  // namespace yibao::adapters
