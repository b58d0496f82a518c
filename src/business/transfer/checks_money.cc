// Conservation of money (资金守恒), case by case.
#include <map>
#include <string>

#include "business/account/store.h"
#include "business/payout/checks.h"
#include "business/payout/store.h"
#include "business/scan.h"
#include "business/second_eyes.h"
#include "business/transfer/change.h"
#include "business/transfer/checks.h"
#include "business/transfer/remittance.h"

namespace yibao::transfer {

namespace {

using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;
using storage::Rows;
using storage::Table;

// What stands on an account between two personal ones: as the case says, and as the postings say.
struct TransitAccount {
  const Table* table = nullptr;  // the row to name
  const Row* row = nullptr;
  std::int64_t expected = 0;
  std::int64_t found = 0;
};
using TransitAccounts =
    std::map<std::string, TransitAccount, std::less<>>;  // by the account's name

// With both agencies on the system: what is on the road, and nothing once it has arrived or come
// back. Where one of them is on no system, what it has sent or kept stays on its account.
std::int64_t expected_in_transit(const Transfer& transfer) {
  const std::int64_t amount = transfer.amount.fen();
  const bool credited = transfer.money == MoneyState::credited;
  if (!transfer.origin_on_system()) {
    return credited && transfer.target_on_system() ? -amount : 0;
  }
  if (is_on_the_road(transfer.money)) return amount;
  return credited && !transfer.target_on_system() ? amount : 0;
}

bool is_between_accounts(std::string_view other) {
  return other.starts_with("case:") || other.starts_with("payout:") || other.starts_with("agency:");
}

void expect(TransitAccounts& accounts, const std::string& name, const Table& table, const Row& row,
            std::int64_t amount) {
  TransitAccount& transit = accounts[name];
  transit.table = &table;
  transit.row = &row;
  transit.expected += amount;
}

void add_postings(TransitAccounts& accounts, const Rows& postings) {
  for (const Row& posting : postings) {
    if (!is_between_accounts(posting[7].text())) continue;
    TransitAccount& transit = accounts[posting[7].text()];
    const bool leaves = posting[3].text() == "debit";
    transit.found += leaves ? posting[5].integer() : -posting[5].integer();
    if (transit.row != nullptr) continue;
    transit.table = &account::kPosting;
    transit.row = &posting;
  }
}

void compare(const TransitAccounts& accounts, Findings& findings) {
  for (const auto& [name, transit] : accounts) {
    if (transit.found == transit.expected) continue;
    findings.add(*transit.table, *transit.row, differs(name, transit.found, transit.expected));
  }
}

// 支付本人: the order to the bank goes with the money leg that waits for it.
void check_payout(const Row& row, const Transfer& transfer, const Rows& payouts,
                  Findings& findings) {
  const bool waits = transfer.money == MoneyState::paying_out;
  const bool done = transfer.money == MoneyState::paid_out;
  const std::optional<payout::Payout> payout = payout::find_payout(payouts, transfer.id);
  const bool open = payout && (payout->state == payout::PayoutState::ordered ||
                               payout->state == payout::PayoutState::sent);
  const bool paid = payout && payout->state == payout::PayoutState::paid;
  if (waits != open || done != paid) {
    findings.add(kTransfer, row, "money_state does not go with its payout");
  }
  if (payout && (open || paid) && payout->amount != transfer.amount) {
    findings.add(kTransfer, row,
                 differs("amount_fen", transfer.amount.fen(), payout->amount.fen()));
  }
}

// 预留: a case and what is set aside for it name each other.
void check_reservations(const CheckContext& context, const Rows& transfers,
                        const Rows& reservations, Findings& findings) {
  std::map<std::int64_t, std::int64_t> wanted;  // reservation → case
  for (const Row& row : transfers) {
    if (!row[14].is_null()) wanted[row[14].integer()] = row[1].integer();
  }
  for (const Row& row : reservations) {
    if (row[5].text() != "pending") continue;
    const auto found = wanted.find(row[1].integer());
    if (found == wanted.end() && payout::application_of(context, row[4])) continue;
    if (found == wanted.end() || found->second != row[4].integer()) {
      findings.add(account::kReservation, row, "is pending, its case does not name it");
    }
    wanted.erase(row[1].integer());
  }
  for (const Row& row : transfers) {
    if (row[14].is_null() || !wanted.contains(row[14].integer())) continue;
    findings.add(kTransfer, row, "reservation_id names nothing that is pending");
  }
}

void check_money_of(const CheckContext& context, const business::Walk& people, Findings& findings) {
  TransitAccounts accounts;
  for (const Row& row : people.rows(kTransfer)) {
    business::read_or_find(kTransfer, row, findings, [&](const Row&) {
      const Transfer transfer = read_transfer(row);
      expect(accounts, transit_account(transfer), kTransfer, row, expected_in_transit(transfer));
      check_payout(row, transfer, people.rows(payout::kPayout), findings);
      return true;
    });
  }
  for (const Row& row : people.rows(payout::kPayout)) {
    const bool gone = row[7].text() != "returned";
    expect(accounts, "payout:" + std::to_string(row[1].integer()), payout::kPayout, row,
           gone ? row[4].integer() : 0);
  }
  add_postings(accounts, people.rows(account::kPosting));
  compare(accounts, findings);
  check_reservations(context, people.rows(kTransfer), people.rows(account::kReservation), findings);
}

// What the bank statement has brought for a case, against what the case has taken in.
bool goes_with(std::int64_t matched, const Transfer& transfer) {
  const std::int64_t amount = transfer.amount.fen();
  switch (transfer.money) {
    case MoneyState::in_transit:
      return matched < amount;
    case MoneyState::arrived:
    case MoneyState::credited:
      // A target on no system says by letter that it has the money.
      return matched == (transfer.target_on_system() ? amount : 0);
    case MoneyState::returning:
    case MoneyState::returned:
    case MoneyState::paying_out:
    case MoneyState::bounced:
    case MoneyState::paid_out:
      return matched <= amount;
    case MoneyState::planned:
    case MoneyState::reserved:
    case MoneyState::none:
    case MoneyState::voided:
      return matched == 0;
  }
  return false;
}

// 资金在途之后记回或者支付的,转出地的对账单上有这一行; by letter where that agency is on no system.
bool has_come_back(MoneyState state) {
  return state == MoneyState::returned || state == MoneyState::paying_out ||
         state == MoneyState::bounced || state == MoneyState::paid_out;
}
bool must_have_line(const Transfer& transfer) {
  return transfer.route == Route::move && transfer.origin_on_system() &&
         has_come_back(transfer.money);
}

// What the origin's bank says of it: in parts while it is on its way, and in the end all of it.
bool comes_back_right(std::int64_t back, const Transfer& transfer) {
  if (must_have_line(transfer)) return back == transfer.amount.fen();
  if (transfer.money == MoneyState::returning) return back < transfer.amount.fen();
  return back == 0;
}

bool has_two_officers(const Remittance& remittance) {
  return !remittance.proposed_by.empty() &&
         !business::is_same_officer(remittance.proposed_by, remittance.matched_by);
}

// A line of another payer than the case's is matched by two officers.
bool has_one_officer(const Remittance& remittance, RegionCode payer) {
  return remittance.from_region != payer && !has_two_officers(remittance);
}

// 办结以后才汇到的 (late_money.h): nobody at an agency on no system applies for a supplement.
bool was_late(const Transfer& transfer) {
  return !transfer.supplements.is_none() && !transfer.origin_on_system();
}

// 到账: at the target; without a note it was matched by itself, and so it came from the origin.
// 退回到账: at the origin, of a case whose money comes back or has come back.
void check_matched(const Row& row, const Remittance& remittance, const Transfer& transfer,
                   Findings& findings) {
  if (remittance.region == transfer.target) {
    if (remittance.note.empty() && remittance.from_region != transfer.origin) {
      findings.add(kRemittance, row,
                   differs("from_region", remittance.from_region.value(), transfer.origin.value()));
    } else if (has_one_officer(remittance, transfer.origin)) {
      findings.add(kRemittance, row, "is of another payer, and one officer has matched it");
    } else if (was_late(transfer) && !has_two_officers(remittance)) {
      findings.add(kRemittance, row, "came after completion, and one officer has matched it");
    }
    return;
  }
  if (remittance.region != transfer.origin) {
    findings.add(kRemittance, row, "is matched to no case of this agency");
    return;
  }
  const bool back = has_come_back(transfer.money) || transfer.money == MoneyState::returning;
  if (!back || has_one_officer(remittance, transfer.target)) {
    findings.add(kRemittance, row, "is not what came back of its case");
  }
}

void check_arrivals(const CheckContext& context, Findings& findings) {
  business::Scan transfers(context, kTransfer);
  while (transfers.peek() != nullptr) {
    const Row row = transfers.take();
    const std::optional<Transfer> transfer = read_or_find(row, findings);
    if (!transfer) continue;
    const storage::Value key[] = {row[1]};
    std::int64_t matched = 0;
    std::int64_t back = 0;
    const std::vector<storage::Rows> found = context.session.select_keyed(kRemittancesOfCase, key);
    for (const Row& each : found.front()) {
      if (each[3] == row[3]) matched += each[2].integer();  // at the target
      if (each[3] == row[2]) back += each[2].integer();
    }
    if (!comes_back_right(back, *transfer)) {
      findings.add(kTransfer, row,
                   back == 0
                       ? std::string("has its money back, without a line of the origin's bank")
                       : "has " + std::to_string(back) + " back of " +
                             std::to_string(transfer->amount.fen()));
    }
    if (!goes_with(matched, *transfer)) {
      findings.add(kTransfer, row,
                   "amount_fen is " + std::to_string(transfer->amount.fen()) + ", " +
                       std::string(to_text(transfer->money)) + ", with " + std::to_string(matched) +
                       " matched to it");
    }
  }
}

}  // namespace

void check_money(const CheckContext& context, Findings& findings) {
  business::Walk people(context,
                        {&kTransfer, &payout::kPayout, &account::kPosting, &account::kReservation});
  while (people.next()) check_money_of(context, people, findings);
}

void check_remittances(const CheckContext& context, Findings& findings) {
  business::Scan remittances(context, kRemittance);
  while (remittances.peek() != nullptr) {
    const Row row = remittances.take();
    const auto remittance = business::read_or_find(kRemittance, row, findings, &read_remittance);
    if (!remittance || remittance->state != RemittanceState::matched) continue;
    const storage::Value key[] = {row[8], row[9]};
    const std::optional<Row> found = business::find_row(context, kTransfer, key);
    if (!found) {
      findings.add(kRemittance, row, "is matched to no case of this agency");
    } else if (const auto transfer = read_or_find(*found, findings)) {
      check_matched(row, *remittance, *transfer, findings);
    }
  }
  check_arrivals(context, findings);
}

}  // namespace yibao::transfer
