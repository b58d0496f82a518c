// Writing to the ledger: the only place where postings, balances and reservations are made.
#pragma once

#include <string>
#include <vector>

#include "business/account/interest.h"
#include "business/account/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::account {

// Adds the posting and the account's new balance to the plan, and moves `account` on. Checked: a
// debit never exceeds the balance; whether it may touch reserved money is the caller's decision.
PostingId post(storage::Plan& plan, Account& account, Money amount, const PostingText& text,
               const business::Context& context);

// A payment in one posting per account, each saved; the shares move on. The first posting names the
// payment: the others are those of the same person and entry (parts_of).
PostingId post_shares(storage::Plan& plan, std::vector<Share>& shares, const PostingText& text,
                      const business::Context& context);
// The shares as an answer shows them: place, amount, and what is left there.
Tree present_shares(const std::vector<Share>& shares, const business::Context& context);
// "湛江市 70.00 元、韶关市 130.00 元"
std::string tell_shares(const std::vector<Share>& shares, const business::Context& context);
// What the accounts of the shares hold together.
Money balance_of(const std::vector<Share>& shares);

// 结息 of an account that is given up: the yearly interest (102) of years that are over, on its
// day; of the rest, the daily interest (103), today.
void post_earned(storage::Plan& plan, Account& account, const std::vector<Earned>& parts,
                 const business::Context& context);

// Sets money aside for a case; checked: not more than is available.
std::int64_t reserve(storage::Plan& plan, Account& account, Money amount, CaseId application,
                     const business::Context& context);

// Ends a reservation: posted where the money leaves now, voided where it stays.
enum class ReservationEnd { posted, voided };
void end_reservation(storage::Plan& plan, Account& account, const storage::Row& reservation,
                     ReservationEnd end);

// Stages all changes of an account as one row: call once per account, when its postings are made.
void save(storage::Plan& plan, const Account& account);

}  // namespace yibao::account
