#include "business/account/interest.h"

#include <algorithm>
#include <vector>

#include "base/check.h"

namespace yibao::account {

namespace {

// Balance times days: ten years of the greatest sum that one ledger holds exceed 64 bits once
// multiplied by a rate.
__extension__ using Wide = __int128;

// Balance times days, apart for this year's money and for what was carried over.
struct Products {
  Wide current = 0;
  Wide carried = 0;
};

Products products_of(InterestPeriod period, std::vector<BalanceChange> changes) {
  std::ranges::stable_sort(changes, {}, &BalanceChange::on);
  std::int64_t balance = 0;
  auto change = changes.begin();
  for (; change != changes.end() && change->on < period.first; ++change) balance += change->fen;
  std::int64_t carried = balance;
  Products products;
  for (Date day = period.first; day <= period.last;) {
    for (; change != changes.end() && change->on == day; ++change) balance += change->fen;
    // 先用当年,后用历年。
    carried = std::max<std::int64_t>(0, std::min(carried, balance));
    const Date next =
        change == changes.end() ? period.last + 1 : std::min(change->on, period.last + 1);
    products.current += Wide{balance - carried} * (next - day);
    products.carried += Wide{carried} * (next - day);
    day = next;
  }
  return products;
}

}  // namespace

// 个人账户的本金和利息归个人所有(S0:77)。当年筹集的部分按活期存款利率计息;上年结转的本息按
// 三个月期整存整取储蓄存款利率计息。各地也有统一按活期计息的。
Money interest_for(InterestPeriod period, std::span<const BalanceChange> changes,
                   const policy::AccountPolicy& policy) {
  if (policy.interest_mode.value == policy::InterestMode::none) return {};
  if (period.last < period.first) return {};
  const Products products = products_of(period, {changes.begin(), changes.end()});
  const Wide demand = policy.interest_rate.value.basis_points();
  const Wide carried_rate = policy.interest_mode.value == policy::InterestMode::tiered
                                ? policy.interest_term_rate.value.basis_points()
                                : policy.interest_rate.value.basis_points();
  const Wide earned = products.current * demand + products.carried * carried_rate;
  const Wide divisor = Wide{10'000} * policy.interest_year_days.value;
  if (earned <= 0) return {};
  return Money::fen(static_cast<std::int64_t>((2 * earned + divisor) / (2 * divisor)));
}

void add_posting(Earnings& earnings, PostingCode code, BalanceChange change) {
  earnings.changes.push_back(change);
  const auto later = [&](std::optional<Date>& day) {
    day = std::max(day.value_or(change.on), change.on);
  };
  if (code == PostingCode::yearly_interest || code == PostingCode::daily_interest) {
    later(earnings.interest_until);
  }
  if (code == PostingCode::carried_forward_out) later(earnings.carried_forward_on);
}

Date interest_day_of(int year, const policy::AccountPolicy& policy) {
  const Month month = Month::of(year, policy.interest_month.value);
  return std::min(month.first_day() + (policy.interest_day.value - 1), month.last_day());
}

InterestPeriod period_up_to(Date last, std::optional<Date> credited_until,
                            const policy::AccountPolicy& policy) {
  const Date this_year = interest_day_of(last.year(), policy);
  const Date before = last > this_year ? this_year : interest_day_of(last.year() - 1, policy);
  const Date first = std::max(before, credited_until.value_or(before)) + 1;
  return {first, last};
}

// 上年度尚未结息的,先结上年度的;上年度的利息从结息日的次日起计息。
std::vector<Earned> earned_to_the_end(Date last, const Earnings& earnings,
                                      const PolicyOn& policy_on) {
  std::vector<Earned> parts;
  if (earnings.changes.empty()) return parts;
  std::vector<BalanceChange> changes = earnings.changes;
  for (int year = std::ranges::min(changes, {}, &BalanceChange::on).on.year();; ++year) {
    const Date interest_day = interest_day_of(year, policy_on(Date::of(year, 12, 31)));
    const Date until = std::min(last, interest_day);
    const policy::AccountPolicy& policy = policy_on(until);
    const Money amount =
        interest_for(period_up_to(until, earnings.interest_until, policy), changes, policy);
    if (!amount.is_zero()) parts.push_back({until, until == interest_day, amount});
    if (until == last) return parts;
    changes.push_back({until, amount.fen()});
  }
}

Money total_of(const std::vector<Earned>& parts) {
  Money total;
  for (const Earned& part : parts) total += part.amount;
  return total;
}

}  // namespace yibao::account
