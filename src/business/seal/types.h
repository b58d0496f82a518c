// A seal (封存): one hold as people meet it, with where it comes from and what proves it.
//
// What people call 封存 is a set of holds. Those that follow from facts (a gap, arrears, death, a
// card never activated) are computed here and never stored; those that were reported, ordered or
// made by a case are rows of `hold`. What each stops is the effect matrix (hold/types.h); how each
// is lifted, and in which order, stands in steps.h.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "business/application/machine.h"
#include "business/contribution/types.h"
#include "business/hold/types.h"

namespace yibao::seal {

enum class Source {
  facts,     // computed, whenever it is asked
  reported,  // 挂失、损坏、身份变更: by the person, or for them; 死亡待复核: of them
  ordered,   // 冻结: by an agency or a court
  by_case,   // 转移: by a case that runs
};
inline constexpr std::array<std::string_view, 4> kSourceTexts{"facts", "reported", "ordered",
                                                              "by_case"};
constexpr std::string_view to_text(Source source) {
  return kSourceTexts[static_cast<std::size_t>(source)];
}

constexpr Source source_of(hold::HoldCause cause) {
  switch (cause) {
    case hold::HoldCause::gap:
    case hold::HoldCause::arrears:
    case hold::HoldCause::inactive:
    case hold::HoldCause::activation_expired:
    case hold::HoldCause::death:
      return Source::facts;
    case hold::HoldCause::loss:
    case hold::HoldCause::damage:
    case hold::HoldCause::id_change:
    case hold::HoldCause::death_reported:
      return Source::reported;
    case hold::HoldCause::admin:
      return Source::ordered;
    case hold::HoldCause::transfer:
      return Source::by_case;
  }
  return Source::facts;
}

// A stored hold, standing or lifted, with who did it and why.
struct StoredHold {
  hold::Hold hold;
  CaseId application;     // none unless a case made it
  std::string set_by;     // journal names
  std::string lifted_by;  // empty while it stands
  std::string note;
  Instant recorded_at;
  std::optional<Date> served_on;  // of the written decision, where there is one
  bool appeal_refused = false;    // an appeal against it was heard
};

inline constexpr std::string_view kReleaseService = "seal_release";

// How an application about a hold ended (解封申请、更正、申诉).
struct Decided {
  CaseId id;
  std::string service;
  std::string subject;  // of the application
  RegionCode region;    // which decided
  application::State state = application::State::refused;
  std::string by;  // journal name; empty: declined by the rules alone
  std::optional<Date> on;
};

struct Seal {
  hold::Hold hold;
  Source source = Source::facts;
  std::string set_by;        // empty where it is computed
  std::string evidence;      // as it was noted; of a computed one the months below
  Instant card_recorded_at;  // a part of the number of the card
  std::optional<Date> replacement_ordered_on;  // another card is being made in its place
  CaseId application;
  Instant case_recorded_at;                  // a part of its number
  bool case_runs = false;                    // the case that made it has not ended
  std::optional<Date> case_due_on;           // where it waits, by when
  std::optional<Date> served_on;             // ordered ones: 送达; none: no time runs yet
  std::optional<Date> appeal_until;          // ordered and served ones: the last day
  bool appeal_refused = false;               // as of the stored one: there is no second appeal
  Instant recorded_at;                       // of a stored one
  MonthSet months;                           // gap, arrears: unpaid
  std::vector<contribution::Arrears> debts;  // arrears: who owes what
  bool participates = false;                 // gap: the relation is open, it is only not paid
  std::optional<Date> begins_on;             // gap: enrolled again, from this later day
  bool by_employer = false;                  // gap: the relation was an employer's
};

}  // namespace yibao::seal
