// What arrives at an agency's bank account (到账), and which case it is for (R-017, N-10).
//
// Matched by the case number that the payer wrote and the exact amount. What does not match is
// kept, visible, and resolved by an officer: matched by hand, also in parts, or sent back.
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
extern const storage::KeyedSelect kRemittancesOfCase;    // by case: amounts matched to it

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
  std::string note;  // why it is not matched, or who resolved it
  Instant recorded_at;
};

storage::Row remittance_row(const Remittance& remittance);
Remittance read_remittance(const storage::Row& row);
std::optional<Remittance> find_remittance(const storage::Rows& rows);  // of kRemittanceById

// What of the case's money is still awaited: the amount less what was matched before.
Money awaited(const Transfer& transfer, const storage::Rows& matched);

// Why an arrival does not match a case by itself: case_unknown, other_agency, target_on_paper,
// not_awaited, amount_differs; none where it matches.
std::optional<std::string> mismatch(const Remittance& remittance,
                                    const std::optional<Transfer>& transfer, Money awaited);

}  // namespace yibao::transfer
