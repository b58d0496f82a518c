#include "business/inheritance/debts.h"

#include <algorithm>

namespace yibao::inheritance {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kDebtColumns[] = {{"person_id", ColumnType::integer},
                                   {"case_id", ColumnType::integer},
                                   {"line", ColumnType::integer},
                                   {"correction_id", ColumnType::integer},
                                   {"entry_id", ColumnType::integer}};
constexpr Column kRecoveryColumns[] = {
    {"person_id", ColumnType::integer},     {"recovery_id", ColumnType::integer},
    {"case_id", ColumnType::integer},       {"line", ColumnType::integer},
    {"amount_fen", ColumnType::integer},    {"credit_posting", ColumnType::integer},
    {"debit_posting", ColumnType::integer}, {"bank_serial", ColumnType::text},
    {"arrived_on", ColumnType::integer},    {"recorded_by", ColumnType::text},
    {"entry_id", ColumnType::integer}};

}  // namespace

const storage::Table kInheritanceDebt{210,
                                      "inheritance_debt",
                                      kDebtColumns,
                                      3,
                                      storage::Owner::person,
                                      0,
                                      storage::Mutability::append_only};
const storage::Table kInheritanceRecovery{
    211, "inheritance_recovery",          kRecoveryColumns, 2, storage::Owner::person,
    0,   storage::Mutability::append_only};

const storage::KeyedSelect kDebtsOf{
    "inheritance_debts_of",
    "SELECT person_id, case_id, line, correction_id, entry_id FROM inheritance_debt "
    "WHERE person_id {key} ORDER BY person_id, case_id, line"};
const storage::KeyedSelect kRecoveriesOf{
    "inheritance_recoveries_of",
    "SELECT person_id, recovery_id, case_id, line, amount_fen, credit_posting, debit_posting, "
    "bank_serial, arrived_on, recorded_by, entry_id FROM inheritance_recovery "
    "WHERE person_id {key} ORDER BY person_id, recovery_id"};
const storage::KeyedSelect kRecoveriesBySerial{
    "inheritance_recoveries_by_serial",
    "SELECT bank_serial, case_id FROM inheritance_recovery WHERE bank_serial {key} "
    "ORDER BY bank_serial, case_id",
    ColumnType::text};
const storage::KeyedSelect kTakenOffForDeathOf{
    "taken_off_for_death_of",
    "SELECT p.person_id, p.posting_id, p.region, p.amount_fen, p.other, p.month FROM posting AS p "
    "WHERE p.person_id {key} AND p.code = 203 AND p.month IS NOT NULL "
    "AND EXISTS (SELECT 1 FROM inheritance_share AS s WHERE s.person_id = p.person_id "
    "AND s.entry_id = p.entry_id AND NOT EXISTS (SELECT 1 FROM inheritance_debt AS d "
    "WHERE d.person_id = s.person_id AND d.case_id = s.case_id)) "
    "ORDER BY p.person_id, p.posting_id"};

storage::Row debt_row(const ShareDebt& debt) {
  return {debt.person.value(), debt.application.value(), debt.line, debt.correction.value(),
          debt.entry_id};
}

ShareDebt read_debt(const storage::Row& row) {
  ShareDebt debt;
  debt.person = PersonId(row[0].integer());
  debt.application = CaseId(row[1].integer());
  debt.line = static_cast<int>(row[2].integer());
  debt.correction = CaseId(row[3].integer());
  debt.entry_id = row[4].integer();
  return debt;
}

storage::Row recovery_row(const Recovery& recovery) {
  return {recovery.person.value(),
          recovery.id,
          recovery.application.value(),
          recovery.line,
          recovery.amount.fen(),
          recovery.credit,
          recovery.debit == 0 ? Value() : Value(recovery.debit),
          recovery.bank_serial.empty() ? Value() : Value(recovery.bank_serial),
          recovery.arrived_on.days(),
          recovery.recorded_by,
          recovery.entry_id};
}

Recovery read_recovery(const storage::Row& row) {
  Recovery recovery;
  recovery.person = PersonId(row[0].integer());
  recovery.id = row[1].integer();
  recovery.application = CaseId(row[2].integer());
  recovery.line = static_cast<int>(row[3].integer());
  recovery.amount = Money::fen(row[4].integer());
  recovery.credit = row[5].integer();
  recovery.debit = row[6].integer_or(0);
  recovery.bank_serial = row[7].text_or("");
  recovery.arrived_on = Date::from_days(static_cast<std::int32_t>(row[8].integer()));
  recovery.recorded_by = row[9].text();
  recovery.entry_id = row[10].integer();
  return recovery;
}

std::optional<payout::Payout> last_order(const SharePaid& share,
                                         std::span<const payout::Payout> payouts) {
  std::optional<payout::Payout> last;
  for (const payout::Payout& each : payouts) {
    const bool first = share.payout != 0 && each.id == share.payout;
    if (first || (last && each.replaces == last->id)) last = each;
  }
  return last;
}

Money outstanding(const SharePaid& share, std::span<const Recovery> recovered,
                  std::span<const payout::Payout> payouts) {
  const std::optional<payout::Payout> order = last_order(share, payouts);
  if (order && order->state == payout::PayoutState::returned) return {};
  Money left = share.amount;
  for (const Recovery& each : recovered) {
    if (each.application == share.application && each.line == share.line) {
      left = left > each.amount ? left - each.amount : Money();
    }
  }
  return left;
}

}  // namespace yibao::inheritance
