#include "business/aid/paid_contributions.h"

#include <algorithm>

#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/aid/store.h"
#include "business/document/issue.h"
#include "business/person/rules.h"
#include "business/person/store.h"

namespace yibao::aid {

const storage::KeyedSelect kContributionsPaidFor{
    "aid_contributions_paid_for",
    "SELECT u.beneficiary_id, u.person_id, p.posting_id, p.region, p.amount_fen, u.entry_id "
    "FROM aid_use u JOIN posting p ON p.person_id = u.person_id AND p.entry_id = u.entry_id "
    "AND p.code = 205 WHERE u.beneficiary_id {key} AND u.kind = 'contribution' "
    "ORDER BY u.beneficiary_id, p.posting_id"};
const storage::KeyedSelect kContributionsPaidOwn{
    "aid_contributions_paid_own",
    "SELECT person_id, person_id, posting_id, region, amount_fen, entry_id FROM posting "
    "WHERE person_id {key} AND code = 205 ORDER BY person_id, posting_id"};

// A payment and the receipts that it made are of one command, and so of one entry.
std::vector<PaidContribution> paid_by_accounts(std::span<const contribution::Contribution> receipts,
                                               const storage::Rows& paid_for,
                                               const storage::Rows& paid_own) {
  std::vector<PaidContribution> all;
  for (const storage::Rows* rows : {&paid_for, &paid_own}) {
    for (const storage::Row& row : *rows) {
      const bool among = std::ranges::any_of(
          receipts, [&](const auto& receipt) { return receipt.entry_id == row[5].integer(); });
      if (!among) continue;
      all.push_back({PersonId(row[1].integer()), PostingId(row[2].integer()),
                     RegionCode(static_cast<std::int32_t>(row[3].integer())),
                     Money::fen(row[4].integer()), row[5].integer()});
    }
  }
  return all;
}

void need_contribution_return(storage::Needs& needs, PersonId payer) {
  needs.add(person::kPersonById, payer);
  needs.add(account::kAccountsOf, payer);
  needs.add(kBindingsOf, payer);
  needs.add(kUsesOf, payer);
  document::need_documents(needs, payer);
}

PostingId give_back_contribution(storage::Plan& plan, account::Account& account,
                                 const PaidContribution& paid, const std::string& fund,
                                 const storage::Facts& facts, const business::Context& context) {
  YB_CHECK(account.person == paid.payer && account.region == paid.region,
           "a contribution goes back to the account that paid it");
  const PostingId posting = account::post(
      plan, account, paid.amount,
      {account::PostingCode::refund_received, fund, context.today, {}, {}, paid.posting}, context);
  document::void_receipt(plan, facts, paid.payer, paid.posting.value(), context.today);
  return posting;
}

// Who has died in the meantime gets it as well: it is their heirs'.
void take_off_use(storage::Plan& plan, const GivenBack& back, const storage::Facts& facts,
                  const business::Context& context) {
  const storage::Rows& uses = facts.rows(kUsesOf, back.payer);
  const auto row = std::ranges::find_if(
      uses, [&](const storage::Row& each) { return each[1].integer() == back.paid.value(); });
  YB_CHECK(row != uses.end(), "a relative's contribution without its use");
  Use reversal = read_use(*row);
  const auto binding = find_binding(facts.rows(kBindingsOf, back.payer), reversal.binding);
  YB_CHECK(binding.has_value(), "a use of no binding");
  reversal.posting = back.returned;
  reversal.kind = UseKind::reversal;
  reversal.entry_id = context.entry_id;
  record_reversal(plan, *binding, reversal);
  const Decision<person::Person> payer = person::require_person(facts, back.payer, context);
  if (!payer || !person::check_alive(*payer, context.today)) return;
  plan.notify(back.payer, "aid_given_back",
              {{"amount", reversal.shared.to_display()}, {"balance", back.balance.to_display()}});
}

}  // namespace yibao::aid
