#include "business/settlement/rules.h"

namespace yibao::settlement {

// 医保结算可以撤销,原路退回原账户,一笔只退一次(接口 2208 的写法;N-13). What belongs to heirs
// is not the till's to give back: the agency does that.
Verdict check_reversal(const ReversalFacts& facts, Date today) {
  if (facts.reversed_on) {
    return refuse("payment_reversed_already", {{"reversed_on", facts.reversed_on->to_string()},
                                               {"amount", facts.amount.to_display()}});
  }
  if (facts.died_on && *facts.died_on <= today) {
    return refuse("person_died", {{"died_on", facts.died_on->to_string()}});
  }
  return Nothing{};
}

}  // namespace yibao::settlement
