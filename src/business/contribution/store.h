// Contributions in the database (schema/002_people.sql): one row per month and receipt, never
// changed. A refund takes back what the same enrolment paid for the month.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/region_code.h"
#include "business/contribution/types.h"
#include "business/enrolment/types.h"
#include "storage/plan.h"

namespace yibao::contribution {

// The national list clct_type; deemed months (视同缴费) are our own 38.
enum class ReceiptKind : int { normal = 10, refund = 20, supplementary = 30, deemed = 38 };
// Whether money came with it: not a refund, nor a month deemed paid.
constexpr bool is_payment(ReceiptKind kind) {
  return kind == ReceiptKind::normal || kind == ReceiptKind::supplementary;
}
// In a sum, what was given back is taken off.
inline Money counted(ReceiptKind kind, Money amount) {
  return kind == ReceiptKind::refund ? Money() - amount : amount;
}

// One row: a month, as it was received once.
struct Contribution {
  PersonId person;
  Month month;
  int serial = 0;     // of the rows of this month: 0, 1, 2 …
  int enrolment = 0;  // the ordinal under which it was paid
  ReceiptKind kind = ReceiptKind::normal;
  Money base;
  Money personal;
  Money employer;
  Date received_on;
  std::int64_t entry_id = 0;
};

// A line of an information sheet that a place took in: months paid elsewhere.
struct RecognisedMonths {
  RegionCode region;   // who recognises them
  RegionCode paid_at;  // where they were paid
  Month first;
  Month last;
  bool deemed = false;
  Scheme scheme = Scheme::employee;  // in which they were paid
};

extern const storage::Table kContribution;

extern const storage::KeyedSelect kContributionsOf;  // by person: whole rows, by month and serial
// By person: of the same rows only what says when and how each month was paid, not how much.
extern const storage::KeyedSelect kMonthsOf;
// By person: whole rows of recognised_months, save those whose transfer was undone (N-23).
extern const storage::KeyedSelect kRecognisedOf;

std::vector<Contribution> read_contributions(const storage::Rows& rows);
std::vector<Contribution> read_months(const storage::Rows& rows);  // of kMonthsOf: without amounts
storage::Row contribution_row(const Contribution& contribution);
// What is still recognised: without the months that the place where they were paid has taken back
// since (a correction to "not paid", a refund), in that scheme and with nothing else paid for them.
std::vector<RecognisedMonths> read_recognised(const storage::Rows& rows,
                                              std::span<const Contribution> contributions,
                                              std::span<const enrolment::Enrolment> enrolments);
// The same in two steps, where the contributions come later.
std::vector<RecognisedMonths> read_recognised_lines(const storage::Rows& rows);
std::vector<RecognisedMonths> still_recognised(std::vector<RecognisedMonths> lines,
                                               std::span<const Contribution> contributions,
                                               std::span<const enrolment::Enrolment> enrolments);

// The receipts that no later refund took back, in the order given (by month and serial).
std::vector<Contribution> standing_receipts(std::span<const Contribution> contributions);

// The months that stand paid: of one region, or of all of them; in one scheme, or in either.
ContributionRecord paid_months(std::span<const Contribution> contributions,
                               std::span<const enrolment::Enrolment> enrolments,
                               std::optional<RegionCode> region = std::nullopt,
                               std::optional<Scheme> scheme = std::nullopt);

// What one place took over from others, in one scheme or in either.
ContributionRecord recognised_at(std::span<const RecognisedMonths> recognised, RegionCode region,
                                 std::optional<Scheme> scheme = std::nullopt);

}  // namespace yibao::contribution
