// The place of participation (参保地), and its change (参保地变更), as values.
//
// Two things that the articles call by one name (C-17). The displayed place (展示参保地) is which
// of the existing relations the e-certificate shows: a choice, instant, and nothing else follows.
// The legal place is that of the relation that counts; changing it is an application, which ends
// one relation and begins another.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "base/region_code.h"

namespace yibao::place_change {

// Why somebody changes (变更事由, R-105).
enum class ChangeReason { work, residence, household, newborn, foreigner, graduation, other };
// Whose place the new one is. visit: no ground, and refused as such.
enum class Ground { work_place, household_place, residence_place, birth_place, visit };
// Who changes it: only the grounds differ, everybody may (C-16).
enum class PersonGroup { general, newborn, foreigner };
// The transfer that brings money and months along.
enum class Following {
  none,       // nothing follows
  awaited,    // the system opens it once both places find it in order
  opened,     // 办件已开启
  by_person,  // the person files it: their own bank account is needed
};

inline constexpr std::array<std::string_view, 7> kChangeReasonTexts{
    "work", "residence", "household", "newborn", "foreigner", "graduation", "other"};
inline constexpr std::array<std::string_view, 5> kGroundTexts{
    "work_place", "household_place", "residence_place", "birth_place", "visit"};
inline constexpr std::array<std::string_view, 3> kPersonGroupTexts{"general", "newborn",
                                                                   "foreigner"};
inline constexpr std::array<std::string_view, 4> kFollowingTexts{"none", "awaited", "opened",
                                                                 "by_person"};

constexpr std::string_view to_text(ChangeReason reason) {
  return kChangeReasonTexts[static_cast<std::size_t>(reason)];
}
constexpr std::string_view to_text(Ground ground) {
  return kGroundTexts[static_cast<std::size_t>(ground)];
}
constexpr std::string_view to_text(PersonGroup group) {
  return kPersonGroupTexts[static_cast<std::size_t>(group)];
}
constexpr std::string_view to_text(Following following) {
  return kFollowingTexts[static_cast<std::size_t>(following)];
}

// The enumerator of a word; none where there is no such word.
template<class Enum, std::size_t Count>
constexpr std::optional<Enum> parse_word(const std::array<std::string_view, Count>& words,
                                         std::string_view text) {
  for (std::size_t i = 0; i < Count; ++i) {
    if (words[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

// Which place a person has chosen to be shown.
struct DisplayedPlace {
  PersonId person;
  RegionCode region;
  Date chosen_on;
  Instant recorded_at;
};

// A change that was carried out: the record that makes the difference between the two places.
struct PlaceChange {
  PersonId person;
  CaseId id;  // of the application; of a company's move, a number of its own
  ChangeReason reason = ChangeReason::other;
  Ground ground = Ground::residence_place;
  PersonGroup group = PersonGroup::general;
  RegionCode origin;  // none: there was no relation before
  RegionCode target;
  int old_enrolment = 0;  // ordinals; 0: none
  int new_enrolment = 0;
  int old_change_type = 0;  // PSN_CHG_TYPE; 0: none
  int new_change_type = 0;
  Date approved_on;
  Date begins_on;  // participation at the target
  Following following = Following::none;
  CaseId transfer;  // none unless opened
  std::string
      told_obstacles;         // of an awaited one: what the person was told of last; empty: nothing
  bool card_ordered = false;  // the card in hand was of another region
  std::int64_t company_move = 0;  // of which the person was a member; 0: of none, an application
  Instant recorded_at;
};

}  // namespace yibao::place_change
