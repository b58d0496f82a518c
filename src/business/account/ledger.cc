#include "business/account/ledger.h"

#include "base/region_table.h"
#include "business/account/store.h"

namespace yibao::account {

PostingId post(storage::Plan& plan, Account& account, Money amount, const PostingText& text,
               const business::Context& context) {
  YB_CHECK(amount > Money(), "a posting has an amount above zero");
  const bool credit = direction_of(text.code) == Direction::credit;
  account.balance = credit ? account.balance + amount : account.balance - amount;
  YB_CHECK(account.balance >= account.reserved, "an account below what is set aside on it");
  const PostingId id(context.ids->next());
  account.last_posting = id;
  plan.insert(kPosting, {account.person.value(), id.value(), account.region.value(),
                         credit ? "credit" : "debit", static_cast<int>(text.code), amount.fen(),
                         account.balance.fen(), text.other, text.happened_on.days(),
                         text.month ? storage::Value(text.month->index()) : storage::Value(),
                         text.reference.empty() ? storage::Value() : storage::Value(text.reference),
                         text.corrects ? storage::Value(text.corrects->value()) : storage::Value(),
                         context.entry_id, context.now.milliseconds()});
  return id;
}

Tree present_shares(const std::vector<Share>& shares, const business::Context& context) {
  Tree list = Tree(Tree::List{});
  for (const Share& share : shares) {
    list.push(Tree::object({{"account_region", share.account.region.to_string()},
                            {"account_place", context.regions->name(share.account.region)},
                            {"amount_fen", share.amount.fen()},
                            {"balance_fen", share.account.balance.fen()}}));
  }
  return list;
}

std::string tell_shares(const std::vector<Share>& shares, const business::Context& context) {
  std::string told;
  for (const Share& share : shares) {
    told += (told.empty() ? "" : "、") + context.regions->name(share.account.region) + " " +
            share.amount.to_display() + " 元";
  }
  return told;
}

PostingId post_shares(storage::Plan& plan, std::vector<Share>& shares, const PostingText& text,
                      const business::Context& context) {
  PostingId first;
  for (Share& share : shares) {
    const PostingId posting = post(plan, share.account, share.amount, text, context);
    save(plan, share.account);
    if (first.is_none()) first = posting;
  }
  return first;
}

Money balance_of(const std::vector<Share>& shares) {
  Money balance;
  for (const Share& share : shares) balance += share.account.balance;
  return balance;
}

void post_earned(storage::Plan& plan, Account& account, const std::vector<Earned>& parts,
                 const business::Context& context) {
  for (const Earned& part : parts) {
    const Date on = part.whole_year ? part.until : context.today;
    const PostingCode code =
        part.whole_year ? PostingCode::yearly_interest : PostingCode::daily_interest;
    post(plan, account, part.amount,
         {code, "interest:" + account.region.to_string(), on, {}, {}, {}}, context);
  }
}

std::int64_t reserve(storage::Plan& plan, Account& account, Money amount, CaseId application,
                     const business::Context& context) {
  YB_CHECK(amount > Money() && amount <= account.available(), "more set aside than there is");
  account.reserved += amount;
  const std::int64_t id = context.ids->next();
  plan.insert(kReservation, {account.person.value(), id, account.region.value(), amount.fen(),
                             application.value(), "pending", context.now.milliseconds()});
  return id;
}

void end_reservation(storage::Plan& plan, Account& account, const storage::Row& reservation,
                     ReservationEnd end) {
  YB_CHECK(reservation[5].text() == "pending", "a reservation ends once");
  account.reserved -= Money::fen(reservation[3].integer());
  storage::Row row = reservation;
  row[5] = end == ReservationEnd::posted ? "posted" : "voided";
  plan.update(kReservation, std::move(row));
}

void save(storage::Plan& plan, const Account& account) {
  plan.save(kAccount,
            {account.person.value(), account.region.value(), account.balance.fen(),
             account.reserved.fen(), account.last_posting.value()},
            account.is_new);
}

}  // namespace yibao::account
