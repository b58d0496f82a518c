// The stored holds (schema/003_account.sql): reported, ordered and case-made causes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/hold/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::hold {

extern const storage::Table kHold;
extern const storage::KeyedSelect kHoldsOf;        // by person: standing ones, whole rows
extern const storage::Statement kHoldsOfRange;     // from a person to a person: standing ones
extern const storage::KeyedSelect kHoldHistoryOf;  // by person: lifted ones too, oldest first

std::vector<Hold> read_holds(const storage::Rows& rows);

struct NewHold {
  PersonId person;
  HoldCause cause;
  RegionCode region;  // of a relation, or the agency that orders it; else none
  bool money_leaves = false;
  std::optional<CaseId> application;
  std::string note;
  std::int64_t card = 0;  // loss, damage: which one
  bool account_too = false;
  // Of a hold that is carried over from a merged number: its number, which its written decision
  // names, and who had set it. Else a new number, and who acts now.
  HoldId id;
  std::string set_by;
};

HoldId set_hold(storage::Plan& plan, const NewHold& hold, const business::Context& context);
// Ends one standing hold, given as its stored row. Its last day was yesterday, or today where it
// began today.
void lift_hold(storage::Plan& plan, const storage::Row& row, const business::Context& context);
// 不再封存个人账户: a standing hold on a card, given as its stored row, is one on the card alone.
void leave_account_out(storage::Plan& plan, const storage::Row& row);

}  // namespace yibao::hold
