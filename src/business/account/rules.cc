#include "business/account/rules.h"

#include <algorithm>
#include <optional>

#include "business/hold/rules.h"

namespace yibao::account {

namespace {

// Lower is preferred; none: this account does not pay there at all.
std::optional<int> preference(const Account& account, const Till& till) {
  if (account.region == till.place_of_care) return 0;
  if (account.region.province() == till.place_of_care.province()) return 1;
  if (till.insured_without_account == till.place_of_care) return 2;
  return std::nullopt;
}

// Those that pay at a till, the preferred one first.
std::vector<const Account*> accounts_for(std::span<const Account> accounts, const Till& till) {
  std::vector<const Account*> usable;
  for (const Account& account : accounts) {
    if (preference(account, till)) usable.push_back(&account);
  }
  std::stable_sort(usable.begin(), usable.end(), [&](const Account* a, const Account* b) {
    return preference(*a, till) < preference(*b, till);
  });
  return usable;
}

Reason explain(const Account& account, const Till& till) {
  const int why = preference(account, till).value_or(0);
  const char* code = why == 0   ? "paid_from_local_account"
                     : why == 1 ? "paid_from_account_in_province"
                                : "paid_from_account_left_behind";
  return {
      code,
      {{"region", account.region.to_string()}, {"place_of_care", till.place_of_care.to_string()}},
      {}};
}

// Why nothing, or not enough, can be spent: no account, a hold, too little money.
Refusal not_enough(std::span<const Account> accounts, std::span<const hold::Hold> holds,
                   const Till& till, Money amount, Money available) {
  const std::vector<const Account*> usable = accounts_for(accounts, till);
  if (usable.empty()) {
    return refuse("no_account_for_place", {{"place_of_care", till.place_of_care.to_string()}});
  }
  if (available.is_zero()) {
    for (const Account* account : usable) {
      const Verdict allowed = hold::spending_verdict(holds, account->region);
      if (!allowed) return allowed.refusal();
    }
  }
  return refuse("balance_too_low",
                {{"amount", amount.to_display()}, {"available", available.to_display()}});
}

}  // namespace

bool pays_at(const Account& account, const Till& till) {
  return preference(account, till).has_value();
}

// 职工转为居民的,原个人账户余额不清零、继续使用.
RegionCode insured_without_account(std::span<const enrolment::Enrolment> enrolments,
                                   const policy::PolicySet& policies, Date today) {
  for (const enrolment::Enrolment& each : enrolments) {
    const bool counts = !each.duplicate && each.state != enrolment::EnrolmentState::terminated;
    if (!counts || each.has_account() || !each.participates_on(today)) continue;
    const bool usable = policies.on(each.region, today).account.left_behind_usable.value;
    return usable ? each.region : RegionCode();
  }
  return {};
}

Till till_at(RegionCode place_of_care, std::span<const enrolment::Enrolment> enrolments,
             const policy::PolicySet& policies, Date today) {
  return {place_of_care, insured_without_account(enrolments, policies, today)};
}

std::vector<Account> spendable(std::span<const Account> accounts, std::span<const hold::Hold> holds,
                               const Till& till) {
  std::vector<Account> able;
  for (const Account* account : accounts_for(accounts, till)) {
    const bool held = !hold::spending_verdict(holds, account->region);
    if (!held && account->available() > Money()) able.push_back(*account);
  }
  return able;
}

Money spendable_sum(std::span<const Account> accounts, std::span<const hold::Hold> holds,
                    const Till& till) {
  Money sum;
  for (const Account& each : spendable(accounts, holds, till)) sum += each.available();
  return sum;
}

Money balance_left(std::span<const Account> accounts, std::span<const Share> changed) {
  Money sum;
  for (const Account& each : accounts) {
    const auto now = std::ranges::find_if(
        changed, [&](const Share& share) { return share.account.region == each.region; });
    sum += now != changed.end() ? now->account.balance : each.balance;
  }
  return sum;
}

std::vector<Share> take_from(std::span<const Account> accounts, Money amount) {
  std::vector<Share> shares;
  for (const Account& account : accounts) {
    const Money part = std::min(account.available(), amount);
    if (part.is_zero()) continue;
    shares.push_back({account, part});
    amount -= part;
  }
  return shares;
}

Money total_of(std::span<const Share> shares) {
  Money total;
  for (const Share& share : shares) total += share.amount;
  return total;
}

// 个人账户资金省内跨市使用: money kept in one city pays at a provider of another city of the
// province; across provinces it pays only where care elsewhere is settled directly, which this does
// not do. 职工转为居民的,原个人账户余额不清零、继续使用: where the place of insurance brings no
// account, what was left elsewhere pays there. 一笔支付先用就医地账户,不足部分用其他账户。
Decision<PaymentParts> choose_accounts(std::span<const Account> accounts,
                                       std::span<const hold::Hold> holds, const Till& till,
                                       Money amount) {
  PaymentParts parts;
  parts.shares = take_from(spendable(accounts, holds, till), amount);
  const Money available = total_of(parts.shares);
  if (available < amount) return not_enough(accounts, holds, till, amount, available);
  for (const Share& share : parts.shares) parts.reasons.push_back(explain(share.account, till));
  return parts;
}

bool is_of_another_place(const Refusal& refused, std::span<const Account> accounts) {
  return refused.code() == "no_account_for_place" && balance_left(accounts, {}) > Money();
}

const Account* used_last(std::span<const Account> accounts) {
  const Account* latest = nullptr;
  for (const Account& each : accounts) {
    if (latest == nullptr || each.last_posting.value() > latest->last_posting.value()) {
      latest = &each;
    }
  }
  return latest;
}

}  // namespace yibao::account
