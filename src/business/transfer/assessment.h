// The question of a pre-check made of the facts (precheck.h), its answer, and the plan of the money
// that goes with it. Asked on filing, and by the origin once more before it approves.
#pragma once

#include <vector>

#include "business/transfer/facts.h"
#include "business/transfer/plan_money.h"
#include "business/transfer/precheck.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::transfer {

// How it is filed.
struct Filing {
  Desk desk;
  CertificateStanding certificate;
  bool bank_account_given;
  // 转出地险种: as the applicant says; asked only where the origin is on no system (N-24).
  Scheme origin_scheme = Scheme::employee;
};

struct Assessment {
  PrecheckFacts facts;
  MoneyPlan money;
  std::vector<Reason> obstacles;
};
Assessment assess(const storage::Facts& facts, const PersonFacts& person, const Places& places,
                  const Filing& filing, const Policies& policies, const business::Context& context);

// What the origin asks again before it approves: what was true on acceptance may have changed
// since. What was looked at for the day of the acceptance is settled, and what ends the case
// meanwhile (a leaving at the target, a retirement) ends.h says.
PrecheckFacts facts_on_approval(const storage::Facts& facts, const CaseFacts& known,
                                const Policies& policies, const business::Context& context);

}  // namespace yibao::transfer
