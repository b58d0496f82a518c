#include "business/account/rules.h"

#include <algorithm>
#include <optional>

#include "business/hold/rules.h"

namespace yibao::account {

namespace {

// Lower is preferred; none: this account does not pay there at all.
std::optional<int> preference(const Account& account, RegionCode place_of_care) {
  if (account.region == place_of_care) return 0;
  if (account.region.province() == place_of_care.province()) return 1;
  return std::nullopt;
}

// Those that pay at a place, the preferred one first.
std::vector<const Account*> accounts_for(std::span<const Account> accounts,
                                         RegionCode place_of_care) {
  std::vector<const Account*> usable;
  for (const Account& account : accounts) {
    if (preference(account, place_of_care)) usable.push_back(&account);
  }
  std::stable_sort(usable.begin(), usable.end(), [&](const Account* a, const Account* b) {
    return preference(*a, place_of_care) < preference(*b, place_of_care);
  });
  return usable;
}

}  // namespace

// 个人账户资金省内跨市使用: money kept in one city pays at a provider of another city of the
// province; across provinces it pays only where care elsewhere is settled directly, which this does
// not do.
Decision<PaymentChoice> choose_account(std::span<const Account> accounts,
                                       std::span<const hold::Hold> holds, RegionCode place_of_care,
                                       Money amount) {
  const std::vector<const Account*> usable = accounts_for(accounts, place_of_care);
  if (usable.empty()) {
    return refuse("no_account_for_place", {{"place_of_care", place_of_care.to_string()}});
  }
  std::optional<Refusal> held;
  Money most;
  for (const Account* account : usable) {
    const Verdict allowed = hold::spending_verdict(holds, account->region);
    if (!allowed) {
      if (!held) held = allowed.refusal();
      continue;
    }
    most = std::max(most, account->available());
    if (account->available() >= amount) {
      return PaymentChoice{
          *account,
          {{account->region == place_of_care ? "paid_from_local_account"
                                             : "paid_from_account_in_province",
            {{"region", account->region.to_string()}, {"place_of_care", place_of_care.to_string()}},
            {}}}};
    }
  }
  if (held && most == Money()) return *held;
  return refuse("balance_too_low", {{"amount", amount.to_yuan()}, {"available", most.to_yuan()}});
}

std::optional<Account> first_usable(std::span<const Account> accounts,
                                    std::span<const hold::Hold> holds, RegionCode place_of_care) {
  for (const Account* account : accounts_for(accounts, place_of_care)) {
    const bool held = !hold::spending_verdict(holds, account->region);
    if (!held && account->available() > Money()) return *account;
  }
  return std::nullopt;
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
