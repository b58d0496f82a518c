// The parameters that decide, typed: what a region's policy says on one day.
//
// A rule never holds a number from a regulation: it reads `.value` here and cites `.citation`, so
// that the answer can name the parameter, the region that set it, the day and the source. Names
// are those of the policy files: TransferPolicy::origin_working_days is
// `transfer.origin_working_days`. Enumerators are spelled as they are written in the files.
// Values, dates and sources are data: policy/*.toml. A new *shape* of a rule is a new parameter or
// a new dated function beside the old one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "base/money.h"
#include "base/region_code.h"

namespace yibao::policy {

template<class T>
struct Cited {
  T value{};
  Citation citation;
};

// What becomes of the personal account's money when the relation moves.
enum class MoneyRoute { move, stay_usable, payout, move_else_payout };
// When the origin empties the account: on its approval, on upload of the information
// sheet, or when the target confirms.
enum class ClearOn { approve, upload, target_confirm };
enum class CertificateRule { never, counter_only, always };        // C-06
enum class RetireeRoute { none, payout_on_request };
enum class RefusalRoute { return_to_origin, payout };              // N-22
enum class BenefitFrom { payment_month, next_month };
enum class WaitKind { wait, paid_months };                         // C-02; domain ruling on waiting
enum class WithoutBackpay { no_wait, wait };
enum class Restore { same_day, next_day, next_month, plus_30_days };  // arrears, C-03
enum class CoversMonth { same_month, next_month };
enum class SuspensionEffective { same_day, month_end };
enum class ResidentWaitFrom { receipt, benefit_year_start };
enum class VariableFormula { missed_years, missed_years_minus_one };
enum class NewbornLate { next_month, wait };
enum class InterestMode { none, demand, tiered };
// Which of two enrolments at the same time is kept (医保发〔2020〕33号): the place of work or of
// residence is that of the one begun later.
enum class KeepRule { work_place, residence_place, study_place, employee_scheme, choice };
enum class OnlineChange { direct, hybrid, none };
enum class RetirementMeanwhile { goes_on, ends };                  // N-26

// 关系转移接续
struct TransferPolicy {
  Cited<MoneyRoute> account_within_province;
  Cited<MoneyRoute> account_across_provinces;
  Cited<int> origin_working_days;                  // 转出: from acceptance
  Cited<int> target_working_days;                  // 转入: from receipt of the information sheet
  Cited<int> total_working_days;                   // shown beside the two; from acceptance
  Cited<int> within_province_origin_working_days;
  Cited<int> within_province_target_working_days;
  Cited<bool> clock_pauses_for_completion;         // 补正
  Cited<bool> arrears_blocks;                      // an employer's debt refuses the transfer
  Cited<bool> require_current_month_paid;          // at the target (Nanjing)
  Cited<bool> resident_next_year_only;             // category B: target's benefit period has begun
  Cited<CertificateRule> require_certificate;
  Cited<int> certificate_valid_months;
  Cited<ClearOn> clear_on;
  Cited<bool> both_approve_before_money;
  Cited<RetireeRoute> retiree_route;
  Cited<RefusalRoute> money_on_refusal;            // the receiver refuses after the money left
  Cited<std::vector<std::string>> materials_online;   // MaterialKind codes
  Cited<std::vector<std::string>> materials_counter;
  Cited<RetirementMeanwhile> retirement_meanwhile;  // decided after acceptance
};

// 断缴与等待期, employee scheme
struct GapPolicy {
  Cited<int> grace_months;                         // exactly this many are within, one more is not
  Cited<bool> grace_requires_backpay;              // "no waiting" needs the supplementary payment
  Cited<WithoutBackpay> grace_without_backpay;
  Cited<BenefitFrom> grace_benefit_from;           // where a relation is transferred
  Cited<BenefitFrom> local_grace_benefit_from;     // a gap in one place, no transfer
  Cited<bool> retroactive;                         // the gap's own months are covered after back-pay
  Cited<int> wait_months_with_backpay;             // 0 to 6, checked at load
  Cited<int> wait_months_without_backpay;
  Cited<WaitKind> wait_kind;
  Cited<int> wait_benefit_percent;                 // share paid during waiting: 0 or 50
  Cited<int> backpay_accepted_months;              // older months are not accepted; 0: no limit
  Cited<int> continuous_years_for_switch;          // employee ↔ resident without waiting
};

// 欠费: an employer's debt
struct ArrearsPolicy {
  Cited<Restore> restore;
  Cited<Rate> late_fee_per_day;                    // never credited to the account
};

// 缴费
struct ContributionPolicy {
  Cited<int> due_day;                              // day of the month; 31 is its last day
  Cited<CoversMonth> covers;
  Cited<Rate> employee_personal_rate;
  Cited<Rate> employee_employer_rate;
  Cited<Rate> flexible_rate;                       // flexible workers pay one rate themselves
  Cited<Money> base_minimum;                       // a month
  Cited<Money> base_maximum;
  Cited<Money> resident_yearly_personal;
};

// 个人账户
struct AccountPolicy {
  Cited<Rate> credit_rate;                         // of the person's own base
  Cited<bool> flexible_has_account;
  Cited<Money> retiree_monthly_quota;
  Cited<InterestMode> interest_mode;
  Cited<Rate> interest_rate;                       // a year
};

// 参保、停保
struct EnrolmentPolicy {
  Cited<int> cutoff_day;                           // joiners reported later begin next month
  Cited<SuspensionEffective> suspension_effective;
  Cited<bool> self_suspension_flexible;
  Cited<bool> self_suspension_resident;
  Cited<bool> self_suspension_employee_with_proof;
  Cited<KeepRule> keep_two_employee;
  Cited<KeepRule> keep_two_resident;
  Cited<KeepRule> keep_student;                    // one of two resident ones is a student's
  Cited<KeepRule> keep_across_schemes;             // after so many months, below them the choice
  Cited<int> keep_across_schemes_months;
  Cited<KeepRule> keep_flexible;
};

// 居民: 国办发〔2024〕38号
struct ResidentPolicy {
  Cited<int> fixed_wait_months;
  Cited<int> variable_months_per_missed_year;
  Cited<VariableFormula> variable_formula;
  Cited<int> counted_from_year;                    // years missed before it do not count
  Cited<bool> repair_allowed;
  Cited<int> floor_missed_years;                   // from this many on, the floor applies
  Cited<int> floor_months;
  Cited<ResidentWaitFrom> wait_from;
  Cited<int> window_first_month;                   // 集中参保期, of the year before
  Cited<int> window_last_month;
  Cited<int> grace_months_after_employee;          // no waiting this soon after employee insurance
  Cited<int> newborn_window_days;
  Cited<NewbornLate> newborn_late;
};

// 退休待遇的年限
struct RetirementPolicy {
  Cited<int> years_men;
  Cited<int> years_women;
  Cited<int> local_actual_years;                   // actual contributions at the place of enjoyment
  Cited<int> age_men;
  Cited<int> age_women;
};

// 参保地变更
struct PlaceChangePolicy {
  Cited<OnlineChange> online;
  Cited<int> online_working_days;                  // no transfer follows; 0: at once
  Cited<int> review_working_days;                  // until the decision
  Cited<int> working_days_after_approval;          // a transfer follows
  Cited<std::vector<std::string>> grounds_general;  // Ground codes: whose place may be chosen
  Cited<std::vector<std::string>> grounds_newborn;
  Cited<std::vector<std::string>> grounds_foreigner;
  Cited<int> newborn_months;                       // of age; older is not of the group
  Cited<std::vector<std::string>> materials_online;   // MaterialKind codes, whatever the reason
  Cited<std::vector<std::string>> materials_counter;
  Cited<std::vector<std::string>> materials_work;  // any one of them, as all below
  Cited<std::vector<std::string>> materials_residence;
  Cited<std::vector<std::string>> materials_household;
  Cited<std::vector<std::string>> materials_newborn;
  Cited<std::vector<std::string>> materials_foreigner;
  Cited<std::vector<std::string>> materials_graduation;
  Cited<std::vector<std::string>> materials_other;
  Cited<bool> province_is_one_range;               // 统筹范围内: codes 24 and 14, else 23 and 13
  Cited<bool> new_card;                            // where the card's region differs
};

// Everything that one pooling region says on one day. Immutable, shared, made by PolicySet.
struct RegionPolicy {
  RegionCode region;
  Date on;  // a day since which all of this has held, not the day that was asked
  TransferPolicy transfer;
  GapPolicy gap;
  ArrearsPolicy arrears;
  ContributionPolicy contribution;
  AccountPolicy account;
  EnrolmentPolicy enrolment;
  ResidentPolicy resident;
  RetirementPolicy retirement;
  PlaceChangePolicy place_change;
};

}  // namespace yibao::policy
