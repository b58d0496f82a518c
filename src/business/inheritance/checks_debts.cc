#include "business/inheritance/checks_debts.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "business/account/store.h"
#include "business/application/store.h"
#include "business/inheritance/debts.h"
#include "business/payout/checks.h"
#include "business/person/store.h"
#include "business/scan.h"

namespace yibao::inheritance {

namespace {

using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;
using storage::Rows;

using Line = std::pair<std::int64_t, int>;  // case, line

struct Divided {
  std::map<Line, std::pair<const Row*, SharePaid>> shares;  // of an amount above zero
  std::map<Line, Money> recovered;
};

Divided divided_of(const Rows& rows, Findings& findings) {
  Divided divided;
  for (const Row& row : rows) {
    const auto share = business::read_or_find(kInheritanceShare, row, findings, &read_share);
    if (!share || share->amount.is_zero()) continue;
    divided.shares[{share->application.value(), share->line}] = {&row, *share};
  }
  return divided;
}

// Owed by a correction that two officers have decided.
void check_debt(const CheckContext& context, const Row& row, const ShareDebt& debt,
                const Divided& divided, Findings& findings) {
  if (!divided.shares.contains({debt.application.value(), debt.line})) {
    findings.add(kInheritanceDebt, row, "is owed of a share that nobody got");
  }
  const auto correction = payout::application_of(context, storage::Value(debt.correction.value()));
  const bool decided = correction && correction->service == "death_correction" &&
                       correction->state == application::State::completed;
  if (!decided) findings.add(kInheritanceDebt, row, "no correction has made it");
}

void check_recovery(const CheckContext& context, const Row& row, const Recovery& recovery,
                    Divided& divided, Findings& findings) {
  const Line line{recovery.application.value(), recovery.line};
  const auto share = divided.shares.find(line);
  if (share == divided.shares.end()) {
    findings.add(kInheritanceRecovery, row, "gives back a share that nobody got");
    return;
  }
  Money& recovered = divided.recovered[line];
  recovered += recovery.amount;
  if (recovered > share->second.second.amount) {
    findings.add(kInheritanceRecovery, row,
                 differs("recovered", recovered.fen(), share->second.second.amount.fen()));
  }
  const std::string other = (recovery.debit != 0 ? "inheritance:" : "recovery:") +
                            std::to_string(recovery.application.value());
  if (!is_posted(context, recovery.person, recovery.credit, account::PostingCode::refund_received,
                 recovery.amount, other)) {
    findings.add(kInheritanceRecovery, row, "credit_posting is not the one that brought it");
  }
}

}  // namespace

bool is_posted(const CheckContext& context, PersonId person, std::int64_t posting,
               account::PostingCode code, Money amount, const std::string& other) {
  const storage::Value key[] = {storage::Value(person.value()), storage::Value(posting)};
  const auto row = business::find_row(context, account::kPosting, key);
  return row && (*row)[4].integer() == static_cast<int>(code) &&
         (*row)[5].integer() == amount.fen() && (*row)[7].text() == other;
}

// 健在的人的遗产没有分给别人: what was divided of the living is owed, all of it.
void check_debts(const CheckContext& context, Findings& findings) {
  business::Walk people(
      context, {&person::kPerson, &kInheritanceShare, &kInheritanceDebt, &kInheritanceRecovery});
  while (people.next()) {
    Divided divided = divided_of(people.rows(kInheritanceShare), findings);
    std::map<Line, bool> owed;
    for (const Row& row : people.rows(kInheritanceDebt)) {
      const auto debt = business::read_or_find(kInheritanceDebt, row, findings, &read_debt);
      if (!debt) continue;
      owed[{debt->application.value(), debt->line}] = true;
      check_debt(context, row, *debt, divided, findings);
    }
    for (const Row& row : people.rows(kInheritanceRecovery)) {
      const auto back = business::read_or_find(kInheritanceRecovery, row, findings, &read_recovery);
      if (!back) continue;
      if (!owed.contains({back->application.value(), back->line})) {
        findings.add(kInheritanceRecovery, row, "gives back what was not owed");
      }
      check_recovery(context, row, *back, divided, findings);
    }
    const Rows& person = people.rows(person::kPerson);
    if (person.empty() || !person.front()[7].is_null()) continue;
    for (const auto& [line, share] : divided.shares) {
      if (owed.contains(line)) continue;
      findings.add(kInheritanceShare, *share.first, "was paid to an heir of somebody who lives");
    }
  }
}

}  // namespace yibao::inheritance
