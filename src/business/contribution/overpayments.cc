#include "business/contribution/overpayments.h"

#include <algorithm>

namespace yibao::contribution {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kOverpaymentColumns[] = {
    {"person_id", ColumnType::integer},    {"ordinal", ColumnType::integer},
    {"enrolment", ColumnType::integer},    {"month", ColumnType::integer},
    {"personal_fen", ColumnType::integer}, {"employer_fen", ColumnType::integer},
    {"received_on", ColumnType::integer},  {"refund_entry_id", ColumnType::integer},
    {"recorded_at", ColumnType::integer}};

}  // namespace

const storage::Table kOverpayment{194,
                                  "overpayment",
                                  kOverpaymentColumns,
                                  2,
                                  storage::Owner::person,
                                  0,
                                  storage::Mutability::mutable_rows};

const storage::KeyedSelect kOverpaymentsOf{
    "overpayments_of",
    "SELECT person_id, ordinal, enrolment, month, personal_fen, employer_fen, received_on, "
    "refund_entry_id, recorded_at FROM overpayment WHERE person_id {key} ORDER BY person_id, "
    "ordinal"};

std::vector<Overpayment> read_overpayments(const storage::Rows& rows) {
  std::vector<Overpayment> all;
  for (const storage::Row& row : rows) {
    all.push_back({PersonId(row[0].integer()), static_cast<int>(row[1].integer()),
                   static_cast<int>(row[2].integer()),
                   Month::from_index(static_cast<std::int32_t>(row[3].integer())),
                   Money::fen(row[4].integer()), Money::fen(row[5].integer()),
                   Date::from_days(static_cast<std::int32_t>(row[6].integer())),
                   row[7].integer_or(0), Instant::from_milliseconds(row[8].integer())});
  }
  return all;
}

storage::Row overpayment_row(const Overpayment& overpayment) {
  return {overpayment.person.value(),
          overpayment.ordinal,
          overpayment.enrolment,
          overpayment.month.index(),
          overpayment.personal.fen(),
          overpayment.employer.fen(),
          overpayment.received_on.days(),
          overpayment.waits() ? Value() : Value(overpayment.refund_entry_id),
          overpayment.recorded_at.milliseconds()};
}

const Overpayment* waiting_for(Month month, int enrolment, std::span<const Overpayment> all) {
  const auto found = std::ranges::find_if(all, [&](const Overpayment& each) {
    return each.waits() && each.month == month && each.enrolment == enrolment;
  });
  return found == all.end() ? nullptr : &*found;
}

Overpayment overpayment_of(const Contribution& receipt, std::span<const Overpayment> before,
                           Instant now) {
  Overpayment one;
  one.person = receipt.person;
  one.ordinal = before.empty() ? 1 : before.back().ordinal + 1;
  one.enrolment = receipt.enrolment;
  one.month = receipt.month;
  one.personal = receipt.personal;
  one.employer = receipt.employer;
  one.received_on = receipt.received_on;
  one.recorded_at = now;
  return one;
}

}  // namespace yibao::contribution
