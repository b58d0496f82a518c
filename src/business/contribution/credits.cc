#include "business/contribution/credits.h"

#include "business/account/ledger.h"

namespace yibao::contribution {

Decision<bool> post_credits(storage::Plan& plan, const Receipts& receipts,
                            account::Account& account, const business::Context& context) {
  bool changed = false;
  for (const Receipt& receipt : receipts.all) {
    if (receipt.credit.is_zero()) continue;
    const bool refund = receipt.row.kind == ReceiptKind::refund;
    if (refund && account.available() < receipt.credit) {
      return refuse("refund_credit_spent", {{"month", receipt.row.month.to_string()},
                                            {"credit", receipt.credit.to_display()},
                                            {"available", account.available().to_display()}});
    }
    account::post(plan, account, receipt.credit,
                  {refund ? account::PostingCode::closed_out : account::PostingCode::monthly_credit,
                   "contribution:" + account.region.to_string(),
                   receipt.row.received_on,
                   receipt.row.month,
                   "",
                   {}},
                  context);
    changed = true;
  }
  return changed;
}

}  // namespace yibao::contribution
