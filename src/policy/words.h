// The words of the policy files for every enumerator, in one place, in the order of declaration.
// A word is the enumerator's own name: what is read here is what is stored, sent and shown.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "policy/parameters.h"

namespace yibao::policy {

template<class Enum>
inline constexpr std::array<std::string_view, 0> kWords{};

template<>
inline constexpr auto kWords<MoneyRoute> =
    std::to_array<std::string_view>({"move", "stay_usable", "payout", "move_else_payout"});
template<>
inline constexpr auto kWords<ClearOn> = std::to_array<std::string_view>({"approve", "upload",
                                                                         "target_confirm"});
template<>
inline constexpr auto kWords<CertificateRule> =
    std::to_array<std::string_view>({"never", "counter_only", "always"});
template<>
inline constexpr auto kWords<RetireeRoute> = std::to_array<std::string_view>({"none",
                                                                              "payout_on_request"});
template<>
inline constexpr auto kWords<LeftBehind> = std::to_array<std::string_view>({"stay_usable",
                                                                            "payout"});
template<>
inline constexpr auto kWords<RefusalRoute> = std::to_array<std::string_view>({"return_to_origin",
                                                                              "payout"});
template<>
inline constexpr auto kWords<BenefitFrom> = std::to_array<std::string_view>({"payment_month",
                                                                             "next_month"});
template<>
inline constexpr auto kWords<WaitKind> = std::to_array<std::string_view>({"wait", "paid_months"});
template<>
inline constexpr auto kWords<WithoutBackpay> = std::to_array<std::string_view>({"no_wait", "wait"});
template<>
inline constexpr auto kWords<Restore> =
    std::to_array<std::string_view>({"same_day", "next_day", "next_month", "plus_30_days"});
template<>
inline constexpr auto kWords<CoversMonth> = std::to_array<std::string_view>({"same_month",
                                                                             "next_month"});
template<>
inline constexpr auto kWords<SuspensionEffective> = std::to_array<std::string_view>({"same_day",
                                                                                     "month_end"});
template<>
inline constexpr auto kWords<ResidentWaitFrom> =
    std::to_array<std::string_view>({"receipt", "benefit_year_start"});
template<>
inline constexpr auto kWords<VariableFormula> =
    std::to_array<std::string_view>({"missed_years", "missed_years_minus_one"});
template<>
inline constexpr auto kWords<AfterEmployee> =
    std::to_array<std::string_view>({"receipt", "month_after_suspension"});
template<>
inline constexpr auto kWords<NewbornLate> = std::to_array<std::string_view>({"next_month", "wait",
                                                                             "wait_days"});
template<>
inline constexpr auto kWords<InterestMode> = std::to_array<std::string_view>({"none", "demand",
                                                                              "tiered"});
template<>
inline constexpr auto kWords<BeyondGrace> = std::to_array<std::string_view>({"waiting", "restore",
                                                                             "plus_30_days"});
template<>
inline constexpr auto kWords<SpentCredit> = std::to_array<std::string_view>({"refuse", "deduct"});

template<>
inline constexpr auto kWords<CashOutFrom> =
    std::to_array<std::string_view>({"same_day", "day_of_next_month", "months_after"});

template<>
inline constexpr auto kWords<KeepRule> = std::to_array<std::string_view>(
    {"work_place", "residence_place", "study_place", "employee_scheme", "choice"});
template<>
inline constexpr auto kWords<OnlineChange> = std::to_array<std::string_view>({"direct", "hybrid",
                                                                              "none"});
template<>
inline constexpr auto kWords<RetirementMeanwhile> = std::to_array<std::string_view>({"goes_on",
                                                                                     "ends"});

// One table too short or in another order would be a silent mistake: the last word proves both.
template<class Enum>
constexpr bool words_end_with(Enum last, std::string_view word) {
  return kWords<Enum>.size() == static_cast<std::size_t>(last) + 1 && kWords<Enum>.back() == word;
}
static_assert(words_end_with(MoneyRoute::move_else_payout, "move_else_payout"));
static_assert(words_end_with(ClearOn::target_confirm, "target_confirm"));
static_assert(words_end_with(CertificateRule::always, "always"));
static_assert(words_end_with(RetireeRoute::payout_on_request, "payout_on_request"));
static_assert(words_end_with(RefusalRoute::payout, "payout"));
static_assert(words_end_with(LeftBehind::payout, "payout"));
static_assert(words_end_with(BenefitFrom::next_month, "next_month"));
static_assert(words_end_with(WaitKind::paid_months, "paid_months"));
static_assert(words_end_with(WithoutBackpay::wait, "wait"));
static_assert(words_end_with(Restore::plus_30_days, "plus_30_days"));
static_assert(words_end_with(CoversMonth::next_month, "next_month"));
static_assert(words_end_with(SuspensionEffective::month_end, "month_end"));
static_assert(words_end_with(ResidentWaitFrom::benefit_year_start, "benefit_year_start"));
static_assert(words_end_with(VariableFormula::missed_years_minus_one, "missed_years_minus_one"));
static_assert(words_end_with(NewbornLate::wait_days, "wait_days"));
static_assert(words_end_with(BeyondGrace::plus_30_days, "plus_30_days"));
static_assert(words_end_with(SpentCredit::deduct, "deduct"));
static_assert(words_end_with(InterestMode::tiered, "tiered"));
static_assert(words_end_with(CashOutFrom::months_after, "months_after"));
static_assert(words_end_with(KeepRule::choice, "choice"));
static_assert(words_end_with(OnlineChange::none, "none"));
static_assert(words_end_with(RetirementMeanwhile::ends, "ends"));

template<class Enum>
constexpr std::string_view to_word(Enum value) {
  return kWords<Enum>[static_cast<std::size_t>(value)];
}

template<class Enum>
constexpr std::optional<Enum> from_word(std::string_view word) {
  for (std::size_t i = 0; i < kWords<Enum>.size(); ++i) {
    if (kWords<Enum>[i] == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}
template<>
inline constexpr auto kWords<CareDecision> = std::to_array<std::string_view>({"at_once", "review"});
template<>
inline constexpr auto kWords<AfterTransfer> =
    std::to_array<std::string_view>({"carried", "within_province", "anew"});
template<>
inline constexpr auto kWords<DiseaseNeeded> = std::to_array<std::string_view>({"chronic_only",
                                                                               "always", "never"});
template<>
inline constexpr auto kWords<StayOverTransfer> = std::to_array<std::string_view>({"origin",
                                                                                  "split"});

}  // namespace yibao::policy
