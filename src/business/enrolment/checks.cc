#include "business/enrolment/checks.h"

#include <algorithm>
#include <optional>

#include "business/enrolment/joiner_wait.h"
#include "business/enrolment/store.h"
#include "business/late_record/store.h"
#include "business/scan.h"

namespace yibao::enrolment {

namespace {

using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;
using storage::Rows;

void check_days(const Row& row, const Enrolment& enrolment, Findings& findings) {
  if (enrolment.is_active() == enrolment.suspended_on.has_value()) {
    findings.add(kEnrolment, row, "suspended_on does not go with its state");
  }
  const bool terminated = enrolment.state == EnrolmentState::terminated;
  if (terminated != enrolment.ended_on.has_value() || terminated == enrolment.end_reason.empty()) {
    findings.add(kEnrolment, row, "ended_on and end_reason do not go with its state");
  }
  if (enrolment.suspended_on && *enrolment.suspended_on < enrolment.started_on) {
    findings.add(kEnrolment, row, "suspended_on lies before started_on");
  }
  if (enrolment.ended_on && *enrolment.ended_on < enrolment.started_on) {
    findings.add(kEnrolment, row, "ended_on lies before started_on");
  }
}

void check_kind(const Row& row, const Enrolment& enrolment, Findings& findings) {
  if (enrolment.scheme != scheme_of(enrolment.kind)) {
    findings.add(kEnrolment, row, "scheme is not that of its kind");
  }
  const bool resident = enrolment.scheme == Scheme::resident;
  if (resident != (enrolment.account_type == AccountType::none)) {
    findings.add(kEnrolment, row, "account_type does not go with its scheme");
  }
}

void check_enrolments(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kEnrolment});
  while (people.next()) {
    int ordinal = 0;
    std::optional<int> active;
    for (const Row& row : people.rows(kEnrolment)) {
      ordinal += 1;
      if (row[1].integer() != ordinal) {
        findings.add(kEnrolment, row, differs("ordinal", row[1].integer(), ordinal));
        ordinal = static_cast<int>(row[1].integer());
      }
      const auto enrolment = business::read_or_find(kEnrolment, row, findings, [](const Row& each) {
        return read_enrolments({each}).front();
      });
      if (!enrolment) continue;
      check_days(row, *enrolment, findings);
      check_kind(row, *enrolment, findings);
      if (!enrolment->is_active() || enrolment->duplicate) continue;
      if (active) {
        findings.add(kEnrolment, row,
                     "is active beside ordinal=" + std::to_string(*active) + ": nobody is twice");
      }
      active = enrolment->ordinal;
    }
  }
}

// 补录: what was approved stands there, at the place that it was approved for.
void check_late_enrolments(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&late_record::kLateRecord, &kEnrolment});
  while (people.next()) {
    for (const Row& record : people.rows(late_record::kLateRecord)) {
      if (record[2].text() != "enrolment" || record[17].is_null()) continue;
      const bool stands = std::ranges::any_of(people.rows(kEnrolment), [&](const Row& each) {
        return each[1] == record[17] && each[2] == record[3];
      });
      if (!stands) findings.add(late_record::kLateRecord, record, "its enrolment is not there");
    }
  }
}

// 增员等待: of a joiner report that met another employer; one that has lapsed waits no longer.
void check_joiner_waits(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kJoinerWait, &kEmployerReport});
  while (people.next()) {
    for (const Row& wait : people.rows(kJoinerWait)) {
      const Rows& reports = people.rows(kEmployerReport);
      const auto report =
          std::ranges::find_if(reports, [&](const Row& each) { return each[1] == wait[1]; });
      if (report == reports.end() || (*report)[8].is_null()) {
        findings.add(kJoinerWait, wait, "names no joiner report that had to wait");
      } else if (!wait[3].is_null() && (*report)[7].text() != to_text(ReportState::withdrawn)) {
        findings.add(kJoinerWait, wait, "has lapsed, and its report goes on");
      }
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"enrolments", "每人至多一个有效参保关系,状态与日期一致", &check_enrolments},
          {"late_enrolments", "补录的参保经历都经另一人复核", &check_late_enrolments},
          {"joiner_waits", "等待已久的增员都有申报,失效的不再等待", &check_joiner_waits}};
}

}  // namespace yibao::enrolment
