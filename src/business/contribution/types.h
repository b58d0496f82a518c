// Contributions (缴费): months, bases, shares and debts, as values.
//
// A month is a contribution month (费款所属期), never the month in which money arrived. Whether a
// month is paid is a MonthSet; what it cost and who owes it stands here. Receipts and their dates
// come from the collection authority (税务部门) and are stored by the feature's store.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "base/id.h"
#include "base/money.h"
#include "business/enrolment/kinds.h"

namespace yibao::contribution {

using enrolment::EnrolmentKind;
using enrolment::parse_enrolment_kind;
using enrolment::parse_scheme;
using enrolment::Scheme;
using enrolment::scheme_of;
using enrolment::to_text;

enum class MonthState { paid, not_yet_due, unpaid };

inline constexpr std::array<std::pair<MonthState, std::string_view>, 3> kMonthStateTexts{{
    {MonthState::paid, "paid"},
    {MonthState::not_yet_due, "not_yet_due"},
    {MonthState::unpaid, "unpaid"},
}};

constexpr std::string_view to_text(MonthState state) {
  return kMonthStateTexts[static_cast<std::size_t>(state)].second;
}

constexpr std::optional<MonthState> parse_month_state(std::string_view text) {
  for (const auto& [state, written] : kMonthStateTexts) {
    if (written == text) return state;
  }
  return std::nullopt;
}

// What one month costs, who pays it and what the personal account gets of it (核定).
struct Assessment {
  Money base;      // 缴费基数, within the region's limits
  Money personal;  // 个人缴费
  Money employer;  // 单位缴费
  Money fund;      // 失业保险基金代缴
  Money credit;    // 划入个人账户
  std::vector<Reason> reasons;

  Money total() const { return personal + employer + fund; }
};

// A month in which somebody was obliged to pay for this person, from the roster (参保名册).
struct RosterMonth {
  Month month;
  EnrolmentKind kind = EnrolmentKind::employee;
  EmployerId employer;  // none where no employer owes
  Money base;           // as declared
};

// A month that an employer owes (欠费). The person cannot cure it.
struct Arrears {
  Month month;
  EmployerId employer;
  Money amount_due;  // both shares: the employer withholds the personal one
  Date due_on;
  int days_late = 0;
  Money late_fee;  // 滞纳金, never credited to the account

  Money total() const { return amount_due + late_fee; }
};

// Months paid at one place, as an information sheet or our own rows give them.
struct ContributionRecord {
  MonthSet actual;  // 实际缴费
  MonthSet deemed;  // 视同缴费
};

// Several records as one life: each month once, actual before deemed.
struct MergedMonths {
  MonthSet actual;
  MonthSet deemed;      // only what is not actual
  MonthSet duplicates;  // paid in more than one record

  MonthSet all() const { return actual | deemed; }
};

}  // namespace yibao::contribution
