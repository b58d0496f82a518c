#include "business/seal/release.h"

#include <algorithm>

#include "business/application/change.h"
#include "business/card/change.h"
#include "business/card/rules.h"
#include "business/hold/rules.h"
#include "business/person/authorisation.h"
#include "business/seal/guidance.h"
#include "business/seal/lifting.h"
#include "business/seal/matter.h"

namespace yibao::seal {

namespace {

using application::Asked;
using application::Assessment;
using application::Handling;
using hold::HoldCause;

HoldCause cause_of(const Tree& form) {
  return *hold::parse_hold_cause(form_text(form, "cause"));
}

// The seal that the form is about; null where nothing of the kind stands.
const Seal* seal_of(const Matter& matter, const Asked& asked) {
  const HoldCause cause = cause_of(asked.form);
  const HoldId named = form_hold(asked.form, *asked.context.vault);
  if (named.is_none()) return matter.first_of(cause);
  const Seal* seal = matter.standing(named);
  return seal != nullptr && seal->hold.cause == cause ? seal : nullptr;
}

const card::Card* card_of(const Seal& seal, const Matter& matter) {
  for (const card::Card& card : matter.record.cards) {
    if (card.id.value() == seal.hold.card) return &card;
  }
  return nullptr;
}

// 开具之日起超过规定天数的证明不予认可(R-098).
std::optional<Reason> obstacle_of_proof(Date proof_on, const Asked& asked) {
  const policy::Cited<int>& days = asked.policy().release.proof_days;
  const Date today = asked.context.today;
  if (proof_on > today) return Reason{"day_in_future", {{"day", proof_on.to_string()}}, {}};
  if (proof_on + days.value >= today) return std::nullopt;
  return Reason{"proof_too_old",
                {{"proof_on", proof_on.to_string()}, {"days", std::to_string(days.value)}},
                {days.citation}};
}

// 有欠费的,应当先补缴欠费(R-099);断缴的,应当先恢复缴费。
Reason still_unpaid(const Seal& seal, const Asked& asked) {
  const policy::RegionPolicy& policy = asked.policy();
  if (seal.hold.cause == HoldCause::gap) {
    return {"release_gap_open",
            {{"months", seal.months.to_string()}},
            {policy.contribution.due_day.citation}};
  }
  Money total;
  for (const contribution::Arrears& debt : seal.debts) total += debt.total();
  return {"release_arrears_due",
          {{"months", seal.months.to_string()}, {"amount", total.to_display()}},
          {policy.contribution.due_day.citation, policy.arrears.late_fee_per_day.citation}};
}

void assess_unpaid(Assessment& assessment, const Seal& seal, const Asked& asked) {
  const std::optional<Date> proof_on = form_day(asked.form, "proof_on");
  if (!proof_on || is_under_review(asked)) {
    assessment.obstacles.push_back(still_unpaid(seal, asked));
  } else if (auto obstacle = obstacle_of_proof(*proof_on, asked)) {
    assessment.obstacles.push_back(std::move(*obstacle));
  }
}

// 解挂须本人办理,未成年人由监护人办理: whoever files it online for somebody else.
void assess_agent(Assessment& assessment, const Matter& matter, const Asked& asked) {
  const policy::RegionPolicy& place = asked.policy();
  const auto by = person::acting_for(*asked.context.actor, matter.record.person.person, asked.facts,
                                     "application", place.activation, asked.context.today);
  if (!by || !*by) return;  // the framework has asked whether they may
  for (const Verdict& may :
       {card::check_loss_cancelled_by(*by), person::check_agent_admitted(**by, true, place)}) {
    if (!may) assessment.obstacles.push_back(may.refusal().reasons.front());
  }
}

// 解挂: only while no other card is being made in its place.
void assess_loss(Assessment& assessment, const Seal& seal, const Matter& matter,
                 const Asked& asked) {
  const policy::ReleasePolicy& release = asked.policy().release;
  assessment.handling = Handling::at_once;
  if (asked.desk == casework::Desk::online && !is_at_once(HoldCause::loss, release)) {
    assessment.obstacles.push_back(
        {"loss_cancelled_in_person", {}, {release.online_at_once.citation}});
  }
  assess_agent(assessment, matter, asked);
  const hold::Hold on_card[] = {seal.hold};
  const card::Card* card = card_of(seal, matter);
  const Verdict may = card == nullptr
                          ? Verdict(refuse("loss_not_reported"))
                          : card::check_cancel_loss(*card, matter.record.cards, on_card);
  if (may) return;
  for (const Reason& reason : may.refusal().reasons) assessment.obstacles.push_back(reason);
}

// 转移未办结的,自动解除封存须待其结束;确需提前解除的,由经办人员说明理由,两人办理(R-067、C-10)。
void assess_transfer(Assessment& assessment, const Seal& seal, const Asked& asked) {
  if (!seal.case_runs || !form_text(asked.form, "override_reason").empty()) return;
  assessment.obstacles.push_back(transfer_runs(seal, asked.context));
}

// 激活即解除,当场生效;线上激活须人脸识别和身份验证,解封申请代替不了(R-077、R-132).
Reason released_by_activation(const Asked& asked) {
  const auto& channels = asked.policy().activation.channels;
  std::string open;
  for (const std::string& each : channels.value) open += (open.empty() ? "" : ", ") + each;
  return {"release_by_activation", {{"open", std::move(open)}}, {channels.citation}};
}

void assess_cause(Assessment& assessment, const Seal& seal, const Matter& matter,
                  const Asked& asked) {
  ask_for_lifting(assessment, seal, matter);
  switch (seal.hold.cause) {
    case HoldCause::gap:
    case HoldCause::arrears:
      assess_unpaid(assessment, seal, asked);
      break;
    case HoldCause::transfer:
      assess_transfer(assessment, seal, asked);
      break;
    case HoldCause::loss:
      assess_loss(assessment, seal, matter, asked);
      break;
    case HoldCause::admin:
      break;  // whoever decides it
    case HoldCause::id_change:
      assessment.obstacles.push_back({"release_by_identity_update", {}, {}});
      break;
    case HoldCause::inactive:
      assessment.obstacles.push_back(released_by_activation(asked));
      break;
    case HoldCause::damage:
    case HoldCause::activation_expired:
      assessment.obstacles.push_back(
          {"release_by_card", {{"cause", std::string(hold::to_text(seal.hold.cause))}}, {}});
      if (seal.hold.account_too) {
        assessment.obstacles.push_back({"account_reopened_apart", {}, {}});
      }
      break;
    case HoldCause::death_reported:
      assessment.obstacles.push_back({"release_by_death_decision", {}, {}});
      break;
    case HoldCause::death:
      assessment.obstacles.push_back({"release_never", {}, {}});
      break;
  }
}

// 系统已有的: a recent payment proves itself, a report of leaving is on record.
std::vector<std::string> held_of(const Matter& matter, const Asked& asked) {
  std::vector<std::string> held;
  const Date today = asked.context.today;
  const Date recent = today - asked.policy().release.proof_days.value;
  for (const contribution::Contribution& paid : matter.record.person.contributions) {
    if (paid.received_on < recent || paid.kind == contribution::ReceiptKind::refund) continue;
    held.emplace_back("contribution_proof");
    break;
  }
  const enrolment::Enrolment* relation = entitlement::relation_on(today, matter.record.person);
  if (relation != nullptr && !relation->employer.is_none()) {
    held.emplace_back(relation->participates_on(today) ? "labour_relation_proof"
                                                       : "termination_proof");
  }
  return held;
}

// 解封之前,确认没有其他欠费或者异常(R-102).
void tell_others(Assessment& assessment, const Seal& seal, const Matter& matter) {
  for (const Seal& other : matter.seals) {
    if (&other != &seal) assessment.reasons.push_back(hold::explain_hold(other.hold));
  }
}

bool names_slot(const std::vector<std::string>& requirements, std::string_view slot) {
  return std::ranges::any_of(requirements, [&](const std::string& each) {
    return ("|" + each + "|").find("|" + std::string(slot) + "|") != std::string::npos;
  });
}

Ground ground_of(const Seal& seal) {
  switch (seal.hold.cause) {
    case HoldCause::loss:
      return Ground::found;
    case HoldCause::transfer:
      return seal.case_runs ? Ground::override_ : Ground::case_over;
    case HoldCause::admin:
      return Ground::order_ended;
    case HoldCause::gap:
    case HoldCause::arrears:
    case HoldCause::damage:
    case HoldCause::inactive:
    case HoldCause::activation_expired:
    case HoldCause::id_change:
    case HoldCause::death_reported:
    case HoldCause::death:
      break;
  }
  YB_CHECK(false, "a hold that no application lifts");
}

}  // namespace

std::vector<business::Field> Release::fields() const {
  using business::FieldKind;
  return {{"cause", FieldKind::text, true, "封存原因"},
          {"hold", FieldKind::id, false, "同一原因有多项时,哪一项"},
          {"document_expires_on", FieldKind::date, false, "身份证件有效期截止日"},
          {"proof_on", FieldKind::date, false, "缴费证明的开具日期"},
          {"override_reason", FieldKind::text, false, "转移未结束而需提前解除的理由(经办人员)"}};
}

void Release::read_form(business::Reader& reader, const business::Context& context,
                        Tree& form) const {
  read_cause(reader, form);
  read_hold(reader, context, form, false);
  read_day(reader, "document_expires_on", form);
  read_day(reader, "proof_on", form);
  read_words(reader, "override_reason", form, false);
  if (form.find("override_reason") != nullptr && !context.actor->is_officer()) {
    reader.add({"override_by_officers_only", {{"member", "override_reason"}}, {}});
  }
}

void Release::need(storage::Needs& needs, PersonId person, RegionCode region, const Tree&) const {
  need_lifting(needs, person, region);
}

Assessment Release::assess(const Asked& asked) const {
  const policy::ReleasePolicy& release = asked.policy().release;
  const Matter matter = matter_of(asked);
  const HoldCause cause = cause_of(asked.form);
  const Seal* seal = seal_of(matter, asked);
  Assessment assessment;
  assessment.working_days = release.working_days;
  assessment.subject = std::string(hold::to_text(cause));
  if (seal == nullptr) {
    // Paid meanwhile: the hold has ended by itself, and the application ends well.
    const bool cleared = is_under_review(asked) && source_of(cause) == Source::facts;
    if (!cleared) {
      assessment.obstacles.push_back(
          {"release_nothing_held", {{"cause", std::string(hold::to_text(cause))}}, {}});
    }
    return assessment;
  }
  assessment.subject = subject_of(*seal);
  if (auto office = obstacle_of_office(*seal, matter, asked)) {
    assessment.obstacles.push_back(std::move(*office));
  }
  if (asked.desk == casework::Desk::online && !release.online.value) {
    assessment.obstacles.push_back({"release_at_counter_only", {}, {release.online.citation}});
  }
  if (auto document = obstacle_of_document(asked)) {
    assessment.obstacles.push_back(std::move(*document));
  }
  assess_cause(assessment, *seal, matter, asked);
  Materials materials = materials_for(*seal, release);
  assessment.materials = slots_for(matter.record.person.person, std::move(materials.slots),
                                   asked.policy().release, asked.context.today);
  assessment.material_citations = std::move(materials.citations);
  for (std::string& slot : held_of(matter, asked)) {
    if (names_slot(assessment.materials, slot)) assessment.held.push_back(std::move(slot));
  }
  tell_others(assessment, *seal, matter);
  set_complex(assessment, matter, asked);
  return assessment;
}

Verdict Release::carry_out(const Asked& asked, application::Change& change) const {
  const Matter matter = matter_of(asked);
  const Seal* seal = seal_of(matter, asked);
  const std::string cause = form_text(asked.form, "cause");
  if (seal != nullptr && !seal->hold.id.is_none()) {
    lift(*seal, ground_of(*seal), form_text(asked.form, "override_reason"), matter, asked, change);
    if (seal->hold.cause == HoldCause::loss) {
      card::CardChange card(*card_of(*seal, matter), asked.context);
      card.tell("loss_cancelled");
      card.write(change.plan());
    }
  }
  change.tell("seal_released", {{"cause", cause}});
  const bool ordered = seal != nullptr && seal->source == Source::ordered;
  if (!ordered) change.notify("seal_released", {{"cause", cause}});  // a freeze: by its decision
  return Nothing{};
}

}  // namespace yibao::seal
