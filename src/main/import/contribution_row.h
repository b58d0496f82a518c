// One row of a contribution file (缴费明细), read strictly. The columns, in Chinese or English:
//
//   证件类型    identity_kind    optional: 居民身份证; a name, a national code or our word
//   证件号码    identity_number
//   姓名        name             must be the name on record
//   单位代码    employer_code    optional: must be the employer of the enrolment
//   参保身份    kind             optional, also 险种: must be the kind, or the scheme, on record
//   费款所属期  period           2025-04, 202504 or 2025/04; a year, 2025, for residents
//   缴费基数    base             optional, in yuan; so are the two shares: where they are given,
//   个人缴费    personal         they must be what policy says
//   单位缴费    employer
//   到账日期    received_on      2025-04-25, 20250425 or 2025/4/25
#pragma once

#include <optional>
#include <span>
#include <string>

#include "adapters/csv/columns.h"
#include "base/date.h"
#include "base/identity_document.h"
#include "base/money.h"
#include "base/secret.h"
#include "business/enrolment/kinds.h"

namespace yibao::main {

struct ContributionRow {
  IdentityKind identity_kind = IdentityKind::citizen_identity_card;
  IdentityNumber identity_number;
  std::string name;
  std::string employer_code;
  std::optional<enrolment::EnrolmentKind> kind;
  enrolment::Scheme scheme = enrolment::Scheme::employee;
  std::optional<Month> month;  // employees
  std::optional<int> year;     // residents
  std::optional<Money> base;
  std::optional<Money> personal;
  std::optional<Money> employer;
  Date received_on;
};

std::span<const csv::Column> contribution_columns();

// Refuses all that is wrong with the row at once: import_value_missing, import_value_wrong,
// import_period_of_other_scheme, the codes of identity numbers and of employers' codes.
Decision<ContributionRow> read_contribution_row(const csv::Columns& columns,
                                                const csv::Record& record, Date today);

}  // namespace yibao::main
