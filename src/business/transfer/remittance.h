// What arrives at an agency's bank account (到账), and which case it is for (R-017, N-10).
//
// Matched by the case number that the payer wrote, the payer, and the exact amount. What does not
// match is kept, visible, and resolved by an officer: matched by hand, also in parts, or sent back.
// Money that somebody else has paid, or that was here before it left, is matched by two officers:
// one proposes, another one agrees. Money on its way back is matched at the origin in the same way,
// until the sum is right. What the target has matched to a case that it then did not take is listed
// there until it is sent back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/money.h"
#include "base/region_code.h"
#include "business/transfer/types.h"
#include "storage/plan.h"

namespace yibao::transfer {

extern const storage::Table kRemittance;
extern const storage::KeyedSelect kRemittanceById;       // whole row behind the key
extern const storage::KeyedSelect kRemittancesBySerial;  // by bank serial: region behind the key
extern const storage::KeyedSelect kRemittancesOfCase;    // by case: amount, and where it came

enum class RemittanceState { unmatched, matched, returned };
std::string_view to_text(RemittanceState state);

struct Remittance {
  RegionCode region;  // whose bank account
  RemittanceId id;
  RegionCode from_region;
  Money amount;
  Date arrived_on;
  std::string bank_serial;  // of the statement: no line is entered twice
  std::string reference;    // the case number, as the payer wrote it
  RemittanceState state = RemittanceState::unmatched;
  PersonId person;  // of the case it is matched to; none before
  CaseId application;
  std::string note;  // why it is not matched, or what the officer said who resolved it
  Instant recorded_at;
  CaseId proposed;  // 待复核: one officer wants it matched to this case; none: nobody
  std::string proposed_by;
  std::string matched_by;  // by hand; empty where it matched by itself
};

storage::Row remittance_row(const Remittance& remittance);
Remittance read_remittance(const storage::Row& row);
std::optional<Remittance> find_remittance(const storage::Rows& rows);  // of kRemittanceById

// 退回到账: the case's money is on its way back to this agency.
bool comes_back_to(const Transfer& transfer, RegionCode agency);

// What of the case's money this agency still awaits, on its way there or back: the amount less what
// was matched there before.
Money awaited(const Transfer& transfer, RegionCode agency, const storage::Rows& matched);

// Of these reasons of mismatch(): whose money it is, is not what it says.
bool needs_second_officer(std::string_view mismatch);

// Why an arrival does not match a case by itself: case_unknown, other_agency, target_on_paper,
// not_awaited, other_payer, amount_differs, arrived_before_it_left; none where it matches. `left`
// is left_on() of days.h.
std::optional<std::string> mismatch(const Remittance& remittance,
                                    const std::optional<Transfer>& transfer, Money awaited,
                                    const std::optional<Date>& left);

}  // namespace yibao::transfer
