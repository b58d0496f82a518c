// Schemes (险种) and kinds of enrolment (参保身份), with the words they are stored and sent as.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace yibao::enrolment {

enum class Scheme { employee, resident };  // 职工医保, 居民医保

enum class EnrolmentKind {
  employee,         // 在职职工: the employer pays and withholds
  flexible,         // 灵活就业人员
  unemployed_fund,  // 领取失业保险金人员: the fund pays
  retiree,          // 退休人员: pays nothing, gets a fixed credit
  resident_adult,   // 成年居民
  resident_elder,   // 老年居民
  preschool_child,  // 学龄前儿童
  student,          // 学生
  newborn,          // 新生儿
};

inline constexpr std::array<std::pair<Scheme, std::string_view>, 2> kSchemeTexts{{
    {Scheme::employee, "employee"},
    {Scheme::resident, "resident"},
}};

inline constexpr std::array<std::pair<EnrolmentKind, std::string_view>, 9> kEnrolmentKindTexts{{
    {EnrolmentKind::employee, "employee"},
    {EnrolmentKind::flexible, "flexible"},
    {EnrolmentKind::unemployed_fund, "unemployed_fund"},
    {EnrolmentKind::retiree, "retiree"},
    {EnrolmentKind::resident_adult, "resident_adult"},
    {EnrolmentKind::resident_elder, "resident_elder"},
    {EnrolmentKind::preschool_child, "preschool_child"},
    {EnrolmentKind::student, "student"},
    {EnrolmentKind::newborn, "newborn"},
}};

constexpr std::string_view to_text(Scheme scheme) {
  return kSchemeTexts[static_cast<std::size_t>(scheme)].second;
}
constexpr std::string_view to_text(EnrolmentKind kind) {
  return kEnrolmentKindTexts[static_cast<std::size_t>(kind)].second;
}

constexpr std::optional<Scheme> parse_scheme(std::string_view text) {
  for (const auto& [scheme, written] : kSchemeTexts) {
    if (written == text) return scheme;
  }
  return std::nullopt;
}

constexpr std::optional<EnrolmentKind> parse_enrolment_kind(std::string_view text) {
  for (const auto& [kind, written] : kEnrolmentKindTexts) {
    if (written == text) return kind;
  }
  return std::nullopt;
}

constexpr Scheme scheme_of(EnrolmentKind kind) {
  return kind <= EnrolmentKind::retiree ? Scheme::employee : Scheme::resident;
}

}  // namespace yibao::enrolment
