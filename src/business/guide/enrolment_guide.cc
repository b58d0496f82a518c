// 参保、停保、重复参保、新生儿、退休年限、成建制转移 (R-108, N-01, N-04, N-08, N-26)
#include "business/guide/topics.h"

namespace yibao::guide {

void write_suspension(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::EnrolmentPolicy& enrolment = policy.enrolment;
  guide.in(Section::conditions);
  guide.say(enrolment.self_suspension_flexible.value ? "guide_suspension_flexible_self"
                                                     : "guide_suspension_flexible_counter",
            enrolment.self_suspension_flexible);
  guide.say(enrolment.self_suspension_resident.value ? "guide_suspension_resident_self"
                                                     : "guide_suspension_resident_counter",
            enrolment.self_suspension_resident);
  guide.say("guide_suspension_employee");
  guide.say("guide_double_enrolment", enrolment.keep_across_schemes_months);
  guide.in(Section::materials);
  guide.say(enrolment.self_suspension_employee_with_proof.value
                ? "guide_suspension_with_proof"
                : "guide_suspension_by_employer_only",
            enrolment.self_suspension_employee_with_proof);
  write_filing(guide, policy);
  guide.in(Section::deadlines);
  guide.say(enrolment.suspension_effective.value == policy::SuspensionEffective::month_end
                ? "guide_suspension_at_month_end"
                : "guide_suspension_the_same_day",
            enrolment.suspension_effective);
  guide.say("guide_joiner_cutoff", enrolment.cutoff_day);
  guide.in(Section::notes).say("guide_joiner_conflict");
}

void write_newborn(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::ResidentPolicy& resident = policy.resident;
  guide.in(Section::conditions).say("guide_newborn_for_whom");
  guide.in(Section::materials)
      .list("guide_place_for_newborn", policy.place_change.materials_newborn);
  guide.list("guide_newborn_card_activation", policy.activation.materials_guardian);
  guide.in(Section::channels).say("guide_newborn_at_counter");
  write_counter_channels(guide, policy);
  guide.in(Section::steps).say("guide_newborn_step_record");
  guide.say("guide_newborn_step_pay");
  guide.say("guide_newborn_step_card");
  guide.in(Section::deadlines).say("guide_newborn_window", resident.newborn_window_days);
  switch (resident.newborn_late.value) {
    case policy::NewbornLate::next_month:
      guide.say("guide_newborn_late_next_month", resident.newborn_late);
      break;
    case policy::NewbornLate::wait:
      guide.say("guide_newborn_late_waits", resident.newborn_late);
      break;
    case policy::NewbornLate::wait_days:
      guide.say("guide_newborn_late_waits_days", resident.newborn_late_wait_days,
                resident.newborn_late);
      break;
  }
  guide.in(Section::money)
      .say("guide_resident_price", policy.contribution.resident_yearly_personal);
  guide.say(
      resident.newborn_both_years.value ? "guide_newborn_both_years" : "guide_newborn_one_year",
      resident.newborn_both_years);
  guide.in(Section::notes)
      .say("guide_newborn_guardian", policy.activation.guardian_required_below_age,
           policy.activation.guardian_until_age);
}

void write_retirement(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::RetirementPolicy& retirement = policy.retirement;
  guide.in(Section::conditions)
      .say("guide_retirement_years", retirement.years_men, retirement.years_women)
      .say("guide_retirement_local_years", retirement.local_actual_years)
      .say("guide_retirement_decision", retirement.age_men, retirement.age_women);
  guide.in(Section::materials).say("guide_retirement_materials");
  write_counter_channels(guide, policy);
  guide.in(Section::steps).say("guide_retirement_step_check");
  guide.say("guide_retirement_step_counter");
  guide.in(Section::deadlines);
  guide.say(policy.transfer.retirement_meanwhile.value == policy::RetirementMeanwhile::goes_on
                ? "guide_retirement_transfer_goes_on"
                : "guide_retirement_transfer_ends",
            policy.transfer.retirement_meanwhile);
  guide.in(Section::money).say("guide_retiree_credit", policy.account.retiree_monthly_quota);
  if (policy.transfer.retiree_route.value == policy::RetireeRoute::payout_on_request) {
    guide.say("guide_relocated_retiree_payout", policy.transfer.retiree_route);
    guide.say("guide_relocated_retiree_rhythm", policy.transfer.retiree_payout_months);
  }
  guide.in(Section::benefits).say("guide_months_add_up");
}

void write_company(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::PlaceChangePolicy& change = policy.place_change;
  guide.in(Section::conditions).say("guide_company_for_whom");
  guide.say("guide_company_by_the_rules_of_each");
  guide.in(Section::materials).say("guide_company_materials");
  write_filing(guide, policy);
  guide.in(Section::steps).say("guide_company_two_agencies");
  guide.say("guide_company_retry");
  guide.in(Section::deadlines)
      .say("guide_place_days_after_approval", change.working_days_after_approval);
  guide.in(Section::money).say("guide_place_money_follows");
}

}  // namespace yibao::guide
