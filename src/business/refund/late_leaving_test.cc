// Goal: the day of leaving is set back only where the report has been made, nothing has moved on,
// and the fund has not paid since (N-19).
#include "business/refund/late_leaving.h"

#include <gtest/gtest.h>

#include <functional>

namespace yibao::refund {
namespace {

using enrolment::Enrolment;
using enrolment::EnrolmentState;

Enrolment left_in_june() {
  Enrolment row;
  row.ordinal = 1;
  row.region = RegionCode(441900);
  row.state = EnrolmentState::suspended;
  row.started_on = Date::of(2025, 1, 6);
  row.suspended_on = Date::of(2025, 7, 1);
  return row;
}

struct Row {
  const char* name;
  std::function<void(Enrolment&, LateLeavingFacts&)> change;
  const char* codes;
};

TEST(LateLeaving, is_refused_for_every_reason_at_once) {
  const Row rows[] = {
      {"nothing in the way", [](Enrolment&, LateLeavingFacts&) {}, ""},
      {"not reported yet",
       [](Enrolment& e, LateLeavingFacts&) {
         e.state = EnrolmentState::active;
         e.suspended_on.reset();
       },
       "late_leaving_report_first"},
      {"moved away",
       [](Enrolment& e, LateLeavingFacts&) {
         e.state = EnrolmentState::terminated;
         e.ended_on = e.suspended_on;
         e.end_reason = "transferred";
       },
       "late_leaving_relation_closed"},
      {"gone on at the same place with the next employer",
       [](Enrolment& e, LateLeavingFacts&) {
         e.state = EnrolmentState::terminated;
         e.ended_on = e.suspended_on;
         e.end_reason = "resumed";
       },
       ""},
      {"no earlier day",
       [](Enrolment& e, LateLeavingFacts&) { e.suspended_on = Date::of(2025, 4, 1); },
       "late_leaving_not_earlier"},
      {"the day before it began",
       [](Enrolment&, LateLeavingFacts& f) { f.left_on = Date::of(2025, 1, 5); },
       "left_before_joining"},
      {"the very first day",
       [](Enrolment&, LateLeavingFacts& f) { f.left_on = Date::of(2025, 1, 6); }, ""},
      {"the fund has paid on the first day after it",
       [](Enrolment&, LateLeavingFacts& f) { f.fund_paid_on = Date::of(2025, 4, 1); },
       "late_leaving_fund_has_paid"},
      {"the fund has paid on the last day before it",
       [](Enrolment&, LateLeavingFacts& f) { f.fund_paid_on = Date::of(2025, 3, 31); }, ""},
      {"a transfer is running", [](Enrolment&, LateLeavingFacts& f) { f.transfer_running = true; },
       "transfer_running_already"},
      {"no such relation", [](Enrolment&, LateLeavingFacts& f) { f.relation = nullptr; },
       "late_leaving_relation_unknown"},
  };
  for (const Row& row : rows) {
    Enrolment relation = left_in_june();
    LateLeavingFacts facts;
    facts.relation = &relation;
    facts.left_on = Date::of(2025, 3, 14);
    facts.ends_on = Date::of(2025, 4, 1);
    facts.today = Date::of(2025, 7, 2);
    row.change(relation, facts);
    std::string codes;
    for (const Reason& each : find_late_leaving_obstacles(facts)) {
      codes += (codes.empty() ? "" : " ") + each.code;
    }
    EXPECT_EQ(codes, row.codes) << row.name;
  }
}

}  // namespace
}  // namespace yibao::refund
