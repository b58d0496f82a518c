// Bindings and what was paid through them (schema/012_account_more.sql).
#pragma once

#include <optional>
#include <vector>

#include "business/aid/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::aid {

extern const storage::Table kAidBinding;
extern const storage::Table kAidUse;

extern const storage::KeyedSelect kBindingsOf;  // by payer: whole rows, ended ones too

extern const storage::KeyedSelect kUsesOf;  // by payer: whole rows

// By payer: what each account paid of the uses: person, entry, posting, region, amount; in order.
extern const storage::KeyedSelect kPaidPartsOf;

extern const storage::KeyedSelect kActiveBindingsFor;  // by beneficiary: payer, binding

storage::Row binding_row(const Binding& binding);
Binding read_binding(const storage::Row& row);
std::optional<Binding> find_binding(const storage::Rows& bindings, std::int64_t id);
std::vector<Binding> read_bindings(const storage::Rows& rows);
// The active one for a beneficiary.
std::optional<Binding> active_for(const storage::Rows& bindings, PersonId beneficiary);

// One use, in the payer's journal: acct_mulaid_pay, contained in acct_pay (acct_used_flag 2).
struct Use {
  PersonId payer;
  PostingId posting;  // the payer's; of several accounts the first
  std::int64_t binding = 0;
  PersonId beneficiary;
  UseKind kind = UseKind::payment;
  int year = 0;
  Money shared;                  // acct_mulaid_pay
  Money total;                   // acct_pay
  std::int64_t own_posting = 0;  // the beneficiary's; 0: nothing of their own
  std::int64_t entry_id = 0;
};
storage::Row use_row(const Use& use);
Use read_use(const storage::Row& row);

// Counts a use on its binding and stages both rows.
void record_use(storage::Plan& plan, const Binding& binding, const Use& use);
// Takes it off again, of the year in which it was counted; stages both rows.
void record_reversal(storage::Plan& plan, const Binding& binding, const Use& reversal);

// Who shares with a beneficiary, the oldest binding first. Looked up before the command runs; the
// command, which locks them all, asks again.
inline constexpr int kPayersMax = 10;
std::vector<PersonId> payers_for(PersonId beneficiary, storage::Session& reader);

}  // namespace yibao::aid
