// All holds of a person on a day: what follows from facts, what was reported, ordered or
// made by a case.
//
// A computed hold ends when the money has arrived, not when benefits come back (C-03): what was
// received after the day asked is left aside. From which day the fund pays again is entitlement's.
#pragma once

#include <span>
#include <vector>

#include "business/account/types.h"
#include "business/card/types.h"
#include "business/entitlement/shared_facts.h"
#include "business/seal/types.h"
#include "calendar/calendar.h"
#include "policy/policy_set.h"

namespace yibao::seal {

// A case that made a hold, as far as a hold is concerned.
struct HoldingCase {
  CaseId id;
  bool runs = false;
  std::optional<Date> due_on;  // of the task that it waits with
  Instant recorded_at;
};

// What the stores hold of one person.
struct SealRecord {
  entitlement::PersonRecord person;
  std::vector<StoredHold> stored;  // standing and lifted, oldest first
  std::vector<HoldingCase> cases;
  std::vector<Decided> decided;  // of applications about holds, the oldest first
  std::vector<card::Card> cards;
  std::vector<account::Account> accounts;
};

// Whose agency a hold is a matter of: of its relation, its order or its card, else of the one that
// would pay.
RegionCode office_of(const hold::Hold& hold, Date day, const SealRecord& record);

// In the order in which to lift them.
std::vector<Seal> seals_on(Date day, const SealRecord& record, const policy::PolicySet& policies,
                           const calendar::Calendar& calendar);
// With the facts of record.person, which others ask for too.
std::vector<Seal> seals_on(Date day, const SealRecord& record, const policy::PolicySet& policies,
                           const calendar::Calendar& calendar, entitlement::SharedFacts& facts);

// 断缴: of the relation that would pay on the day. None while an employer owes the latest months:
// that is arrears.
std::vector<Seal> gap_on(Date day, const policy::PolicySet& policies,
                         entitlement::SharedFacts& facts);
// 欠费: one for each region where an employer owes.
std::vector<Seal> arrears_on(Date day, const SealRecord& record, const policy::PolicySet& policies);

std::vector<hold::Hold> holds_of(std::span<const Seal> seals);

// 多次封存: how many holds began within `months` up to and including the day: the stored
// ones, standing or lifted, and gaps and arrears of the relation of that day, where it is an
// employee's. A card that was never activated and what happened at other places do not count.
int holds_within(int months, Date day, const SealRecord& record, const policy::PolicySet& policies,
                 entitlement::SharedFacts& facts);

}  // namespace yibao::seal
