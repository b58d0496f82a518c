// Family mutual aid (家庭共济) as values: who shares the money of an account with which relative.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "base/money.h"
#include "base/region_code.h"

namespace yibao::aid {

// What the relative is to the payer.
enum class Relation {
  spouse,                // 配偶 (国办发〔2021〕14号, as the next two)
  parent,                // 父母
  child,                 // 子女
  sibling,               // 兄弟姐妹 (国办发〔2024〕38号, as the rest)
  grandparent,           // 祖父母
  maternal_grandparent,  // 外祖父母
  grandchild,            // 孙子女
  maternal_grandchild,   // 外孙子女
};
inline constexpr std::array<std::string_view, 8> kRelationTexts{
    "spouse",      "parent",
    "child",       "sibling",
    "grandparent", "maternal_grandparent",
    "grandchild",  "maternal_grandchild"};
constexpr std::string_view to_text(Relation relation) {
  return kRelationTexts[static_cast<std::size_t>(relation)];
}
constexpr std::optional<Relation> parse_relation(std::string_view text) {
  for (std::size_t i = 0; i < kRelationTexts.size(); ++i) {
    if (kRelationTexts[i] == text) return static_cast<Relation>(i);
  }
  return std::nullopt;
}

// 共济绑定. It belongs to the payer; the beneficiary's use of it is counted by calendar year. The
// yearly limit is of the two people: what went through an earlier binding counts (used_in_year()).
struct Binding {
  PersonId payer;
  std::int64_t id = 0;
  PersonId beneficiary;
  Relation relation = Relation::spouse;
  Money limit_per_year;  // set by the payer; zero: none
  bool active = true;
  Date since;
  std::optional<Date> ended_on;
  std::string end_reason;  // empty while it is active
  int used_year = 0;       // the year of used
  Money used;
  CaseId application;
  Instant recorded_at;

  Money used_in(int year) const { return year == used_year ? used : Money(); }
};

// What was taken back, a payment or a contribution, is a use of its own, that counts down.
enum class UseKind { payment, contribution, reversal };
inline constexpr std::array<std::string_view, 3> kUseKindTexts{"payment", "contribution",
                                                               "reversal"};
constexpr std::string_view to_text(UseKind kind) {
  return kUseKindTexts[static_cast<std::size_t>(kind)];
}

}  // namespace yibao::aid
