// What an installation looks at before anything is written: the clock, the ids; and that looking
// changes nothing.
#include "main/installation.h"

#include <gtest/gtest.h>

#include "adapters/test_databases.h"
#include "main/signing.h"
#include "service/newest_record.h"

namespace yibao::main {
namespace {

class Order : public testing::Test {
 protected:
  Order() {
    settings_.home = YIBAO_SOURCE_DIR;
    settings_.state = folder_.file("state");
    settings_.today = "2025-05-12";
    Installation installation(settings_);
    write(installation);
  }

  static void write(Installation& installation) {
    business::Actor actor;
    actor.role = business::Role::auditor;
    actor.channel = "counter";
    installation.issue_token(actor, Instant::start_of(Date::of(2999, 1, 1)));
    sign_at_end(installation);
  }
  std::int64_t next_id() {
    Installation installation(settings_.to_look());
    return service::IdPool::next_free(*installation.database().reader());
  }
  void execute(const std::string& sql) {
    const auto database = open_database(settings_);
    const auto writer = database->writer();
    writer->begin();
    writer->execute(sql);
    writer->commit();
  }

  test::TemporaryFolder folder_;
  Settings settings_;
};

TEST_F(Order, a_clock_behind_what_was_written_last_is_refused_and_told) {
  for (const auto& [day, refused] :
       {std::pair{"2025-05-11", true}, {"2025-05-12", false}, {"2025-05-13", false}}) {
    settings_.today = day;
    Installation installation(settings_);
    if (refused) {
      EXPECT_THROW(installation.require_clock_ahead(), Fault) << day;
    } else {
      EXPECT_NO_THROW(installation.require_clock_ahead()) << day;
    }
  }
}

TEST_F(Order, a_clock_behind_may_be_allowed_by_a_setting) {
  settings_.today = "2025-05-11";
  settings_.clock_may_be_behind = 1;
  Installation installation(settings_);
  testing::internal::CaptureStderr();
  EXPECT_NO_THROW(installation.require_clock_ahead());
  EXPECT_NE(testing::internal::GetCapturedStderr().find("时钟落后"), std::string::npos);
}

// The machine's own clock, ten minutes being within what two machines may differ by.
TEST(ClockBehind, is_told_beyond_ten_minutes_with_what_to_do) {
  const Instant written = Instant::start_of(Date::of(2025, 5, 12));
  const service::NewestRecord newest{7, written};
  const auto at = [&](int minutes) {
    return Instant::from_milliseconds(written.milliseconds() + minutes * 60'000);
  };
  EXPECT_FALSE(service::stands_behind(at(0), newest));
  EXPECT_FALSE(service::stands_behind(at(-10), newest));
  EXPECT_TRUE(service::stands_behind(at(-11), newest));
  const std::string told = service::tell_clock_behind(at(-11), newest);
  EXPECT_NE(told.find("现在显示 2025-05-11 23:49,而最新的一条记录写于 2025-05-12 00:00"),
            std::string::npos)
      << told;
  EXPECT_NE(told.find("timedatectl"), std::string::npos);
}

TEST_F(Order, looking_takes_no_ids_and_writing_gives_back_what_it_has_not_used) {
  const std::int64_t before = next_id();
  EXPECT_LT(before, service::IdPool::kBlock);
  EXPECT_EQ(next_id(), before);
  Installation{settings_};
  EXPECT_EQ(next_id(), before);
  {
    Installation installation(settings_);
    write(installation);
  }
  EXPECT_GT(next_id(), before);
  EXPECT_LT(next_id(), before + 100);
}

TEST_F(Order, ids_moved_back_or_gone_are_refused_before_one_is_given_out_again) {
  for (const char* sql : {"UPDATE id_block SET next = 2", "DELETE FROM id_block"}) {
    execute(sql);
    EXPECT_THROW(Installation{settings_}, Fault) << sql;
    EXPECT_NO_THROW(Installation{settings_.to_look()}) << sql;
  }
}

TEST_F(Order, looking_does_not_bring_the_tables_up_to_date) {
  execute("DELETE FROM schema_migration WHERE number = (SELECT MAX(number) FROM schema_migration)");
  EXPECT_THROW(Installation{settings_.to_look()}, Fault);
}

}  // namespace
}  // namespace yibao::main
