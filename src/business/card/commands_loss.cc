#include "business/card/commands_loss.h"

#include <algorithm>

#include "business/hold/store.h"
#include "business/person/name.h"

namespace yibao::card {

namespace {

bool is_held_for(const Known& known, hold::HoldCause cause) {
  return std::ranges::any_of(known.on_card, [&](const auto& each) { return each.cause == cause; });
}

// With the account the e-certificate pays nothing from it either: that is told apart.
std::string told_of(hold::HoldCause cause, bool account_too) {
  if (cause == hold::HoldCause::loss) {
    return account_too ? "card_loss_reported_account_too" : "card_loss_reported";
  }
  return account_too ? "card_damage_reported_account_too" : "card_damage_reported";
}

storage::Plan held(const Known& known, hold::HoldCause cause, bool account_too, std::string note,
                   std::vector<Fact> facts, const business::Context& context) {
  storage::Plan plan;
  hold::NewHold hold;
  hold.person = known.person.id;
  hold.cause = cause;
  hold.card = known.card.id.value();
  hold.account_too = account_too;
  hold.note = std::move(note);
  const HoldId id = hold::set_hold(plan, hold, context);
  if (account_too) facts.push_back({"account_too", "yes"});
  CardChange change(known.card, context);
  change.tell(cause == hold::HoldCause::loss ? "loss_reported" : "damage_reported", facts,
              known.by);
  change.write(plan);
  plan.event = cause == hold::HoldCause::loss ? "card_loss_reported" : "card_damage_reported";
  plan.notify(known.person.id, told_of(cause, account_too), {{"since", context.today.to_string()}});
  plan.answer = present_card(change.card(), context);
  plan.answer.set("hold",
                  context.vault->outside_id(storage::IdKind::hold, id.value(), context.now));
  plan.answer.set("account_too", account_too);
  return plan;
}

}  // namespace

void ReportLoss::read(business::Reader& reader, const business::Context&, storage::Session&) {
  read_agent(reader);
  account_too_ = reader.flag("account_too");
  name_ = person::read_name_if_given(reader);
  number_ = reader.text_or("identity_number", 30, "");
  phone_ = reader.text_or("phone", 20, "");
}

// 电话挂失须提供姓名、身份证号码和联系电话(社会保障卡管理办法), to the officer who takes the call;
// a person whom the hotline knows by their enquiry password or telephone reports by themself.
Verdict ReportLoss::check_caller(const Known& known, const business::Context& context) const {
  const bool heard = context.actor->channel == "hotline" && context.actor->is_officer();
  if (!heard) return Nothing{};
  const bool same = name_ == known.person.name &&
                    number_ == known.person.identity_number.reveal() && !phone_.empty() &&
                    phone_ == known.person.phone.reveal();
  if (same) return Nothing{};
  return refuse("caller_not_identified");
}

Decision<storage::Plan> ReportLoss::decide_known(const Known& known,
                                                 const business::Context& context) const {
  if (const Verdict may = check_held(known.card); !may) return may.refusal();
  if (is_held_for(known, hold::HoldCause::loss)) return refuse("loss_already_reported");
  if (const Verdict caller = check_caller(known, context); !caller) return caller.refusal();
  return held(known, hold::HoldCause::loss, account_too_, "", {}, context);
}

void CancelLoss::read(business::Reader& reader, const business::Context&, storage::Session&) {
  read_agent(reader);
  read_sighted(reader);
}

// 解挂须本人持有效身份证件到窗口办理.
Decision<storage::Plan> CancelLoss::decide_known(const Known& known,
                                                 const business::Context& context) const {
  if (const Verdict may = check_cancel_loss(known.card, known.cards, known.on_card); !may) {
    return may.refusal();
  }
  if (const Verdict own = check_loss_cancelled_by(known.by); !own) return own.refusal();
  const Verdict seen =
      check_sighted(known, {"identity_document"}, known.activation().materials_counter.citation);
  if (!seen) return seen.refusal();
  storage::Plan plan;
  plan.event = "card_loss_cancelled";
  for (const storage::Row& row : known.hold_rows) {
    const bool this_loss = row[2].text() == hold::to_text(hold::HoldCause::loss) &&
                           row[12].integer_or(0) == card_.value();
    if (this_loss) hold::lift_hold(plan, row, context);
  }
  CardChange change(known.card, context);
  change.tell("loss_cancelled", {}, known.by);
  change.write(plan);
  plan.notify(known.person.id, "card_loss_cancelled", {{"since", context.today.to_string()}});
  plan.answer = present_card(change.card(), context);
  return plan;
}

void ReopenAccount::read(business::Reader& reader, const business::Context&, storage::Session&) {
  read_agent(reader);
  read_sighted(reader);
}

Decision<storage::Plan> ReopenAccount::decide_known(const Known& known,
                                                    const business::Context& context) const {
  if (!seals_account(known.on_card)) return refuse("account_not_sealed_with_card");
  if (!check_loss_cancelled_by(known.by)) return refuse("account_reopened_by_holder");
  const policy::ReleasePolicy& release = known.policy->release;
  if (context.actor->is_officer()) {
    const Verdict seen =
        check_sighted(known, {"identity_document"}, known.activation().materials_counter.citation);
    if (!seen) return seen.refusal();
  } else if (!is_account_reopened_online(known.on_card, release)) {
    return refuse("account_reopened_in_person", {}, {release.online_at_once.citation});
  }
  storage::Plan plan;
  plan.event = "card_account_reopened";
  for (const storage::Row& row : known.hold_rows) {
    const bool with_account = row[12].integer_or(0) == card_.value() && row[13].integer() == 1;
    if (with_account) hold::leave_account_out(plan, row);
  }
  CardChange change(known.card, context);
  change.tell("account_reopened", {}, known.by);
  change.write(plan);
  plan.notify(known.person.id, "card_account_reopened", {{"since", context.today.to_string()}});
  plan.answer = present_card(change.card(), context);
  return plan;
}

void ReportDamage::read(business::Reader& reader, const business::Context& context,
                        storage::Session&) {
  read_agent(reader);
  kind_ = reader.code("kind", {"chip", "demagnetised", "surface"});
  account_too_ = reader.flag("account_too");
  destroyed_ = reader.flag("destroyed");
  if (destroyed_ && !context.actor->is_officer()) {
    reader.add({"sighted_by_officers_only", {{"member", "destroyed"}}, {}});
  }
}

// 芯片损坏、消磁、卡面破损的,凭新卡恢复使用(S1:31)。
Decision<storage::Plan> ReportDamage::decide_known(const Known& known,
                                                   const business::Context& context) const {
  if (const Verdict may = check_held(known.card); !may) return may.refusal();
  if (is_held_for(known, hold::HoldCause::damage)) return refuse("damage_already_reported");
  std::vector<Fact> facts{{"damage", kind_}};
  if (destroyed_) facts.push_back({"destroyed", "yes"});
  return held(known, hold::HoldCause::damage, account_too_, kind_, std::move(facts), context);
}

}  // namespace yibao::card
