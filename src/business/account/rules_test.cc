// Goal: which accounts pay at a till, each how much, and why none does (R-027; domain 1.1,
// 个人账户资金).
#include "business/account/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "adapters/files/data.h"

namespace yibao::account {
namespace {

constexpr RegionCode kDongguan{441900};
constexpr RegionCode kShantou{440500};
constexpr RegionCode kMeizhou{441400};
constexpr RegionCode kHangzhou{330100};
constexpr RegionCode kHefei{340100};

Account account(RegionCode region, std::int64_t fen, std::int64_t reserved = 0) {
  Account made;
  made.person = PersonId(1);
  made.region = region;
  made.balance = Money::fen(fen);
  made.reserved = Money::fen(reserved);
  made.is_new = false;
  return made;
}

hold::Hold freeze(RegionCode region) {
  hold::Hold made;
  made.cause = hold::HoldCause::transfer;
  made.region = region;
  made.money_leaves = true;
  return made;
}

// "440500:70 441900:130", or the code of the refusal.
std::string told(const Decision<PaymentParts>& parts) {
  if (!parts) return parts.refusal().code();
  std::string text;
  for (const Share& share : parts->shares) {
    text += (text.empty() ? "" : " ") + share.account.region.to_string() + ":" +
            std::to_string(share.amount.fen());
  }
  return text;
}

// Of somebody who has moved inside 广东: 东莞 150 stayed, 汕头 70 has come in since.
TEST(AccountChoice, takes_the_local_account_first_and_the_rest_from_the_next) {
  const std::vector<Account> two{account(kDongguan, 150), account(kShantou, 70)};
  const auto pay = [&](RegionCode place, std::int64_t fen) {
    return told(choose_accounts(two, {}, {place, {}}, Money::fen(fen)));
  };
  EXPECT_EQ(pay(kShantou, 69), "440500:69");
  EXPECT_EQ(pay(kShantou, 70), "440500:70");
  EXPECT_EQ(pay(kShantou, 71), "440500:70 441900:1");
  EXPECT_EQ(pay(kShantou, 200), "440500:70 441900:130");
  EXPECT_EQ(pay(kShantou, 220), "440500:70 441900:150");
  EXPECT_EQ(pay(kShantou, 221), "balance_too_low");
  EXPECT_EQ(pay(kDongguan, 200), "441900:150 440500:50");
  EXPECT_EQ(pay(kMeizhou, 71), "441900:71");  // neither is local: the first by its region
  EXPECT_EQ(pay(kHangzhou, 1), "no_account_for_place");
  const auto low = choose_accounts(two, {}, {kShantou, {}}, Money::fen(221));
  EXPECT_EQ(low.refusal().reasons.front().facts[1].value, Money::fen(220).to_yuan());
}

TEST(AccountChoice, leaves_what_is_set_aside_or_held) {
  const std::vector<Account> two{account(kDongguan, 150, 100), account(kShantou, 70)};
  const auto pay = [&](std::span<const hold::Hold> holds, std::int64_t fen) {
    return told(choose_accounts(two, holds, {kShantou, {}}, Money::fen(fen)));
  };
  EXPECT_EQ(pay({}, 120), "440500:70 441900:50");
  EXPECT_EQ(pay({}, 121), "balance_too_low");
  const std::vector<hold::Hold> there{freeze(kDongguan)};
  EXPECT_EQ(pay(there, 70), "440500:70");
  EXPECT_EQ(pay(there, 71), "balance_too_low");
  const std::vector<hold::Hold> both{freeze(kDongguan), freeze(kShantou)};
  EXPECT_EQ(pay(both, 1), "spending_held");
}

TEST(AccountChoice, a_person_is_told_all_that_is_there_with_what_was_just_posted) {
  const std::vector<Account> accounts{account(kDongguan, 130, 100), account(kShantou, 70)};
  EXPECT_EQ(balance_left(accounts, {}), Money::fen(200));
  const std::vector<Share> paid{{account(kShantou, 20), Money::fen(50)}};
  EXPECT_EQ(balance_left(accounts, paid), Money::fen(150));
  EXPECT_EQ(balance_left({}, {}), Money());
}

// 职工转为居民: what was left pays where the person is insured, and no further.
TEST(AccountChoice, takes_what_was_left_behind_where_the_insurance_has_no_account) {
  const std::vector<Account> left{account(kDongguan, 100)};
  const auto pay = [&](RegionCode place, RegionCode insured) {
    return told(choose_accounts(left, {}, {place, insured}, Money::fen(10)));
  };
  EXPECT_EQ(pay(kHefei, {}), "no_account_for_place");
  EXPECT_EQ(pay(kHefei, kHefei), "441900:10");
  EXPECT_EQ(pay(kHangzhou, kHefei), "no_account_for_place");
  EXPECT_EQ(pay(kDongguan, kHefei), "441900:10");
  const auto why = choose_accounts(left, {}, {kHefei, kHefei}, Money::fen(10));
  EXPECT_EQ(why->reasons.front().code, "paid_from_account_left_behind");
}

const policy::PolicySet& policies() {
  static const policy::PolicySet loaded =
      files::load_policy(std::string(YIBAO_SOURCE_DIR) + "/policy").value();
  return loaded;
}

TEST(AccountChoice, knows_where_the_insurance_has_no_account) {
  enrolment::Enrolment resident;
  resident.region = kHefei;
  resident.account_type = enrolment::AccountType::none;
  resident.started_on = Date::of(2025, 5, 6);
  const auto at = [&](Date day) {
    return insured_without_account(std::span(&resident, 1), policies(), day);
  };
  EXPECT_TRUE(at(Date::of(2025, 5, 5)).is_none());
  EXPECT_EQ(at(Date::of(2025, 5, 6)), kHefei);
  resident.state = enrolment::EnrolmentState::suspended;
  resident.suspended_on = Date::of(2025, 7, 1);
  EXPECT_EQ(at(Date::of(2025, 6, 30)), kHefei);
  EXPECT_TRUE(at(Date::of(2025, 7, 1)).is_none());
  resident.suspended_on.reset();
  resident.account_type = enrolment::AccountType::pooled_and_account;
  EXPECT_TRUE(at(Date::of(2025, 6, 30)).is_none());
}

// Whatever the accounts hold: the parts add up, none is above what may be spent, no account twice.
RC_GTEST_PROP(AccountChoice, parts_add_up, ()) {
  const auto fens = *rc::gen::container<std::vector<int>>(3, rc::gen::inRange(0, 500));
  const std::vector<Account> all{account(kDongguan, fens[0]), account(kShantou, fens[1]),
                                 account(kMeizhou, fens[2])};
  const Money amount = Money::fen(*rc::gen::inRange(1, 1600));
  const auto parts = choose_accounts(all, {}, {kShantou, {}}, amount);
  RC_ASSERT(parts.ok() == (amount <= Money::fen(fens[0] + fens[1] + fens[2])));
  if (!parts) return;
  RC_ASSERT(total_of(parts->shares) == amount);
  for (std::size_t i = 0; i < parts->shares.size(); ++i) {
    const Share& share = parts->shares[i];
    RC_ASSERT(share.amount > Money() && share.amount <= share.account.available());
    // Only the last one is not emptied.
    RC_ASSERT(i + 1 == parts->shares.size() || share.amount == share.account.available());
  }
  if (fens[1] > 0) RC_ASSERT(parts->shares.front().account.region == kShantou);
}

}  // namespace
}  // namespace yibao::account
