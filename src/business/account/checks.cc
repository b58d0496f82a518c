#include "business/account/checks.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "business/account/store.h"
#include "business/account/types.h"
#include "business/late_record/store.h"
#include "business/scan.h"

namespace yibao::account {

namespace {

using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;
using storage::Rows;

constexpr std::size_t kPostingId = 1;
constexpr std::size_t kRegion = 2;
constexpr std::size_t kDirection = 3;
constexpr std::size_t kCode = 4;
constexpr std::size_t kAmount = 5;
constexpr std::size_t kBalanceAfter = 6;
constexpr std::size_t kHappenedOn = 8;
constexpr std::size_t kCorrects = 11;
constexpr std::size_t kRecordedAt = 13;

bool is_credit(const Row& posting) {
  return posting[kDirection].text() == "credit";
}

// What the posting does to its account; from the columns, so that nothing can overflow in Money.
std::int64_t change_of(const Row& posting) {
  const std::int64_t amount = posting[kAmount].integer();
  return is_credit(posting) ? amount : -amount;
}

// 更正: takes back a posting of the same account, that is there, in the other direction, once.
void check_correction(const Row& posting, const std::map<std::int64_t, const Row*>& before,
                      std::set<std::int64_t>& corrected, Findings& findings) {
  if (posting[kCorrects].is_null()) return;
  const std::int64_t named = posting[kCorrects].integer();
  const auto found = before.find(named);
  if (found == before.end()) {
    findings.add(kPosting, posting, "corrects a posting that is not there");
    return;
  }
  const Row& original = *found->second;
  if (original[kRegion] != posting[kRegion] || is_credit(original) == is_credit(posting)) {
    findings.add(kPosting, posting, "corrects a posting that it cannot take back");
  }
  if (!corrected.insert(named).second) {
    findings.add(kPosting, posting, "corrects a posting that was corrected before");
  }
}

void check_words(const Row& posting, Findings& findings) {
  if (posting[kAmount].integer() <= 0) {
    findings.add(kPosting, posting, "amount_fen is not above zero");
  }
  const auto code = static_cast<PostingCode>(posting[kCode].integer());
  if (is_credit(posting) != (direction_of(code) == Direction::credit)) {
    findings.add(kPosting, posting,
                 "direction is not that of code " + std::to_string(posting[kCode].integer()));
  }
}

void check_postings(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kPosting});
  while (people.next()) {
    std::map<std::int64_t, std::int64_t> balances;  // by region
    std::map<std::int64_t, const Row*> before;
    std::set<std::int64_t> corrected;
    for (const Row& posting : people.rows(kPosting)) {
      check_words(posting, findings);
      check_correction(posting, before, corrected, findings);
      std::int64_t& balance = balances[posting[kRegion].integer()];
      const std::int64_t expected = balance + change_of(posting);
      balance = posting[kBalanceAfter].integer();
      if (balance != expected) {
        findings.add(kPosting, posting, differs("balance_after_fen", balance, expected));
      }
      before[posting[kPostingId].integer()] = &posting;
    }
  }
}

// What the stored row of one account must say.
struct Expected {
  std::int64_t balance = 0;
  std::int64_t reserved = 0;
  std::int64_t last_posting = 0;
};

std::map<std::int64_t, Expected> expected_accounts(const Rows& postings, const Rows& reservations) {
  std::map<std::int64_t, Expected> accounts;
  for (const Row& posting : postings) {
    Expected& account = accounts[posting[kRegion].integer()];
    account.balance += change_of(posting);
    account.last_posting = posting[kPostingId].integer();
  }
  for (const Row& reservation : reservations) {
    if (reservation[5].text() != "pending") continue;
    accounts[reservation[2].integer()].reserved += reservation[3].integer();
  }
  return accounts;
}

void check_account(const Row& row, const Expected& expected, Findings& findings) {
  if (row[2].integer() != expected.balance) {
    findings.add(kAccount, row, differs("balance_fen", row[2].integer(), expected.balance));
  }
  if (row[3].integer() != expected.reserved) {
    findings.add(kAccount, row, differs("reserved_fen", row[3].integer(), expected.reserved));
  }
  if (row[4].integer() != expected.last_posting) {
    findings.add(kAccount, row, differs("last_posting", row[4].integer(), expected.last_posting));
  }
}

void check_balances(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kAccount, &kPosting, &kReservation});
  while (people.next()) {
    auto expected = expected_accounts(people.rows(kPosting), people.rows(kReservation));
    for (const Row& row : people.rows(kAccount)) {
      // An account begins with its first posting, which its person's journal tells of.
      if (!expected.contains(row[1].integer())) {
        findings.add(kAccount, row, "is an account that no posting has made");
      }
      check_account(row, expected[row[1].integer()], findings);
      expected.erase(row[1].integer());
    }
    for (const auto& [region, account] : expected) {
      const storage::Value key[] = {people.key(), region};
      findings.add_missing(kAccount, key, "has postings or reservations and no stored balance");
    }
  }
}

// The day from which a posting counts. Money is there from the day it belongs to; it is gone from
// that day too, but not before anybody knew: a contribution taken back later did pay till then.
std::int64_t counts_from(const Row& posting) {
  const std::int64_t day = posting[kHappenedOn].integer();
  if (is_credit(posting)) return day;
  const Date known = Instant::from_milliseconds(posting[kRecordedAt].integer()).date();
  return std::max(day, std::int64_t{known.days()});
}

// The first posting after which, in the order given, the account is below zero; null where none.
const Row* first_below_zero(const std::vector<const Row*>& postings) {
  std::int64_t balance = 0;
  for (const Row* posting : postings) {
    balance += change_of(*posting);
    if (balance < 0) return posting;
  }
  return nullptr;
}

void check_account_never_below_zero(std::vector<const Row*> postings, Findings& findings) {
  if (const Row* recorded = first_below_zero(postings)) {
    findings.add(kPosting, *recorded, "the account is below zero, in the order of recording");
  }
  std::stable_sort(postings.begin(), postings.end(), [](const Row* one, const Row* other) {
    const std::int64_t day = counts_from(*one);
    const std::int64_t other_day = counts_from(*other);
    // Of one day, credits first: a day is not looked into.
    return day != other_day ? day < other_day : is_credit(*one) && !is_credit(*other);
  });
  if (const Row* effective = first_below_zero(postings)) {
    findings.add(kPosting, *effective, "the account is below zero, in the order of days");
  }
}

void check_never_below_zero(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kPosting});
  while (people.next()) {
    std::map<std::int64_t, std::vector<const Row*>> accounts;
    for (const Row& posting : people.rows(kPosting)) {
      accounts[posting[kRegion].integer()].push_back(&posting);
    }
    for (auto& [region, postings] : accounts) {
      check_account_never_below_zero(std::move(postings), findings);
    }
  }
}

// 补录: money that no bank stands behind has two officers behind it.
void check_opening_balances(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&late_record::kLateRecord, &kPosting});
  while (people.next()) {
    std::map<std::int64_t, const Row*> entered;
    for (const Row& posting : people.rows(kPosting)) {
      if (static_cast<PostingCode>(posting[kCode].integer()) == PostingCode::recorded_later) {
        entered[posting[kPostingId].integer()] = &posting;
      }
    }
    for (const Row& record : people.rows(late_record::kLateRecord)) {
      if (record[2].text() != "balance" || record[17].is_null()) continue;
      const auto posting = entered.find(record[17].integer());
      if (posting == entered.end() || (*posting->second)[kRegion] != record[3]) {
        findings.add(late_record::kLateRecord, record, "its posting is not there");
      }
      entered.erase(record[17].integer());
    }
    for (const auto& [id, posting] : entered) {
      findings.add(kPosting, *posting, "no second officer has approved it");
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"postings", "每笔分录方向与代码一致、余额连续、更正有据", &check_postings},
          {"balances", "个人账户余额、预留与分录一致", &check_balances},
          {"opening_balances", "补录的期初余额都经另一人复核", &check_opening_balances},
          {"no_negative_balance", "个人账户任何时刻不为负数", &check_never_below_zero}};
}

}  // namespace yibao::account
