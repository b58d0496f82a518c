// What must hold of every transfer: both legs, the money between the accounts, the days, the hold,
// the papers. Recomputed from the rows; what a command once decided counts for nothing here.
#pragma once

#include <optional>
#include <vector>

#include "business/checks.h"
#include "business/transfer/store.h"

namespace yibao::transfer {

std::vector<business::Check> checks();

// checks_money.cc: conservation (资金守恒), case by case. Since every posting has its person on one
// side, what holds for each case, each payout and each account holds for the whole.
void check_money(const business::CheckContext& context, business::Findings& findings);
void check_remittances(const business::CheckContext& context, business::Findings& findings);

// checks_deadlines.cc: the days, from the recorded calendar and the policy of the acceptance.
void check_deadlines(const business::CheckContext& context, business::Findings& findings);

// checks_plan.cc: what becomes of the money, and when, by the policy of the acceptance.
void check_plans(const business::CheckContext& context, business::Findings& findings);

// checks_papers.cc: recognised months, the sheets that they stand on, and certificates.
void check_recognised_months(const business::CheckContext& context, business::Findings& findings);
void check_sheets(const business::CheckContext& context, business::Findings& findings);
void check_undone(const business::CheckContext& context, business::Findings& findings);
void check_certificates(const business::CheckContext& context, business::Findings& findings);

// A transfer of a row, or a finding where it cannot be one.
std::optional<Transfer> read_or_find(const storage::Row& row, business::Findings& findings);

}  // namespace yibao::transfer
