// 死亡登记: a death is reported with its evidence by one officer, or told by the authorities' own
// data, and confirmed by another. Until then it is a report: the account is sealed and nothing else
// follows from it, so that a mistake about a living person costs nothing that cannot be given back.
// A death that was confirmed and is wrong all the same is corrected by
// inheritance/death_correction.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "base/region_code.h"

namespace yibao::death {

enum class State { reported, confirmed, refused };
inline constexpr std::array<std::string_view, 3> kStateTexts{"reported", "confirmed", "refused"};
constexpr std::string_view to_text(State state) {
  return kStateTexts[static_cast<std::size_t>(state)];
}

// What can prove a death; which of them a region accepts is policy (inheritance.death_evidence).
inline constexpr std::array<std::string_view, 4> kEvidenceKinds{
    "death_certificate",       // 居民死亡医学证明
    "cremation_certificate",   // 火化证明
    "household_cancellation",  // 户口注销证明
    "court_declaration"};      // 人民法院宣告死亡的判决

struct Evidence {
  std::string kind;
  std::string number;     // of the paper
  std::string issued_by;  // the office
  Date issued_on;
};

struct DeathReport {
  PersonId person;
  int ordinal = 0;  // 1, 2, 3 … of the person
  Date died_on;
  Evidence evidence;
  RegionCode region;  // whose agency it was reported to
  HoldId hold;        // the account is sealed by it
  State state = State::reported;
  std::string reported_by;
  std::string decided_by;  // empty while it is open
  std::string finding;     // refused: what was found instead
  Instant recorded_at;
  std::optional<Instant> decided_at;
};

}  // namespace yibao::death
