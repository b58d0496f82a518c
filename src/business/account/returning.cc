#include "business/account/returning.h"

#include <algorithm>

#include "business/account/ledger.h"
#include "business/account/store.h"

namespace yibao::account {

void Returning::need(storage::Needs& needs, const person::Numbers& numbers) {
  person::need_of_all(needs, kAccountsOf, numbers);
}

Returning::Returning(const person::Numbers& numbers, const storage::Facts& facts)
    : kept_(numbers.kept) {
  for (const Account& each : read_accounts(person::rows_of_all(facts, kAccountsOf, numbers))) {
    accounts_.emplace(std::pair(each.person, each.region), each);
  }
}

Account& Returning::at(PersonId number, RegionCode region) {
  const std::pair key(number, region);
  const auto [found, is_new] = accounts_.try_emplace(key);
  if (is_new) {
    found->second.person = number;
    found->second.region = region;
  }
  if (std::ranges::find(touched_, key) == touched_.end()) touched_.push_back(key);
  return found->second;
}

PostingId Returning::give_back(storage::Plan& plan, PersonId number, RegionCode region,
                               Money amount, const PostingText& text,
                               const business::Context& context) {
  Account& paid = at(number, region);
  YB_CHECK(!paid.is_new, "a payment from an account that is not there");
  const PostingId posting = post(plan, paid, amount, text, context);
  back_.emplace_back(region, amount);
  if (number == kept_) return posting;
  PostingText on;
  on.other = "merge:" + std::to_string(number.value());
  on.happened_on = text.happened_on;
  on.code = PostingCode::transferred_out;
  post(plan, paid, amount, on, context);
  on.code = PostingCode::transferred_in;
  post(plan, at(kept_, region), amount, on, context);
  return posting;
}

std::vector<Share> Returning::back() const {
  std::vector<Share> back;
  for (const auto& [region, amount] : back_) {
    back.push_back({accounts_.at({kept_, region}), amount});
  }
  return back;
}

std::vector<Account> Returning::kept_accounts() const {
  std::vector<Account> kept;
  for (const auto& [key, account] : accounts_) {
    if (key.first == kept_) kept.push_back(account);
  }
  return kept;
}

void Returning::save(storage::Plan& plan) const {
  for (const auto& key : touched_) account::save(plan, accounts_.at(key));
}

}  // namespace yibao::account
