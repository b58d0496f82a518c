// A hold (封存、冻结的总称): one cause, with its own effect on six things.
//
// What people call 封存 is a set of holds. Each belongs to one relation (参保关系), to one card or
// to the person, and says separately what becomes of the pooled benefits, the account's money,
// the card, the ID card shown at the desk, the e-certificate and a transfer of the relation
// (R-082, C-11). The table below is the whole effect matrix. Rows that were reported or ordered
// are stored; a gap, arrears and a card never activated follow from facts and are never stored.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "base/region_code.h"

namespace yibao::hold {

enum class HoldCause {
  gap,                 // 断缴
  arrears,             // 欠费: an employer's debt
  transfer,            // 转移
  loss,                // 挂失
  damage,              // 损坏
  inactive,            // 未激活
  activation_expired,  // 逾期未激活
  id_change,           // 身份变更
  death,               // 死亡
  admin,               // 冻结: fraud, a court's order
  death_reported,      // 死亡待复核: reported by one officer, not confirmed yet
};

enum class Scope { relation, card, person };
enum class Effect { allowed, stopped };
// With what a person proves the entitlement at a desk: codes 03, 02 and 01 of mdtrt_cert_type.
enum class Medium { card, id_card, e_certificate };

struct Effects {
  Effect benefit = Effect::allowed;           // 统筹待遇
  Effect spending = Effect::allowed;          // 个人账户支付
  Effect card = Effect::allowed;              // the physical card at a desk
  Effect id_card = Effect::allowed;           // the ID card at a desk
  Effect e_certificate = Effect::allowed;     // 医保电子凭证
  Effect transfer_allowed = Effect::allowed;  // a new transfer of the relation
  bool operator==(const Effects&) const = default;
};

struct EffectRow {
  HoldCause cause;
  Scope scope;
  std::string_view text;  // as stored and sent
  Effects effects;
};

// One hold on one person. Its scope says which of `region` and `card` counts.
struct Hold {
  HoldId id;  // none for a hold derived from facts
  HoldCause cause = HoldCause::gap;
  RegionCode region;          // scope relation: where it sits; of a freeze, whose order it is
  std::int64_t card = 0;      // scope card: which one
  Date since;                 // first day of its effect
  std::optional<Date> until;  // exclusive: the day on which it no longer counts
  bool money_leaves = false;  // transfer: the plan moves or pays out the account's money
  bool account_too = false;   // loss, damage: the person asked to seal the account as well (C-27)
  // Death, on the day itself: the fund pays for the care of that day (entitlement/rules.h), while
  // money, media and transfer stop at once.
  bool benefit_goes_on = false;
};

inline constexpr Effect kYes = Effect::allowed;
inline constexpr Effect kNo = Effect::stopped;

// benefit, spending, card, ID card, e-certificate, transfer.
//
// A gap and arrears stop benefits and nothing else. A transfer stops spending only where money
// leaves (Hold::money_leaves); whether a second case may start is the transfer's own rule.
// Arrears refuse a transfer only where `transfer.arrears_blocks` says so. A card lost, damaged or
// not active is held, its account is not (C-27): ID card and e-certificate spend. A reported death
// stops what could not be given back, if it were a mistake: the money and the way out of the place.
inline constexpr std::array<EffectRow, 11> kEffectMatrix{{
    {HoldCause::gap, Scope::relation, "gap", {kNo, kYes, kYes, kYes, kYes, kYes}},
    {HoldCause::arrears, Scope::relation, "arrears", {kNo, kYes, kYes, kYes, kYes, kNo}},
    {HoldCause::transfer, Scope::relation, "transfer", {kNo, kNo, kYes, kYes, kYes, kYes}},
    {HoldCause::loss, Scope::card, "loss", {kYes, kYes, kNo, kYes, kYes, kYes}},
    {HoldCause::damage, Scope::card, "damage", {kYes, kYes, kNo, kYes, kYes, kYes}},
    {HoldCause::inactive, Scope::card, "inactive", {kYes, kYes, kNo, kYes, kYes, kYes}},
    {HoldCause::activation_expired,
     Scope::card,
     "activation_expired",
     {kYes, kYes, kNo, kYes, kYes, kYes}},
    {HoldCause::id_change, Scope::person, "id_change", {kNo, kNo, kNo, kNo, kNo, kNo}},
    {HoldCause::death, Scope::person, "death", {kNo, kNo, kNo, kNo, kNo, kNo}},
    {HoldCause::admin, Scope::person, "admin", {kNo, kNo, kNo, kNo, kNo, kNo}},
    {HoldCause::death_reported,
     Scope::person,
     "death_reported",
     {kYes, kNo, kYes, kYes, kYes, kNo}},
}};

constexpr const EffectRow& effect_row(HoldCause cause) {
  return kEffectMatrix[static_cast<std::size_t>(cause)];
}

constexpr bool effect_matrix_is_in_order() {
  for (std::size_t i = 0; i < kEffectMatrix.size(); ++i) {
    if (static_cast<std::size_t>(kEffectMatrix[i].cause) != i) return false;
  }
  return true;
}
static_assert(effect_matrix_is_in_order(), "a row of the matrix stands at its cause");

constexpr Scope scope_of(HoldCause cause) {
  return effect_row(cause).scope;
}
constexpr std::string_view to_text(HoldCause cause) {
  return effect_row(cause).text;
}

constexpr std::optional<HoldCause> parse_hold_cause(std::string_view text) {
  for (const EffectRow& row : kEffectMatrix) {
    if (row.text == text) return row.cause;
  }
  return std::nullopt;
}

constexpr std::string_view to_text(Scope scope) {
  switch (scope) {
    case Scope::relation:
      return "relation";
    case Scope::card:
      return "card";
    case Scope::person:
      return "person";
  }
  return "";
}

constexpr std::string_view to_text(Effect effect) {
  return effect == Effect::allowed ? "allowed" : "stopped";
}

constexpr std::string_view to_text(Medium medium) {
  switch (medium) {
    case Medium::card:
      return "card";
    case Medium::id_card:
      return "id_card";
    case Medium::e_certificate:
      return "e_certificate";
  }
  return "";
}

constexpr std::optional<Medium> parse_medium(std::string_view text) {
  for (const Medium medium : {Medium::card, Medium::id_card, Medium::e_certificate}) {
    if (to_text(medium) == text) return medium;
  }
  return std::nullopt;
}

}  // namespace yibao::hold
