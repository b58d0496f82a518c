// 补转 (N-21): money that reaches an emptied account later, balances that earlier moves have left
// behind, and months that were paid at the old place after its information sheet, follow under the
// same transfer, as a case of its own. The relation has moved before: there is only a money leg, or
// none where months alone follow.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/decision.h"
#include "business/transfer/facts.h"
#include "business/transfer/types.h"
#include "policy/parameters.h"

namespace yibao::transfer {

struct SupplementFacts {
  Date today;
  RegionCode region;                              // where the money is
  Transfer transfer;                              // which it follows
  bool undone = false;                            // the transfer was
  std::optional<enrolment::Enrolment> at_region;  // the latest relation there
  std::optional<enrolment::Enrolment> at_target;
  Money available;
  bool bank_account_given = false;     // the person's own, where the region pays out (青岛)
  std::vector<SheetLine> late_months;  // known there by now, and new to the target
  bool another_running = false;
  std::optional<Date> died_on;
  std::vector<hold::Hold> holds;  // in force today
};

inline constexpr std::string_view kSupplementService = "supplementary_transfer";

// The way of the money that follows: as of a transfer, moved or paid out; `none` where there is
// none, or where it stays.
Route supplement_route(const SupplementFacts& facts, const policy::RegionPolicy& region);

// Every reason why nothing can follow; none: it may. Money that has to stay where it is does not
// keep late months from being recognised.
std::vector<Reason> find_supplement_obstacles(const SupplementFacts& facts,
                                              const policy::RegionPolicy& region);

SupplementFacts supplement_facts(const PersonFacts& person, const Transfer& transfer,
                                 const std::vector<Transfer>& all, RegionCode region, Date today);

// All of a person's transfers, oldest first.
std::vector<Transfer> read_transfers(const storage::Rows& rows);
// A later one has undone it (N-23).
bool was_undone(const Transfer& transfer, const std::vector<Transfer>& all);
// The completed transfer that brought the person to the place; none where there is none.
std::optional<Transfer> brought_to(RegionCode place, const std::vector<Transfer>& all);

}  // namespace yibao::transfer
