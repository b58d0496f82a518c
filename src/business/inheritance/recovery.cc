#include "business/inheritance/recovery.h"

#include <algorithm>

#include "business/access.h"
#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/casework/shown.h"
#include "business/casework/store.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/payout/store.h"
#include "business/person/store.h"
#include "business/reader.h"

namespace yibao::inheritance {

namespace {

constexpr storage::Statement kShareOfLine{
    "inheritance_share_of_line",
    "SELECT person_id, case_id, line, heir_id, holder, numerator, denominator, region, estate_fen, "
    "amount_fen, debit_posting, credit_posting, payout_id, entry_id FROM inheritance_share "
    "WHERE person_id = $1 AND case_id = $2 AND line = $3"};
constexpr storage::Statement kRegionOfPosting{
    "inheritance_region_of_posting",
    "SELECT region FROM posting WHERE person_id = $1 AND posting_id = $2"};
constexpr storage::Statement kCaseRecordedAt{
    "inheritance_case_recorded_at",
    "SELECT f.recorded_at FROM case_owner o JOIN case_file f ON f.person_id = o.person_id "
    "AND f.case_id = o.case_id WHERE o.case_id = $1"};

// How the money comes back: out of the heir's account, or as a line of the bank's.
enum class Way { account, bank };

Way read_way(business::Reader& reader) {
  return reader.code("paid_from", {"account", "bank"}) == "bank" ? Way::bank : Way::account;
}

std::vector<Recovery> recoveries_of(const storage::Rows& rows) {
  std::vector<Recovery> all;
  for (const storage::Row& row : rows) all.push_back(read_recovery(row));
  return all;
}

std::vector<payout::Payout> orders_of(const storage::Rows& rows, const SharePaid& share) {
  return payout::payouts_of(rows, share.application);
}

bool is_owed(const storage::Rows& debts, const SharePaid& share) {
  return std::ranges::any_of(debts, [&](const storage::Row& row) {
    const ShareDebt debt = read_debt(row);
    return debt.application == share.application && debt.line == share.line;
  });
}

}  // namespace

business::CommandOrRefusal RecoverShare::parse(const business::Request& request,
                                               const business::Context& context,
                                               storage::Session& session) {
  auto command = std::make_unique<RecoverShare>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  const std::string number = reader.text("case", 60);
  const std::int64_t line = reader.integer("line", 1, static_cast<std::int64_t>(kHeirsMax));
  command->amount_ = reader.fen("amount_fen");
  const Way way = read_way(reader);
  command->arrived_on_ = reader.optional_date("arrived_on").value_or(context.today);
  command->bank_serial_ =
      way == Way::bank ? reader.text("bank_serial", 60) : reader.text_or("bank_serial", 60, "");
  if (way == Way::account && !command->bank_serial_.empty()) {
    reader.add({"recovery_line_without_bank", {{"member", "bank_serial"}}, {}});
  }
  if (reader.ok_so_far() && command->arrived_on_ > context.today) {
    reader.add({"day_in_future", {{"day", command->arrived_on_.to_string()}}, {}});
  }
  if (reader.ok_so_far()) {
    const auto key = casework::find_case(number, *context.vault, session);
    const storage::Rows rows =
        key ? session.select(kShareOfLine, {command->person_.value(), key->id.value(), line})
            : storage::Rows();
    if (rows.empty()) {
      reader.add({"not_found", {{"member", "line"}}, {}}, RefusalKind::not_found);
    } else {
      command->share_ = read_share(rows.front());
    }
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const SharePaid& share = command->share_;
  command->own_ = person::load_way(command->person_, session);
  if (!share.heir.is_none()) command->heir_ = person::load_way(share.heir, session);
  if (share.credit != 0) {
    const storage::Rows rows = session.select(kRegionOfPosting, {share.heir.value(), share.credit});
    YB_CHECK(!rows.empty(), "a share without its posting");
    command->heir_region_ = RegionCode(static_cast<std::int32_t>(rows.front()[0].integer()));
  }
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> RecoverShare::subjects() const {
  std::vector<storage::Subject> all;
  for (const PersonId each : own_.all()) all.push_back(storage::Subject::person(each));
  if (from_account() && !heir_.kept.is_none() && heir_.kept != own_.kept) {
    all.push_back(storage::Subject::person(heir_.kept));
  }
  return all;
}

void RecoverShare::need(storage::Needs& needs) const {
  needs.add(kDebtsOf, person_);
  needs.add(kRecoveriesOf, person_);
  needs.add(payout::kPayoutsOf, person_);
  needs.add(person::kPersonById, person_);
  account::Returning::need(needs, own_);
  if (!bank_serial_.empty()) needs.add(kRecoveriesBySerial, storage::Value(bank_serial_));
  if (!from_account() || heir_.kept.is_none()) return;
  needs.add(account::kAccountsOf, heir_.kept);
  needs.add(hold::kHoldsOf, heir_.kept);
}

// The agency whose account was divided.
Verdict RecoverShare::authorise(const business::Actor& actor, const storage::Facts&) const {
  return business::may_act_at(actor, share_.region);
}

// 继承人退回的,以其分得的为限;账户余额不足、账户冻结的,可以存入经办机构的账户。
Verdict RecoverShare::check(const storage::Facts& facts, const business::Context& context) const {
  if (!is_owed(facts.rows(kDebtsOf, person_), share_)) return refuse("share_is_not_owed");
  const std::vector<payout::Payout> orders =
      orders_of(facts.rows(payout::kPayoutsOf, person_), share_);
  if (const auto order = last_order(share_, orders); order && order->is_open()) {
    return refuse("recovery_before_bank_answer");
  }
  const Money left = outstanding(share_, recoveries_of(facts.rows(kRecoveriesOf, person_)), orders);
  if (amount_ > left) {
    return refuse("recovery_above_debt",
                  {{"amount", amount_.to_display()}, {"left", left.to_display()}});
  }
  if (!bank_serial_.empty()) {
    if (facts.rows(kRecoveriesBySerial, storage::Value(bank_serial_)).empty()) return Nothing{};
    return refuse("arrival_entered_already", {{"bank_serial", bank_serial_}});
  }
  if (share_.credit == 0) return refuse("recovery_no_account");
  const auto holds =
      hold::in_force(hold::read_holds(facts.rows(hold::kHoldsOf, heir_.kept)), context.today);
  if (const Verdict may = hold::spending_verdict(holds, heir_region_); !may) return may.refusal();
  const account::Account account =
      account::account_at(account::read_accounts(facts.rows(account::kAccountsOf, heir_.kept)),
                          heir_.kept, heir_region_);
  if (amount_ <= account.available()) return Nothing{};
  return refuse("recovery_account_short", {{"amount", amount_.to_display()},
                                           {"available", account.available().to_display()}});
}

PostingId RecoverShare::debit_heir(storage::Plan& plan, const account::PostingText& text,
                                   const storage::Facts& facts,
                                   const business::Context& context) const {
  account::Account account =
      account::account_at(account::read_accounts(facts.rows(account::kAccountsOf, heir_.kept)),
                          heir_.kept, heir_region_);
  account::PostingText taken = text;
  taken.code = account::PostingCode::closed_out;
  const PostingId posting = account::post(plan, account, amount_, taken, context);
  account::save(plan, account);
  plan.notify(heir_.kept, "share_taken_back",
              {{"amount", amount_.to_display()}, {"balance", account.balance.to_display()}});
  return posting;
}

Decision<storage::Plan> RecoverShare::decide(const storage::Facts& facts,
                                             const business::Context& context) const {
  if (const Verdict verdict = check(facts, context); !verdict) return verdict.refusal();
  storage::Plan plan;
  plan.event = "inheritance_recovered";
  Recovery recovery;
  recovery.person = person_;
  recovery.id = context.ids->next();
  recovery.application = share_.application;
  recovery.line = share_.line;
  recovery.amount = amount_;
  recovery.bank_serial = bank_serial_;
  recovery.arrived_on = arrived_on_;
  recovery.recorded_by = context.actor->journal_name();
  recovery.entry_id = context.entry_id;
  account::PostingText text;
  text.code = account::PostingCode::refund_received;
  text.other =
      (from_account() ? "inheritance:" : "recovery:") + std::to_string(share_.application.value());
  text.happened_on = context.today;
  if (from_account()) recovery.debit = debit_heir(plan, text, facts, context).value();
  account::Returning accounts(own_, facts);
  recovery.credit =
      accounts.give_back(plan, person_, share_.region, amount_, text, context).value();
  accounts.save(plan);
  plan.insert(kInheritanceRecovery, recovery_row(recovery));
  const Money left = outstanding(share_, recoveries_of(facts.rows(kRecoveriesOf, person_)),
                                 orders_of(facts.rows(payout::kPayoutsOf, person_), share_)) -
                     amount_;
  const std::vector<Fact> told{
      {"amount", amount_.to_display()}, {"heir", share_.holder}, {"left", left.to_display()}};
  plan.reasons.push_back({"share_recovered", told, {}});
  plan.notify(own_.kept, "share_recovered", told);
  plan.answer = Tree::object({{"recovered_fen", amount_.fen()}, {"left_fen", left.fen()}});
  return plan;
}

Decision<Tree> answer_share_debts(const business::Request& request,
                                  const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId id(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, id); !own) return own.refusal();
  const storage::Value key[] = {storage::Value(id.value())};
  const auto rows_of = [&](const storage::KeyedSelect& select) {
    return session.select_keyed(select, key).front();
  };
  const storage::Rows debts = rows_of(kDebtsOf);
  const std::vector<Recovery> recovered = recoveries_of(rows_of(kRecoveriesOf));
  const storage::Rows payouts = rows_of(payout::kPayoutsOf);
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : rows_of(kWholeSharesOf)) {
    const SharePaid share = read_share(row);
    if (!is_owed(debts, share)) continue;
    const storage::Rows file = session.select(kCaseRecordedAt, {share.application.value()});
    YB_CHECK(!file.empty(), "a share of no case");
    const Money left = outstanding(share, recovered, orders_of(payouts, share));
    list.push(
        Tree::object({{"case", casework::case_number(
                                   share.application,
                                   Instant::from_milliseconds(file.front()[0].integer()), context)},
                      {"line", share.line},
                      {"heir", share.holder},
                      {"amount_fen", share.amount.fen()},
                      {"amount", share.amount.to_display()},
                      {"left_fen", left.fen()},
                      {"left", left.to_display()},
                      {"to_account", share.credit != 0}}));
  }
  return Tree::object({{"debts", std::move(list)}});
}

}  // namespace yibao::inheritance
