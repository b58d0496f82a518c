// A life for the tests of this folder: enrolments and what was paid, judged by the shipped policy.
#pragma once

#include <optional>
#include <string>

#include "adapters/files/data.h"
#include "business/seal/rules.h"

namespace yibao::seal {

inline constexpr RegionCode kShuozhou{140600};
inline constexpr RegionCode kDongguan{441900};

inline const policy::PolicySet& policies() {
  static const policy::PolicySet set =
      files::load_policy(std::string(YIBAO_SOURCE_DIR) + "/policy").value();
  return set;
}
inline const calendar::Calendar& calendar() {
  static const calendar::Calendar made =
      files::load_calendar(std::string(YIBAO_SOURCE_DIR) + "/calendar").value();
  return made;
}

class Life {
 public:
  Life& enrol(RegionCode region, enrolment::EnrolmentKind kind, Date from,
              std::optional<Date> until = {}) {
    enrolment::Enrolment row;
    row.region = region;
    row.ordinal = static_cast<int>(record.person.enrolments.size()) + 1;
    row.kind = kind;
    row.scheme = enrolment::scheme_of(kind);
    if (kind == enrolment::EnrolmentKind::employee) row.employer = EmployerId(3);
    row.base = Money::yuan(6000);
    row.started_on = from;
    row.suspended_on = until;
    if (until) row.state = enrolment::EnrolmentState::suspended;
    record.person.enrolments.push_back(row);
    return *this;
  }
  Life& pay(Month first, Month last, std::optional<Date> received_on = {}) {
    for (Month month = first; month <= last; month = month + 1) {
      contribution::Contribution row;
      row.month = month;
      row.enrolment = static_cast<int>(record.person.enrolments.size());
      row.received_on = received_on.value_or(month.first_day() + 9);
      row.kind = row.received_on > month.last_day() ? contribution::ReceiptKind::supplementary
                                                    : contribution::ReceiptKind::normal;
      record.person.contributions.push_back(row);
    }
    return *this;
  }
  // A resident's year: after it has ended it is paid up (修复).
  Life& pay_year(int year, Date received_on) {
    pay(Month::of(year, 1), Month::of(year, 12), received_on);
    for (contribution::Contribution& each : record.person.contributions) {
      if (each.month.year() != year) continue;
      each.kind = received_on.year() > year ? contribution::ReceiptKind::supplementary
                                            : contribution::ReceiptKind::normal;
    }
    return *this;
  }
  // "gap 2025-05-01": causes and their first days, in the order of clearing.
  std::string on(Date day) const {
    std::string text;
    for (const Seal& seal : seals_on(day, record, policies(), calendar())) {
      text += (text.empty() ? "" : ", ") + std::string(hold::to_text(seal.hold.cause)) + " " +
              seal.hold.since.to_string();
    }
    return text;
  }
  SealRecord record;
};

}  // namespace yibao::seal
