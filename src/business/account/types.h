// The personal account (个人账户) as values: accounts, postings and the codes of the ledger.
//
// Double entry in whole fen. A posting has a personal account on one side and a named account
// (`other`) on the other; nothing is ever edited, a correction is a posting that takes back.
// Source of the codes: the national list ACCT_INCEXPD_TYPE.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/money.h"
#include "base/region_code.h"

namespace yibao::account {

enum class PostingCode : int {
  monthly_credit = 101,       // 个人账户划账
  yearly_interest = 102,      // 年度结息
  daily_interest = 103,       // 日常结息: up to the day on which the money leaves
  refund_received = 104,      // 退收: money that came back to the account
  inherited = 106,            // 继承他人账户
  transferred_in = 107,       // 账户转入
  contribution_refund = 109,  // 医保退费: passes through to the payer's bank
  special_adjustment = 110,   // 特殊调整
  recorded_later = 111,       // 补录: the opening balance of imported history
  carried_forward_in = 113,   // 上年结转收入
  payment = 201,              // 医保消费
  given_back = 202,           // 返还: to the person's own bank account, the account stays open
  closed_out = 203,           // 清退: paid out to the person
  contribution_paid = 205,    // 代缴费: a relative's or one's own resident contribution
  carried_forward_out = 206,  // 年度结转支出
  transferred_out = 207,      // 账户转出
  to_heirs = 208,             // 划拨继承人
};

enum class Direction { credit, debit };  // seen from the personal account

// One account: a person's money at one pooling region.
struct Account {
  PersonId person;
  RegionCode region;
  Money balance;
  Money reserved;  // part of the balance that is set aside for a case
  PostingId last_posting;
  bool is_new = true;  // not in the database yet

  Money available() const { return balance - reserved; }
};

// One account's part of a payment.
struct Share {
  Account account;
  Money amount;
};

// What a posting says besides who, when and how much it left.
struct PostingText {
  PostingCode code;
  std::string other;  // the other side: "provider:P44050000123"
  Date happened_on;
  std::optional<Month> month;  // of a monthly credit
  std::string reference;       // the payer's own number; may be empty
  std::optional<PostingId> corrects;
};

// Where money is to be spent.
struct Till {
  RegionCode place_of_care;
  RegionCode insured_without_account;  // where the person is insured, if no account goes with it
};

constexpr Direction direction_of(PostingCode code) {
  return static_cast<int>(code) < 200 ? Direction::credit : Direction::debit;
}

}  // namespace yibao::account
