// The payer's part of a payment (共济支付): which accounts pay it, on which binding it counts.
#pragma once

#include <vector>

#include "business/account/types.h"
#include "business/aid/store.h"
#include "business/hold/types.h"
#include "business/person/numbers.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::aid {

struct SharedPayment {
  PersonId payer;  // none: nobody shares
  PersonId beneficiary;
  Money amount;           // acct_mulaid_pay
  Money total;            // acct_pay
  PostingId own_posting;  // the beneficiary's; none: nothing of their own
  RegionCode place_of_care;
};

// What pay_shared() reads of the payer.
void need_payer(storage::Needs& needs, PersonId payer);

// Writes the payer's postings, one per account, the use and a message to the payer; the first
// posting names the payment. Refused: aid_not_bound, aid_payer_died, aid_payer_without_account,
// aid_limit_reached, and what an account refuses.
Decision<PostingId> pay_shared(storage::Plan& plan, const SharedPayment& payment,
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
