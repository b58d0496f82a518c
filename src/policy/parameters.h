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
enum class CertificateRule { never, counter_only, always };  // C-06
enum class RetireeRoute { none, payout_on_request };
enum class RefusalRoute { return_to_origin, payout };        // N-22
// What becomes of it where the target keeps no account for the person (职工转为居民, 单建统筹).
enum class LeftBehind { stay_usable, payout };
enum class BenefitFrom { payment_month, next_month };
enum class WaitKind { wait, paid_months };             // C-02; domain ruling on waiting
enum class WithoutBackpay { no_wait, wait };
enum class Restore { same_day, next_day, next_month, plus_30_days };  // arrears, C-03
enum class CoversMonth { same_month, next_month };
enum class SuspensionEffective { same_day, month_end };
enum class ResidentWaitFrom { receipt, benefit_year_start };
enum class VariableFormula { missed_years, missed_years_minus_one };
// From which day a resident is covered who left the employee scheme within the months of grace.
enum class AfterEmployee { receipt, month_after_suspension };
enum class NewbornLate { next_month, wait, wait_days };
// A debt or a gap beyond the grace, once it is paid up: the waiting period of gap.h, the same as
// within the grace, or taken for a suspension and restored 30 days after the payment (岳阳).
enum class BeyondGrace { waiting, restore, plus_30_days };
// What becomes of a refund (退费) whose credit has been spent from the account.
enum class SpentCredit { refuse, deduct };
enum class InterestMode { none, demand, tiered };
// The earliest day of a cash-out, counted from the end of the relation (N-07).
enum class CashOutFrom { same_day, day_of_next_month, months_after };
// Which of two enrolments at the same time is kept (医保发〔2020〕33号): the place of work or of
// residence is that of the one begun later.
enum class KeepRule { work_place, residence_place, study_place, employee_scheme, choice };
enum class OnlineChange { direct, hybrid, none };
enum class RetirementMeanwhile { goes_on, ends };  // N-26
// Who decides on what a hospital or a person files for care (就医备案): the rules alone, or an
// officer.
enum class CareDecision { at_once, review };
// What becomes of it when the relation moves (N-20): it goes on at the target, only inside the
// province, or has to be asked for again.
enum class AfterTransfer { carried, within_province, anew };
// A stay that began under the old relation and ends under the new one: settled by the origin, by
// the day of admission, or split by the day of each fee.
enum class StayOverTransfer { origin, split };
// Which visits must say for which disease (R26 of the interface's rulings).
enum class DiseaseNeeded { chronic_only, always, never };

// 关系转移接续
struct TransferPolicy {
  Cited<MoneyRoute> account_within_province;
  Cited<MoneyRoute> account_across_provinces;
  Cited<LeftBehind> account_left_behind;           // the target has no account for the person
  Cited<int> origin_working_days;                  // 转出: from acceptance
  Cited<int> target_working_days;                  // 转入: from receipt of the information sheet
  Cited<int> total_working_days;                   // shown beside the two; from acceptance
  Cited<int> within_province_origin_working_days;
  Cited<int> within_province_target_working_days;
  Cited<bool> clock_pauses_for_completion;  // 补正
  Cited<bool> arrears_blocks;               // an employer's debt refuses the transfer
  Cited<bool> require_current_month_paid;   // at the target (Nanjing)
  Cited<bool> resident_next_year_only;      // category B: target's benefit period has begun
  Cited<CertificateRule> require_certificate;
  Cited<int> certificate_valid_months;
  Cited<ClearOn> clear_on;
  Cited<bool> both_approve_before_money;
  Cited<RetireeRoute> retiree_route;
  Cited<int> retiree_payout_months;                  // once asked for, the payout recurs this often
  Cited<RefusalRoute> money_on_refusal;              // the receiver refuses after the money left
  Cited<std::vector<std::string>> materials_online;  // MaterialKind codes
  Cited<std::vector<std::string>> materials_counter;
  Cited<RetirementMeanwhile> retirement_meanwhile;  // decided after acceptance
};

// 断缴与等待期, employee scheme
struct GapPolicy {
  Cited<int> grace_months;             // exactly this many are within, one more is not
  Cited<bool> grace_requires_backpay;  // "no waiting" needs the supplementary payment
  Cited<WithoutBackpay> grace_without_backpay;
  Cited<BenefitFrom> grace_benefit_from;        // where a relation is transferred
  Cited<BenefitFrom> local_grace_benefit_from;  // a gap in one place, no transfer
  Cited<bool> retroactive;                      // the gap's own months are covered after back-pay
  Cited<int> wait_months_with_backpay;          // 0 to 6, checked at load
  Cited<int> wait_months_without_backpay;
  Cited<WaitKind> wait_kind;
  Cited<int> wait_benefit_percent;         // share paid during waiting: 0 or 50
  Cited<int> backpay_accepted_months;      // older months are not accepted; 0: no limit
  Cited<int> continuous_years_for_switch;  // employee ↔ resident without waiting
  Cited<bool> local_retroactive;           // without a transfer, paid up within the grace
  Cited<BeyondGrace> local_beyond_grace;   // without a transfer, paid up
  Cited<int> first_enrolment_wait_months;  // 首次参保, at the share above (福建); 0: none
  Cited<bool> employed_wait;  // beyond the grace: who is enrolled by an employer waits as well
};

// 欠费: an employer's debt
struct ArrearsPolicy {
  Cited<Restore> restore;
  Cited<Rate> late_fee_per_day;  // never credited to the account
  Cited<bool> retroactive;       // the months paid up within the grace are covered
  Cited<BeyondGrace> beyond_grace;
  Cited<int> backpay_accepted_months;  // an older debt is not taken in; 0: no limit
  Cited<int> notice_working_days;      // 限期缴纳: to pay after the notice
};

// 缴费
struct ContributionPolicy {
  Cited<int> due_day;  // day of the month; 31 is its last day
  Cited<CoversMonth> covers;
  Cited<Rate> employee_personal_rate;
  Cited<Rate> employee_employer_rate;
  Cited<Rate> flexible_rate;  // flexible workers pay one rate themselves
  Cited<Money> base_minimum;  // a month
  Cited<Money> base_maximum;
  Cited<Money> resident_yearly_personal;
};

// 个人账户
struct AccountPolicy {
  Cited<Rate> credit_rate;  // of the person's own base
  Cited<bool> flexible_has_account;
  Cited<Money> retiree_monthly_quota;
  Cited<InterestMode> interest_mode;
  Cited<Rate> interest_rate;       // a year; of demand deposits
  Cited<Rate> interest_term_rate;  // of what was carried over, where mode is tiered
  Cited<int> interest_year_days;   // of a year, as banks reckon daily interest
  Cited<int> interest_month;       // 结息日, of each year
  Cited<int> interest_day;
  Cited<bool> interest_at_clearing;       // up to the day before the money leaves
  Cited<bool> left_behind_usable;         // where the person is insured without an account (居民)
  Cited<std::vector<std::string>> banks;  // 开户行: that carry the agency's account
};

// 参保、停保
struct EnrolmentPolicy {
  Cited<int> cutoff_day;  // joiners reported later begin next month
  Cited<SuspensionEffective> suspension_effective;
  Cited<bool> self_suspension_flexible;
  Cited<bool> self_suspension_resident;
  Cited<bool> self_suspension_employee_with_proof;
  Cited<int> working_age;  // years; nobody younger is insured as somebody who works
  Cited<KeepRule> keep_two_employee;
  Cited<KeepRule> keep_two_resident;
  Cited<KeepRule> keep_student;         // one of two resident ones is a student's
  Cited<KeepRule> keep_across_schemes;  // after so many months, below them the choice
  Cited<int> keep_across_schemes_months;
  Cited<KeepRule> keep_flexible;
};

// 居民: 国办发〔2024〕38号
struct ResidentPolicy {
  Cited<int> fixed_wait_months;
  Cited<int> variable_months_per_missed_year;
  Cited<VariableFormula> variable_formula;
  Cited<int> counted_from_year;  // years missed before it do not count
  Cited<bool> repair_allowed;
  Cited<int> floor_missed_years;  // from this many on, the floor applies
  Cited<int> floor_months;
  Cited<ResidentWaitFrom> wait_from;
  Cited<int> window_first_month;  // 集中参保期, of the year before
  Cited<int> window_last_month;
  Cited<std::vector<std::string>> exempt_groups;  // wait for nothing
  Cited<int> grace_months_after_employee;         // no waiting this soon after employee insurance
  Cited<AfterEmployee> after_employee_from;       // and then covered from
  Cited<int> newborn_window_days;
  Cited<NewbornLate> newborn_late;
  Cited<int> newborn_late_wait_days;  // where late ones wait by days
  Cited<bool> newborn_both_years;     // one or both years across a year's end
};

// 连续参保与零报销的激励: what the ceiling of critical illness cover (大病保险封顶线) is raised by
struct IncentivePolicy {
  Cited<Money> ceiling;         // 原封顶线
  Cited<int> continuous_years;  // each year after so many is a step
  Cited<Money> continuous_step;
  Cited<Money> zero_claim_step;
  Cited<int> limit_percent;   // of the ceiling, all steps together
  Cited<Money> limit_amount;  // as well; 0: none
  Cited<bool> zero_claim_resets_after_use;
  Cited<bool> continuous_kept_after_break;  // the counter begins again, the amount stays
  Cited<Money> missed_year_deduction;       // for each year missed; 0: none
  Cited<int> counted_from_year;
};

// 退费: contributions paid twice or after leaving
struct RefundPolicy {
  Cited<bool> resident_before_period;  // resident paid, then employee, before it began
  Cited<bool> resident_after_period;
  Cited<bool> employee_before_period;  // two employee relations
  Cited<bool> employee_after_period;
  Cited<bool> after_leaving;  // months after the relation had ended
  Cited<SpentCredit> spent_credit;
  Cited<int> working_days;
  Cited<std::vector<std::string>> materials;
};

// 提醒
struct ReminderPolicy {
  Cited<int> gap_days_before;     // before the last day to act
  Cited<int> window_days_before;  // before 集中参保期 closes
};

// 退休待遇的年限
struct RetirementPolicy {
  Cited<int> years_men;
  Cited<int> years_women;
  Cited<int> local_actual_years;  // actual contributions at the place of enjoyment
  Cited<int> age_men;
  Cited<int> age_women;
};

// 社保卡激活: who may, through which channels, by when, with what in hand
struct ActivationPolicy {
  Cited<std::vector<std::string>> channels;  // bank, counter, provider, online, telephone
  Cited<int> window_days;                    // after collection; 0: no such window
  Cited<int> reminder_days;                  // before its last day
  Cited<bool> proxy_allowed;                 // an adult's proxy
  Cited<bool> guardian_online;               // a guardian may act online
  Cited<bool> remote_at_provider;            // at the place of care, away from home
  Cited<int> guardian_required_below_age;    // under it the guardian must act
  Cited<int> guardian_until_age;             // from it on nobody has a guardian
  Cited<int> real_name_level;                // 1 telephone, 2 name and number, 3 face
  Cited<int> verification_failures_max;      // online; then at a counter
  Cited<int> telephone_tries_max;            // of one call's numbers and second factor
  Cited<int> attempts_per_person_daily;
  Cited<int> attempts_per_source_daily;
  Cited<int> telephone_code_seconds;
  Cited<std::vector<std::string>> materials_counter;   // MaterialKind codes
  Cited<std::vector<std::string>> materials_guardian;  // besides
  Cited<std::vector<std::string>> materials_proxy;
};

// 服务热线: the numbers, how often, and when somebody can be spoken to (C-14)
struct HotlinePolicy {
  Cited<int> medical_number;  // 12393; the other one is of 人社、社保卡
  Cited<int> social_number;
  Cited<int> staff_morning_from;  // whole hours of working days
  Cited<int> staff_morning_until;
  Cited<int> staff_afternoon_from;
  Cited<int> staff_afternoon_until;
  Cited<int> tries_max;  // of one call's numbers and secrets
  Cited<int> steps_max;  // of one call
  Cited<int> calls_per_source_daily;
  Cited<int> failures_per_source_daily;
  Cited<int> failures_per_number_daily;  // of one identity number, whoever calls
};

// 社保卡: ordering, loss, e-certificate
struct CardPolicy {
  Cited<std::vector<std::string>> banks;  // that issue cards here
  Cited<int> working_days;                // from the order to "ready"
  Cited<int> replacement_working_days;    // 补换卡
  Cited<bool> e_certificate_while_lost;   // the money is spent by e-certificate meanwhile
  Cited<int> e_certificate_code_seconds;
  Cited<std::vector<std::string>> materials_online;
  Cited<std::vector<std::string>> materials_counter;
};

// 解封: who may ask for it where, with what in hand, and by when it is decided
struct ReleasePolicy {
  Cited<bool> online;                              // 网上解封
  Cited<std::vector<std::string>> online_at_once;  // causes that the rules alone decide there
  Cited<int> working_days;                         // of a review
  Cited<int> proof_days;                           // how old a proof of payment may be
  Cited<int> household_book_below_age;             // older ones show their own document
  Cited<int> complex_holds;  // so many within the months below: complex
  Cited<int> complex_months;
  // MaterialKind codes by cause; "a|b": any one of them
  Cited<std::vector<std::string>> materials_gap;
  Cited<std::vector<std::string>> materials_gap_employer;  // an employer stands behind it
  Cited<std::vector<std::string>> materials_arrears;
  Cited<std::vector<std::string>> materials_transfer;
  Cited<std::vector<std::string>> materials_loss;
  Cited<std::vector<std::string>> materials_damage;
  Cited<std::vector<std::string>> materials_inactive;
  Cited<std::vector<std::string>> materials_activation_expired;
  Cited<std::vector<std::string>> materials_id_change;
  Cited<std::vector<std::string>> materials_admin;
  Cited<std::vector<std::string>> materials_more;  // 其他材料, for every cause
};

// 申诉与其他救济途径, 投诉
struct AppealPolicy {
  Cited<int> days;          // from the service of a decision (送达)
  Cited<int> working_days;  // until it is decided
  Cited<std::vector<std::string>> materials;
  Cited<int> review_days;             // 行政复议: from the service of a decision
  Cited<int> lawsuit_months;          // 行政诉讼
  Cited<int> complaint_working_days;  // until a complaint is answered
};

// 个人账户一次性支取 (N-07)
struct CashOutPolicy {
  Cited<std::vector<std::string>> grounds;  // codes of cash_out/types.h that are open here
  Cited<CashOutFrom> from;
  Cited<int> from_day;     // of day_of_next_month
  Cited<int> from_months;  // of months_after
  Cited<int> working_days;
  Cited<std::vector<std::string>> materials_settled_abroad;
  Cited<std::vector<std::string>> materials_foreign_retiree;
  Cited<std::vector<std::string>> materials_receiver_cannot_take;
};

// 个人账户继承
struct InheritancePolicy {
  Cited<int> working_days;
  Cited<int> death_report_days;                    // the family reports a death within
  Cited<std::vector<std::string>> death_evidence;  // any one of them proves it
  Cited<std::vector<std::string>> materials;
};

// 家庭共济 (N-05): the kinds of relatives, each list with the document that names them.
struct AidPolicy {
  Cited<std::vector<std::string>> relations;          // 国办发〔2021〕14号
  Cited<std::vector<std::string>> relations_widened;  // 国办发〔2024〕38号
  Cited<bool> within_province;                        // between pooling regions of one province
  Cited<bool> across_provinces;
  Cited<Money> limit_per_year;  // of one binding; 0: no limit but the payer's own
  Cited<bool> pays_resident_contribution;
  Cited<int> working_days;
  Cited<std::vector<std::string>> materials;  // that prove the kinship
};

// 档案更正: merge of two numbers (N-12), correction of contribution history
struct RecordPolicy {
  Cited<int> merge_working_days;
  Cited<std::vector<std::string>> merge_materials;
  Cited<int> correction_working_days;
  Cited<std::vector<std::string>> correction_materials;
};

// 参保地变更
struct PlaceChangePolicy {
  Cited<OnlineChange> online;
  Cited<int> online_working_days;                   // no transfer follows; 0: at once
  Cited<int> review_working_days;                   // until the decision
  Cited<int> working_days_after_approval;           // a transfer follows
  Cited<std::vector<std::string>> grounds_general;  // Ground codes: whose place may be chosen
  Cited<std::vector<std::string>> grounds_newborn;
  Cited<std::vector<std::string>> grounds_foreigner;
  Cited<int> newborn_months;                         // of age; older is not of the group
  Cited<std::vector<std::string>> materials_online;  // MaterialKind codes, whatever the reason
  Cited<std::vector<std::string>> materials_counter;
  Cited<std::vector<std::string>> materials_work;  // any one of them, as all below
  Cited<std::vector<std::string>> materials_residence;
  Cited<std::vector<std::string>> materials_household;
  Cited<std::vector<std::string>> materials_newborn;
  Cited<std::vector<std::string>> materials_foreigner;
  Cited<std::vector<std::string>> materials_graduation;
  Cited<std::vector<std::string>> materials_other;
  Cited<bool> province_is_one_range;  // 统筹范围内: codes 24 and 14, else 23 and 13
  Cited<bool> new_card;               // where the card's region differs
};

// 登录: limits of guessing, codes and sessions. National: a person signs in everywhere alike.
struct SignInPolicy {
  Cited<int> tries_before_wait;          // wrong ones, of an account from one source
  Cited<int> account_tries_before_wait;  // from all sources that it never came from
  Cited<int> source_tries_before_wait;   // of all accounts, from one source
  Cited<int> wait_seconds_first;         // doubled at each wrong one that follows
  Cited<int> wait_minutes_max;
  Cited<int> code_minutes;  // 验证码
  Cited<int> code_tries_max;
  Cited<int> code_pause_seconds;  // to one telephone; doubled at each code
  Cited<int> codes_of_source_hourly_max;
  Cited<int> password_characters_min;
  Cited<int> initial_secret_days;
  Cited<int> participant_idle_minutes;
  Cited<int> participant_hours;
  Cited<int> staff_idle_minutes;
  Cited<int> staff_hours;
  Cited<int> kiosk_idle_minutes;
  Cited<int> kiosk_minutes;
  Cited<int> sessions_max;  // of one account; one more ends the oldest
};

// Everything that one pooling region says on one day. Immutable, shared, made by PolicySet.
// 定点医药机构结算: what the pooled fund pays of an outpatient's bill. Hospital stays are not
// settled here.
struct SettlementPolicy {
  Cited<Money> outpatient_deductible;   // 起付线, of a year
  Cited<Rate> outpatient_rate_primary;  // 支付比例, by the level of the hospital
  Cited<Rate> outpatient_rate_secondary;
  Cited<Rate> outpatient_rate_tertiary;
  Cited<Rate> outpatient_rate_pharmacy;
  Cited<Rate> retiree_rate_more;    // 退休人员另加
  Cited<Money> outpatient_ceiling;  // 年度支付限额
  Cited<Money> resident_deductible;
  Cited<Rate> resident_rate_primary;
  Cited<Rate> resident_rate_higher;  // secondary and tertiary
  Cited<Money> resident_ceiling;
  Cited<int> clearing_from_day;             // 清算: of the month that follows
  Cited<int> clearing_working_days;         // 拨付期限, from the day of the statement
  Cited<int> exchange_file_days;            // 对账文件可以下载的天数
  Cited<bool> remote_within_province_free;  // 省内就医无需备案
  Cited<Rate> remote_less_registered;       // points taken off the rate: 备案人员
  Cited<Rate> remote_less_referred;         // 转诊、急诊
  Cited<Rate> remote_less_unregistered;     // 未备案
  Cited<Rate> chronic_rate_employee;        // 门诊慢特病
  Cited<Rate> chronic_rate_resident;
  Cited<Money> chronic_ceiling_employee;
  Cited<Money> chronic_ceiling_resident;
  Cited<bool> chronic_at_fixed_only;     // only where the person has fixed it, once they have
  Cited<bool> fixed_institution_needed;  // 普通门诊须在定点机构
  Cited<StayOverTransfer> stay_over_transfer;
  Cited<DiseaseNeeded> visit_disease_needed;
};

// 就医备案: referral, registration of care elsewhere, chronic-disease recognition, fixed
// institution
struct CarePolicy {
  Cited<int> referral_months;  // how long a referral holds, where it says no end
  Cited<CareDecision> remote_online;
  Cited<int> remote_working_days;
  Cited<int> remote_months;  // 0: until it is ended
  Cited<std::vector<std::string>> remote_materials;
  Cited<CareDecision> chronic_at_provider;  // 2503
  Cited<int> chronic_working_days;
  Cited<int> chronic_months;  // 0: no end
  Cited<std::vector<std::string>> chronic_materials;
  Cited<int> fixed_max;  // 定点医药机构数
  Cited<AfterTransfer> remote_after_transfer;
  Cited<AfterTransfer> chronic_after_transfer;
};

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
  ActivationPolicy activation;
  CardPolicy card;
  ReleasePolicy release;
  AppealPolicy appeal;
  IncentivePolicy incentive;
  RefundPolicy refund;
  ReminderPolicy reminder;
  CashOutPolicy cash_out;
  InheritancePolicy inheritance;
  AidPolicy aid;
  RecordPolicy record;
  PlaceChangePolicy place_change;
  SettlementPolicy settlement;
  CarePolicy care;
  HotlinePolicy hotline;
  SignInPolicy sign_in;
};

}  // namespace yibao::policy
