// Goal: the shared way of an application, with a service made for the test: every obstacle and
// every missing material at once, the days, the officers, each end (R-012, R-018, R-079, R-080,
// R-095, R-100, N-14, N-22, N-25).
#include "business/application/checks.h"
#include "business/application/due.h"
#include "business/application/http.h"
#include "business/transfer/test_case_world.h"

namespace yibao::application {
namespace {

using test::Answer;
using test::Body;
using test::text;

constexpr RegionCode kDongguan{441900};
constexpr RegionCode kHangzhou{330100};

business::Actor officer(std::int64_t id, RegionCode region = kDongguan) {
  return {business::Role::agency_officer, id, region, "counter", "officer"};
}
const business::Actor kAlice = officer(1);
const business::Actor kBob = officer(2);
const business::Actor kAliceAsSenior{business::Role::senior_officer, 1, kDongguan, "counter",
                                     "officer"};
const business::Actor kClerk{business::Role::agency_officer, 9, kDongguan, "counter", "officer"};
const business::Actor kSenior{business::Role::senior_officer, 3, kDongguan, "counter", "senior"};
const business::Actor kSystem{business::Role::system, 0, {}, "system", "system"};

// What it asks for and who decides is written on the form.
class TestService : public Service {
 public:
  std::string_view name() const override { return "test_service"; }
  std::string_view path() const override { return "test-services"; }
  std::string_view title() const override { return "测试"; }
  std::vector<business::Field> fields() const override { return {}; }
  void read_form(business::Reader& reader, const business::Context&, Tree& form) const override {
    form.set("how", reader.code_or("how", {"at_once", "review", "second_eyes"}, "review"));
    for (const char* flag : {"hindered", "held", "held_today", "senior", "not_by_alice", "underway",
                             "fails", "stricter_later"}) {
      form.set(flag, reader.flag(flag));
    }
  }
  void need(storage::Needs&, PersonId, RegionCode, const Tree&) const override {}
  Assessment assess(const Asked& asked) const override {
    Assessment assessment;
    if (is(asked, "hindered")) {
      assessment.obstacles = {{"arrears_outstanding", {}, {}}, {"not_enrolled", {}, {}}};
    }
    assessment.materials = {"identity_document", "labour_relation_proof|termination_proof"};
    if (is(asked, "held")) assessment.held = {"termination_proof"};
    const bool today = asked.context.today == Date::of(2025, 4, 25);
    if (is(asked, "held_today") && today) assessment.held = {"termination_proof"};
    const std::string how = *asked.form.find("how")->text();
    assessment.handling = how == "at_once"       ? Handling::at_once
                          : how == "second_eyes" ? Handling::second_eyes
                                                 : Handling::review;
    assessment.working_days = policy::Cited<int>{10, {"test.days", "10", "100000", "", "", true}};
    assessment.senior = is(asked, "senior");
    if (is(asked, "stricter_later") && !today) {
      assessment.handling = Handling::second_eyes;
      assessment.not_by = {kAlice.journal_name()};
    }
    if (is(asked, "not_by_alice")) assessment.not_by = {kAlice.journal_name()};
    return assessment;
  }
  Verdict carry_out(const Asked& asked, Change& change) const override {
    if (is(asked, "fails")) return refuse("arrears_outstanding");
    if (is(asked, "underway")) change.stay_underway(3);
    return Nothing{};
  }

 private:
  static bool is(const Asked& asked, const char* flag) { return *asked.form.find(flag)->boolean(); }
};
const TestService kTestService{};

class Applications : public test::OnBothEngines {
 protected:
  void SetUp() override {
    test::OnBothEngines::SetUp();
    if (IsSkipped()) return;
    world_ = std::make_unique<test::CaseWorld>(database(), Date::of(2025, 4, 25));
    person_ = world().add_person();
  }
  void TearDown() override {
    if (!world_) return;
    EXPECT_EQ(world().verify(), std::vector<std::string>());
  }
  test::CaseWorld& world() { return *world_; }
  business::Actor self() const {
    return {business::Role::participant, person_.value(), {}, "app", "person"};
  }

  Answer draft(Body more = {}, std::optional<business::Actor> by = {}) {
    Body body = {{"region", "441900"}};
    body.insert(body.end(), more.begin(), more.end());
    const Answer answer = world().run(&parse_step<kTestService, Draft>, by.value_or(kClerk),
                                      {{"person", world().id_of(person_)}}, std::move(body));
    case_ = text(answer.body, "case");
    digest_ = text(answer.body, "form_digest");
    return answer;
  }
  template<class C>
  Answer step(const business::Actor& actor, Body body = {}) {
    return world().run(&parse_step<kTestService, C>, actor, {{"case", case_}}, std::move(body));
  }
  Answer confirm() { return step<Confirm>(kClerk, {{"form_digest", digest_}}); }
  // Everything was shown at the counter.
  Answer file(Body more = {}) {
    more.emplace_back("sighted", list({"identity_document", "labour_relation_proof"}));
    EXPECT_EQ(draft(std::move(more)).status, 200);
    return confirm();
  }
  Answer approve(const business::Actor& by) {
    return step<Approve>(by, {{"checked", list({"identity_document", "labour_relation_proof"})}});
  }
  static Tree list(Tree::List items) { return Tree(std::move(items)); }
  int run_due() {
    const Service* const services[] = {&kTestService};
    int done = 0;
    for (bool again = true; again;) {
      again = false;
      for (auto& command :
           due_commands(*world().reader(), services, world().vault(), world().today(), 100)) {
        const bool ok = world().run(std::move(command), kSystem).status == 200;
        done += ok ? 1 : 0;
        again = again || ok;
      }
    }
    return done;
  }
  std::string state() {
    const auto shown =
        world().ask(&answer_of<kTestService, &answer_application>, kAlice, {{"case", case_}});
    return shown.ok() ? text(*shown, "state") : shown.refusal().code();
  }

  PersonId person_;
  std::string case_;
  std::string digest_;

 private:
  std::unique_ptr<test::CaseWorld> world_;
};

TEST_P(Applications, draft_names_every_obstacle_and_every_missing_material_at_once) {
  const Answer answer = draft({{"hindered", true}});
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body.find("obstacles")->list()->size(), 2U);
  EXPECT_EQ(answer.body.find("materials_missing")->to_json(),
            R"(["identity_document","labour_relation_proof|termination_proof"])");
  EXPECT_EQ(text(answer.body, "would_be_due_on"), "2025-05-13");
}

TEST_P(Applications, confirmation_of_an_obstructed_one_declines_with_the_remedies) {
  ASSERT_EQ(draft({{"hindered", true}}).status, 200);
  const Answer answer = confirm();
  EXPECT_EQ(text(answer.body, "state"), "declined");
  EXPECT_EQ(answer.body.find("reasons")->list()->size(), 3U);
  EXPECT_EQ(step<Withdraw>(self()).code(), "step_not_possible");
}

TEST_P(Applications, what_was_not_confirmed_as_shown_is_not_taken) {
  ASSERT_EQ(draft().status, 200);
  EXPECT_EQ(step<Confirm>(self(), {{"form_digest", "other"}}).code(), "form_not_as_confirmed");
}

TEST_P(Applications, missing_materials_refuse_and_any_of_a_group_fills_it) {
  ASSERT_EQ(draft().status, 200);
  EXPECT_EQ(confirm().code(), "materials_missing");
  ASSERT_EQ(step<FillSlot>(kAlice, {{"slot", "identity_document"}, {"sighted", true}}).status, 200);
  EXPECT_EQ(confirm().code(), "materials_missing");
  ASSERT_EQ(step<FillSlot>(kAlice, {{"slot", "termination_proof"}, {"sighted", true}}).status, 200);
  EXPECT_EQ(text(confirm().body, "due_on"), "2025-05-13");
  EXPECT_EQ(step<FillSlot>(kAlice, {{"slot", "bank_card"}, {"sighted", true}}).code(),
            "materials_closed");
}

TEST_P(Applications, what_the_system_holds_is_never_asked_for) {
  const Answer answer = draft({{"held", true}});
  EXPECT_EQ(answer.body.find("materials_missing")->to_json(), R"(["identity_document"])");
}

// Who had left an employer works again: what was held when it was drafted is asked for.
TEST_P(Applications, what_the_system_holds_no_longer_is_asked_for) {
  const Body body = {{"held_today", true}, {"sighted", list({"identity_document"})}};
  ASSERT_EQ(draft(body).status, 200);
  world().set_today(Date::of(2025, 4, 27));
  const Answer answer = confirm();
  EXPECT_EQ(answer.code(), "materials_missing");
  world().set_today(Date::of(2025, 4, 25));
  EXPECT_EQ(text(confirm().body, "state"), "review");
}

// Ruling 10: the clock is not stopped again for what was passed over at the last return.
TEST_P(Applications, a_later_return_names_only_what_was_handed_in_since) {
  ASSERT_EQ(file().status, 200);
  const auto send_back = [&](const char* slot) {
    return step<ReturnForCorrection>(kAlice, {{"items", list({slot})}});
  };
  const auto complete = [&](const char* slot) {
    ASSERT_EQ(step<FillSlot>(kAlice, {{"slot", slot}, {"sighted", true}}).status, 200);
    ASSERT_EQ(step<CompleteMaterials>(self()).status, 200);
  };
  ASSERT_EQ(send_back("identity_document").status, 200);
  complete("identity_document");
  EXPECT_EQ(send_back("labour_relation_proof").code(), "return_names_late");
  ASSERT_EQ(send_back("identity_document").status, 200) << "bad again";
  // Of its own accord: another paper, which may be bad.
  ASSERT_EQ(step<FillSlot>(kAlice, {{"slot", "labour_relation_proof"}, {"sighted", true}}).status,
            200);
  complete("identity_document");
  ASSERT_EQ(send_back("labour_relation_proof").status, 200);
  complete("labour_relation_proof");
  EXPECT_EQ(send_back("identity_document").code(), "return_names_late");
}

TEST_P(Applications, one_at_a_time_about_the_same_thing) {
  ASSERT_EQ(text(file().body, "state"), "review");
  const Answer second = draft();
  ASSERT_EQ(second.status, 200);
  EXPECT_EQ(second.body.find("obstacles")->list()->size(), 1U);
  EXPECT_EQ(text(confirm().body, "state"), "declined");
}

TEST_P(Applications, clock_stands_still_while_materials_are_completed) {
  ASSERT_EQ(file().status, 200);
  world().set_today(Date::of(2025, 4, 27));
  ASSERT_EQ(step<ReturnForCorrection>(kAlice, {{"items", list({"bank_card"})}}).status, 200);
  EXPECT_EQ(approve(kAlice).code(), "step_not_possible");
  EXPECT_EQ(step<CompleteMaterials>(self()).code(), "materials_missing");
  world().set_today(Date::of(2025, 4, 30));
  ASSERT_EQ(step<FillSlot>(kAlice, {{"slot", "bank_card"}, {"sighted", true}}).status, 200);
  // Three working days, 28 to 30 April, do not count: 13 May moves to 16 May.
  EXPECT_EQ(text(step<CompleteMaterials>(self()).body, "due_on"), "2025-05-16");
  EXPECT_EQ(step<ReturnForCorrection>(kAlice, {{"items", list({"household_book"})}}).status, 409);
}

TEST_P(Applications, approval_needs_every_material_ticked) {
  ASSERT_EQ(file().status, 200);
  EXPECT_EQ(step<Approve>(kAlice).code(), "materials_not_checked");
  EXPECT_EQ(text(approve(kAlice).body, "state"), "completed");
}

TEST_P(Applications, two_officers_are_two) {
  ASSERT_EQ(file({{"how", "second_eyes"}}).status, 200);
  EXPECT_EQ(text(approve(kAlice).body, "state"), "second_review");
  EXPECT_EQ(approve(kAlice).code(), "second_officer_needed");
  EXPECT_EQ(approve(kAliceAsSenior).code(), "second_officer_needed");
  EXPECT_EQ(text(step<SendBack>(kBob, {{"why", "看不清"}}).body, "state"), "review");
  EXPECT_EQ(text(approve(kBob).body, "state"), "second_review");
  EXPECT_EQ(text(approve(kAlice).body, "state"), "completed");
}

TEST_P(Applications, who_is_concerned_does_not_decide_and_some_things_are_for_a_senior) {
  ASSERT_EQ(file({{"not_by_alice", true}, {"senior", true}}).status, 200);
  EXPECT_EQ(approve(kBob).code(), "senior_officer_needed");
  EXPECT_EQ(approve(kAliceAsSenior).code(), "other_officer_needed");
  EXPECT_EQ(text(approve(kSenior).body, "state"), "completed");
  ASSERT_EQ(file({{"not_by_alice", true}}).status, 200);
  EXPECT_EQ(approve(kAlice).code(), "other_officer_needed");
  EXPECT_EQ(step<Refuse>(kAlice, {{"why", "不符"}}).code(), "other_officer_needed");
  EXPECT_EQ(text(step<Refuse>(kBob, {{"why", "不符"}}).body, "state"), "refused");
}

// R-080: 受理和审核不由同一人办理; two who approve are two people anyway.
TEST_P(Applications, who_has_filed_for_somebody_does_not_decide_alone) {
  const business::Actor as_senior{business::Role::senior_officer, 9, kDongguan, "counter", "s"};
  ASSERT_EQ(file().status, 200);
  EXPECT_EQ(approve(kClerk).code(), "other_officer_needed");
  EXPECT_EQ(approve(as_senior).code(), "other_officer_needed");
  EXPECT_EQ(step<Refuse>(kClerk, {{"why", "不符"}}).code(), "other_officer_needed");
  EXPECT_EQ(text(approve(kAlice).body, "state"), "completed");
  ASSERT_EQ(file({{"how", "second_eyes"}}).status, 200);
  EXPECT_EQ(text(approve(kClerk).body, "state"), "second_review");
  EXPECT_EQ(text(approve(kAlice).body, "state"), "completed");
  ASSERT_EQ(draft({{"sighted", list({"identity_document", "labour_relation_proof"})}}).status, 200);
  ASSERT_EQ(step<Confirm>(kBob, {{"form_digest", digest_}}).status, 200);
  EXPECT_EQ(approve(kBob).code(), "other_officer_needed");
  EXPECT_EQ(approve(kClerk).code(), "other_officer_needed");
  EXPECT_EQ(text(approve(kAlice).body, "state"), "completed");
}

// What has come since acceptance counts as well: somebody refused the same thing meanwhile.
TEST_P(Applications, what_is_asked_for_later_is_asked_on_approval) {
  ASSERT_EQ(file({{"stricter_later", true}}).status, 200);
  world().set_today(Date::of(2025, 4, 27));
  EXPECT_EQ(approve(kAlice).code(), "other_officer_needed");
  EXPECT_EQ(text(approve(kBob).body, "state"), "second_review");
  EXPECT_EQ(approve(kBob).code(), "second_officer_needed");
  EXPECT_EQ(text(approve(kSenior).body, "state"), "completed");
}

TEST_P(Applications, rules_alone_decide_what_is_done_at_once) {
  EXPECT_EQ(text(file({{"how", "at_once"}}).body, "state"), "completed");
  EXPECT_EQ(file({{"how", "at_once"}, {"fails", true}}).code(), "arrears_outstanding");
  EXPECT_EQ(state(), "draft");
  const Answer underway = file({{"how", "at_once"}, {"underway", true}});
  EXPECT_EQ(text(underway.body, "state"), "underway");
  EXPECT_EQ(text(underway.body, "due_on"), "2025-04-29");
}

TEST_P(Applications, approval_that_cannot_be_carried_out_changes_nothing) {
  ASSERT_EQ(file({{"fails", true}}).status, 200);
  EXPECT_EQ(approve(kAlice).code(), "arrears_outstanding");
  EXPECT_EQ(state(), "review");
}

TEST_P(Applications, others_neither_see_nor_move_it) {
  ASSERT_EQ(file().status, 200);
  const business::Actor stranger{business::Role::participant, 4711, {}, "app", "stranger"};
  EXPECT_EQ(step<Withdraw>(stranger).status, 404);
  EXPECT_EQ(step<Approve>(officer(9, kHangzhou)).status, 404);
  const std::string own = case_;
  EXPECT_EQ(draft({}, officer(9, kHangzhou)).status, 403);
  case_ = own;
  const auto shown =
      world().ask(&answer_of<kTestService, &answer_application>, stranger, {{"case", case_}});
  EXPECT_EQ(shown.refusal().kind, RefusalKind::not_found);
  EXPECT_EQ(text(step<Withdraw>(self()).body, "state"), "withdrawn");
}

TEST_P(Applications, overdue_is_told_and_later_escalated) {
  ASSERT_EQ(file().status, 200);
  world().set_today(Date::of(2025, 5, 13));
  EXPECT_EQ(run_due(), 0);
  world().set_today(Date::of(2025, 5, 14));
  EXPECT_EQ(run_due(), 1);
  world().set_today(Date::of(2025, 5, 16));
  EXPECT_EQ(run_due(), 1);
  EXPECT_EQ(run_due(), 0);
  EXPECT_EQ(state(), "review");
}

TEST_P(Applications, death_ends_what_is_running) {
  ASSERT_EQ(file().status, 200);
  EXPECT_EQ(step<End>(kAlice).code(), "no_reason_to_end");
  world().change_person(person_, [](person::Person& p) { p.died_on = Date::of(2025, 4, 25); });
  EXPECT_EQ(run_due(), 1);
  EXPECT_EQ(state(), "ended");
}

TEST_P(Applications, answers_are_of_their_own_service_only) {
  EXPECT_EQ(world()
                .run(&parse_step<kTestService, Withdraw>, kAlice, {{"case", "no-such-case"}}, {})
                .code(),
            "not_found");
  for (const business::Endpoint& endpoint : endpoints_of<kTestService>()) {
    EXPECT_TRUE(endpoint.name.starts_with("test_service."));
    EXPECT_EQ(endpoint.command != nullptr, endpoint.method == "POST");
  }
}

YB_ON_BOTH_ENGINES(Applications);

}  // namespace
}  // namespace yibao::application
