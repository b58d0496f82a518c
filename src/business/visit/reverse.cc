#include "business/visit/reverse.h"

#include <algorithm>

#include "business/account/ledger.h"
#include "business/account/rules.h"
#include "business/account/store.h"
#include "business/aid/paying.h"
#include "business/document/issue.h"
#include "business/enrolment/store.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/inheritance/estate.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/provider/institution.h"
#include "business/settlement/store.h"
#include "business/visit/fees.h"
#include "business/visit/present.h"
#include "business/visit/store.h"
#include "business/visit/voided.h"

namespace yibao::visit {

namespace {

Parts negative(const Parts& parts) {
  const Money none;
  return {none - parts.deductible, none - parts.fund, none - parts.account, none - parts.shared,
          none - parts.cash};
}

Scope negative(const Scope& scope) {
  const Money none;
  return {none - scope.total, none - scope.own_paid, none - scope.over_limit,
          none - scope.first_paid, none - scope.in_scope};
}

constexpr std::size_t kToldMax = 500;  // of exp_content

// "湛江市 70.00 元、家庭共济 20.00 元"
std::string returned_to(const std::vector<account::Share>& back, Money shared,
                        const business::Context& context) {
  std::string told = account::tell_shares(back, context);
  if (!shared.is_zero()) {
    told += (told.empty() ? "" : "、") + ("家庭共济 " + shared.to_display() + " 元");
  }
  return told.empty() ? "没有用到" : told;
}

// The one that is to be taken back.
const Settlement* named(const std::vector<Settlement>& all, SettlementId id,
                        const std::string& institution, const std::string& msgid) {
  const auto found = std::ranges::find_if(all, [&](const Settlement& each) {
    if (each.institution != institution) return false;
    return id.is_none() ? each.msgid == msgid : each.id == id;
  });
  return found == all.end() ? nullptr : &*found;
}

// 冲正要说明原交易: a sale made its visit itself, and gave it no number. Who names another
// transaction than the message was has mistaken its messages.
Verdict check_transaction(const std::string& said, const Settlement& settlement,
                          const storage::Rows& visits) {
  const auto visit = find_visit(visits, settlement.visit);
  YB_CHECK(visit.has_value(), "a settlement without its visit");
  const std::string was = visit->number.empty() ? "2102" : "2207";
  if (said.empty() || said == was) return Nothing{};
  return refuse("reversal_transaction_differs", {{"infno", said}, {"original_infno", was}});
}

// 人员编号写错的冲正: the msgid is that of a settlement all the same, of somebody else. It stands,
// so nobody may be told to settle again.
Verdict check_message_of(const storage::Rows& of_message, const std::string& institution,
                         const std::string& msgid) {
  for (const storage::Row& row : of_message) {
    if (row[3].text() != institution) continue;
    return refuse("settlement_of_other_person", {{"msgid", msgid}});
  }
  return Nothing{};
}

// 已撤销的不能再撤销;撤销本身不能撤销。
Verdict check_reversal(const Settlement* settlement, const std::vector<Settlement>& all,
                       VisitId visit, PersonId payer) {
  YB_CHECK(settlement != nullptr, "a reversal of nothing");
  if (!visit.is_none() && settlement->visit != visit) return refuse("settlement_of_other_visit");
  if (!settlement->reverses.is_none()) return refuse("reversal_not_reversible");
  if (is_reversed(all, settlement->id)) return refuse("settlement_reversed_before");
  // Whoever shared the money is locked before; a settlement that came between is asked for again.
  if (!settlement->shared_posting.is_none() && settlement->payer != payer) {
    return refuse("settlement_changed_meanwhile");
  }
  return Nothing{};
}

}  // namespace

// 一笔只退一次 (N-13), whatever door it was given back by.
Verdict ReverseSettlement::check_not_given_back(const storage::Facts& facts) const {
  const storage::Rows given_back =
      person::rows_of_all(facts, settlement::kReversalsOf, asked_.numbers);
  for (const storage::Row& row : facts.rows(account::kPostingsOfEntryOfNumbers)) {
    for (const storage::Row& back : given_back) {
      if (back[1].integer() != row[0].integer()) continue;
      const Date on = Date::from_days(static_cast<std::int32_t>(back[2].integer()));
      return refuse(
          "payment_reversed_already",
          {{"reversed_on", on.to_string()}, {"amount", Money::fen(row[2].integer()).to_display()}});
    }
  }
  return Nothing{};
}

std::vector<storage::Subject> ReverseSettlement::subjects() const {
  std::vector<storage::Subject> all;
  for (const PersonId each : asked_.numbers.all()) all.push_back(storage::Subject::person(each));
  if (asked_.payer.is_none()) return all;
  for (const PersonId each : asked_.payer_numbers.all()) {
    all.push_back(storage::Subject::person(each));
  }
  return all;
}

void ReverseSettlement::need(storage::Needs& needs) const {
  needs.add(provider::kInstitutionOfCode, storage::Value(asked_.institution));
  needs.add(person::kPersonById, asked_.numbers.kept);
  account::Returning::need(needs, asked_.numbers);
  inheritance::need_estate(needs, asked_.numbers);
  needs.add(enrolment::kEnrolmentsOf, asked_.numbers.kept);
  needs.add(hold::kHoldsOf, asked_.numbers.kept);
  needs.add(kVisitsOf, asked_.person);
  needs.add(kSettlementsOf, asked_.person);
  needs.add(kVoidedMessagesOf, asked_.person);
  for (const PersonId each : asked_.numbers.all()) document::need_documents(needs, each);
  person::need_of_all(needs, settlement::kReversalsOf, asked_.numbers);
  if (asked_.settlement.is_none()) {
    needs.add(kSettlementsOfMessage, storage::Value(asked_.original_msgid));
  }
  if (!asked_.payer.is_none()) aid::need_return(needs, asked_.payer, asked_.payer_numbers);
}

// The lines that it took, and what the accounts of the person had paid: the postings of the
// settlement's own entry.
void ReverseSettlement::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  const std::vector<Settlement> all = read_settlements(facts.rows(kSettlementsOf, asked_.person));
  const Settlement* original =
      named(all, asked_.settlement, asked_.institution, asked_.original_msgid);
  if (original == nullptr) return;
  needs.add(kLinesOfVisit, {asked_.person.value(), original->visit.value()});
  needs.add(account::kPostingsOfEntryOfNumbers,
            {asked_.numbers.kept.value(), original->entry_id,
             static_cast<std::int64_t>(account::PostingCode::payment)});
}

Verdict ReverseSettlement::authorise(const business::Actor&, const storage::Facts& facts) const {
  const auto institution = provider::require_institution(facts, asked_.institution);
  if (!institution) return institution.refusal();
  return Nothing{};
}

std::vector<account::Share> ReverseSettlement::pay_own_back(
    const Settlement& original, Settlement& reversal, account::Returning& accounts,
    account::PostingText text, storage::Plan& plan, const storage::Facts& facts,
    const business::Context& context) const {
  Money paid_back;
  for (const storage::Row& row : facts.rows(account::kPostingsOfEntryOfNumbers)) {
    text.corrects = PostingId(row[0].integer());
    const Money amount = Money::fen(row[2].integer());
    const PostingId posting = accounts.give_back(
        plan, PersonId(row[4].integer()), RegionCode(static_cast<std::int32_t>(row[1].integer())),
        amount, text, context);
    if (reversal.own_posting == original.own_posting) reversal.own_posting = posting;
    if (PersonId(row[4].integer()) == asked_.numbers.kept) {
      document::void_receipt(plan, facts, asked_.numbers.kept, text.corrects->value(),
                             context.today);
    }
    paid_back += amount;
  }
  accounts.save(plan);
  YB_CHECK(paid_back == original.parts.account - original.parts.shared,
           "another amount was posted");
  return accounts.back();
}

// 余额: what may be spent there now, as 1101 tells it, whoever had paid what is taken back.
Money ReverseSettlement::balance_now(const account::Returning& accounts,
                                     const person::Person& person, RegionCode place,
                                     const storage::Facts& facts,
                                     const business::Context& context) const {
  const account::Till till = account::till_at(
      place, enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, person.id)),
      *context.policies, context.today);
  std::vector<hold::Hold> holds =
      hold::in_force(hold::read_holds(facts.rows(hold::kHoldsOf, person.id)), context.today);
  if (person.died_on) holds.push_back(hold::hold_of_death(*person.died_on, context.today));
  return account::spendable_sum(accounts.kept_accounts(), holds, till);
}

// 原路退回: to each account what it had paid.
Decision<ReverseSettlement::Back> ReverseSettlement::pay_back(
    const person::Person& person, const Settlement& original, Settlement& reversal,
    storage::Plan& plan, const storage::Facts& facts, const business::Context& context) const {
  account::PostingText text{account::PostingCode::refund_received,
                            "provider:" + asked_.institution,
                            context.today,
                            {},
                            asked_.msgid,
                            {}};
  Back back;
  account::Returning accounts(asked_.numbers, facts);
  if (!original.own_posting.is_none()) {
    back.parts = pay_own_back(original, reversal, accounts, text, plan, facts, context);
    inheritance::tell_estate(plan, person, account::total_of(back.parts), facts, context);
  }
  back.balance_left = account::balance_left(accounts.kept_accounts(), {});
  reversal.balance = balance_now(accounts, person, original.place_of_care, facts, context);
  for (const account::Share& each : back.parts) {
    plan.reasons.push_back(
        {"payment_taken_back",
         {{"amount", each.amount.to_display()}, {"region", each.account.region.to_string()}},
         {}});
  }
  if (original.shared_posting.is_none()) return back;
  const Decision<PostingId> shared = aid::give_back_shared(
      plan, {original.payer, asked_.payer_numbers, original.shared_posting, reversal.own_posting},
      text, facts, context);
  if (!shared) return shared.refusal();
  reversal.shared_posting = *shared;
  plan.reasons.push_back(
      {"shared_payment_taken_back", {{"amount", original.parts.shared.to_display()}}, {}});
  return back;
}

// 2103 and 2208 name a settlement, which may be mistyped: nothing is said of money. A 2601 knows
// its message alone, and is told what became of it.
Decision<storage::Plan> ReverseSettlement::find_nothing(const storage::Facts& facts,
                                                        const business::Context& context) const {
  if (!asked_.settlement.is_none()) return refuse(RefusalKind::not_found, "settlement_unknown");
  const std::string& msgid = asked_.original_msgid;
  const Verdict of_nobody = check_message_of(
      facts.rows(kSettlementsOfMessage, storage::Value(msgid)), asked_.institution, msgid);
  if (!of_nobody) return of_nobody.refusal();
  return void_message(facts, asked_.person, asked_.institution, msgid,
                      refuse(RefusalKind::not_found, "nothing_to_reverse", {{"msgid", msgid}}),
                      context);
}

Decision<storage::Plan> ReverseSettlement::decide(const storage::Facts& facts,
                                                  const business::Context& context) const {
  const auto person =
      person::require_person(facts, asked_.numbers.kept, context, person::Open::secrets);
  if (!person) return person.refusal();
  const std::vector<Settlement> all = read_settlements(facts.rows(kSettlementsOf, asked_.person));
  const Settlement* original =
      named(all, asked_.settlement, asked_.institution, asked_.original_msgid);
  if (original != nullptr) {
    const Verdict same =
        check_transaction(asked_.original_infno, *original, facts.rows(kVisitsOf, asked_.person));
    if (!same) return same.refusal();
  }
  if (original == nullptr) return find_nothing(facts, context);
  if (const Verdict may = check_reversal(original, all, asked_.visit, asked_.payer); !may) {
    return may.refusal();
  }
  if (!original->own_posting.is_none()) {
    if (const Verdict once = check_not_given_back(facts); !once) return once.refusal();
  }
  storage::Plan plan;
  plan.event = "settlement_reversed";
  Settlement reversal = *original;
  reversal.id = SettlementId(context.ids->next());
  reversal.msgid = asked_.msgid;
  reversal.scope = negative(original->scope);
  reversal.parts = negative(original->parts);
  reversal.reverses = original->id;
  reversal.happened_on = context.today;
  reversal.entry_id = context.entry_id;
  reversal.recorded_at = context.now;
  const Decision<Back> back = pay_back(*person, *original, reversal, plan, facts, context);
  if (!back) return back.refusal();
  std::vector<Line> taken;
  std::vector<KeptLine> lines = read_lines(facts.rows(kLinesOfVisit), original->visit);
  for (KeptLine& line : lines) {
    if (line.settlement != original->id) continue;
    line.settlement = {};
    plan.update(kVisitLine, line_row(asked_.person, line));
    taken.push_back(line.line);
  }
  keep_reversed(plan, *original, taken);
  plan.insert(kSettlement, settlement_row(reversal));
  for (const PersonId each : asked_.numbers.all()) {
    document::void_settlement_receipt(plan, facts, each, original->id.value(), context.today);
  }
  const auto visit = find_visit(facts.rows(kVisitsOf, asked_.person), original->visit);
  YB_CHECK(visit.has_value(), "a settlement without its visit");
  plan.notify(person->id, "settlement_reversed",
              {{"provider", provider::shown_name(facts, asked_.institution)},
               {"total", original->scope.total.to_display()},
               {"account", original->parts.account.to_display()},
               {"returned_to", returned_to(back->parts, original->parts.shared, context)},
               {"balance", back->balance_left.to_display()}});
  // 2208 has a field for it; 2103 tells no more than the sum.
  plan.answer = present_settled(
      {reversal, *person, {}, visit->recorded_at, words_of(plan.reasons, context, kToldMax)},
      context);
  return plan;
}

}  // namespace yibao::visit
