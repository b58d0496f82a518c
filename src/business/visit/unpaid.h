// 统筹基金为什么没有支付: told with a settlement, to the cashier and in the person's notice, and
// whenever it is shown afterwards. No column keeps it: afterwards it is worked out for the day of
// care by the same rules; what has come to be known since then is told as such.
#pragma once

#include <vector>

#include "business/care/types.h"
#include "business/entitlement/facts.h"
#include "business/visit/weighing.h"

namespace yibao::visit {

// Of what is being settled. `cover`: why the person has no benefits on the day; empty where that is
// not why.
struct Unpaid {
  std::vector<Reason> cover;
  std::vector<Reason> all;
};
Unpaid why_unpaid(const Weighing& weighing, const Settlement& settlement);

// For the notice: `facts`, and the first of the reasons with its own, told behind its sentence.
// Nothing more where the fund pays, or where it never does at such a place (most sales at a
// pharmacy).
std::vector<Fact> with_unpaid(std::vector<Fact> facts, const Unpaid& unpaid);

// What the terms of a settlement follow from, with these of the person's registrations.
TermsFacts terms_facts_of(const Settlement& settlement, const person::Person& person,
                          provider::Level level, std::vector<care::Registration> registrations);

// Of a settlement on record. Empty: the fund has paid, or it is a reversal.
std::vector<Reason> why_unpaid(const Settlement& settlement,
                               const entitlement::PersonRecord& record, provider::Level level,
                               const std::vector<care::Registration>& registrations,
                               const business::Context& context);

}  // namespace yibao::visit
