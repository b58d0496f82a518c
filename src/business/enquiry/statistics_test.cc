// Goal: the figures of an agency are those of its rows, to the day and the case (N-17).
#include "business/enquiry/statistics.h"

#include "business/application/store.h"
#include "business/casework/store.h"
#include "business/transfer/store.h"
#include "business/transfer/test_case_world.h"

namespace yibao::enquiry {
namespace {

constexpr RegionCode kDongguan{441900};
constexpr RegionCode kHangzhou{330100};
const Date kFrom = Date::of(2025, 4, 25);
const Date kTo = Date::of(2025, 5, 13);
const PersonId kPerson{7};

TEST(WorkingDaysTaken, are_averaged_and_halved_to_the_hundredth) {
  WorkingDays none;
  EXPECT_EQ(none.average() + " " + none.median(), "0.00 0.00");
  EXPECT_EQ(none.longest(), 0);
  WorkingDays days;
  days.add(3, 1);
  EXPECT_EQ(days.average() + " " + days.median(), "3.00 3.00");
  days.add(0, 2);
  EXPECT_EQ(days.average() + " " + days.median(), "1.00 0.00");
  days.add(5, 3);
  EXPECT_EQ(days.average() + " " + days.median(), "3.00 4.00");
  days.add(8, 1);
  EXPECT_EQ(days.average() + " " + days.median(), "3.71 5.00");
  EXPECT_EQ(days.longest(), 8);
  EXPECT_EQ(days.cases(), 7);
}

class Statistics : public test::OnBothEngines {
 protected:
  void SetUp() override {
    test::OnBothEngines::SetUp();
    if (IsSkipped()) return;
    database().migrate();
    writer_ = database()->writer();
    writer_->begin();
  }

  struct Case {
    const char* state;
    std::optional<Date> accepted_on;
    std::optional<Date> closed_on;
    Instant recorded_at = Instant::start_of(kFrom);
  };
  CaseId file(const char* service, const Case& known) {
    casework::CaseFile file;
    file.person = kPerson;
    file.id = CaseId(++last_);
    file.service = service;
    file.state = known.state;
    file.accepted_on = known.accepted_on;
    file.closed_on = known.closed_on;
    file.recorded_at = known.recorded_at;
    writer_->insert_row(casework::kCaseFile, casework::case_file_row(file));
    return file.id;
  }
  CaseId apply(RegionCode region, const Case& known) {
    application::Application application;
    application.person = kPerson;
    application.id = file("seal_release", known);
    application.service = "seal_release";
    application.region = region;
    application.state = application::State::draft;
    writer_->insert_row(application::kApplication, application::application_row(application));
    return application.id;
  }
  CaseId move(const Case& known) {
    transfer::Transfer transfer;
    transfer.person = kPerson;
    transfer.id = file("relation_transfer", known);
    transfer.origin = kDongguan;
    transfer.target = kHangzhou;
    writer_->insert_row(transfer::kTransfer, transfer::transfer_row(transfer));
    return transfer.id;
  }
  void wait(CaseId id, RegionCode region, bool overdue = false, bool escalated = false) {
    casework::Task task;
    task.person = kPerson;
    task.id = id;
    task.leg = "agency";
    task.region = region;
    task.queue = "review";
    task.overdue = overdue;
    task.escalated = escalated;
    writer_->insert_row(casework::kTask, casework::task_row(task, {}));
  }
  void tell(CaseId id, const char* event, RegionCode region, Date day, const char* facts,
            const char* reasons = "[]") {
    writer_->insert_row(casework::kCaseStep,
                        {kPerson.value(), id.value(), ++steps_, event, "system", region.value(),
                         day.days(), facts, reasons, std::int64_t{0}});
  }

  std::string ask(RegionCode region, const std::string& from = "2025-04-25",
                  const std::string& to = "2025-05-13", RegionCode actors_region = {}) {
    const business::Actor actor{business::Role::auditor, 1, actors_region, "counter", "auditor"};
    business::Context context;
    context.actor = &actor;
    context.calendar = &test::transfer_data().calendar;
    business::Request request;
    request.method = "GET";
    request.path_values = {{"region", region.to_string()}};
    request.parameters = {{"from", from}, {"to", to}};
    const auto reader = database()->reader();
    const Decision<Tree> answer = answer_statistics(request, context, *reader);
    return answer ? answer->find("services")->to_json() : answer.refusal().code();
  }
  void commit() { writer_->commit(); }

 private:
  std::unique_ptr<storage::Session> writer_;
  std::int64_t last_ = 100;
  std::int64_t steps_ = 0;
};

TEST_P(Statistics, count_states_and_days_of_the_span_and_nothing_beside_it) {
  const Date accepted = Date::of(2025, 4, 25);
  // 2025-04-27, a Sunday, is worked; 05-01 to 05-05 are not.
  for (const Date closed : {Date::of(2025, 4, 27), Date::of(2025, 4, 28), Date::of(2025, 5, 6),
                            Date::of(2025, 5, 13)}) {
    apply(kDongguan, {"completed", accepted, closed});
  }
  const Instant before = Instant::from_milliseconds(Instant::start_of(kFrom).milliseconds() - 1);
  apply(kDongguan, {"completed", accepted, Date::of(2025, 4, 24), before});
  apply(kDongguan, {"completed", accepted, Date::of(2025, 5, 14), Instant::start_of(kTo + 1)});
  apply(kHangzhou, {"completed", accepted, Date::of(2025, 5, 13)});
  wait(apply(kDongguan, {"review", accepted, {}}), kDongguan, true, true);
  wait(apply(kDongguan, {"review", accepted, {}, before}), kDongguan, true);
  wait(apply(kDongguan, {"returned", accepted, {}}), RegionCode());
  wait(apply(kDongguan, {"draft", {}, {}}), RegionCode());
  commit();
  EXPECT_EQ(
      ask(kDongguan),
      R"([{"service":"seal_release","states":[{"state":"completed","cases":4},)"
      R"({"state":"draft","cases":1},{"state":"returned","cases":1},{"state":"review","cases":1}],)"
      R"("open":{"cases":3,"waiting_here":2,"overdue":2,"escalated":1},)"
      R"("closed":{"cases":4,"working_days_average":"4.50","working_days_median":"3.50",)"
      R"("working_days_longest":10},"returned":{"times":0,"slots":[]},)"
      R"("declined":{"times":0,"reasons":[]},"refused":{"times":0,"reasons":[]}}])");
}

TEST_P(Statistics, name_what_was_sent_back_and_why_it_was_refused) {
  constexpr const char* kDeclined = R"([{"rule":"not_enrolled","facts":{},"parameters":[]},)"
                                    R"({"rule":"arrears_outstanding","facts":{},"parameters":[]},)"
                                    R"({"rule":"remedies","facts":{},"parameters":[]}])";
  constexpr const char* kRefused = R"([{"rule":"refused_at_target","facts":{},"parameters":[]}])";
  const CaseId moved = move({"returned", kFrom, {}});
  wait(moved, kHangzhou, true);
  tell(moved, "returned", kDongguan, kFrom, R"({"items":"identity_card_back, residence_proof"})");
  tell(moved, "returned", kDongguan, kTo, R"({"items":"identity_card_back"})");
  tell(moved, "returned", kDongguan, kTo + 1, R"({"items":"identity_card_back"})");
  tell(moved, "refused_at_target", kHangzhou, kTo, "{}", kRefused);
  // By the rules alone: a step of nobody's, and yet this agency's.
  const CaseId declined = apply(kDongguan, {"declined", {}, kFrom});
  tell(declined, "declined", RegionCode(), kFrom, "{}", kDeclined);
  tell(apply(kHangzhou, {"declined", {}, kFrom}), "declined", RegionCode(), kFrom - 1, "{}",
       kDeclined);
  commit();
  EXPECT_EQ(
      ask(kDongguan),
      R"([{"service":"relation_transfer","states":[{"state":"returned","cases":1}],)"
      R"("open":{"cases":1,"waiting_here":0,"overdue":0,"escalated":0},)"
      R"("closed":{"cases":0,"working_days_average":"0.00","working_days_median":"0.00",)"
      R"("working_days_longest":0},"returned":{"times":2,"slots":[{"slot":"identity_card_back",)"
      R"("cases":2},{"slot":"residence_proof","cases":1}]},"declined":{"times":0,"reasons":[]},)"
      R"("refused":{"times":0,"reasons":[]}},)"
      R"({"service":"seal_release","states":[{"state":"declined","cases":1}],)"
      R"("open":{"cases":0,"waiting_here":0,"overdue":0,"escalated":0},)"
      R"("closed":{"cases":0,"working_days_average":"0.00","working_days_median":"0.00",)"
      R"("working_days_longest":0},"returned":{"times":0,"slots":[]},)"
      R"("declined":{"times":1,"reasons":[{"rule":"arrears_outstanding","cases":1},)"
      R"({"rule":"not_enrolled","cases":1}]},"refused":{"times":0,"reasons":[]}}])");
  const std::string there = ask(kHangzhou);
  EXPECT_NE(
      there.find(R"("refused":{"times":1,"reasons":[{"rule":"refused_at_target","cases":1}]})"),
      std::string::npos)
      << there;
  EXPECT_NE(there.find(R"("waiting_here":1,"overdue":1)"), std::string::npos) << there;
  EXPECT_EQ(there.find("not_enrolled"), std::string::npos) << there;
}

TEST_P(Statistics, are_asked_for_one_agency_and_a_year_at_most) {
  commit();
  EXPECT_EQ(ask(kDongguan, "2024-01-01", "2024-12-31"), "[]");
  EXPECT_EQ(ask(kDongguan, "2024-01-01", "2025-01-01"), "span_out_of_range");
  EXPECT_EQ(ask(kDongguan, "2025-01-01", "2025-01-01"), "[]");
  EXPECT_EQ(ask(kDongguan, "2025-01-02", "2025-01-01"), "span_out_of_range");
  EXPECT_EQ(ask(kDongguan, "2025-01-01", "2025-01-01", kHangzhou), "other_agency");
  EXPECT_EQ(ask(kDongguan, "yesterday", "2025-01-01"), "member_not_date");
}

YB_ON_BOTH_ENGINES(Statistics);

}  // namespace
}  // namespace yibao::enquiry
