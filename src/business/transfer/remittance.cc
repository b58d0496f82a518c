#include "business/transfer/remittance.h"

#include <algorithm>
#include <array>

namespace yibao::transfer {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kRemittanceColumns[] = {{"region", ColumnType::integer},
                                         {"remittance_id", ColumnType::integer},
                                         {"from_region", ColumnType::integer},
                                         {"amount_fen", ColumnType::integer},
                                         {"arrived_on", ColumnType::integer},
                                         {"bank_serial", ColumnType::text},
                                         {"reference", ColumnType::text},
                                         {"state", ColumnType::text},
                                         {"person_id", ColumnType::integer},
                                         {"case_id", ColumnType::integer},
                                         {"note", ColumnType::text},
                                         {"recorded_at", ColumnType::integer},
                                         {"proposed_case", ColumnType::integer},
                                         {"proposed_by", ColumnType::text},
                                         {"matched_by", ColumnType::text}};
constexpr std::array<std::string_view, 3> kStateTexts{"unmatched", "matched", "returned"};

RegionCode region_of(const Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}

}  // namespace

const storage::Table kRemittance{54,
                                 "remittance",
                                 kRemittanceColumns,
                                 2,
                                 storage::Owner::region,
                                 0,
                                 storage::Mutability::mutable_rows};

const storage::KeyedSelect kRemittanceById{
    "remittance_by_id",
    "SELECT remittance_id, region, remittance_id, from_region, amount_fen, arrived_on, "
    "bank_serial, reference, state, person_id, case_id, note, recorded_at, proposed_case, "
    "proposed_by, matched_by FROM remittance WHERE remittance_id {key}"};
const storage::KeyedSelect kRemittancesBySerial{
    "remittances_by_serial",
    "SELECT bank_serial, region FROM remittance WHERE bank_serial {key} "
    "ORDER BY bank_serial, region",
    ColumnType::text};
const storage::KeyedSelect kRemittancesOfCase{
    "remittances_of_case",
    "SELECT case_id, remittance_id, amount_fen, region FROM remittance WHERE case_id {key} "
    "ORDER BY case_id, remittance_id"};

std::string_view to_text(RemittanceState state) {
  return kStateTexts.at(static_cast<std::size_t>(state));
}

storage::Row remittance_row(const Remittance& remittance) {
  const bool matched = remittance.state == RemittanceState::matched;
  YB_CHECK(matched != remittance.application.is_none(), "matched is: to a case");
  return {remittance.region.value(),
          remittance.id.value(),
          remittance.from_region.value(),
          remittance.amount.fen(),
          remittance.arrived_on.days(),
          remittance.bank_serial,
          remittance.reference,
          to_text(remittance.state),
          matched ? Value(remittance.person.value()) : Value(),
          matched ? Value(remittance.application.value()) : Value(),
          remittance.note,
          remittance.recorded_at.milliseconds(),
          remittance.proposed.is_none() ? Value() : Value(remittance.proposed.value()),
          remittance.proposed_by.empty() ? Value() : Value(remittance.proposed_by),
          remittance.matched_by.empty() ? Value() : Value(remittance.matched_by)};
}

Remittance read_remittance(const storage::Row& row) {
  const auto state = std::find(kStateTexts.begin(), kStateTexts.end(), row[7].text());
  YB_CHECK(state != kStateTexts.end(), "an unknown state of a remittance");
  return {region_of(row[0]),
          RemittanceId(row[1].integer()),
          region_of(row[2]),
          Money::fen(row[3].integer()),
          Date::from_days(static_cast<std::int32_t>(row[4].integer())),
          row[5].text(),
          row[6].text(),
          static_cast<RemittanceState>(state - kStateTexts.begin()),
          PersonId(row[8].integer_or(0)),
          CaseId(row[9].integer_or(0)),
          row[10].text(),
          Instant::from_milliseconds(row[11].integer()),
          CaseId(row[12].integer_or(0)),
          row[13].text_or(""),
          row[14].text_or("")};
}

std::optional<Remittance> find_remittance(const storage::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return read_remittance(storage::Row(rows.front().begin() + 1, rows.front().end()));
}

bool comes_back_to(const Transfer& transfer, RegionCode agency) {
  return transfer.money == MoneyState::returning && agency == transfer.origin;
}

Money awaited(const Transfer& transfer, RegionCode agency, const storage::Rows& matched) {
  const bool comes = transfer.money == MoneyState::in_transit && agency == transfer.target;
  if (!comes && !comes_back_to(transfer, agency)) return Money();
  Money open = transfer.amount;
  for (const storage::Row& row : matched) {
    if (region_of(row[3]) == agency) open -= Money::fen(row[2].integer());
  }
  return open;
}

std::optional<std::string> mismatch(const Remittance& remittance,
                                    const std::optional<Transfer>& transfer, Money awaited,
                                    const std::optional<Date>& left) {
  if (!transfer) return "case_unknown";
  const bool back = comes_back_to(*transfer, remittance.region);
  if (!back && transfer->target != remittance.region) return "other_agency";
  // 未接入平台的转入地: its letter says that it has the money, nobody works for it here.
  if (!back && !transfer->target_on_system()) return "target_on_paper";
  if (awaited.is_zero()) return "not_awaited";
  // Whose money it is says the payer, not the number that was copied into the line.
  if (remittance.from_region != (back ? transfer->target : transfer->origin)) return "other_payer";
  if (remittance.amount != awaited) return "amount_differs";
  if (left && remittance.arrived_on < *left) return "arrived_before_it_left";
  return std::nullopt;
}

bool needs_second_officer(std::string_view mismatch) {
  return mismatch == "other_payer" || mismatch == "arrived_before_it_left";
}

}  // namespace yibao::transfer
