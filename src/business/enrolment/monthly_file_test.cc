// Goal: a monthly file does what its rows would do one by one, tells of each row, and a wrong row
// stops no other; nobody else's employer, and nobody twice in one file.
#include "business/enrolment/monthly_file.h"

#include <gtest/gtest.h>

#include "business/enrolment/reports.h"
#include "business/enrolment/store.h"
#include "business/test_world.h"

namespace yibao::enrolment {
namespace {

using test::code_of;
using test::employer_officer;
using test::request;

constexpr RegionCode kDongguan(441900);

class MonthlyFile : public testing::Test {
 protected:
  MonthlyFile()
      : world(Date::of(2025, 4, 10)),
        joiner(world.add_person("张三", "44190019900101001X")),
        leaver(world.add_person("李四", "440500199002020022")),
        old_employer(world.add_employer(kDongguan, "东莞市旧日电子有限公司")),
        new_employer(world.add_employer(kDongguan, "东莞市新程科技有限公司")) {}

  Tree row(std::int64_t line, const char* kind, PersonId person, const char* name) {
    Tree told = Tree::object(
        {{"line", line}, {"kind", kind}, {"person", world.id_of(person)}, {"name", name}});
    if (std::string_view(kind) == "joiner") told.set("base_fen", 500'000);
    return told;
  }
  Decision<storage::Plan> report(EmployerId employer, std::vector<Tree> rows,
                                 EmployerId by = EmployerId()) {
    return world.run<ReportMonthlyFile>(
        employer_officer(by.is_none() ? employer : by),
        request({{"employer", world.id_of(employer)}},
                Tree::object({{"rows", Tree(Tree::List(rows.begin(), rows.end()))}})));
  }
  static std::vector<std::string> results(const Decision<storage::Plan>& plan) {
    std::vector<std::string> all;
    const Tree rows = *plan->answer.find("rows");
    for (const Tree& row : *rows.list()) {
      std::string told = *row.find("result")->text();
      const Tree::List& reasons = *row.find("reasons")->list();
      if (told == "refused") told = *reasons.front().find("rule")->text();
      all.push_back(told);
    }
    return all;
  }

  test::World world;
  PersonId joiner;
  PersonId leaver;
  EmployerId old_employer;
  EmployerId new_employer;
};

TEST_F(MonthlyFile, DoesWhatTheRowsWouldDoOneByOne) {
  ASSERT_TRUE(report(new_employer, {row(2, "joiner", leaver, "李四")}));
  const auto plan =
      report(new_employer, {row(2, "joiner", joiner, "张三"), row(3, "leaver", leaver, "李四")});
  ASSERT_TRUE(plan);
  EXPECT_EQ(results(plan), (std::vector<std::string>{"done", "done"}));
  EXPECT_EQ(*plan->answer.find("done")->integer(), 2);
  EXPECT_EQ(code_of(report(new_employer, {row(2, "joiner", joiner, "张三")}, old_employer)),
            "not_found");
}

// A mended file is sent whole: what was done by the first one stands, and is no failure.
TEST_F(MonthlyFile, WhatStandsAlreadyIsNoFailure) {
  ASSERT_TRUE(report(old_employer, {row(2, "joiner", leaver, "李四")}));
  const std::vector<Tree> file{row(2, "joiner", joiner, "张三")};
  ASSERT_TRUE(report(new_employer, file));
  EXPECT_EQ(results(report(new_employer, file)), (std::vector<std::string>{"standing"}));
  const auto waits = report(new_employer, {row(3, "joiner", leaver, "李四")});
  EXPECT_EQ(results(waits), (std::vector<std::string>{"waiting"}));
  EXPECT_EQ(results(report(new_employer, {row(3, "joiner", leaver, "李四")})),
            (std::vector<std::string>{"waiting"}));
  ASSERT_TRUE(report(new_employer, {row(4, "leaver", joiner, "张三")}));
  const auto left = report(new_employer, {row(4, "leaver", joiner, "张三")});
  EXPECT_EQ(results(left), (std::vector<std::string>{"standing"}));
  EXPECT_EQ(*left->answer.find("standing")->integer(), 1);
  EXPECT_TRUE(left->writes.empty());
}

TEST_F(MonthlyFile, WrongRowsStopNoOther) {
  ASSERT_TRUE(report(old_employer, {row(2, "joiner", leaver, "李四")}));
  const auto plan =
      report(new_employer, {row(2, "joiner", joiner, "别人"), row(3, "dismissed", joiner, "张三"),
                            row(4, "joiner", leaver, "李四"), row(5, "joiner", joiner, "张三"),
                            row(6, "leaver", leaver, "李四"), Tree("增员")});
  ASSERT_TRUE(plan);
  EXPECT_EQ(results(plan),
            (std::vector<std::string>{"employee_not_confirmed", "member_unknown_code", "waiting",
                                      "done", "person_in_file_twice", "member_missing"}));
}

TEST_F(MonthlyFile, ARefusedFileChangesNothing) {
  const auto plan = report(new_employer, {row(2, "leaver", joiner, "张三")});
  ASSERT_TRUE(plan);
  EXPECT_EQ(results(plan), (std::vector<std::string>{"not_enrolled_here"}));
  EXPECT_TRUE(plan->writes.empty());
  EXPECT_TRUE(plan->notices.empty());
}

}  // namespace
}  // namespace yibao::enrolment
