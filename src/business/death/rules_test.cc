// Goal: a death is reported with a proof that the region accepts, once at a time, and decided by
// another officer (N-22; 1.5).
#include "business/death/rules.h"

#include <gtest/gtest.h>

#include <functional>

namespace yibao::death {
namespace {

const Date kToday = Date::of(2025, 4, 10);

struct World {
  DeathReport wish;
  std::vector<DeathReport> reports;
  person::Person person;
  policy::InheritancePolicy policy;
};

World world() {
  World made;
  made.person.birth_date = Date::of(1950, 1, 1);
  made.wish.died_on = kToday - 2;
  made.wish.evidence = {"death_certificate", "4419-0017", "市人民医院", kToday - 2};
  made.policy.death_evidence.value = {"death_certificate", "cremation_certificate"};
  return made;
}

DeathReport reported_by(std::string officer) {
  DeathReport report = world().wish;
  report.ordinal = 1;
  report.reported_by = std::move(officer);
  return report;
}

TEST(DeathReport, is_refused_for_the_first_reason_that_applies) {
  struct Row {
    std::string goal;
    std::function<void(World&)> change;
    std::string code;
  };
  const Row rows[] = {
      {"in order", [](World&) {}, ""},
      {"died today, proved today",
       [](World& w) { w.wish.died_on = w.wish.evidence.issued_on = kToday; }, ""},
      {"tomorrow", [](World& w) { w.wish.died_on = kToday + 1; }, "day_in_future"},
      {"before birth", [](World& w) { w.wish.died_on = Date::of(1949, 12, 31); },
       "day_before_birth"},
      {"on record", [](World& w) { w.person.died_on = kToday - 3; }, "death_already_recorded"},
      {"another one is open", [](World& w) { w.reports = {reported_by("agency_officer:1")}; },
       "death_report_open"},
      {"one that was refused is over",
       [](World& w) {
         w.reports = {reported_by("agency_officer:1")};
         w.reports.front().state = State::refused;
       },
       ""},
      {"a kind the region does not take",
       [](World& w) { w.wish.evidence.kind = "court_declaration"; }, "death_evidence_not_accepted"},
      {"proved on the day", [](World& w) { w.wish.evidence.issued_on = w.wish.died_on; }, ""},
      {"proved the day before", [](World& w) { w.wish.evidence.issued_on = w.wish.died_on - 1; },
       "death_evidence_too_early"},
      {"proved today", [](World& w) { w.wish.evidence.issued_on = kToday; }, ""},
      {"proved tomorrow", [](World& w) { w.wish.evidence.issued_on = kToday + 1; },
       "day_in_future"},
  };
  for (const Row& row : rows) {
    World made = world();
    row.change(made);
    const Verdict may = may_report(made.wish, made.reports, made.person, made.policy, kToday);
    EXPECT_EQ(may ? "" : may.refusal().code(), row.code) << row.goal;
  }
}

TEST(DeathReport, is_decided_once_by_another_officer) {
  const std::vector<DeathReport> open{reported_by("agency_officer:1")};
  const Instant now = Instant::start_of(kToday);
  const auto decide = [&](std::span<const DeathReport> reports, bool confirm,
                          std::string_view officer) {
    return decide_report(reports, {confirm, officer, confirm ? "" : "alive", now});
  };
  EXPECT_EQ(decide({}, true, "agency_officer:2").refusal().code(), "death_not_reported");
  EXPECT_EQ(decide(open, true, "agency_officer:1").refusal().code(), "second_officer_needed");
  // The same person in another role.
  EXPECT_EQ(decide(open, false, "senior_officer:1").refusal().code(), "second_officer_needed");
  const auto confirmed = decide(open, true, "agency_officer:2");
  EXPECT_EQ(confirmed->state, State::confirmed);
  EXPECT_EQ(confirmed->decided_by, "agency_officer:2");
  const auto refused = decide(open, false, "senior_officer:9");
  EXPECT_EQ(refused->state, State::refused);
  EXPECT_EQ(refused->finding, "alive");
  const std::vector<DeathReport> over{*refused};
  EXPECT_EQ(decide(over, true, "agency_officer:3").refusal().code(), "death_not_reported");
}

}  // namespace
}  // namespace yibao::death
