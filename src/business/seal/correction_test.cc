// Goal: a hold that an error of a system has left behind is listed by the reconciliation, lifted by
// two officers with evidence, and leaves nothing for verify to find.
#include "business/seal/correction.h"

#include "business/application/http.h"
#include "business/seal/checks.h"
#include "business/seal/release.h"
#include "business/transfer/test_case_world.h"

namespace yibao::seal {
namespace {

using test::Answer;
using test::Body;
using test::text;

constexpr RegionCode kDongguan{441900};

business::Actor officer(std::int64_t id) {
  return {business::Role::agency_officer, id, kDongguan, "counter", "officer"};
}

class Corrections : public test::OnBothEngines {
 protected:
  void SetUp() override {
    test::OnBothEngines::SetUp();
    if (IsSkipped()) return;
    world_ = std::make_unique<test::CaseWorld>(database(), Date::of(2025, 4, 25));
    person_ = world().add_person();
    world().enrol(person_, 1, kDongguan, Date::of(2024, 1, 1));
    hold::NewHold hold;
    hold.person = person_;
    hold.cause = hold::HoldCause::transfer;
    hold.region = kDongguan;
    hold.money_leaves = true;
    hold.application = CaseId(99);  // there is no such case
    hold.note = "传输差错";
    hold_ = world().put_hold(hold);
  }
  test::CaseWorld& world() { return *world_; }
  std::size_t unsupported() {
    const auto answer = world().ask(&answer_unsupported, officer(1), {{"region", "441900"}});
    return answer->find("holds")->list()->size();
  }
  Answer draft(const business::Actor& actor) {
    const Answer answer = world().run(&application::parse_step<kCorrection, application::Draft>,
                                      actor, {{"person", world().id_of(person_)}},
                                      {{"region", "441900"},
                                       {"hold", world().id_of(hold_)},
                                       {"finding", "没有对应的转移办件"},
                                       {"sighted", Tree(Tree::List{"evidence"})}});
    case_ = text(answer.body, "case");
    digest_ = text(answer.body, "form_digest");
    return answer;
  }
  Answer confirm(const business::Actor& actor) {
    return world().run(&application::parse_step<kCorrection, application::Confirm>, actor,
                       {{"case", case_}}, {{"form_digest", digest_}});
  }
  Answer approve(std::int64_t by) {
    return world().run(&application::parse_step<kCorrection, application::Approve>, officer(by),
                       {{"case", case_}}, {{"checked", Tree(Tree::List{"evidence"})}});
  }

  PersonId person_;
  HoldId hold_;
  std::string case_;
  std::string digest_;

 private:
  std::unique_ptr<test::CaseWorld> world_;
};

TEST_P(Corrections, hold_without_its_case_is_listed_and_lifted_by_two) {
  EXPECT_EQ(unsupported(), 1U);
  EXPECT_FALSE(world().verify().empty()) << "the planted hold was not found";
  ASSERT_EQ(draft(officer(1)).status, 200);
  ASSERT_EQ(text(confirm(officer(1)).body, "state"), "review");
  EXPECT_EQ(text(approve(1).body, "state"), "second_review");
  EXPECT_EQ(approve(1).code(), "second_officer_needed");
  EXPECT_EQ(unsupported(), 1U);
  EXPECT_EQ(text(approve(2).body, "state"), "completed");
  EXPECT_EQ(unsupported(), 0U);
  EXPECT_EQ(world().verify(), std::vector<std::string>());
}

TEST_P(Corrections, person_appeals_and_does_not_correct) {
  const business::Actor self{business::Role::participant, person_.value(), {}, "app", "person"};
  const Answer answer =
      world().run(&application::parse_step<kCorrection, application::Draft>, self,
                  {{"person", world().id_of(person_)}},
                  {{"region", "441900"}, {"hold", world().id_of(hold_)}, {"finding", "有误"}});
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body.find("obstacles")->list()->size(), 1U);
}

YB_ON_BOTH_ENGINES(Corrections);

}  // namespace
}  // namespace yibao::seal
