// The payer's part of a payment (共济支付): which accounts pay it, on which binding it counts.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "business/account/types.h"
#include "business/aid/store.h"
#include "business/hold/types.h"
#include "business/person/numbers.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::aid {

// 多人共济的: the payers in the order of their bindings. One of them pays: the first who can pay it
// all, else the one who can pay most of it. A dead or sealed one, one at the limit and one without
// money are passed over.
struct Offer {
  PersonId payer;
  Money amount;  // as much as was asked for, or what there is: zero where there is nothing
  std::optional<Refusal> short_of;  // why it is less
};
// What choose_payer() and pay_shared() read of each payer.
void need_payer(storage::Needs& needs, PersonId payer);
// Refused where nobody may pay, with the reason of the first: aid_not_bound, aid_payer_died,
// aid_payer_without_account, aid_region_not_open, aid_payer_held. What the payer has is
// told to nobody: it is neither the beneficiary's nor the cashier's to know.
Decision<Offer> choose_payer(const storage::Facts& facts, std::span<const PersonId> payers,
                             PersonId beneficiary, Money amount, RegionCode place_of_care,
                             const business::Context& context);

struct SharedPayment {
  PersonId payer;
  PersonId beneficiary;
  Money amount;           // acct_mulaid_pay
  Money total;            // acct_pay
  PostingId own_posting;  // the beneficiary's; none: nothing of their own
  RegionCode place_of_care;
};

// Writes the payer's postings, one per account, the use and a message to the payer; the first
// posting names the payment. Checked: the payer has offered that much.
PostingId pay_shared(storage::Plan& plan, const SharedPayment& payment,
                     const account::PostingText& text, const storage::Facts& facts,
                     const business::Context& context);

// What was paid by pay_shared(), given back to the payer.
struct SharedReturn {
  PersonId payer;            // the number that it was paid under
  person::Numbers numbers;   // that one, and the one that it leads to now
  PostingId shared_posting;  // the payer's first, that names what is taken back
  PostingId own_return;      // the beneficiary's own part, given back; none: nothing of their own
};
void need_return(storage::Needs& needs, PersonId payer, const person::Numbers& numbers);
// Writes the payer's postings, to each account what it had paid, takes the use off the binding,
// tells the payer, or the heirs. `text.corrects` is set here.
Decision<PostingId> give_back_shared(storage::Plan& plan, const SharedReturn& back,
                                     account::PostingText text, const storage::Facts& facts,
                                     const business::Context& context);

// In force today.
std::vector<hold::Hold> holds_of(const storage::Facts& facts, PersonId person, Date today);

}  // namespace yibao::aid
