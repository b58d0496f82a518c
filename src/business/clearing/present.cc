#include "business/clearing/present.h"

#include "base/region_table.h"
#include "base/secret.h"
#include "business/clearing/store.h"

namespace yibao::clearing {

namespace {

std::string masked(const std::string& sealed, const business::Context& context) {
  return mask_bank_account(BankAccount(context.vault->open(kPayeePurpose, storage::Bytes{sealed})));
}

void set_region(Tree& tree, const std::string& name, RegionCode region,
                const business::Context& context) {
  tree.set(name, region.to_string());
  tree.set(name + "_name", context.regions->full_name(region));
}

}  // namespace

Tree present_statement(const Statement& each, const business::Context& context) {
  Tree tree = Tree::object({{"statement", each.number},
                            {"kind", std::string(to_text(each.kind))},
                            {"month", each.month.to_string()},
                            {"state", std::string(to_text(each.state))},
                            {"settlements", each.settlements},
                            {"postings", each.postings},
                            {"bills_fen", each.bills.fen()},
                            {"fund_fen", each.fund.fen()},
                            {"account_fen", each.account.fen()},
                            {"counter_fen", each.counter.fen()},
                            {"carried_fen", each.carried.fen()},
                            {"amount_fen", each.amount().fen()},
                            {"amount", each.amount().to_display()},
                            {"drawn_by", each.drawn_by},
                            {"first_by", each.first_by},
                            {"second_by", each.second_by},
                            {"due_on", each.due_on.to_string()},
                            {"due_provisional", each.due_is_provisional()},
                            {"drawn_on", each.recorded_at.date().to_string()}});
  set_region(tree, "region", each.region, context);
  if (each.kind == Kind::institution) {
    tree.set("institution", each.party);
  } else {
    set_region(tree, "with", each.other_region(), context);
    const RegionCode payer = each.region_pays() ? each.region : each.other_region();
    const RegionCode payee = each.region_pays() ? each.other_region() : each.region;
    if (!each.amount().is_zero()) {
      set_region(tree, "payer", payer, context);
      set_region(tree, "payee", payee, context);
    }
  }
  if (!each.why.empty()) tree.set("why", each.why);
  if (!each.payee_sealed.empty()) {
    tree.set("payee_holder", each.payee_holder);
    tree.set("payee_account", masked(each.payee_sealed, context));
  }
  if (each.paid_on) tree.set("paid_on", each.paid_on->to_string());
  return tree;
}

Tree present_shares(const std::vector<Share>& shares, const business::Context& context) {
  Tree list = Tree(Tree::List{});
  for (const Share& each : shares) {
    Tree share = Tree::object({{"settlements", each.settlements},
                               {"postings", each.postings},
                               {"fund_fen", each.fund.fen()},
                               {"account_fen", each.account.fen()},
                               {"amount_fen", each.owed().fen()}});
    set_region(share, "creditor", each.region, context);
    set_region(share, "debtor", each.debtor, context);
    list.push(std::move(share));
  }
  return list;
}

Tree present_statement(const Statement& statement, const std::vector<Share>& shares,
                       const business::Context& context) {
  Tree tree = present_statement(statement, context);
  tree.set("shares", present_shares(shares, context));
  return tree;
}

Tree present_payee(const PayeeAccount& account, const business::Context& context) {
  return Tree::object({{"institution", account.institution},
                       {"holder", account.holder},
                       {"bank_account", masked(account.bank_sealed, context)},
                       {"state", std::string(to_text(account.state))},
                       {"proposed_by", account.proposed_by},
                       {"confirmed_by", account.confirmed_by},
                       {"proposed_at", account.recorded_at.to_string()}});
}

}  // namespace yibao::clearing
