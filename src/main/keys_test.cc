// Goal: a key that is lost is missed and another one is refused, before anything is written; a new
// key is made together with a new database only (issue 4: keys from files).
#include "main/keys.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "adapters/paper/signature.h"
#include "adapters/test_databases.h"
#include "main/commands.h"
#include "main/installation.h"
#include "main/signing.h"

namespace yibao::main {
namespace {

namespace fs = std::filesystem;

class KeysBeside : public test::OnBothEngines {
 protected:
  void SetUp() override {
    test::OnBothEngines::SetUp();
    if (IsSkipped()) return;
    settings_.home = YIBAO_SOURCE_DIR;
    settings_.state = folder_.file("state");
    settings_.today = "2025-04-25";
    if (GetParam() == test::Engine::postgres) settings_.database = database().place();
  }

  std::string file(const std::string& name) const { return settings_.state + "/" + name; }
  std::string bytes(const std::string& name) const { return files::read_file(file(name)); }
  void write(const std::string& name, const std::string& content) const {
    std::ofstream(file(name), std::ios::binary) << content;
  }
  void begin() const { const Installation installation(settings_); }
  // Why it does not start; empty where it does.
  std::string refused() const {
    try {
      begin();
    } catch (const Fault& fault) {
      return fault.what();
    }
    return "";
  }
  std::int64_t fingerprints() const {
    const auto opened = open_database(settings_);
    return std::ssize(service::read_key_fingerprints(*opened, *opened->reader()));
  }
  void forget_fingerprints() const {
    const auto opened = open_database(settings_);
    opened->writer()->execute("DELETE FROM key_fingerprint");
  }
  std::string take_fingerprint(const std::string& name) const {
    const auto opened = open_database(settings_);
    const auto known = service::read_key_fingerprints(*opened, *opened->reader());
    opened->writer()->execute("DELETE FROM key_fingerprint WHERE name = '" + name + "'");
    return known.at(name);
  }
  void put_fingerprint(const std::string& name, const std::string& fingerprint) const {
    const auto opened = open_database(settings_);
    const auto writer = opened->writer();
    writer->begin();
    service::save_key_fingerprint(*writer, name, fingerprint, true);
    writer->commit();
  }

  test::TemporaryFolder folder_;
  Settings settings_;
};

TEST_P(KeysBeside, are_made_with_a_new_database_and_known_ever_after) {
  begin();
  EXPECT_EQ(fingerprints(), 2);
  const std::string master = bytes("master.key");
  EXPECT_EQ(refused(), "");
  EXPECT_EQ(bytes("master.key"), master);
  EXPECT_EQ(fs::status(file("master.key")).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST_P(KeysBeside, are_taken_as_they_are_where_they_lie_beside_a_new_database) {
  fs::create_directories(settings_.state);
  write("master.key", std::string(32, 'm'));
  write("signing.key", std::string(32, 's'));
  begin();
  EXPECT_EQ(bytes("master.key"), std::string(32, 'm'));
  EXPECT_EQ(bytes("signing.key"), std::string(32, 's'));
}

TEST_P(KeysBeside, are_missed_where_they_are_lost_and_none_is_made_instead) {
  begin();
  for (const char* name : {"master.key", "signing.key"}) {
    const std::string key = bytes(name);
    fs::remove(file(name));
    EXPECT_NE(refused().find("没有密钥 " + file(name) + ",而数据库已有数据"), std::string::npos)
        << refused();
    EXPECT_FALSE(fs::exists(file(name)));
    Settings looking = settings_.of_what_exists();
    EXPECT_THROW(Installation{looking}, Fault);
    EXPECT_FALSE(fs::exists(file(name)));
    write(name, key);
    EXPECT_EQ(refused(), "");
  }
}

TEST_P(KeysBeside, are_refused_where_they_are_not_those_of_the_database) {
  begin();
  for (const char* name : {"master.key", "signing.key"}) {
    const std::string key = bytes(name);
    write(name, std::string(32, 'x'));
    EXPECT_NE(refused().find("密钥 " + file(name) + " 不是这个数据库的密钥"), std::string::npos)
        << refused();
    write(name, key.substr(0, 31));
    EXPECT_NE(refused().find("密钥文件已损坏: " + file(name)), std::string::npos) << refused();
    write(name, key);
    EXPECT_EQ(refused(), "");
  }
}

// A database of an earlier version knows no fingerprints: it takes the keys that are there, and
// makes none.
TEST_P(KeysBeside, are_known_from_now_on_where_the_database_did_not_know_them) {
  begin();
  forget_fingerprints();
  const std::string key = bytes("master.key");
  fs::remove(file("master.key"));
  EXPECT_NE(refused(), "");
  EXPECT_FALSE(fs::exists(file("master.key")));
  write("master.key", key);
  EXPECT_EQ(refused(), "");
  EXPECT_EQ(fingerprints(), 2);
}

// One alone is never unknown: the row was taken away, and another key would pass for the
// database's.
TEST_P(KeysBeside, are_not_taken_where_one_fingerprint_was_taken_away) {
  begin();
  for (const std::string name : {"master", "signing"}) {
    const std::string fingerprint = take_fingerprint(name);
    EXPECT_NE(refused().find("不再知道密钥 " + file(name + ".key")), std::string::npos)
        << refused();
    EXPECT_EQ(fingerprints(), 1) << "nothing was written";
    put_fingerprint(name, fingerprint);
    EXPECT_EQ(refused(), "");
  }
}

TEST_P(KeysBeside, of_the_papers_may_be_exchanged_only_where_the_operator_says_so) {
  {
    const Installation installation(settings_);
    const adapters::PaperSigner made_with_the_first_paper(settings_.state);
  }
  EXPECT_EQ(fingerprints(), 3);
  EXPECT_EQ(refused(), "");
  fs::rename(file("document.key"), file("kept.key"));
  EXPECT_NE(refused().find("没有密钥 " + file("document.key")), std::string::npos) << refused();
  EXPECT_THROW(adapters::PaperSigner(settings_.state, adapters::PaperSigner::Missing::refused),
               Fault);
  EXPECT_FALSE(fs::exists(file("document.key")));
  const adapters::PaperSigner another(settings_.state);
  EXPECT_NE(refused().find("yibao keys accept-document"), std::string::npos) << refused();
  testing::internal::CaptureStdout();
  EXPECT_EQ(accept_document_key(settings_), kDone);
  EXPECT_NE(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(refused(), "");
}

YB_ON_BOTH_ENGINES(KeysBeside);

TEST(SigningKeyShown, is_not_made_by_whoever_asks_for_it) {
  const test::TemporaryFolder folder;
  Settings settings;
  settings.state = folder.file("nothing");
  EXPECT_THROW(print_signing_key(settings, {}), Fault);
  EXPECT_FALSE(fs::exists(settings.state));
}

}  // namespace
}  // namespace yibao::main
