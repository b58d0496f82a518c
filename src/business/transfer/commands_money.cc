#include "business/transfer/commands_money.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/banks.h"
#include "business/casework/shown.h"
#include "business/pooling_region.h"
#include "business/second_eyes.h"
#include "business/transfer/applied.h"
#include "business/transfer/days.h"
#include "business/transfer/late_money.h"
#include "business/transfer/plan_money.h"

namespace yibao::transfer {

namespace {

constexpr storage::Statement kOriginOfTransfer{
    "origin_of_transfer",
    "SELECT origin, origin_enrolment FROM transfer WHERE person_id = $1 "
    "AND case_id = $2"};
constexpr storage::Statement kRegionOfRemittance{
    "region_of_remittance",
    "SELECT region, person_id, case_id FROM remittance WHERE remittance_id = $1"};

std::vector<storage::Subject> subjects_of(RegionCode region,
                                          const std::optional<casework::CaseKey>& key) {
  std::vector<storage::Subject> subjects{storage::Subject::region(region)};
  if (key) subjects.push_back(storage::Subject::person(key->person));
  return subjects;
}

void need_of(storage::Needs& needs, const std::optional<casework::CaseKey>& key) {
  if (!key) return;
  need_case(needs, key->person);
  needs.add(kRemittancesOfCase, storage::Value(key->id.value()));
  needs.add(kDaysOf, key->person);
  need_applied(needs, *key);
}

// 退回到账: all that had left is with the origin again, kept on the account or paid out.
// Refused: second_officer_needed, where it is paid out to an account that this officer has filed.
Decision<storage::Plan> take_back(const CaseFacts& known, Date arrived_on,
                                  const storage::Facts& facts, const business::Context& context) {
  const Transfer& transfer = known.transfer;
  const Policies policies =
      policies_of({transfer.origin, transfer.target}, *known.file.accepted_on, context);
  // Of somebody dead it is the heirs', and where spending is stopped it leaves by no door:
  // then it is on the account.
  const auto& died_on = known.person.person.died_on;
  const bool pays_out = pays_out_on_return(transfer, policies.origin) &&
                        !(died_on && *died_on <= context.today) &&
                        check_money_may_leave(known.person.holds, transfer.origin).ok();
  const Verdict another = check_applied_by_another(facts, context);
  if (pays_out && !another) return another.refusal();
  Change change(known, context);
  change.tell("money_came_back", transfer.origin, arrived_on,
              {{"amount", transfer.amount.to_display()}},
              {{pays_out ? "returned_money_paid_out" : "returned_money_kept",
                {{"amount", transfer.amount.to_display()}},
                {policies.origin.transfer.money_on_refusal.citation}}});
  change.apply(pays_out ? MoneyEvent::pay_out : MoneyEvent::come_back);
  change.notify("transfer_money_came_back", {{"amount", transfer.amount.to_display()}});
  return change.finish("transfer_money_came_back");
}

// The money of the case is complete: at the target, or at the origin again.
Decision<storage::Plan> take_in(const CaseFacts& known, const Remittance& arrival,
                                const storage::Facts& facts, const business::Context& context) {
  if (comes_back_to(known.transfer, arrival.region)) {
    return take_back(known, arrival.arrived_on, facts, context);
  }
  Change change(known, context);
  change.money_arrived(arrival.arrived_on);
  const bool supplement = change.transfer().relation == RelationState::supplementary;
  return change.finish(supplement ? "transfer_supplement_credited" : "transfer_money_arrived");
}

// Stages the remittance with whatever the case's plan already holds.
storage::Plan with_remittance(storage::Plan plan, const Remittance& remittance, bool is_new,
                              const business::Context& context) {
  plan.save(kRemittance, remittance_row(remittance), is_new);
  plan.answer.set("remittance",
                  context.vault->outside_id(storage::IdKind::remittance, remittance.id.value(),
                                            remittance.recorded_at));
  plan.answer.set("remittance_state", std::string(to_text(remittance.state)));
  if (!remittance.note.empty()) plan.answer.set("note", remittance.note);
  return plan;
}

// 对账单的一行只登记一次。
Verdict check_serial(const storage::Facts& facts, const std::string& serial, RegionCode region) {
  for (const storage::Row& row : facts.rows(kRemittancesBySerial, storage::Value(serial))) {
    if (row[1].integer() == region.value()) {
      return refuse("arrival_entered_already", {{"bank_serial", serial}});
    }
  }
  return Nothing{};
}

void match_to(Remittance& remittance, const casework::CaseKey& key) {
  remittance.state = RemittanceState::matched;
  remittance.person = key.person;
  remittance.application = key.id;
}

// Of a line of a bank's statement. A bound on input, not a rule.
constexpr int kArrivalMonthsBackMax = 12;

void check_arrival_day(business::Reader& reader, Date day, Date today) {
  if (!reader.ok_so_far()) return;
  if (day > today) reader.add({"day_in_future", {{"day", day.to_string()}}, {}});
  const Date earliest = (Month::containing(today) - kArrivalMonthsBackMax).first_day();
  if (day < earliest) {
    reader.add({"arrival_too_long_ago",
                {{"day", day.to_string()}, {"earliest_on", earliest.to_string()}},
                {}});
  }
}

// 资金只进统筹区的账户: what is taken for a district, a province or the nation lies in no agency's
// list of what has come.
RegionCode paid_into(business::Reader& reader, const business::Request& request,
                     const business::Context& context) {
  const std::string* text = request.path_value("region");
  const RegionCode region =
      text == nullptr ? RegionCode() : RegionCode::parse(*text).value_or(RegionCode());
  if (context.regions->exists(region)) {
    business::check_pooling_region(reader, region, context);
  } else {
    reader.add({"not_found", {{"member", "region"}}, {}}, RefusalKind::not_found);
  }
  return region;
}

storage::Plan region_plan(std::string event) {
  storage::Plan plan;
  plan.event = std::move(event);
  plan.answer = Tree::object({});
  return plan;
}

}  // namespace

business::CommandOrRefusal RecordArrival::parse(const business::Request& request,
                                                const business::Context& context,
                                                storage::Session& session) {
  auto command = std::make_unique<RecordArrival>();
  auto reader = business::Reader::body(request, context);
  Remittance& arrival = command->arrival_;
  arrival.region = paid_into(reader, request, context);
  arrival.from_region = reader.region("from_region");
  arrival.amount = reader.fen("amount_fen");
  arrival.arrived_on = reader.date("arrived_on");
  arrival.bank_serial = reader.text("bank_serial", 60);
  arrival.reference = reader.text_or("reference", 100, "");
  check_arrival_day(reader, arrival.arrived_on, context.today);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  command->case_ = casework::find_case(arrival.reference, *context.vault, session);
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> RecordArrival::subjects() const {
  return subjects_of(arrival_.region, case_);
}

void RecordArrival::need(storage::Needs& needs) const {
  needs.add(kRemittancesBySerial, storage::Value(arrival_.bank_serial));
  need_of(needs, case_);
}

Verdict RecordArrival::authorise(const business::Actor& actor, const storage::Facts&) const {
  return business::may_act_at(actor, arrival_.region);
}

Decision<storage::Plan> RecordArrival::decide(const storage::Facts& facts,
                                              const business::Context& context) const {
  if (const Verdict own = business::check_carries_account(context, arrival_.region); !own) {
    return own.refusal();
  }
  if (const Verdict once = check_serial(facts, arrival_.bank_serial, arrival_.region); !once) {
    return once.refusal();
  }
  Remittance arrival = arrival_;
  arrival.id = RemittanceId(context.ids->next());
  arrival.recorded_at = context.now;
  if (!case_) {
    arrival.note = "case_unknown";
    return with_remittance(region_plan("remittance_unmatched"), arrival, true, context);
  }
  const Decision<CaseFacts> known = load_case(facts, *case_, context);
  if (!known) return known.refusal();
  const storage::Rows& matched = facts.rows(kRemittancesOfCase, storage::Value(case_->id.value()));
  const Money open = awaited(known->transfer, arrival.region, matched);
  const auto left = left_on(known->transfer, facts.rows(kDaysOf, case_->person));
  if (const auto why = mismatch(arrival, known->transfer, open, left)) {
    arrival.note = *why;
    return with_remittance(region_plan("remittance_unmatched"), arrival, true, context);
  }
  match_to(arrival, *case_);
  Decision<storage::Plan> taken = take_in(*known, arrival, facts, context);
  if (!taken) return taken.refusal();
  return with_remittance(std::move(taken).value(), arrival, true, context);
}

business::CommandOrRefusal ResolveArrival::parse_match(const business::Request& request,
                                                       const business::Context& context,
                                                       storage::Session& session) {
  return parse(How::match, request, context, session);
}

business::CommandOrRefusal ResolveArrival::parse_send_back(const business::Request& request,
                                                           const business::Context& context,
                                                           storage::Session& session) {
  return parse(How::send_back, request, context, session);
}

business::CommandOrRefusal ResolveArrival::parse(How how, const business::Request& request,
                                                 const business::Context& context,
                                                 storage::Session& session) {
  auto command = std::make_unique<ResolveArrival>();
  auto reader = business::Reader::body(request, context);
  command->how_ = how;
  command->id_ = RemittanceId(reader.path_id("remittance", storage::IdKind::remittance));
  std::string number;
  if (how == How::match) number = reader.text("case", 60);
  command->note_ = reader.text(how == How::match ? "note" : "why", 200);
  if (reader.ok_so_far()) {
    const storage::Rows rows = session.select(kRegionOfRemittance, {command->id_.value()});
    if (rows.empty()) {
      reader.add({"not_found", {{"member", "remittance"}}, {}}, RefusalKind::not_found);
    } else {
      command->region_ = RegionCode(static_cast<std::int32_t>(rows.front()[0].integer()));
    }
    if (how == How::match) {
      command->case_ = casework::find_case(number, *context.vault, session);
    } else if (!rows.empty() && !rows.front()[2].is_null()) {  // to which it is matched
      command->case_ = {PersonId(rows.front()[1].integer()), CaseId(rows.front()[2].integer())};
    }
    if (how == How::match && !command->case_) {
      reader.add({"not_found", {{"member", "case"}}, {}}, RefusalKind::not_found);
    }
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> ResolveArrival::subjects() const {
  return subjects_of(region_, case_);
}

void ResolveArrival::need(storage::Needs& needs) const {
  needs.add(kRemittanceById, storage::Value(id_.value()));
  need_of(needs, case_);
}

Verdict ResolveArrival::authorise(const business::Actor& actor, const storage::Facts&) const {
  return business::may_act_at(actor, region_);
}

// 汇款方不是转出地,或者资金划出之前就已到账的: an officer proposes the match, another one agrees.
// True where it may be matched now.
Decision<bool> ResolveArrival::agree(Remittance& remittance, const Transfer& transfer, Money open,
                                     const storage::Facts& facts, const business::Context& context,
                                     storage::Plan& plan) const {
  Remittance whole = remittance;  // a part of what is awaited is no other payer's
  whole.amount = open;
  const auto why =
      mismatch(whole, transfer, open, left_on(transfer, facts.rows(kDaysOf, transfer.person)));
  if (!why || !needs_second_officer(*why)) return true;
  return agree_by_two(remittance, *why, context, plan);
}

Decision<bool> ResolveArrival::agree_by_two(Remittance& remittance, const std::string& why,
                                            const business::Context& context,
                                            storage::Plan& plan) const {
  const std::string officer = context.actor->journal_name();
  if (remittance.proposed == case_->id) {
    const Verdict second = business::check_second_officer(remittance.proposed_by, officer);
    return second ? Decision<bool>(true) : second.refusal();
  }
  remittance.proposed = case_->id;
  remittance.proposed_by = officer;
  plan.reasons.push_back({"remittance_second_officer", {{"why_unmatched", why}}, {}});
  return false;
}

// 办结以后未接入平台的转出地才汇到的 (N-21): no sheet says what it is, two officers do.
Decision<storage::Plan> ResolveArrival::supplement(Remittance remittance, const CaseFacts& known,
                                                   const storage::Facts& facts,
                                                   const business::Context& context) const {
  if (const Verdict may = check_late_money(known, facts, context); !may) return may.refusal();
  storage::Plan proposal = region_plan("remittance_match_proposed");
  const Decision<bool> agreed = agree_by_two(remittance, "after_completion", context, proposal);
  if (!agreed) return agreed.refusal();
  if (!*agreed) return with_remittance(std::move(proposal), remittance, false, context);
  Decision<LateMoney> taken = take_late_money(known, remittance, note_, facts, context);
  if (!taken) return taken.refusal();
  LateMoney late = std::move(taken).value();
  match_to(remittance, late.supplement);
  remittance.matched_by = context.actor->journal_name();
  return with_remittance(std::move(late.plan), remittance, false, context);
}

// 不予接收的,转入地已经匹配的款项也要退回: the line is no longer the case's, whose time line has
// it.
Decision<storage::Plan> ResolveArrival::send_back(Remittance remittance,
                                                  const storage::Facts& facts,
                                                  const business::Context& context) const {
  remittance.note = note_;
  const bool matched = remittance.state == RemittanceState::matched;
  remittance.state = RemittanceState::returned;
  if (!matched) {
    return with_remittance(region_plan("remittance_sent_back"), remittance, false, context);
  }
  if (!case_) return refuse("remittance_resolved_already");  // matched in this very moment
  const Decision<CaseFacts> known = load_case(facts, *case_, context);
  if (!known) return known.refusal();
  const Transfer& transfer = known->transfer;
  if (transfer.money != MoneyState::returning || transfer.target != remittance.region) {
    return refuse("remittance_resolved_already");
  }
  remittance.person = PersonId();
  remittance.application = CaseId();
  Change change(*known, context);
  change.tell("money_sent_back", transfer.target, context.today,
              {{"amount", remittance.amount.to_display()}, {"why", note_}});
  return with_remittance(change.finish("remittance_sent_back"), remittance, false, context);
}

// 金额不足的可以分次匹配,合计等于应到金额时才算到账; 多出的不能匹配,只能退回.
Decision<storage::Plan> ResolveArrival::decide(const storage::Facts& facts,
                                               const business::Context& context) const {
  std::optional<Remittance> found =
      find_remittance(facts.rows(kRemittanceById, storage::Value(id_.value())));
  YB_CHECK(found.has_value(), "a remittance that was there when it was asked for");
  Remittance remittance = std::move(*found);
  const bool sends_matched = how_ == How::send_back && remittance.state == RemittanceState::matched;
  if (remittance.state != RemittanceState::unmatched && !sends_matched) {
    return refuse("remittance_resolved_already");
  }
  if (how_ == How::send_back) return send_back(std::move(remittance), facts, context);
  remittance.note = note_;
  const Decision<CaseFacts> known = load_case(facts, *case_, context);
  if (!known) return known.refusal();
  if (takes_late_money(known->transfer, remittance.region)) {
    return supplement(std::move(remittance), *known, facts, context);
  }
  const Money open = awaited(known->transfer, remittance.region,
                             facts.rows(kRemittancesOfCase, storage::Value(case_->id.value())));
  const bool there = known->transfer.target == remittance.region;
  if (open.is_zero() || (there && !known->transfer.target_on_system())) {
    return refuse("case_awaits_no_money");
  }
  if (remittance.amount > open) {
    return refuse("remittance_above_awaited",
                  {{"amount", remittance.amount.to_display()}, {"awaited", open.to_display()}});
  }
  storage::Plan proposal = region_plan("remittance_match_proposed");
  const Decision<bool> agreed = agree(remittance, known->transfer, open, facts, context, proposal);
  if (!agreed) return agreed.refusal();
  if (!*agreed) return with_remittance(std::move(proposal), remittance, false, context);
  match_to(remittance, *case_);
  remittance.matched_by = context.actor->journal_name();
  if (remittance.amount != open) {
    return with_remittance(region_plan("remittance_matched_in_part"), remittance, false, context);
  }
  Decision<storage::Plan> taken = take_in(*known, remittance, facts, context);
  if (!taken) return taken.refusal();
  return with_remittance(std::move(taken).value(), remittance, false, context);
}

// Each of amount, day and line, as of money that arrives (N-10). Of an origin on no system the
// letter says that it has the money; the line is on its own statement.
void RecordReturn::read(business::Reader& reader, const Parsing& from) {
  bool by_letter = false;
  if (!key_.person.is_none()) {
    const storage::Rows rows =
        from.session.select(kOriginOfTransfer, {key_.person.value(), key_.id.value()});
    if (!rows.empty()) {
      origin_ = RegionCode(static_cast<std::int32_t>(rows.front()[0].integer()));
      by_letter = rows.front()[1].is_null();
    }
  }
  if (by_letter) return;
  amount_ = reader.fen("amount_fen");
  arrived_on_ = reader.date("arrived_on");
  bank_serial_ = reader.text("bank_serial", 60);
  check_arrival_day(reader, *arrived_on_, from.context.today);
}

std::vector<storage::Subject> RecordReturn::subjects() const {
  std::vector<storage::Subject> subjects = CaseCommand::subjects();
  if (!origin_.is_none()) subjects.push_back(storage::Subject::region(origin_));
  return subjects;
}

void RecordReturn::need(storage::Needs& needs) const {
  CaseCommand::need(needs);
  need_applied(needs, key_);
  needs.add(kRemittancesOfCase, storage::Value(key_.id.value()));
  needs.add(kDaysOf, key_.person);
  if (!bank_serial_.empty()) needs.add(kRemittancesBySerial, storage::Value(bank_serial_));
}

// 退回的金额与尚未退回的一致才能记回;分次退回的,各行登记为到账后匹配到办件,合计相符时记回。
Verdict RecordReturn::check_line(const CaseFacts& known, const storage::Facts& facts) const {
  const Transfer& transfer = known.transfer;
  const Money open = awaited(transfer, transfer.origin,
                             facts.rows(kRemittancesOfCase, storage::Value(key_.id.value())));
  if (amount_ && *amount_ != open) {
    return refuse("returned_amount_differs",
                  {{"amount", amount_->to_display()}, {"awaited", open.to_display()}});
  }
  const std::optional<Date> left = left_on(transfer, facts.rows(kDaysOf, key_.person));
  if (arrived_on_ && left && *arrived_on_ < *left) {
    return refuse("returned_before_it_left",
                  {{"day", arrived_on_->to_string()}, {"left_on", left->to_string()}});
  }
  if (bank_serial_.empty()) return Nothing{};
  return check_serial(facts, bank_serial_, origin_);
}

Remittance RecordReturn::line_of(const CaseFacts& known, const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  Remittance line;
  line.region = transfer.origin;
  line.id = RemittanceId(context.ids->next());
  line.from_region = transfer.target;
  line.amount = *amount_;
  line.arrived_on = arrived_on_.value_or(happened_on(context));
  line.bank_serial = bank_serial_;
  line.reference = casework::case_number(transfer.id, known.file.recorded_at, context);
  line.recorded_at = context.now;
  match_to(line, key_);
  return line;
}

Decision<storage::Plan> RecordReturn::decide_case(const CaseFacts& known,
                                                  const storage::Facts& facts,
                                                  const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  if (const Verdict possible = check_possible(transfer, MoneyEvent::come_back); !possible) {
    return possible.refusal();
  }
  if (const Verdict line = check_line(known, facts); !line) return line.refusal();
  Decision<storage::Plan> taken =
      take_back(known, arrived_on_.value_or(happened_on(context)), facts, context);
  if (!taken || bank_serial_.empty()) return taken;  // refused, or by letter
  return with_remittance(std::move(taken).value(), line_of(known, context), true, context);
}

}  // namespace yibao::transfer
