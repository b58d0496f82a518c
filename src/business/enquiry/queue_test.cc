// Goal: an officer works through a queue page by page, by day due, and neither misses a case nor
// sees one twice; the counts are those of the rows (N-17).
#include "business/enquiry/queue.h"

#include <set>

#include "business/casework/store.h"
#include "business/person/store.h"
#include "business/staff/store.h"
#include "business/transfer/test_case_world.h"

namespace yibao::enquiry {
namespace {

constexpr RegionCode kDongguan{441900};
constexpr RegionCode kHangzhou{330100};
const Date kToday = Date::of(2025, 5, 13);
const PersonId kPerson{7};

class Queue : public test::OnBothEngines {
 protected:
  void SetUp() override {
    test::OnBothEngines::SetUp();
    if (IsSkipped()) return;
    database().migrate();
    writer_ = database()->writer();
    writer_->begin();
    person::Person person;
    person.id = kPerson;
    person.name = "张三";
    person.sex = Sex::male;
    person.birth_date = Date::of(1990, 1, 1);
    person.identity_number = IdentityNumber("440524199001010015");
    writer_->insert_row(person::kPerson, person::person_row(person, vault_));
  }

  struct Waiting {
    std::optional<Date> due_on;
    const char* queue = "application_review";
    const char* service = "seal_release";
    bool escalated = false;
    RegionCode region = kDongguan;
    bool open = true;
  };
  void wait(const Waiting& known) {
    casework::CaseFile file;
    file.person = kPerson;
    file.id = CaseId(++last_);
    file.service = known.service;
    file.state = "review";
    file.channel = "counter";
    writer_->insert_row(casework::kCaseFile, casework::case_file_row(file));
    casework::Task task;
    task.person = kPerson;
    task.id = file.id;
    task.leg = "agency";
    task.region = known.region;
    task.queue = known.queue;
    task.due_on = known.due_on;
    task.escalated = known.escalated;
    task.open = known.open;
    writer_->insert_row(casework::kTask, casework::task_row(task, {}));
  }
  void give(std::int64_t case_id, std::int64_t staff, RegionCode at = kDongguan) {
    writer_->insert_row(staff::kCaseAssignment, {at.value(), case_id, kPerson.value(), staff,
                                                 "senior_officer:1", "", std::int64_t{0}});
  }
  void commit() { writer_->commit(); }

  using Parameters = std::vector<std::pair<std::string, std::string>>;
  Decision<Tree> ask(Decision<Tree> (*answer)(const business::Request&, const business::Context&,
                                              storage::Session&),
                     Parameters parameters = {}, RegionCode actors_region = kDongguan) {
    const business::Actor actor{business::Role::agency_officer, 1, actors_region, "counter", "o"};
    business::Context context;
    context.actor = &actor;
    context.today = kToday;
    context.vault = &vault_;
    context.calendar = &test::transfer_data().calendar;
    business::Request request;
    request.method = "GET";
    request.path_values = {{"region", "441900"}};
    request.parameters = std::move(parameters);
    const auto reader = database()->reader();
    return answer(request, context, *reader);
  }
  // The days due of a page: "2025-05-12 -".
  static std::string days(const Tree& page) {
    std::string days;
    for (const Tree& task : *page.find("tasks")->list()) {
      const Tree* due = task.find("due_on");
      days += (days.empty() ? "" : " ") + (due != nullptr ? *due->text() : std::string("-"));
    }
    return days;
  }

 private:
  storage::Vault vault_{std::string(storage::Vault::kKeySize, 'k')};
  std::unique_ptr<storage::Session> writer_;
  std::int64_t last_ = 100;
};

TEST_P(Queue, comes_in_pages_by_day_due_and_those_without_a_day_last) {
  for (const int day : {20, 12, 16, 12}) wait({Date::of(2025, 5, day)});
  wait({std::nullopt});
  wait({std::nullopt});
  wait({Date::of(2025, 5, 12), "application_review", "seal_release", false, kHangzhou});
  wait({Date::of(2025, 5, 12), "application_review", "seal_release", false, kDongguan, false});
  commit();
  std::string all;
  std::set<std::string> seen;
  std::string after;
  int pages = 0;
  do {
    Parameters asked{{"limit", "2"}};
    if (!after.empty()) asked.emplace_back("after", after);
    const auto page = ask(&answer_queue, std::move(asked));
    ASSERT_TRUE(page);
    all += (all.empty() ? "" : " ") + days(*page);
    for (const Tree& task : *page->find("tasks")->list()) seen.insert(*task.find("case")->text());
    const Tree* next = page->find("next");
    after = next != nullptr ? *next->text() : "";
    ++pages;
  } while (!after.empty());
  EXPECT_EQ(all, "2025-05-12 2025-05-12 2025-05-16 2025-05-20 - -");
  EXPECT_EQ(seen.size(), 6U);
  EXPECT_EQ(pages, 3);
}

// R-018: the day before it is due, the day itself, the day after.
TEST_P(Queue, tells_how_many_working_days_are_left) {
  for (const int day : {12, 13, 14}) wait({Date::of(2025, 5, day)});
  commit();
  const auto page = ask(&answer_queue);
  ASSERT_TRUE(page);
  std::vector<std::int64_t> left;
  std::vector<bool> late;
  for (const Tree& task : *page->find("tasks")->list()) {
    left.push_back(*task.find("working_days_left")->integer());
    late.push_back(*task.find("overdue")->boolean());
    EXPECT_EQ(*task.find("person_name")->text(), "张*");
  }
  EXPECT_EQ(left, (std::vector<std::int64_t>{-1, 0, 1}));
  EXPECT_EQ(late, (std::vector<bool>{true, false, false}));
}

TEST_P(Queue, is_filtered_by_queue_service_day_and_escalation) {
  wait({Date::of(2025, 5, 12), "application_review", "appeal", true});
  wait({Date::of(2025, 5, 13), "application_second_review"});
  wait({std::nullopt});
  commit();
  EXPECT_EQ(days(*ask(&answer_queue, {{"queue", "application_second_review"}})), "2025-05-13");
  EXPECT_EQ(days(*ask(&answer_queue, {{"service", "appeal"}})), "2025-05-12");
  EXPECT_EQ(days(*ask(&answer_queue, {{"due_until", "2025-05-12"}})), "2025-05-12");
  EXPECT_EQ(days(*ask(&answer_queue, {{"escalated", "true"}})), "2025-05-12");
  EXPECT_EQ(ask(&answer_queue, {{"after", "2025-05-12.nothing"}}).refusal().code(),
            "member_not_id");
  EXPECT_FALSE(ask(&answer_queue, {}, kHangzhou));
}

// One's own cases, and those that nobody was given; another agency's hands do not count here.
TEST_P(Queue, is_filtered_by_whose_hands_a_case_is_in) {
  for (const int day : {12, 13, 14}) wait({Date::of(2025, 5, day)});
  wait({std::nullopt});
  give(101, 7);
  give(104, 7);
  give(102, 8);
  give(103, 7, kHangzhou);
  commit();
  EXPECT_EQ(days(*ask(&answer_queue, {{"staff", "7"}})), "2025-05-12 -");
  EXPECT_EQ(days(*ask(&answer_queue, {{"staff", "8"}})), "2025-05-13");
  EXPECT_EQ(days(*ask(&answer_queue, {{"unassigned", "true"}})), "2025-05-14");
  const auto whole = ask(&answer_queue);
  EXPECT_EQ(*whole->find("tasks")->list()->front().find("staff")->integer(), 7);
  EXPECT_EQ(whole->find("tasks")->list()->at(2).find("staff"), nullptr);
  const auto counts = ask(&answer_queue_counts, {{"staff", "7"}});
  EXPECT_EQ(*counts->find("queues")->list()->front().find("cases")->integer(), 2);
}

TEST_P(Queue, is_counted_late_soon_and_escalated) {
  // Friday 16 May is three working days away from Tuesday 13 May.
  for (const int day : {9, 12, 13, 15, 16}) wait({Date::of(2025, 5, day)});
  wait({std::nullopt, "application_review", "seal_release", true});
  wait({Date::of(2025, 5, 12), "application_second_review"});
  commit();
  const auto counts = ask(&answer_queue_counts);
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->find("queues")->to_json(),
            R"([{"queue":"application_review","service":"seal_release","cases":6,"overdue":2,)"
            R"("soon":2,"escalated":1},{"queue":"application_second_review",)"
            R"("service":"seal_release","cases":1,"overdue":1,"soon":0,"escalated":0}])");
  EXPECT_FALSE(ask(&answer_queue_counts, {}, kHangzhou));
}

YB_ON_BOTH_ENGINES(Queue);

}  // namespace
}  // namespace yibao::enquiry
