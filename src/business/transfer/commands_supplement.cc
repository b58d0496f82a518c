#include "business/transfer/commands_supplement.h"

#include <span>

#include "business/casework/shown.h"
#include "business/payout/store.h"
#include "business/pooling_region.h"
#include "business/transfer/applied.h"
#include "business/transfer/plan_money.h"
#include "business/transfer/sheet_writing.h"
#include "business/transfer/supplement.h"
#include "policy/policy_set.h"

namespace yibao::transfer {

namespace {

// The last thing that came to the account is a year's interest, or that carried into the new year;
// the transfer is the last that has moved the relation.
constexpr storage::Statement kInterestToFollow{
    "interest_to_follow",
    "SELECT t.person_id, t.case_id FROM transfer t "
    "JOIN account a ON a.person_id = t.person_id AND a.region = t.origin "
    "JOIN posting p ON p.person_id = a.person_id AND p.posting_id = a.last_posting "
    "WHERE t.relation_state = 'completed' AND t.money_state = 'credited' AND t.route = 'move' "
    "AND t.supplements IS NULL AND t.reverses IS NULL "
    "AND a.balance_fen > a.reserved_fen AND p.code IN (102, 206) "
    "AND NOT EXISTS (SELECT 1 FROM transfer l WHERE l.person_id = t.person_id "
    "AND (l.running = 1 OR (l.case_id > t.case_id AND l.relation_state = 'completed' "
    "AND l.supplements IS NULL))) "
    "ORDER BY t.person_id, t.case_id LIMIT $1"};

Refusal not_in_state(const CaseFacts& known, std::string_view event) {
  return refuse("step_not_possible", {{"event", std::string(event)}, {"state", known.file.state}});
}

bool waits_for_approval(const Transfer& transfer) {
  return transfer.relation == RelationState::supplementary &&
         (transfer.money == MoneyState::reserved || transfer.money == MoneyState::planned);
}

int count_of(std::span<const SheetLine> lines) {
  return months_of(lines).all().count();
}

// What follows, as it is told: money, months or both.
std::vector<Fact> facts_of(const std::string& number, Money amount, int months) {
  return {{"case", number}, {"amount", amount.to_display()}, {"months", std::to_string(months)}};
}

// 补传信息表: the months that the first sheet could not have.
void send_late_months(Change& change, const CaseFacts& known, const storage::Facts& facts,
                      const business::Context& context) {
  const std::vector<SheetLine> lines =
      lines_new_to(lines_from_records(known, context.today), known.person, known.transfer.target);
  if (lines.empty()) return;
  write_sheet(change, known, {lines, balance_on_sheet(known, change.transfer()), ""}, facts,
              context);
  change.edit().sheet_sent_on = context.today;
  change.tell("sheet_uploaded", known.transfer.origin, context.today,
              {{"months", std::to_string(count_of(lines))},
               {"balance", change.transfer().amount.to_display()}});
}

}  // namespace

void SupplementTransfer::read(business::Reader& reader, const Parsing& from) {
  region_ = reader.optional_region("region");
  if (region_) region_ = business::covering_region(reader, *region_, from.context);
  const std::string number = reader.text_or("bank_account", 30, "");
  if (number.empty()) return;
  if (!payout::is_bank_account(number)) reader.add({"bank_account_shape", {}, {}});
  bank_account_ = BankAccount(number);
}

// 转移办结后又进入原账户的资金、补缴的月份,以及省内历次变动留在各地的余额,按同一次转移补转(N-21).
Decision<storage::Plan> SupplementTransfer::decide_case(const CaseFacts& known,
                                                        const storage::Facts& facts,
                                                        const business::Context& context) const {
  const Transfer& before = known.transfer;
  const RegionCode region = region_.value_or(before.origin);
  const policy::RegionPolicy& policy = context.policies->on(region, context.today);
  SupplementFacts asked =
      supplement_facts(known.person, before, read_transfers(facts.rows(kTransfersOf, key_.person)),
                       region, context.today);
  asked.bank_account_given = !bank_account_.empty() || !before.bank_sealed.empty();
  std::vector<Reason> obstacles = find_supplement_obstacles(asked, policy);
  if (!obstacles.empty()) return Refusal{RefusalKind::refused, std::move(obstacles)};

  Transfer transfer;
  transfer.origin = region;
  transfer.target = before.target;
  transfer.origin_enrolment = asked.at_region->ordinal;
  transfer.target_enrolment = before.target_enrolment;
  transfer.origin_scheme = asked.at_region->scheme;
  transfer.target_scheme = before.target_scheme;
  transfer.route = supplement_route(asked, policy);
  transfer.supplements = before.id;
  if (transfer.route == Route::payout) {
    transfer.bank_sealed =
        bank_account_.empty()
            ? before.bank_sealed
            : context.vault->seal(payout::kBankPurpose, bank_account_.reveal()).data;
    transfer.bank_holder = known.person.person.name;
  }
  const Money amount = transfer.route == Route::none ? Money() : asked.available;
  const int months = count_of(asked.late_months);
  const std::string number = casework::case_number(before.id, known.file.recorded_at, context);
  const Tree form = Tree::object({{"supplements", number},
                                  {"origin", region.to_string()},
                                  {"target", before.target.to_string()},
                                  {"available_fen", amount.fen()},
                                  {"late_months", months}});
  Change change(known.person, std::move(transfer),
                casework::CaseChange::open(
                    {key_.person, std::string(kSupplementService), form.to_json()}, context),
                context);
  change.file().accept(context.today);
  const std::vector<Fact> told = facts_of(number, amount, months);
  change.tell(
      "accepted", {}, context.today, {},
      {{"supplement_accepted",
        told,
        {before.is_within_province() ? policy.transfer.account_within_province.citation
                                     : policy.transfer.account_across_provinces.citation}}});
  if (for_interest_) {
    change.tell("interest_follows", region, context.today, {{"amount", amount.to_display()}},
                {{"interest_follows",
                  {{"amount", amount.to_display()}, {"region", region.to_string()}},
                  {policy.account.interest_at_clearing.citation}}});
  }
  change.apply(RelationEvent::supplement, context.today);
  // Months alone: nothing is set aside, the agency there looks at them all the same.
  if (!amount.is_zero()) change.apply(MoneyEvent::reserve);
  change.notify("supplement_accepted", told);
  return change.finish("transfer_supplemented");
}

void ApproveSupplement::need(storage::Needs& needs) const {
  CaseCommand::need(needs);
  need_applied(needs, key_);
}

Decision<storage::Plan> ApproveSupplement::decide_case(const CaseFacts& known,
                                                       const storage::Facts& facts,
                                                       const business::Context& context) const {
  if (!waits_for_approval(known.transfer)) return not_in_state(known, "send");
  const bool with_money = known.transfer.money == MoneyState::reserved;
  if (with_money && known.transfer.route == Route::payout) {
    const Verdict another = check_applied_by_another(facts, context);
    if (!another) return another.refusal();
  }
  const Verdict may = check_money_may_leave(known.person.holds, known.transfer.origin);
  if (with_money && !may) return may.refusal();
  Change change(known, context);
  change.edit().origin_approved_by = approver(known.transfer, context);
  change.edit().origin_approved_on = context.today;
  change.tell("approved_at_origin", known.transfer.origin, context.today);
  if (with_money) change.clear_account();
  send_late_months(change, known, facts, context);
  if (!with_money) change.apply(MoneyEvent::stay);
  if (change.transfer().money != MoneyState::in_transit) {  // nothing is to arrive
    change.recognise_late_months();
    change.notify(with_money ? "supplement_paid_out" : "supplement_recognised",
                  {{"amount", change.transfer().amount.to_display()}});
  }
  return change.finish("transfer_supplement_sent");
}

std::vector<std::unique_ptr<business::Command>> interest_to_follow(storage::Session& reader,
                                                                   int limit) {
  std::vector<std::unique_ptr<business::Command>> commands;
  for (const storage::Row& row : reader.select(kInterestToFollow, {limit})) {
    auto command = std::make_unique<SupplementTransfer>();
    command->for_interest({PersonId(row[0].integer()), CaseId(row[1].integer())});
    commands.push_back(std::move(command));
  }
  return commands;
}

void RefuseSupplement::read(business::Reader& reader, const Parsing&) {
  why_ = reader.text("why", 400);
}

Decision<storage::Plan> RefuseSupplement::decide_case(const CaseFacts& known, const storage::Facts&,
                                                      const business::Context& context) const {
  if (!waits_for_approval(known.transfer)) return not_in_state(known, "release");
  Change change(known, context);
  change.end_money();
  change.edit().end_reason = why_;
  change.tell(
      "rejected", known.transfer.origin, context.today, {{"why", why_}},
      {{"rejected_at_origin", {{"why", why_}}, {}}, remedies_at(known.transfer.origin, context)});
  change.notify("transfer_rejected", {{"why", why_}});
  return change.finish("transfer_supplement_refused");
}

void SendSupplementBack::read(business::Reader& reader, const Parsing&) {
  why_ = reader.text("why", 400);
}

Decision<storage::Plan> SendSupplementBack::decide_case(const CaseFacts& known,
                                                        const storage::Facts&,
                                                        const business::Context& context) const {
  const bool ours = known.transfer.relation == RelationState::supplementary;
  if (!ours || !check_possible(known.transfer, MoneyEvent::send_back)) {
    return not_in_state(known, "send_back");
  }
  Change change(known, context);
  change.apply(MoneyEvent::send_back);
  change.edit().end_reason = why_;
  change.tell(
      "refused_at_target", known.transfer.target, context.today, {{"why", why_}},
      {{"refused_at_target", {{"why", why_}, {"amount", known.transfer.amount.to_display()}}, {}},
       remedies_at(known.transfer.target, context)});
  change.notify("transfer_refused_at_target", {{"why", why_}});
  return change.finish("transfer_supplement_sent_back");
}

}  // namespace yibao::transfer
