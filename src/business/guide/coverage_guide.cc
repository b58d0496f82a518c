// 断缴、欠费后的待遇,居民等待期 (R-037, R-038, R-071 to R-075, N-02)
#include "business/guide/topics.h"

namespace yibao::guide {

namespace {

// 超过宽限期才补缴的,依当地规定 (entitlement/waiting.h): here waiting is not what is told.
struct BeyondGraceCodes {
  const char* after_30_days;
  const char* as_within;
};
constexpr BeyondGraceCodes kGapBeyond{"guide_beyond_grace_after_30_days",
                                      "guide_beyond_grace_as_within"};
constexpr BeyondGraceCodes kDebtBeyond{"guide_arrears_beyond_grace_after_30_days",
                                       "guide_arrears_beyond_grace_as_within"};

void write_beyond_grace(Writer& guide, const BeyondGraceCodes& codes,
                        const policy::Cited<policy::BeyondGrace>& beyond) {
  if (beyond.value == policy::BeyondGrace::plus_30_days) guide.say(codes.after_30_days, beyond);
  if (beyond.value == policy::BeyondGrace::restore) guide.say(codes.as_within, beyond);
}

void write_due_day(Writer& guide, const policy::Cited<int>& due_day) {
  constexpr int kMonthEnd = 31;
  guide.say(due_day.value == kMonthEnd ? "guide_due_day_month_end" : "guide_due_day", due_day);
}

void write_wait(Writer& guide, const policy::GapPolicy& gap) {
  const bool paid_months = gap.wait_kind.value == policy::WaitKind::paid_months;
  guide.say(paid_months ? "guide_gap_paid_months" : "guide_gap_waits", gap.wait_months_with_backpay,
            gap.wait_months_without_backpay, gap.wait_kind);
  if (gap.wait_benefit_percent.value > 0) {
    guide.say("guide_gap_percent", gap.wait_benefit_percent);
  }
  if (!gap.employed_wait.value) guide.say("guide_gap_employed_without_wait", gap.employed_wait);
}

}  // namespace

void write_coverage(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::GapPolicy& gap = policy.gap;
  guide.in(Section::benefits).say("guide_gap_grace", gap.grace_months);
  guide.say(gap.grace_benefit_from.value == policy::BenefitFrom::payment_month
                ? "guide_gap_transfer_from_payment_month"
                : "guide_gap_transfer_from_next_month",
            gap.grace_benefit_from);
  guide.say(gap.local_grace_benefit_from.value == policy::BenefitFrom::payment_month
                ? "guide_gap_local_from_payment_month"
                : "guide_gap_local_from_next_month",
            gap.local_grace_benefit_from);
  guide.say(gap.retroactive.value ? "guide_gap_retroactive" : "guide_gap_not_retroactive",
            gap.retroactive);
  guide.say(gap.local_retroactive.value ? "guide_gap_local_retroactive"
                                        : "guide_gap_local_not_retroactive",
            gap.local_retroactive);
  write_wait(guide, gap);
  write_beyond_grace(guide, kGapBeyond, gap.local_beyond_grace);
  if (gap.first_enrolment_wait_months.value > 0) {
    guide.say("guide_first_enrolment_wait", gap.first_enrolment_wait_months,
              gap.wait_benefit_percent);
  }
  guide.say("guide_switch_of_scheme", gap.continuous_years_for_switch, gap.grace_months);
}

void write_coverage_guide(Writer& guide, const policy::RegionPolicy& policy) {
  guide.in(Section::conditions);
  write_due_day(guide, policy.contribution.due_day);
  guide.say("guide_gap_whose");
  guide.in(Section::materials).say("guide_gap_no_materials");
  write_channels(guide, policy);
  guide.in(Section::steps).say("guide_gap_step_ask");
  guide.say("guide_gap_step_pay");
  guide.in(Section::deadlines)
      .say("guide_gap_reminder", policy.gap.grace_months, policy.reminder.gap_days_before);
  write_coverage(guide, policy);
}

void write_arrears(Writer& guide, const policy::RegionPolicy& policy) {
  guide.in(Section::conditions);
  write_due_day(guide, policy.contribution.due_day);
  guide.say("guide_arrears_whose");
  guide.in(Section::materials).say("guide_arrears_no_materials");
  write_channels(guide, policy);
  guide.in(Section::steps).say("guide_arrears_step_urge");
  guide.say("guide_arrears_step_pay");
  guide.in(Section::deadlines).say("guide_arrears_notice", policy.arrears.notice_working_days);
  guide.in(Section::benefits).say("guide_arrears_stop");
  switch (policy.arrears.restore.value) {
    case policy::Restore::same_day:
      guide.say("guide_restore_same_day", policy.arrears.restore);
      break;
    case policy::Restore::next_day:
      guide.say("guide_restore_next_day", policy.arrears.restore);
      break;
    case policy::Restore::next_month:
      guide.say("guide_restore_next_month", policy.arrears.restore);
      break;
    case policy::Restore::plus_30_days:
      guide.say("guide_restore_after_30_days", policy.arrears.restore);
      break;
  }
  if (policy.arrears.beyond_grace.value == policy::BeyondGrace::waiting) {
    write_wait(guide, policy.gap);
  } else {
    write_beyond_grace(guide, kDebtBeyond, policy.arrears.beyond_grace);
  }
  guide.in(Section::money).say("guide_balance_stays_usable");
  guide.say("guide_late_fee", policy.arrears.late_fee_per_day);
}

void write_resident(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::ResidentPolicy& resident = policy.resident;
  guide.in(Section::conditions).say("guide_resident_for_whom");
  guide.in(Section::materials).say("guide_resident_materials");
  write_channels(guide, policy);
  guide.in(Section::steps).say("guide_resident_step_pay");
  guide.say("guide_gap_step_ask");
  guide.in(Section::money)
      .say("guide_resident_price", policy.contribution.resident_yearly_personal);
  guide.in(Section::deadlines)
      .say("guide_resident_window", resident.window_first_month, resident.window_last_month);
  guide.say("guide_newborn_window", resident.newborn_window_days);
  guide.say("guide_resident_reminder", policy.reminder.window_days_before);
  guide.in(Section::benefits).say("guide_resident_fixed_wait", resident.fixed_wait_months);
  guide.say(resident.variable_formula.value == policy::VariableFormula::missed_years
                ? "guide_resident_variable_wait"
                : "guide_resident_variable_wait_less_one",
            resident.variable_months_per_missed_year, resident.counted_from_year,
            resident.variable_formula);
  if (resident.repair_allowed.value) guide.say("guide_resident_repair", resident.repair_allowed);
  guide.say("guide_resident_floor", resident.floor_missed_years, resident.floor_months);
  guide.say(resident.wait_from.value == policy::ResidentWaitFrom::receipt
                ? "guide_resident_wait_from_receipt"
                : "guide_resident_wait_from_year_start",
            resident.wait_from);
  guide.say("guide_resident_after_employee", resident.grace_months_after_employee);
  guide.say(resident.after_employee_from.value == policy::AfterEmployee::receipt
                ? "guide_resident_after_employee_from_receipt"
                : "guide_resident_after_employee_back_dated",
            resident.after_employee_from);
  if (!resident.exempt_groups.value.empty()) {
    guide.say("guide_resident_exempt", resident.exempt_groups);
  }
  guide.say("guide_resident_incentive", policy.incentive.continuous_years);
}

}  // namespace yibao::guide
