#include "business/entitlement/coverage.h"

#include <algorithm>

namespace yibao::entitlement {

namespace {

// `until` moves on with every month paid, so it does not part two days.
bool goes_on(const Stretch& stretch, const ByDay::OfDay& day) {
  const Standing& one = stretch.standing;
  const Standing& other = day.standing;
  return stretch.relation == day.relation && one.cover == other.cover &&
         one.percent == other.percent && one.ground == other.ground && one.since == other.since;
}

}  // namespace

std::vector<Stretch> strip_of(Date from, Date until, ByDay& by_day) {
  YB_CHECK(until - from <= kCoverageDaysMax, "a span too long");
  std::vector<Stretch> strip;
  for (Date day = from; day < until; day = day + 1) {
    const ByDay::OfDay of_day = by_day.standing_on(day);
    if (strip.empty() || !goes_on(strip.back(), of_day)) {
      strip.push_back(
          {day, day, of_day.relation, of_day.standing, by_day.answer_on(day).entitlement.reasons});
    }
    strip.back().until = day + 1;
  }
  return strip;
}

CoverageTotals totals_of(const std::vector<Stretch>& strip, Date since) {
  CoverageTotals totals;
  for (const Stretch& stretch : strip) {
    switch (stretch.standing.cover) {
      case Cover::yes:
        totals.covered += stretch.days();
        if (!totals.covered_from && stretch.until > since) {
          totals.covered_from = std::max(stretch.from, since);
        }
        break;
      case Cover::partly:
        totals.partly += stretch.days();
        break;
      case Cover::no:
        totals.uncovered += stretch.days();
        break;
    }
  }
  return totals;
}

Date covered_back_to(Date day, ByDay& supposed, ByDay& as_it_stands) {
  const auto is_covered = [](Date on, ByDay& by_day) {
    return by_day.standing_on(on).standing.cover == Cover::yes;
  };
  for (int back = 0; back < kCoverageDaysMax; ++back) {
    if (!is_covered(day - 1, supposed) || is_covered(day - 1, as_it_stands)) break;
    day = day - 1;
  }
  return day;
}

}  // namespace yibao::entitlement
