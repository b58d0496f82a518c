#include "business/transfer/commands_money.h"

#include "business/access.h"
#include "business/casework/shown.h"
#include "business/second_eyes.h"
#include "business/transfer/applied.h"
#include "business/transfer/plan_money.h"

namespace yibao::transfer {

namespace {

constexpr storage::Statement kOriginOfTransfer{
    "origin_of_transfer",
    "SELECT origin, origin_enrolment FROM transfer WHERE person_id = $1 "
    "AND case_id = $2"};
constexpr storage::Statement kRegionOfRemittance{
    "region_of_remittance", "SELECT region FROM remittance WHERE remittance_id = $1"};

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
}

// The money of the case is complete.
storage::Plan take_in(const CaseFacts& known, const Remittance& arrival,
                      const business::Context& context) {
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
  const std::string* region = request.path_value("region");
  arrival.region =
      region == nullptr ? RegionCode() : RegionCode::parse(*region).value_or(RegionCode());
  if (arrival.region.is_none()) {
    reader.add({"not_found", {{"member", "region"}}, {}}, RefusalKind::not_found);
  }
  arrival.from_region = reader.region("from_region");
  arrival.amount = reader.fen("amount_fen");
  arrival.arrived_on = reader.date("arrived_on");
  arrival.bank_serial = reader.text("bank_serial", 60);
  arrival.reference = reader.text_or("reference", 100, "");
  if (reader.ok_so_far() && arrival.arrived_on > context.today) {
    reader.add({"day_in_future", {{"day", arrival.arrived_on.to_string()}}, {}});
  }
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
  if (const auto why = mismatch(arrival, known->transfer, awaited(known->transfer, matched))) {
    arrival.note = *why;
    return with_remittance(region_plan("remittance_unmatched"), arrival, true, context);
  }
  match_to(arrival, *case_);
  return with_remittance(take_in(*known, arrival, context), arrival, true, context);
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
    command->case_ = casework::find_case(number, *context.vault, session);
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
                                     const business::Context& context, storage::Plan& plan) const {
  Remittance whole = remittance;  // a part of what is awaited is no other payer's
  whole.amount = open;
  const auto why = mismatch(whole, transfer, open);
  const std::string officer = context.actor->journal_name();
  if (!why || !needs_second_officer(*why)) return true;
  if (remittance.proposed == case_->id) {
    const Verdict second = business::check_second_officer(remittance.proposed_by, officer);
    return second ? Decision<bool>(true) : second.refusal();
  }
  remittance.proposed = case_->id;
  remittance.proposed_by = officer;
  plan.reasons.push_back({"remittance_second_officer", {{"why_unmatched", *why}}, {}});
  return false;
}

// 金额不足的可以分次匹配,合计等于应到金额时才算到账; 多出的不能匹配,只能退回.
Decision<storage::Plan> ResolveArrival::decide(const storage::Facts& facts,
                                               const business::Context& context) const {
  std::optional<Remittance> found =
      find_remittance(facts.rows(kRemittanceById, storage::Value(id_.value())));
  YB_CHECK(found.has_value(), "a remittance that was there when it was asked for");
  Remittance remittance = std::move(*found);
  if (remittance.state != RemittanceState::unmatched) return refuse("remittance_resolved_already");
  remittance.note = note_;
  if (how_ == How::send_back) {
    remittance.state = RemittanceState::returned;
    return with_remittance(region_plan("remittance_sent_back"), remittance, false, context);
  }
  const Decision<CaseFacts> known = load_case(facts, *case_, context);
  if (!known) return known.refusal();
  const Money open =
      awaited(known->transfer, facts.rows(kRemittancesOfCase, storage::Value(case_->id.value())));
  if (known->transfer.target != remittance.region || !known->transfer.target_on_system() ||
      open.is_zero()) {
    return refuse("case_awaits_no_money");
  }
  if (remittance.amount > open) {
    return refuse("remittance_above_awaited",
                  {{"amount", remittance.amount.to_display()}, {"awaited", open.to_display()}});
  }
  storage::Plan proposal = region_plan("remittance_match_proposed");
  const Decision<bool> agreed = agree(remittance, known->transfer, open, context, proposal);
  if (!agreed) return agreed.refusal();
  if (!*agreed) return with_remittance(std::move(proposal), remittance, false, context);
  match_to(remittance, *case_);
  remittance.matched_by = context.actor->journal_name();
  storage::Plan plan = remittance.amount == open ? take_in(*known, remittance, context)
                                                 : region_plan("remittance_matched_in_part");
  return with_remittance(std::move(plan), remittance, false, context);
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
  if (reader.ok_so_far() && *arrived_on_ > from.context.today) {
    reader.add({"day_in_future", {{"day", arrived_on_->to_string()}}, {}});
  }
}

std::vector<storage::Subject> RecordReturn::subjects() const {
  std::vector<storage::Subject> subjects = CaseCommand::subjects();
  if (!origin_.is_none()) subjects.push_back(storage::Subject::region(origin_));
  return subjects;
}

void RecordReturn::need(storage::Needs& needs) const {
  CaseCommand::need(needs);
  need_applied(needs, key_);
  if (!bank_serial_.empty()) needs.add(kRemittancesBySerial, storage::Value(bank_serial_));
}

// 退回的金额与划出的金额一致才能记回;差额与转入地核对,补足后登记。
Verdict RecordReturn::check_line(const CaseFacts& known, const storage::Facts& facts) const {
  const Transfer& transfer = known.transfer;
  if (amount_ && *amount_ != transfer.amount) {
    return refuse("returned_amount_differs",
                  {{"amount", amount_->to_display()}, {"awaited", transfer.amount.to_display()}});
  }
  const std::optional<Date> left = left_on(transfer);
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
  line.amount = transfer.amount;
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
  change.tell("money_came_back", transfer.origin, arrived_on_.value_or(happened_on(context)),
              {{"amount", transfer.amount.to_display()}},
              {{pays_out ? "returned_money_paid_out" : "returned_money_kept",
                {{"amount", transfer.amount.to_display()}},
                {policies.origin.transfer.money_on_refusal.citation}}});
  change.apply(pays_out ? MoneyEvent::pay_out : MoneyEvent::come_back);
  change.notify("transfer_money_came_back", {{"amount", transfer.amount.to_display()}});
  storage::Plan plan = change.finish("transfer_money_came_back");
  if (bank_serial_.empty()) return plan;  // by letter
  return with_remittance(std::move(plan), line_of(known, context), true, context);
}

}  // namespace yibao::transfer
