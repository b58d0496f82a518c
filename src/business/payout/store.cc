#include "business/payout/store.h"

#include <algorithm>

#include "base/check.h"

namespace yibao::payout {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kPayoutColumns[] = {
    {"person_id", ColumnType::integer},  {"payout_id", ColumnType::integer},
    {"region", ColumnType::integer},     {"case_id", ColumnType::integer},
    {"amount_fen", ColumnType::integer}, {"bank_sealed", ColumnType::bytes},
    {"holder", ColumnType::text},        {"state", ColumnType::text},
    {"file_name", ColumnType::text},     {"recorded_at", ColumnType::integer},
    {"code", ColumnType::integer},       {"replaces", ColumnType::integer}};

constexpr storage::Statement kPayoutKey{
    "payout_key", "SELECT person_id, case_id FROM payout WHERE payout_id = $1"};

PayoutState state_of(const std::string& text) {
  for (std::size_t i = 0; i < kPayoutStateTexts.size(); ++i) {
    if (kPayoutStateTexts[i] == text) return static_cast<PayoutState>(i);
  }
  YB_CHECK(false, "an unknown word in the database: " + text);
}

}  // namespace

const storage::Table kPayout{
    55, "payout", kPayoutColumns, 2, storage::Owner::person, 0, storage::Mutability::mutable_rows};

const storage::KeyedSelect kPayoutsOf{
    "payouts_of",
    "SELECT person_id, payout_id, region, case_id, amount_fen, bank_sealed, holder, state, "
    "file_name, recorded_at, code, replaces FROM payout WHERE person_id {key} ORDER BY person_id, "
    "payout_id"};

storage::Row payout_row(const Payout& payout) {
  return {payout.person.value(),
          payout.id,
          payout.region.value(),
          payout.application.value(),
          payout.amount.fen(),
          storage::Bytes{payout.bank_sealed},
          payout.holder,
          to_text(payout.state),
          payout.file_name.empty() ? Value() : Value(payout.file_name),
          payout.recorded_at.milliseconds(),
          static_cast<int>(payout.code),
          payout.replaces == 0 ? Value() : Value(payout.replaces)};
}

Payout read_payout(const storage::Row& row) {
  Payout payout;
  payout.person = PersonId(row[0].integer());
  payout.id = row[1].integer();
  payout.region = RegionCode(static_cast<std::int32_t>(row[2].integer()));
  payout.application = CaseId(row[3].integer());
  payout.amount = Money::fen(row[4].integer());
  payout.bank_sealed = row[5].bytes().data;
  payout.holder = row[6].text();
  payout.state = state_of(row[7].text());
  payout.file_name = row[8].text_or("");
  payout.recorded_at = Instant::from_milliseconds(row[9].integer());
  payout.code = static_cast<account::PostingCode>(row[10].integer());
  payout.replaces = row[11].integer_or(0);
  return payout;
}

std::vector<Payout> payouts_of(const storage::Rows& payouts, CaseId id) {
  std::vector<Payout> all;
  for (const storage::Row& row : payouts) {
    if (row[3].integer() == id.value()) all.push_back(read_payout(row));
  }
  return all;
}

bool any_open(const std::vector<Payout>& of_case) {
  return std::ranges::any_of(of_case, &Payout::is_open);
}

std::vector<Payout> came_back(const std::vector<Payout>& of_case) {
  std::vector<Payout> back;
  for (const Payout& each : of_case) {
    const bool replaced = std::ranges::any_of(
        of_case, [&](const Payout& other) { return other.replaces == each.id; });
    if (each.state == PayoutState::returned && !replaced) back.push_back(each);
  }
  return back;
}

std::optional<Payout> find_payout(const storage::Rows& payouts, CaseId id) {
  const std::vector<Payout> all = payouts_of(payouts, id);
  return all.empty() ? std::nullopt : std::optional(all.back());
}

std::optional<PayoutKey> find_key(std::int64_t payout, storage::Session& reader) {
  const storage::Rows rows = reader.select(kPayoutKey, {payout});
  if (rows.empty()) return std::nullopt;
  return PayoutKey{PersonId(rows.front()[0].integer()), CaseId(rows.front()[1].integer())};
}

}  // namespace yibao::payout
