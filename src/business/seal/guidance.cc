#include "business/seal/guidance.h"

#include <algorithm>

#include "business/card/rules.h"
#include "business/contribution/rules.h"
#include "business/enrolment/rules.h"
#include "business/entitlement/rules.h"
#include "business/seal/resident_guidance.h"

namespace yibao::seal {

namespace {

using hold::HoldCause;
using policy::RegionPolicy;

// Further than any waiting period reaches: six months, six paid months, or 30 days.
constexpr int kMonthsSupposedPaid = 24;

using Words = policy::Cited<std::vector<std::string>>;

const Words& materials_of(const Seal& seal, const policy::ReleasePolicy& policy) {
  switch (seal.hold.cause) {
    case HoldCause::gap:
      return seal.by_employer ? policy.materials_gap_employer : policy.materials_gap;
    case HoldCause::arrears:
      return policy.materials_arrears;
    case HoldCause::transfer:
      return policy.materials_transfer;
    case HoldCause::loss:
      return policy.materials_loss;
    case HoldCause::damage:
      return policy.materials_damage;
    case HoldCause::inactive:
      return policy.materials_inactive;
    case HoldCause::activation_expired:
      return policy.materials_activation_expired;
    case HoldCause::id_change:
      return policy.materials_id_change;
    case HoldCause::admin:
    case HoldCause::death_reported:
    case HoldCause::death:
      return policy.materials_admin;
  }
  return policy.materials_admin;
}

// The facts of entitlement at the seal's relation, with no stored hold in the way: every hold of
// the person is supposed to be cleared.
struct Cover {
  entitlement::EntitlementFacts facts;
  const enrolment::Enrolment* relation = nullptr;
};

Cover cover_at(const GuidanceFacts& known) {
  Cover cover;
  cover.relation = entitlement::relation_on(known.day, known.record.person);
  if (cover.relation == nullptr) return cover;
  cover.facts = known.shared.of(*cover.relation,
                                known.policies.on(cover.relation->region, known.day), known.day);
  cover.facts.holds.clear();
  return cover;
}

// 单位补缴到账的当日解除欠费封存;待遇按 arrears.restore 或者等待期恢复(C-03)。
void guide_arrears(Guidance& guidance, const Seal& seal, const GuidanceFacts& known,
                   const RegionPolicy& policy) {
  guidance.debts = seal.debts;
  Money total;
  for (const contribution::Arrears& debt : seal.debts) total += debt.total();
  guidance.amount = total;
  guidance.citations = {policy.contribution.due_day.citation,
                        policy.arrears.late_fee_per_day.citation, policy.arrears.restore.citation};
  Cover cover = cover_at(known);
  if (cover.relation == nullptr || cover.relation->region != seal.hold.region) return;
  cover.facts.paid = cover.facts.paid | seal.months;
  cover.facts.supplementary.push_back({seal.months, known.day});
  guidance.benefits_from =
      covered_from({seal.hold.since, known.day}, std::move(cover.facts), policy);
}

// Months as old as the region still takes in.
bool may_pay_up(const MonthSet& months, Date day, const policy::GapPolicy& policy) {
  const int accepted = policy.backpay_accepted_months.value;
  const std::optional<Month> oldest = months.first();
  return accepted == 0 || !oldest || Month::containing(day) - *oldest <= accepted;
}

// Of the relation that is paid for, the coming one where it has not begun; the lowest, where there
// is none yet.
Money base_of(const Seal& seal, const enrolment::Enrolment& relation, const GuidanceFacts& known,
              const RegionPolicy& policy) {
  if (seal.participates) return relation.base;
  for (const enrolment::Enrolment& each : known.record.person.enrolments) {
    const bool coming =
        seal.begins_on && each.started_on == *seal.begins_on && !each.base.is_zero();
    if (coming && !each.duplicate) return each.base;
  }
  return policy.contribution.base_minimum.value;
}

// 灵活就业人员按月、居民按年缴费;宽限期内的断缴可以一并补缴,超过的在补缴更早恢复的地方也一并补缴。
void guide_gap(Guidance& guidance, const Seal& seal, const GuidanceFacts& known,
               const RegionPolicy& policy) {
  Cover cover = cover_at(known);
  if (cover.relation == nullptr) return;
  if (cover.relation->scheme == enrolment::Scheme::resident) {
    return guide_resident_gap(guidance, *cover.relation, known);
  }
  const Money base = base_of(seal, *cover.relation, known, policy);
  const Money month =
      contribution::assess_month(enrolment::EnrolmentKind::flexible, base, policy).personal;
  guidance.amount = month;
  guidance.citations = {policy.contribution.flexible_rate.citation,
                        policy.contribution.base_minimum.citation,
                        policy.gap.grace_months.citation};
  Outage outage{seal.hold.since, known.day};
  if (seal.begins_on) {
    outage.paid_from = Month::containing(*seal.begins_on);
  } else if (!seal.participates) {
    outage.paid_from =
        enrolment::first_month_of(known.day, enrolment::Scheme::employee, policy.enrolment);
    guidance.citations.push_back(policy.enrolment.cutoff_day.citation);
  }
  // Who can begin with the next month only is without one more, and pays nothing before it.
  MonthSet unpaid = seal.months;
  const Month this_month = Month::containing(known.day);
  if (outage.paid_from && *outage.paid_from > this_month) {
    unpaid.insert(this_month, *outage.paid_from - 1);
    guidance.earliest_on = outage.paid_from->first_day();
  }
  const Date pays_on = guidance.earliest_on;
  const int months = unpaid.count();
  const std::optional<Date> alone = covered_from(outage, cover.facts, policy);
  cover.facts.paid = cover.facts.paid | unpaid;
  cover.facts.supplementary.push_back({unpaid, pays_on});
  const std::optional<Date> paid_up = covered_from(outage, std::move(cover.facts), policy);
  const bool in_grace = months <= policy.gap.grace_months.value;
  const bool sooner =
      may_pay_up(unpaid, pays_on, policy.gap) && paid_up && (!alone || *paid_up < *alone);
  if (in_grace || sooner) guidance.back_payment = Money::fen(month.fen() * months);
  guidance.benefits_from = in_grace || sooner ? paid_up : alone;
  if (in_grace) return;
  if (sooner) guidance.otherwise_from = alone;
  guidance.citations.push_back(sooner ? policy.gap.wait_months_with_backpay.citation
                                      : policy.gap.wait_months_without_backpay.citation);
  guidance.citations.push_back(sooner ? policy.gap.local_beyond_grace.citation
                                      : policy.gap.wait_kind.citation);
}

// What is filed as a release of the seal: its materials, at once or reviewed.
void guide_release(Guidance& guidance, const Seal& seal, const GuidanceFacts& known,
                   const RegionPolicy& policy) {
  const policy::ReleasePolicy& release = policy.release;
  guidance.service = "seal_release";
  Materials materials = materials_for(seal, release);
  guidance.materials = std::move(materials.slots);
  const bool loss = seal.hold.cause == HoldCause::loss;
  const bool listed = is_at_once(seal.hold.cause, release);
  guidance.online = loss ? card::is_loss_cancelled_online(release) : release.online.value;
  guidance.at_once = listed || loss;  // at a counter, where it is not listed
  guidance.citations = {release.online.citation, release.online_at_once.citation};
  guidance.citations.insert(guidance.citations.end(), materials.citations.begin(),
                            materials.citations.end());
  if (guidance.at_once) return;
  guidance.decided_by = known.calendar.add_working_days(known.day, release.working_days.value).day;
  guidance.citations.push_back(release.working_days.citation);
}

// 补换卡、延期、激活: 社保卡的业务.
void guide_replacement(Guidance& guidance, const Seal& seal, const GuidanceFacts& known,
                       const policy::CardPolicy& card) {
  const Date ordered_on = seal.replacement_ordered_on.value_or(known.day);
  guidance.underway = seal.replacement_ordered_on.has_value();
  guidance.decided_by =
      known.calendar.add_working_days(ordered_on, card.replacement_working_days.value).day;
  guidance.earliest_on = *guidance.decided_by;  // the new card has to be made first
  guidance.citations = {card.replacement_working_days.citation};
  if (guidance.underway) return;
  guidance.service = "card_order";
  guidance.online = true;
  guidance.materials = card.materials_online.value;
  guidance.citations.push_back(card.materials_online.citation);
}

void guide_card(Guidance& guidance, Way way, const Seal& seal, const GuidanceFacts& known,
                const RegionPolicy& policy) {
  if (way == Way::replace_card) return guide_replacement(guidance, seal, known, policy.card);
  const policy::ActivationPolicy& activation = policy.activation;
  guidance.service = way == Way::extend_activation ? "card.extend" : "card.activate";
  guidance.at_once = true;
  guidance.materials = activation.materials_counter.value;
  guidance.citations = {activation.window_days.citation, activation.materials_counter.citation};
  if (way == Way::extend_activation) return;
  guidance.channels = activation.channels.value;
  guidance.online = std::ranges::find(guidance.channels, "online") != guidance.channels.end();
  guidance.citations.push_back(activation.channels.citation);
}

void guide_identity(Guidance& guidance, const Seal& seal, const RegionPolicy& policy) {
  Materials materials = materials_for(seal, policy.release);
  guidance.materials = std::move(materials.slots);
  guidance.citations = std::move(materials.citations);
  guidance.at_once = true;
}

void guide_appeal(Guidance& guidance, const Seal& seal, const GuidanceFacts& known,
                  const RegionPolicy& policy) {
  guidance.service = "appeal";
  guidance.online = true;
  guidance.materials = policy.appeal.materials.value;
  guidance.open_until = seal.appeal_until;
  guidance.decided_by =
      known.calendar.add_working_days(known.day, policy.appeal.working_days.value).day;
  guidance.citations = {policy.appeal.days.citation, policy.appeal.working_days.citation,
                        policy.appeal.materials.citation};
}

// A new card is of the place where the person is insured, whichever the old one was of.
RegionCode office_for(Way way, const Seal& seal, const GuidanceFacts& facts) {
  return office_of(way == Way::replace_card ? hold::Hold() : seal.hold, facts.day, facts.record);
}

}  // namespace

Materials materials_for(const Seal& seal, const policy::ReleasePolicy& policy) {
  const Words& of_cause = materials_of(seal, policy);
  Materials materials{of_cause.value, {of_cause.citation}};
  for (const std::string& more : policy.materials_more.value) {
    if (std::ranges::find(materials.slots, more) != materials.slots.end()) continue;
    materials.slots.push_back(more);
  }
  if (!policy.materials_more.value.empty()) {
    materials.citations.push_back(policy.materials_more.citation);
  }
  return materials;
}

bool is_at_once(HoldCause cause, const policy::ReleasePolicy& policy) {
  return std::ranges::find(policy.online_at_once.value, hold::to_text(cause)) !=
         policy.online_at_once.value.end();
}

std::optional<Date> covered_from(Outage outage, entitlement::EntitlementFacts facts,
                                 const RegionPolicy& policy) {
  const Month month = Month::containing(outage.today);
  if (facts.scheme == enrolment::Scheme::employee) {
    facts.paid.insert(outage.paid_from.value_or(month), month + kMonthsSupposedPaid);
  }
  // Each turn is a later day on which the answer changes: it ends, as those days grow.
  for (Date at = outage.today; at < (month + kMonthsSupposedPaid).first_day();) {
    const entitlement::Standing standing = entitlement::standing_on(at, facts, policy);
    if (standing.cover == entitlement::Cover::yes) {
      return std::min(at, std::max(standing.since.value_or(at), outage.since));
    }
    if (!standing.until || *standing.until <= at) return std::nullopt;
    at = *standing.until;
  }
  return std::nullopt;
}

Guidance guide_reopening(const Seal& seal, const GuidanceFacts& facts) {
  Guidance guidance;
  guidance.way = Way::reopen_account;
  guidance.by = "person";
  guidance.service = "card.reopen-account";
  guidance.office = office_of(seal.hold, facts.day, facts.record);
  guidance.at_once = true;
  guidance.earliest_on = facts.day;
  guidance.materials = {"identity_document"};
  const policy::ReleasePolicy& release = facts.policies.on(guidance.office, facts.day).release;
  const hold::Hold on_card[] = {seal.hold};
  guidance.online = card::is_account_reopened_online(on_card, release);
  guidance.citations = {release.online.citation, release.online_at_once.citation};
  return guidance;
}

Guidance guide(const Step& step, Way way, const GuidanceFacts& facts) {
  Seal expected;  // a hold that an earlier step brings with it
  expected.hold.cause = step.cause;
  const Seal& seal = step.seal != nullptr ? *step.seal : expected;
  Guidance guidance;
  guidance.way = way;
  guidance.by = "person";
  guidance.office = office_for(way, seal, facts);
  guidance.earliest_on = facts.day;
  const RegionPolicy& policy = facts.policies.on(guidance.office, facts.day);
  switch (way) {
    case Way::update_identity:
      guide_identity(guidance, seal, policy);
      break;
    case Way::lift_order:
    case Way::decide_death:
    case Way::await_transfer:
      guidance.by = "agency";
      guidance.decided_by = seal.case_due_on;
      break;
    case Way::win_appeal:
      guide_appeal(guidance, seal, facts, policy);
      break;
    case Way::employer_pays:
      guidance.by = "employer";
      guide_arrears(guidance, seal, facts, policy);
      break;
    case Way::pay_contribution:
    case Way::enrol_and_pay:
      guide_gap(guidance, seal, facts, policy);
      break;
    case Way::release_transfer:
    case Way::cancel_loss:
      guide_release(guidance, seal, facts, policy);
      break;
    case Way::replace_card:
    case Way::extend_activation:
    case Way::activate_card:
      guide_card(guidance, way, seal, facts, policy);
      break;
    case Way::repair_years:
    case Way::reopen_account:
      YB_CHECK(false, "a step of its own, which lifts nothing");
  }
  return guidance;
}

}  // namespace yibao::seal
