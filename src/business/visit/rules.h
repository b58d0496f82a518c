// How a bill divides (R28 of the interface's rulings; the amounts identities I1 to I8).
#pragma once

#include <vector>

#include "base/decision.h"
#include "business/visit/types.h"
#include "policy/parameters.h"

namespace yibao::visit {

// One line by its item: total = own_paid + over_limit + first_paid + in_scope, to the fen.
// `quantity` in ten-thousandths, as the interface's four decimals allow.
Line divide(Line line, const Item& item, std::int64_t quantity);

Scope sum(const std::vector<Line>& lines);

struct FundFacts {
  Money in_scope;
  int percent = 100;      // of the benefit, while waiting in part; 0: the fund does not pay
  Money deductible_used;  // of the year so far
  Money paid_so_far;      // by the fund, of the year so far
  Money deductible;       // 起付线 of a year
  Rate rate;              // 支付比例
  Money ceiling;          // 年度限额; zero: none
};
struct FundShare {
  Money deductible;  // that this bill uses up
  Money fund;
};
FundShare fund_share(const FundFacts& facts);

// What the account may be asked for: the person's part of what is in scope or paid first. What is
// wholly the person's own (自费) and what is above the limit is paid in cash.
Money payable_from_account(const Scope& scope, Money fund);

// What a line sent by a provider says of its own total: price × quantity, within a fen, above zero.
// Refused: fee_line_not_above_zero, fee_line_too_large, fee_line_amount_differs.
Verdict check_line(const Line& line);

// 费用发生在就诊开始日之后: a line of an earlier day is of another visit. The fund looks at a bill
// by the day on which its visit began, and would pay for a day on which nobody was covered.
// Refused: fee_line_before_visit.
Verdict check_line_day(const Line& line, Date visit_begun_on);

// "2.5" → 25 000; none with more than four decimals.
std::optional<std::int64_t> ten_thousandths(std::string_view text);

}  // namespace yibao::visit
