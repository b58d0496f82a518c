#include "business/contribution/employer_store.h"

namespace yibao::contribution {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kPaymentColumns[] = {
    {"region", ColumnType::integer},         {"payment_id", ColumnType::integer},
    {"employer_id", ColumnType::integer},    {"reference", ColumnType::text},
    {"received_on", ColumnType::integer},    {"principal_fen", ColumnType::integer},
    {"late_fee_fen", ColumnType::integer},   {"left_before_fen", ColumnType::integer},
    {"left_after_fen", ColumnType::integer}, {"fee_owed_fen", ColumnType::integer},
    {"shares", ColumnType::integer},         {"recorded_by", ColumnType::text},
    {"recorded_at", ColumnType::integer},    {"fee_added_fen", ColumnType::integer}};
constexpr Column kShareColumns[] = {
    {"region", ColumnType::integer},      {"payment_id", ColumnType::integer},
    {"line", ColumnType::integer},        {"person_id", ColumnType::integer},
    {"month", ColumnType::integer},       {"principal_fen", ColumnType::integer},
    {"late_fee_fen", ColumnType::integer}};
Date day_of(const storage::Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}
RegionCode region_of(const storage::Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}

}  // namespace

const storage::Table kEmployerPayment{100,
                                      "employer_payment",
                                      kPaymentColumns,
                                      2,
                                      storage::Owner::region,
                                      0,
                                      storage::Mutability::append_only};
const storage::Table kEmployerPaymentShare{
    101, "employer_payment_share",        kShareColumns, 3, storage::Owner::region,
    0,   storage::Mutability::append_only};
const storage::KeyedSelect kEnrolmentsOfEmployer{
    "enrolments_of_employer",
    "SELECT employer_id, person_id, ordinal, region, scheme, kind, employer_id, account_type, "
    "state, base_fen, started_on, suspended_on, ended_on, end_reason, duplicate, recorded_at, "
    "entered_on FROM enrolment WHERE employer_id {key} ORDER BY employer_id, person_id, ordinal"};
const storage::KeyedSelect kEmployerPaymentsOf{
    "employer_payments_of",
    "SELECT employer_id, region, payment_id, employer_id, reference, received_on, principal_fen, "
    "late_fee_fen, left_before_fen, left_after_fen, fee_owed_fen, shares, recorded_by, "
    "recorded_at, "
    "fee_added_fen FROM employer_payment WHERE employer_id {key} ORDER BY employer_id, payment_id"};
const storage::KeyedSelect kEmployerPaymentByReference{
    "employer_payment_by_reference",
    "SELECT reference, region, payment_id, employer_id, reference, received_on, principal_fen, "
    "late_fee_fen, left_before_fen, left_after_fen, fee_owed_fen, shares, recorded_by, "
    "recorded_at, "
    "fee_added_fen FROM employer_payment WHERE reference {key} ORDER BY reference, region",
    ColumnType::text};
std::vector<EmployerPayment> read_employer_payments(const storage::Rows& rows) {
  std::vector<EmployerPayment> payments;
  for (const storage::Row& row : rows) {
    payments.push_back(
        {region_of(row[1]), row[2].integer(), EmployerId(row[3].integer()), row[4].text(),
         day_of(row[5]), Money::fen(row[6].integer()), Money::fen(row[7].integer()),
         Money::fen(row[8].integer()), Money::fen(row[9].integer()), Money::fen(row[10].integer()),
         static_cast<int>(row[11].integer()), row[12].text(),
         Instant::from_milliseconds(row[13].integer()), Money::fen(row[14].integer())});
  }
  return payments;
}

storage::Row employer_payment_row(const EmployerPayment& payment) {
  return {payment.region.value(),
          payment.id,
          payment.employer.value(),
          payment.reference,
          payment.received_on.days(),
          payment.principal.fen(),
          payment.late_fee.fen(),
          payment.left_before.fen(),
          payment.left_after.fen(),
          payment.fee_owed.fen(),
          payment.shares,
          payment.recorded_by,
          payment.recorded_at.milliseconds(),
          payment.fee_added.fen()};
}

}  // namespace yibao::contribution
