#include "business/contribution/late_fees.h"

#include <algorithm>

#include "business/contribution/rules.h"

namespace yibao::contribution {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kLateFeeColumns[] = {
    {"person_id", ColumnType::integer},   {"month", ColumnType::integer},
    {"serial", ColumnType::integer},      {"region", ColumnType::integer},
    {"employer_id", ColumnType::integer}, {"fee_fen", ColumnType::integer},
    {"entry_id", ColumnType::integer}};
constexpr std::size_t kFeeColumn = 6;  // of kLateFeesOf

}  // namespace

const storage::Table kLateFee{102,
                              "late_fee",
                              kLateFeeColumns,
                              3,
                              storage::Owner::person,
                              0,
                              storage::Mutability::append_only};

const storage::KeyedSelect kLateFeesOf{
    "late_fees_of",
    "SELECT employer_id, person_id, month, serial, region, employer_id, fee_fen, entry_id "
    "FROM late_fee WHERE employer_id {key} ORDER BY employer_id, person_id, month, serial"};

storage::Row late_fee_row(const LateFee& fee) {
  return {fee.person.value(),   fee.month.index(), fee.serial,  fee.region.value(),
          fee.employer.value(), fee.fee.fen(),     fee.entry_id};
}

Money sum_of_late_fees(const storage::Rows& rows) {
  Money sum;
  for (const storage::Row& row : rows) sum += Money::fen(row[kFeeColumn].integer());
  return sum;
}

Money fee_of_receipt(const Contribution& receipt, RegionCode region,
                     const policy::PolicySet& policies) {
  const policy::RegionPolicy& of_month = policies.on(region, receipt.month.first_day());
  return late_fee(receipt.personal + receipt.employer, due_on(receipt.month, of_month.contribution),
                  receipt.received_on, policies.on(region, receipt.received_on).arrears);
}

std::optional<LateFee> late_fee_of(const Contribution& receipt, const enrolment::Enrolment& under,
                                   std::span<const RosterMonth> roster,
                                   const policy::PolicySet& policies) {
  if (under.employer.is_none()) return std::nullopt;
  const auto owed = std::ranges::find(roster, receipt.month, &RosterMonth::month);
  if (owed == roster.end() || owed->employer != under.employer) return std::nullopt;
  const Money fee = fee_of_receipt(receipt, under.region, policies);
  if (fee.is_zero()) return std::nullopt;
  return LateFee{receipt.person, receipt.month, receipt.serial,  under.region,
                 under.employer, fee,           receipt.entry_id};
}

}  // namespace yibao::contribution
