#include "business/settlement/rules.h"

namespace yibao::settlement {

// 医保结算可以撤销,原路退回原账户,一笔只退一次(接口 2208 的写法;N-13)。参保人已死亡的,退到其
// 账户,归入遗产: one rule for the till and the interface.
Verdict check_reversal(const ReversalFacts& facts) {
  if (facts.reversed_on) {
    return refuse("payment_reversed_already", {{"reversed_on", facts.reversed_on->to_string()},
                                               {"amount", facts.amount.to_display()}});
  }
  return Nothing{};
}

}  // namespace yibao::settlement
