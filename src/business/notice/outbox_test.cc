// Goal: a stretch of messages is taken by one file, in order, and who has no telephone is on
// record.
#include "business/notice/outbox.h"

#include "business/transfer/test_case_world.h"

namespace yibao::notice {
namespace {

const business::Actor kSystem{business::Role::system, 0, {}, "system", "system"};

class Outbox : public test::OnBothEngines {
 protected:
  void SetUp() override {
    test::OnBothEngines::SetUp();
    if (IsSkipped()) return;
    world_ = std::make_unique<test::CaseWorld>(database(), Date::of(2025, 4, 25));
    person_ = world_->add_person();
    world_->enrol(person_, 1, RegionCode(330100), Date::of(2023, 1, 1), Date::of(2024, 1, 1));
    world_->enrol(person_, 2, RegionCode(441900), Date::of(2024, 1, 1));
    tell(kNoticesMax + 2);
  }
  // Messages of the command below, told in one go.
  class Tell : public business::Command {
   public:
    Tell(PersonId person, std::int64_t messages) : person_(person), messages_(messages) {}
    std::vector<storage::Subject> subjects() const override {
      return {storage::Subject::person(person_)};
    }
    void need(storage::Needs&) const override {}
    Verdict authorise(const business::Actor&, const storage::Facts&) const override {
      return Nothing{};
    }
    Decision<storage::Plan> decide(const storage::Facts&, const business::Context&) const override {
      storage::Plan plan;
      plan.event = "told";
      for (std::int64_t i = 0; i < messages_; ++i) plan.notify(person_, "told", {});
      return plan;
    }

   private:
    PersonId person_;
    std::int64_t messages_;
  };
  void tell(std::int64_t messages) {
    ASSERT_EQ(world_->run(std::make_unique<Tell>(person_, messages), kSystem).status, 200);
    last_ = last_message(*database()->reader());
  }
  test::Answer take(const std::string& name, Stretch stretch) {
    const auto reader = database()->reader();
    return world_->run(
        std::make_unique<TakeNotices>(name, stretch,
                                      messages_in(stretch, *reader, world_->context_of(kSystem))),
        kSystem);
  }
  std::unique_ptr<test::CaseWorld> world_;
  PersonId person_;
  std::int64_t last_ = 0;  // ids of one command follow one another
};

TEST_P(Outbox, is_taken_once_in_order_and_as_much_as_a_file_holds) {
  const auto ids = [](const Stretch& stretch) { return std::pair(stretch.after, stretch.up_to); };
  const auto reader = database()->reader();
  const Stretch first = next_stretch(last_ - 1, *reader);
  EXPECT_EQ(ids(first), std::pair(std::int64_t{0}, last_ - 2));
  EXPECT_EQ(take("a", first).status, 200);
  EXPECT_EQ(take("b", first).code(), "notices_taken");
  const Stretch second = next_stretch(last_ - 1, *reader);  // what came later waits
  EXPECT_EQ(ids(second), std::pair(last_ - 2, last_ - 1));
  EXPECT_EQ(take("b", second).status, 200);
  EXPECT_TRUE(next_stretch(last_ - 1, *reader).empty());
  EXPECT_EQ(ids(*stretch_of("a", *reader)), ids(first));
  EXPECT_FALSE(stretch_of("c", *reader));
  // Without a telephone nothing is left to deliver, and the agency of now is told.
  EXPECT_TRUE(messages_in(first, *reader, world_->context_of(kSystem)).empty());
  const auto list = [&](const char* region) {
    return world_->ask(endpoints().front().answer, kSystem, {{"region", region}});
  };
  EXPECT_EQ(list("441900")->find("notices")->list()->size(), 50U);
  EXPECT_TRUE(list("330100")->find("notices")->list()->empty());
}

TEST_P(Outbox, is_nobodys_to_take_but_the_systems) {
  const business::Actor officer{business::Role::senior_officer, 1, {}, "counter", "officer"};
  EXPECT_EQ(
      world_
          ->run(std::make_unique<TakeNotices>("a", Stretch{0, 1}, std::vector<Message>()), officer)
          .code(),
      "role_not_allowed");
}

YB_ON_BOTH_ENGINES(Outbox);

}  // namespace
}  // namespace yibao::notice
