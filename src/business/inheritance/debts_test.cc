// Goal: what an heir of somebody who lives still owes: the share, less what was given back of it;
// nothing of what the bank has sent back (N-22, R-086).
#include "business/inheritance/debts.h"

#include <gtest/gtest.h>

#include <vector>

namespace yibao::inheritance {
namespace {

SharePaid share_of(int line, std::int64_t payout) {
  SharePaid share;
  share.application = CaseId(5);
  share.line = line;
  share.amount = Money::fen(100);
  share.payout = payout;
  return share;
}

Recovery recovery(int line, int fen, int application = 5) {
  Recovery back;
  back.application = CaseId(application);
  back.line = line;
  back.amount = Money::fen(fen);
  return back;
}

payout::Payout order(std::int64_t id, payout::PayoutState state, std::int64_t replaces = 0) {
  payout::Payout order;
  order.id = id;
  order.state = state;
  order.replaces = replaces;
  return order;
}

TEST(ShareDebts, are_the_share_less_what_was_given_back_of_it) {
  const std::vector<Recovery> recovered{recovery(1, 30), recovery(2, 50), recovery(1, 69),
                                        recovery(1, 100, 6)};
  EXPECT_EQ(outstanding(share_of(1, 0), recovered, {}), Money::fen(1));
  EXPECT_EQ(outstanding(share_of(2, 0), recovered, {}), Money::fen(50));
  EXPECT_EQ(outstanding(share_of(3, 0), recovered, {}), Money::fen(100));
}

TEST(ShareDebts, are_nothing_of_what_the_bank_has_sent_back_for_good) {
  using payout::PayoutState;
  const SharePaid share = share_of(1, 7);
  EXPECT_EQ(outstanding(share, {}, std::vector{order(7, PayoutState::paid)}), Money::fen(100));
  EXPECT_EQ(outstanding(share, {}, std::vector{order(7, PayoutState::returned)}), Money());
  // Ordered again, and paid: the first one's return says nothing any more. Another's is another's.
  const std::vector<payout::Payout> again{order(7, PayoutState::returned),
                                          order(8, PayoutState::paid, 7),
                                          order(9, PayoutState::returned)};
  EXPECT_EQ(outstanding(share, {}, again), Money::fen(100));
  EXPECT_EQ(last_order(share, again)->id, 8);
  EXPECT_FALSE(last_order(share_of(1, 0), again));
}

}  // namespace
}  // namespace yibao::inheritance
