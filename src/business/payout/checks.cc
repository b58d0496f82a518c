#include "business/payout/checks.h"

#include <map>
#include <set>
#include <string>

#include "business/account/store.h"
#include "business/application/store.h"
#include "business/casework/store.h"
#include "business/payout/store.h"
#include "business/scan.h"

namespace yibao::payout {

namespace {

using business::CheckContext;
using business::Findings;
using storage::Row;

// The bank has the last word: while it has not answered the application is under way, so that the
// answer can be taken (N-22); while what it sent back is not paid again the application is under
// way, or was ended and has left the money on the account. Completed is what was paid.
void check_payouts(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kPayout});
  while (people.next()) {
    std::set<std::int64_t> replaced;
    for (const Row& row : people.rows(kPayout)) replaced.insert(row[11].integer_or(0));
    for (const Row& row : people.rows(kPayout)) {
      const auto payout = business::read_or_find(kPayout, row, findings, &read_payout);
      if (!payout) continue;
      const auto application = application_of(context, row[3]);
      if (!application) continue;
      const bool waits = payout->is_open() ||
                         (payout->state == PayoutState::returned && !replaced.contains(payout->id));
      const bool underway = application->state == application::State::underway;
      if (waits && !underway && !application->is_over()) {
        findings.add(kPayout, row, "is ordered by an application that nobody has approved");
      }
      if (waits && application->state == application::State::completed) {
        findings.add(kPayout, row, "is not paid, and its application is completed");
      } else if (payout->is_open() && application->is_over()) {
        findings.add(kPayout, row, "waits for the bank, and its application takes no answer");
      }
    }
  }
}

// 预留: money is set aside for as long as its application runs.
void check_set_aside(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&account::kReservation});
  while (people.next()) {
    for (const Row& row : people.rows(account::kReservation)) {
      if (row[5].text() != "pending") continue;
      const auto application = application_of(context, row[4]);
      if (application && !application->is_running()) {
        findings.add(account::kReservation, row, "is pending, its application is over");
      }
    }
  }
}

}  // namespace

std::optional<application::Application> application_of(const CheckContext& context,
                                                       const storage::Value& case_id) {
  const storage::Value case_key[] = {case_id};
  const auto owner = business::find_row(context, casework::kCaseOwner, case_key);
  if (!owner) return std::nullopt;
  const storage::Value key[] = {(*owner)[1], case_id};
  const auto row = business::find_row(context, application::kApplication, key);
  if (!row) return std::nullopt;
  return application::read_application(*row);
}

std::vector<business::Check> checks() {
  return {{"payouts", "付款指令与办件一致:办结的已付清", &check_payouts},
          {"money_set_aside", "为申请预留的资金,申请在办", &check_set_aside}};
}

}  // namespace yibao::payout
