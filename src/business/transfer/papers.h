// What 参保凭证 and 信息表 both say of a person at one place (domain 1.1.1, 1.1.2): from when to
// when covered, on what base, how much was there at the end of a day and of which years it is.
#pragma once

#include <optional>

#include "base/tree.h"
#include "business/agency/types.h"
#include "business/transfer/facts.h"

namespace yibao::transfer {

// 医疗保障编号, as institutions know it (psn_no).
std::string insurance_number(const person::Person& person, const business::Context& context);

// 待遇享受起止: the stretch in which the fund paid, or pays, at the end of participation. Both none
// where it did not.
struct BenefitPeriod {
  std::optional<Date> since;
  std::optional<Date> last_day;
};
BenefitPeriod benefit_period(const PersonFacts& known, const enrolment::Enrolment& relation,
                             const storage::Facts& facts, const business::Context& context);

// 余额为前一日的: what was on the account when a day ended.
Money balance_at_end_of(Date day, const storage::Rows& postings, RegionCode region);

// 当年、上年、历年: of which years a balance is, what was spent being taken from this year's money
// first (as interest.h reckons).
struct BalanceByYear {
  Money this_year;
  Money last_year;
  Money earlier;
};
BalanceByYear split_by_year(Money balance, const storage::Rows& postings, RegionCode region,
                            int year);

// 缴费基数: months one after the other that were paid on the same base, of one enrolment's place.
Tree bases_tree(const PersonFacts& known, RegionCode region);
// 参保起止时间, 统账类别, 参保状态: each period of participation at the place.
Tree periods_tree(const PersonFacts& known, RegionCode region);
// {name, contact, phone, address, postcode, bank_…}; null where the agency is not on record.
Tree agency_tree(const storage::Facts& facts, RegionCode region);

}  // namespace yibao::transfer
