#include "policy/parameter_table.h"

#include <algorithm>
#include <array>
#include <type_traits>

#include "policy/words.h"

namespace yibao::policy {

namespace {

constexpr std::size_t kWordsMax = 20;

template<class Value>
constexpr ValueKind kind_of() {
  if constexpr (std::is_same_v<Value, bool>) return ValueKind::boolean;
  if constexpr (std::is_same_v<Value, int>) return ValueKind::integer;
  if constexpr (std::is_same_v<Value, Rate>) return ValueKind::rate;
  if constexpr (std::is_same_v<Value, Money>) return ValueKind::money;
  if constexpr (std::is_enum_v<Value>) return ValueKind::word;
  return ValueKind::words;
}

template<class Value>
constexpr std::span<const std::string_view> choices_of() {
  if constexpr (std::is_enum_v<Value>) {
    static_assert(!kWords<Value>.empty(), "the enumeration has no words");
    return kWords<Value>;
  } else {
    return {};
  }
}

// The Tree was accepted by accepts_type and accepts_range before.
template<class Value>
Value read_value(const Tree& tree) {
  if constexpr (std::is_same_v<Value, bool>) {
    return *tree.boolean();
  } else if constexpr (std::is_same_v<Value, int>) {
    return static_cast<int>(*tree.integer());
  } else if constexpr (std::is_same_v<Value, Rate>) {
    return Rate::basis_points(*tree.integer());
  } else if constexpr (std::is_same_v<Value, Money>) {
    return Money::fen(*tree.integer());
  } else if constexpr (std::is_enum_v<Value>) {
    return *from_word<Value>(*tree.text());
  } else {
    Value words;
    for (const Tree& word : *tree.list()) words.push_back(*word.text());
    return words;
  }
}

template<auto Topic, auto Key>
void assign(RegionPolicy& policy, const Tree& value, const Citation& citation) {
  auto& cited = (policy.*Topic).*Key;
  cited.value = read_value<std::remove_reference_t<decltype(cited.value)>>(value);
  cited.citation = citation;
}

template<auto Topic, auto Key>
constexpr Parameter bind(std::string_view topic, std::string_view key, std::int64_t minimum = 0,
                         std::int64_t maximum = 0) {
  using Value = std::remove_reference_t<decltype(((RegionPolicy{}.*Topic).*Key).value)>;
  return {topic, key, kind_of<Value>(), minimum, maximum, choices_of<Value>(), &assign<Topic, Key>};
}

// The member's name is the key in the file, by construction.
#define YB_PARAMETER(topic, key, ...)                                     \
  bind<&RegionPolicy::topic, &decltype(RegionPolicy::topic)::key>(#topic, \
                                                                  #key __VA_OPT__(, ) __VA_ARGS__)

constexpr std::int64_t kYuan = 100;  // fen

// Ranges catch slips of the pen; only where a regulation sets the limit is it named. A waiting
// period is at most six months, and a transfer done within fifteen working days (R-019;
// both 医保办发〔2021〕43号).
constexpr auto kParameters = std::to_array<Parameter>({
    YB_PARAMETER(transfer, account_within_province),
    YB_PARAMETER(transfer, account_across_provinces),
    YB_PARAMETER(transfer, account_left_behind),
    YB_PARAMETER(transfer, origin_working_days, 0, 60),
    YB_PARAMETER(transfer, target_working_days, 0, 60),
    YB_PARAMETER(transfer, total_working_days, 0, 15),
    YB_PARAMETER(transfer, within_province_origin_working_days, 0, 60),
    YB_PARAMETER(transfer, within_province_target_working_days, 0, 60),
    YB_PARAMETER(transfer, clock_pauses_for_completion),
    YB_PARAMETER(transfer, arrears_blocks),
    YB_PARAMETER(transfer, require_current_month_paid),
    YB_PARAMETER(transfer, resident_next_year_only),
    YB_PARAMETER(transfer, require_certificate),
    YB_PARAMETER(transfer, certificate_valid_months, 1, 24),
    YB_PARAMETER(transfer, clear_on),
    YB_PARAMETER(transfer, both_approve_before_money),
    YB_PARAMETER(transfer, retiree_route),
    YB_PARAMETER(transfer, retiree_payout_months, 1, 12),
    YB_PARAMETER(transfer, money_on_refusal),
    YB_PARAMETER(transfer, materials_online),
    YB_PARAMETER(transfer, materials_counter),
    YB_PARAMETER(transfer, retirement_meanwhile),

    YB_PARAMETER(gap, grace_months, 0, 12),
    YB_PARAMETER(gap, grace_requires_backpay),
    YB_PARAMETER(gap, grace_without_backpay),
    YB_PARAMETER(gap, grace_benefit_from),
    YB_PARAMETER(gap, local_grace_benefit_from),
    YB_PARAMETER(gap, retroactive),
    YB_PARAMETER(gap, wait_months_with_backpay, 0, 6),
    YB_PARAMETER(gap, wait_months_without_backpay, 0, 6),
    YB_PARAMETER(gap, wait_kind),
    YB_PARAMETER(gap, wait_benefit_percent, 0, 100),
    YB_PARAMETER(gap, backpay_accepted_months, 0, 1200),
    YB_PARAMETER(gap, continuous_years_for_switch, 0, 10),
    YB_PARAMETER(gap, local_retroactive),
    YB_PARAMETER(gap, local_beyond_grace),
    YB_PARAMETER(gap, first_enrolment_wait_months, 0, 6),
    YB_PARAMETER(gap, employed_wait),

    YB_PARAMETER(arrears, restore),
    YB_PARAMETER(arrears, late_fee_per_day, 0, 100),
    YB_PARAMETER(arrears, retroactive),
    YB_PARAMETER(arrears, beyond_grace),
    YB_PARAMETER(arrears, backpay_accepted_months, 0, 1200),
    YB_PARAMETER(arrears, notice_working_days, 1, 60),

    YB_PARAMETER(contribution, due_day, 1, 31),
    YB_PARAMETER(contribution, covers),
    YB_PARAMETER(contribution, employee_personal_rate, 0, 5000),
    YB_PARAMETER(contribution, employee_employer_rate, 0, 5000),
    YB_PARAMETER(contribution, flexible_rate, 0, 5000),
    YB_PARAMETER(contribution, base_minimum, 0, 1'000'000 * kYuan),
    YB_PARAMETER(contribution, base_maximum, 0, 1'000'000 * kYuan),
    YB_PARAMETER(contribution, resident_yearly_personal, 0, 100'000 * kYuan),

    YB_PARAMETER(account, credit_rate, 0, 2000),
    YB_PARAMETER(account, flexible_has_account),
    YB_PARAMETER(account, retiree_monthly_quota, 0, 10'000 * kYuan),
    YB_PARAMETER(account, interest_mode),
    YB_PARAMETER(account, interest_rate, 0, 2000),
    YB_PARAMETER(account, interest_term_rate, 0, 2000),
    YB_PARAMETER(account, interest_year_days, 360, 366),
    YB_PARAMETER(account, interest_month, 1, 12),
    YB_PARAMETER(account, interest_day, 1, 31),
    YB_PARAMETER(account, interest_at_clearing),
    YB_PARAMETER(account, left_behind_usable),
    YB_PARAMETER(account, banks),

    YB_PARAMETER(enrolment, cutoff_day, 1, 31),
    YB_PARAMETER(enrolment, suspension_effective),
    YB_PARAMETER(enrolment, working_age, 0, 18),
    YB_PARAMETER(enrolment, self_suspension_flexible),
    YB_PARAMETER(enrolment, self_suspension_resident),
    YB_PARAMETER(enrolment, self_suspension_employee_with_proof),
    YB_PARAMETER(enrolment, keep_two_employee),
    YB_PARAMETER(enrolment, keep_two_resident),
    YB_PARAMETER(enrolment, keep_student),
    YB_PARAMETER(enrolment, keep_across_schemes),
    YB_PARAMETER(enrolment, keep_across_schemes_months, 0, 120),
    YB_PARAMETER(enrolment, keep_flexible),

    YB_PARAMETER(resident, fixed_wait_months, 0, 12),
    YB_PARAMETER(resident, variable_months_per_missed_year, 0, 12),
    YB_PARAMETER(resident, variable_formula),
    YB_PARAMETER(resident, counted_from_year, 1998, 2999),
    YB_PARAMETER(resident, repair_allowed),
    YB_PARAMETER(resident, floor_missed_years, 0, 100),
    YB_PARAMETER(resident, floor_months, 0, 12),
    YB_PARAMETER(resident, wait_from),
    YB_PARAMETER(resident, window_first_month, 1, 12),
    YB_PARAMETER(resident, window_last_month, 1, 12),
    YB_PARAMETER(resident, exempt_groups),
    YB_PARAMETER(resident, grace_months_after_employee, 0, 12),
    YB_PARAMETER(resident, after_employee_from),
    YB_PARAMETER(resident, newborn_window_days, 0, 366),
    YB_PARAMETER(resident, newborn_late),
    YB_PARAMETER(resident, newborn_late_wait_days, 0, 180),
    YB_PARAMETER(resident, newborn_both_years),

    YB_PARAMETER(retirement, years_men, 0, 50),
    YB_PARAMETER(retirement, years_women, 0, 50),
    YB_PARAMETER(retirement, local_actual_years, 0, 50),
    YB_PARAMETER(retirement, age_men, 40, 80),
    YB_PARAMETER(retirement, age_women, 40, 80),

    YB_PARAMETER(activation, channels),
    YB_PARAMETER(activation, window_days, 0, 3650),
    YB_PARAMETER(activation, reminder_days, 0, 365),
    YB_PARAMETER(activation, proxy_allowed),
    YB_PARAMETER(activation, guardian_online),
    YB_PARAMETER(activation, remote_at_provider),
    YB_PARAMETER(activation, guardian_required_below_age, 0, 30),
    YB_PARAMETER(activation, guardian_until_age, 0, 30),
    YB_PARAMETER(activation, real_name_level, 1, 3),
    YB_PARAMETER(activation, verification_failures_max, 1, 20),
    YB_PARAMETER(activation, telephone_tries_max, 1, 20),
    YB_PARAMETER(activation, attempts_per_person_daily, 1, 1000),
    YB_PARAMETER(activation, attempts_per_source_daily, 1, 100'000),
    YB_PARAMETER(activation, telephone_code_seconds, 30, 3600),
    YB_PARAMETER(activation, materials_counter),
    YB_PARAMETER(activation, materials_guardian),
    YB_PARAMETER(activation, materials_proxy),

    YB_PARAMETER(card, banks),
    YB_PARAMETER(card, working_days, 0, 90),
    YB_PARAMETER(card, replacement_working_days, 0, 90),
    YB_PARAMETER(card, e_certificate_while_lost),
    YB_PARAMETER(card, e_certificate_code_seconds, 10, 600),
    YB_PARAMETER(card, materials_online),
    YB_PARAMETER(card, materials_counter),
    YB_PARAMETER(release, online),
    YB_PARAMETER(release, online_at_once),
    YB_PARAMETER(release, working_days, 0, 90),
    YB_PARAMETER(release, proof_days, 1, 3660),
    YB_PARAMETER(release, household_book_below_age, 0, 30),
    YB_PARAMETER(release, complex_holds, 1, 100),
    YB_PARAMETER(release, complex_months, 1, 120),
    YB_PARAMETER(release, materials_gap),
    YB_PARAMETER(release, materials_gap_employer),
    YB_PARAMETER(release, materials_arrears),
    YB_PARAMETER(release, materials_transfer),
    YB_PARAMETER(release, materials_loss),
    YB_PARAMETER(release, materials_damage),
    YB_PARAMETER(release, materials_inactive),
    YB_PARAMETER(release, materials_activation_expired),
    YB_PARAMETER(release, materials_id_change),
    YB_PARAMETER(release, materials_admin),
    YB_PARAMETER(release, materials_more),

    YB_PARAMETER(appeal, days, 1, 3660),
    YB_PARAMETER(appeal, working_days, 1, 365),
    YB_PARAMETER(appeal, materials),
    YB_PARAMETER(appeal, review_days, 1, 366),
    YB_PARAMETER(appeal, lawsuit_months, 1, 60),
    YB_PARAMETER(appeal, complaint_working_days, 1, 365),
    YB_PARAMETER(incentive, ceiling, 0, 10'000'000 * kYuan),
    YB_PARAMETER(incentive, continuous_years, 0, 50),
    YB_PARAMETER(incentive, continuous_step, 0, 1'000'000 * kYuan),
    YB_PARAMETER(incentive, zero_claim_step, 0, 1'000'000 * kYuan),
    YB_PARAMETER(incentive, limit_percent, 0, 1000),
    YB_PARAMETER(incentive, limit_amount, 0, 10'000'000 * kYuan),
    YB_PARAMETER(incentive, zero_claim_resets_after_use),
    YB_PARAMETER(incentive, continuous_kept_after_break),
    YB_PARAMETER(incentive, missed_year_deduction, 0, 1'000'000 * kYuan),
    YB_PARAMETER(incentive, counted_from_year, 1998, 2999),

    YB_PARAMETER(refund, resident_before_period),
    YB_PARAMETER(refund, resident_after_period),
    YB_PARAMETER(refund, employee_before_period),
    YB_PARAMETER(refund, employee_after_period),
    YB_PARAMETER(refund, after_leaving),
    YB_PARAMETER(refund, spent_credit),
    YB_PARAMETER(refund, working_days, 0, 90),
    YB_PARAMETER(refund, materials),

    YB_PARAMETER(reminder, gap_days_before, 1, 60),
    YB_PARAMETER(reminder, window_days_before, 1, 120),
    YB_PARAMETER(cash_out, grounds),
    YB_PARAMETER(cash_out, from),
    YB_PARAMETER(cash_out, from_day, 1, 28),
    YB_PARAMETER(cash_out, from_months, 0, 24),
    YB_PARAMETER(cash_out, working_days, 0, 60),
    YB_PARAMETER(cash_out, materials_settled_abroad),
    YB_PARAMETER(cash_out, materials_foreign_retiree),
    YB_PARAMETER(cash_out, materials_receiver_cannot_take),

    YB_PARAMETER(inheritance, working_days, 0, 60),
    YB_PARAMETER(inheritance, death_report_days, 0, 365),
    YB_PARAMETER(inheritance, death_evidence),
    YB_PARAMETER(inheritance, materials),

    YB_PARAMETER(aid, relations),
    YB_PARAMETER(aid, relations_widened),
    YB_PARAMETER(aid, within_province),
    YB_PARAMETER(aid, across_provinces),
    YB_PARAMETER(aid, limit_per_year, 0, 1'000'000 * kYuan),
    YB_PARAMETER(aid, pays_resident_contribution),
    YB_PARAMETER(aid, working_days, 0, 60),
    YB_PARAMETER(aid, materials),

    YB_PARAMETER(record, merge_working_days, 0, 60),
    YB_PARAMETER(record, merge_materials),
    YB_PARAMETER(record, correction_working_days, 0, 60),
    YB_PARAMETER(record, correction_materials),
    YB_PARAMETER(place_change, online),
    YB_PARAMETER(place_change, online_working_days, 0, 3),
    YB_PARAMETER(place_change, review_working_days, 0, 60),
    YB_PARAMETER(place_change, working_days_after_approval, 0, 60),
    YB_PARAMETER(place_change, grounds_general),
    YB_PARAMETER(place_change, grounds_newborn),
    YB_PARAMETER(place_change, grounds_foreigner),
    YB_PARAMETER(place_change, newborn_months, 0, 36),
    YB_PARAMETER(place_change, materials_online),
    YB_PARAMETER(place_change, materials_counter),
    YB_PARAMETER(place_change, materials_work),
    YB_PARAMETER(place_change, materials_residence),
    YB_PARAMETER(place_change, materials_household),
    YB_PARAMETER(place_change, materials_newborn),
    YB_PARAMETER(place_change, materials_foreigner),
    YB_PARAMETER(place_change, materials_graduation),
    YB_PARAMETER(place_change, materials_other),
    YB_PARAMETER(place_change, province_is_one_range),
    YB_PARAMETER(place_change, new_card),
    YB_PARAMETER(settlement, outpatient_deductible, 0, 100'000 * kYuan),
    YB_PARAMETER(settlement, outpatient_rate_primary, 0, 10'000),
    YB_PARAMETER(settlement, outpatient_rate_secondary, 0, 10'000),
    YB_PARAMETER(settlement, outpatient_rate_tertiary, 0, 10'000),
    YB_PARAMETER(settlement, outpatient_rate_pharmacy, 0, 10'000),
    YB_PARAMETER(settlement, retiree_rate_more, 0, 5'000),
    YB_PARAMETER(settlement, outpatient_ceiling, 0, 1'000'000 * kYuan),
    YB_PARAMETER(settlement, resident_deductible, 0, 100'000 * kYuan),
    YB_PARAMETER(settlement, resident_rate_primary, 0, 10'000),
    YB_PARAMETER(settlement, resident_rate_higher, 0, 10'000),
    YB_PARAMETER(settlement, resident_ceiling, 0, 1'000'000 * kYuan),
    YB_PARAMETER(settlement, clearing_from_day, 2, 28),
    YB_PARAMETER(settlement, clearing_working_days, 1, 250),
    YB_PARAMETER(settlement, exchange_file_days, 1, 90),
    YB_PARAMETER(settlement, remote_within_province_free),
    YB_PARAMETER(settlement, remote_less_registered, 0, 10'000),
    YB_PARAMETER(settlement, remote_less_referred, 0, 10'000),
    YB_PARAMETER(settlement, remote_less_unregistered, 0, 10'000),
    YB_PARAMETER(settlement, chronic_rate_employee, 0, 10'000),
    YB_PARAMETER(settlement, chronic_rate_resident, 0, 10'000),
    YB_PARAMETER(settlement, chronic_ceiling_employee, 0, 10'000'000 * kYuan),
    YB_PARAMETER(settlement, chronic_ceiling_resident, 0, 10'000'000 * kYuan),
    YB_PARAMETER(settlement, chronic_at_fixed_only),
    YB_PARAMETER(settlement, fixed_institution_needed),
    YB_PARAMETER(settlement, stay_over_transfer),
    YB_PARAMETER(settlement, visit_disease_needed),

    YB_PARAMETER(care, referral_months, 1, 60),
    YB_PARAMETER(care, remote_online),
    YB_PARAMETER(care, remote_working_days, 0, 60),
    YB_PARAMETER(care, remote_months, 0, 120),
    YB_PARAMETER(care, remote_materials),
    YB_PARAMETER(care, chronic_at_provider),
    YB_PARAMETER(care, chronic_working_days, 0, 60),
    YB_PARAMETER(care, chronic_months, 0, 600),
    YB_PARAMETER(care, chronic_materials),
    YB_PARAMETER(care, fixed_max, 1, 20),
    YB_PARAMETER(care, remote_after_transfer),
    YB_PARAMETER(care, chronic_after_transfer),

    YB_PARAMETER(hotline, medical_number, 100, 99'999'999),
    YB_PARAMETER(hotline, social_number, 100, 99'999'999),
    YB_PARAMETER(hotline, staff_morning_from, 0, 24),
    YB_PARAMETER(hotline, staff_morning_until, 0, 24),
    YB_PARAMETER(hotline, staff_afternoon_from, 0, 24),
    YB_PARAMETER(hotline, staff_afternoon_until, 0, 24),
    YB_PARAMETER(hotline, tries_max, 1, 10),
    YB_PARAMETER(hotline, steps_max, 10, 500),
    YB_PARAMETER(hotline, calls_per_source_daily, 1, 100'000),
    YB_PARAMETER(hotline, failures_per_source_daily, 1, 100'000),
    YB_PARAMETER(hotline, failures_per_number_daily, 1, 1000),
    YB_PARAMETER(sign_in, tries_before_wait, 1, 100),
    YB_PARAMETER(sign_in, account_tries_before_wait, 1, 1000),
    YB_PARAMETER(sign_in, source_tries_before_wait, 1, 10'000),
    YB_PARAMETER(sign_in, wait_seconds_first, 1, 3600),
    YB_PARAMETER(sign_in, wait_minutes_max, 1, 1440),
    YB_PARAMETER(sign_in, code_minutes, 1, 60),
    YB_PARAMETER(sign_in, code_tries_max, 1, 20),
    YB_PARAMETER(sign_in, code_pause_seconds, 1, 3600),
    YB_PARAMETER(sign_in, codes_of_source_hourly_max, 1, 10'000),
    YB_PARAMETER(sign_in, password_characters_min, 8, 100),
    YB_PARAMETER(sign_in, initial_secret_days, 1, 3650),
    YB_PARAMETER(sign_in, participant_idle_minutes, 1, 10'080),
    YB_PARAMETER(sign_in, participant_hours, 1, 8760),
    YB_PARAMETER(sign_in, staff_idle_minutes, 1, 1440),
    YB_PARAMETER(sign_in, staff_hours, 1, 168),
    YB_PARAMETER(sign_in, kiosk_idle_minutes, 1, 60),
    YB_PARAMETER(sign_in, kiosk_minutes, 1, 240),
    YB_PARAMETER(sign_in, sessions_max, 1, 50),
});

static_assert(std::ranges::all_of(kParameters,
                                  [](const Parameter& each) {
                                    const bool counts = each.kind == ValueKind::integer ||
                                                        each.kind == ValueKind::rate ||
                                                        each.kind == ValueKind::money;
                                    return !counts || each.minimum < each.maximum;
                                  }),
              "what is counted has a range");

#undef YB_PARAMETER

// A code, or several of which any one will do: "identity_document|household_book".
bool is_code(const Tree& tree) {
  const std::string* text = tree.text();
  if (text == nullptr || text->empty() || text->front() == '|' || text->back() == '|') return false;
  return text->find("||") == std::string::npos &&
         std::all_of(text->begin(), text->end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '|';
         });
}

std::string joined(const auto& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

std::string show_words(const Tree::List& list) {
  std::vector<std::string> words;
  for (const Tree& word : list) words.push_back(*word.text());
  return joined(words);
}

}  // namespace

bool Parameter::is_numeric() const {
  return kind == ValueKind::integer || kind == ValueKind::rate || kind == ValueKind::money;
}

bool Parameter::accepts_type(const Tree& value) const {
  if (is_numeric()) return value.integer() != nullptr;
  if (kind == ValueKind::boolean) return value.boolean() != nullptr;
  if (kind == ValueKind::word) {
    return value.text() != nullptr &&
           std::find(choices.begin(), choices.end(), *value.text()) != choices.end();
  }
  const Tree::List* list = value.list();
  return list != nullptr && list->size() <= kWordsMax &&
         std::all_of(list->begin(), list->end(), is_code);
}

bool Parameter::accepts_range(const Tree& value) const {
  return !is_numeric() || (*value.integer() >= minimum && *value.integer() <= maximum);
}

std::string Parameter::expected() const {
  switch (kind) {
    case ValueKind::boolean:
      return "true_or_false";
    case ValueKind::integer:
      return "whole_number";
    case ValueKind::rate:
      return "basis_points";
    case ValueKind::money:
      return "fen";
    case ValueKind::word:
      return "choice";
    case ValueKind::words:
      return "codes";
  }
  return {};
}

std::string Parameter::show(const Tree& value) const {
  switch (kind) {
    case ValueKind::boolean:
      return *value.boolean() ? "true" : "false";
    case ValueKind::integer:
      return std::to_string(*value.integer());
    case ValueKind::rate:
      return show_percent(Rate::basis_points(*value.integer()));
    case ValueKind::money:
      return Money::fen(*value.integer()).to_yuan();
    case ValueKind::word:
      return *value.text();
    case ValueKind::words:
      return show_words(*value.list());
  }
  return {};
}

std::string show_percent(Rate rate) {
  std::string text = Money::fen(rate.basis_points()).to_yuan();
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text + "%";
}

std::span<const Parameter> parameters() {
  return kParameters;
}

const Parameter* find_parameter(std::string_view id) {
  for (const Parameter& parameter : kParameters) {
    if (parameter.id() == id) return &parameter;
  }
  return nullptr;
}

std::vector<std::string> topics() {
  std::vector<std::string> names;
  for (const Parameter& parameter : kParameters) {
    if (names.empty() || names.back() != parameter.topic) names.emplace_back(parameter.topic);
  }
  return names;
}

}  // namespace yibao::policy
