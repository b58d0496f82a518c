// Enrolment (参保登记) as values: who participates where, in which scheme, through whom.
//
// One row is one unbroken period of participation. Suspending (停保) closes the period and leaves
// the relation where it is; resuming ends that row and begins the next, so that months without
// participation are never taken for months that somebody owes. The days are stored, the state says
// what may happen next.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "base/money.h"
#include "base/region_code.h"
#include "business/enrolment/kinds.h"

namespace yibao::enrolment {

enum class EnrolmentState { active, suspended, terminated };

// 医疗保险统账类别 (HI_TYPE), as stored.
enum class AccountType : int {
  none = 0,                // residents
  pooled_and_account = 1,  // 统账结合
  pooled_only = 2,         // 单建统筹
  inpatient_only = 3,      // 住院统筹
};

struct Enrolment {
  PersonId person;
  int ordinal = 0;  // 1, 2, 3 … of the person
  RegionCode region;
  Scheme scheme = Scheme::employee;
  EnrolmentKind kind = EnrolmentKind::employee;
  EmployerId employer;  // none where no employer reports
  AccountType account_type = AccountType::pooled_and_account;
  EnrolmentState state = EnrolmentState::active;
  Money base;  // 缴费基数, as declared
  Date started_on;
  std::optional<Date> suspended_on;  // the first day without participation; may lie ahead
  std::optional<Date> ended_on;      // the relation is closed: moved, resumed, ended
  std::string end_reason;            // empty unless terminated
  bool duplicate = false;            // found in imported history, not resolved yet (N-01)
  Instant recorded_at;
  std::optional<Date> entered_on;  // 补录: the day on which it was entered from papers

  // 补录的月份,当时已在别处核定、缴费、划账: nobody owes for them here, and no money comes of them.
  bool is_of_papers(Month month) const {
    return entered_on && month < Month::containing(*entered_on);
  }
  bool is_active() const { return state == EnrolmentState::active; }
  bool has_account() const { return account_type == AccountType::pooled_and_account; }
  bool has_days() const { return !suspended_on || started_on < *suspended_on; }
  bool participates_on(Date day) const {
    return started_on <= day && (!suspended_on || day < *suspended_on);
  }
};

struct Employer {
  RegionCode region;
  EmployerId id;
  std::string code;  // 统一社会信用代码
  std::string name;
  Instant recorded_at;
};

enum class ReportKind { joiner, leaver };  // 增员, 减员
// conflict: another employer still holds the person, the joiner waits. refused: by the
// person, whose employer it is not.
enum class ReportState { done, conflict, resolved, withdrawn, refused };

struct EmployerReport {
  PersonId person;
  std::int64_t id = 0;
  ReportKind kind = ReportKind::joiner;
  EmployerId employer;
  RegionCode region;
  Date effective_on;
  Money base;
  ReportState state = ReportState::done;
  EmployerId blocking_employer;  // none unless there was a conflict
  int urged = 0;                 // how often the holding employer was asked
  Instant recorded_at;
};

inline constexpr std::array<std::string_view, 3> kEnrolmentStateTexts{"active", "suspended",
                                                                      "terminated"};
inline constexpr std::array<std::string_view, 2> kReportKindTexts{"joiner", "leaver"};
inline constexpr std::array<std::string_view, 5> kReportStateTexts{"done", "conflict", "resolved",
                                                                   "withdrawn", "refused"};

constexpr std::string_view to_text(EnrolmentState state) {
  return kEnrolmentStateTexts[static_cast<std::size_t>(state)];
}
constexpr std::string_view to_text(ReportKind kind) {
  return kReportKindTexts[static_cast<std::size_t>(kind)];
}
constexpr std::string_view to_text(ReportState state) {
  return kReportStateTexts[static_cast<std::size_t>(state)];
}

}  // namespace yibao::enrolment
