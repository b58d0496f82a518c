#include "business/settlement/checks.h"

#include <map>

#include "business/account/store.h"
#include "business/scan.h"
#include "business/settlement/store.h"

namespace yibao::settlement {

namespace {

using business::differs;
using business::Findings;
using storage::Row;

bool is_at_till(const Row& posting) {
  return posting[7].text().starts_with(kProviderPrefix);
}

// That a posting corrects one of its account, in the other direction and once, is the account's
// check. Here: what a till gives back is what it took in, all of it, at that very till.
void check_reversal(const Row& reversal, const std::map<std::int64_t, const Row*>& before,
                    Findings& findings) {
  if (reversal[11].is_null()) {
    findings.add(account::kPosting, reversal, "money came back from a till and names no payment");
    return;
  }
  const auto found = before.find(reversal[11].integer());
  if (found == before.end()) return;
  const Row& payment = *found->second;
  if (payment[7] != reversal[7]) {
    findings.add(account::kPosting, reversal, "takes back a payment of another provider");
  }
  if (payment[5] != reversal[5]) {
    findings.add(account::kPosting, reversal,
                 differs("amount_fen", reversal[5].integer(), payment[5].integer()));
  }
}

// 整笔退回: where one part of a payment came back, so did the others, of all who shared it.
void check_whole(const business::CheckContext& context, const Row& reversal, Findings& findings) {
  if (reversal[11].is_null()) return;
  const auto payment = find_payment(PersonId(reversal[0].integer()),
                                    PostingId(reversal[11].integer()), context.session);
  if (!payment) return;
  for (const PaidPart& part : payment->parts()) {
    if (!is_taken_back(part, context.session)) {
      findings.add(account::kPosting, reversal, "takes back one part of a shared payment");
      return;
    }
  }
}

void check_reversals(const business::CheckContext& context, Findings& findings) {
  constexpr std::int64_t kReversal = static_cast<int>(account::PostingCode::refund_received);
  business::Walk people(context, {&account::kPosting});
  while (people.next()) {
    std::map<std::int64_t, const Row*> before;
    for (const Row& posting : people.rows(account::kPosting)) {
      if (posting[4].integer() == kReversal && is_at_till(posting)) {
        check_reversal(posting, before, findings);
        check_whole(context, posting, findings);
      }
      before[posting[1].integer()] = &posting;
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"till_reversals", "医药机构退回的每一笔对应一笔收款,金额与机构一致", &check_reversals}};
}

}  // namespace yibao::settlement
