// Ids are reserved in blocks; what a process has not used of its last one goes back (numbers
// of documents must not jump with every command).
#include "service/id_pool.h"

#include <gtest/gtest.h>

#include "adapters/test_databases.h"

namespace yibao::service {
namespace {

class IdPools : public test::OnBothEngines {
 protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    if (IsSkipped()) return;
    database().migrate();
    writer_ = database()->writer();
  }
  void open(IdPool& pool) {
    writer_->begin();
    const IdPool::Reserved reserved = pool.reserve_when_low(*writer_);
    writer_->commit();
    pool.adopt(reserved);
  }
  void close(IdPool& pool) {
    writer_->begin();
    pool.give_back(*writer_);
    writer_->commit();
  }

  std::unique_ptr<storage::Session> writer_;
};

TEST_P(IdPools, go_on_where_the_process_before_has_stopped) {
  for (const std::int64_t expected : {1, 2, 3}) {
    IdPool pool;
    open(pool);
    EXPECT_EQ(pool.next(), expected);
    close(pool);
    EXPECT_EQ(IdPool::next_free(*writer_), expected + 1);
  }
}

TEST_P(IdPools, give_nothing_back_where_another_process_has_a_block_behind) {
  IdPool pool;
  IdPool other;
  open(pool);
  open(other);
  EXPECT_EQ(pool.next(), 1);
  EXPECT_EQ(other.next(), 1 + IdPool::kBlock);
  close(pool);
  EXPECT_EQ(IdPool::next_free(*writer_), 1 + 2 * IdPool::kBlock);
  close(other);
  EXPECT_EQ(IdPool::next_free(*writer_), 2 + IdPool::kBlock);
}

TEST_P(IdPools, take_no_block_a_second_time_where_the_row_was_moved_back) {
  IdPool pool;
  open(pool);
  for (std::int64_t i = 0; i < IdPool::kBlock / 2; ++i) pool.next();
  for (const char* sql : {"UPDATE id_block SET next = 1", "DELETE FROM id_block"}) {
    writer_->begin();
    writer_->execute(sql);
    EXPECT_THROW(pool.reserve_when_low(*writer_), Fault) << sql;
    writer_->rollback();
  }
}

YB_ON_BOTH_ENGINES(IdPools);

}  // namespace
}  // namespace yibao::service
