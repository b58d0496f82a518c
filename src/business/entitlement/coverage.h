// The dated strip (待遇区间): covered, partly covered and uncovered days over a span, each stretch
// with its ground and its reasons.
//
// A stretch is a run of days on which ByDay gives the same answer; it invents no rule of its own.
#pragma once

#include <vector>

#include "business/entitlement/by_day.h"

namespace yibao::entitlement {

inline constexpr int kCoverageDaysMax = 1'100;  // about three years

struct Stretch {
  Date from;
  Date until;                                      // the first day after
  const enrolment::Enrolment* relation = nullptr;  // who would pay; null: nobody
  Standing standing;                               // of the first day
  std::vector<Reason> reasons;                     // of the first day

  int days() const { return until - from; }
};

// Half open; nothing where `until` is not after `from`.
std::vector<Stretch> strip_of(Date from, Date until, ByDay& by_day);

struct CoverageTotals {
  int covered = 0;
  int partly = 0;
  int uncovered = 0;
  std::optional<Date> covered_from;  // the first fully covered day from the day asked on
};
CoverageTotals totals_of(const std::vector<Stretch>& strip, Date since);

// 追溯: the first of the days right before `day` that are covered by what is supposed and are not
// as things stand; `day` where there is none.
Date covered_back_to(Date day, ByDay& supposed, ByDay& as_it_stands);

}  // namespace yibao::entitlement
