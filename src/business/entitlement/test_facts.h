// What tests of the rules of cover begin with: facts in a sentence, and the answer of a day in
// words.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "business/entitlement/rules.h"
#include "business/test_policy.h"

namespace yibao::test {

inline MonthSet months(Month first, Month last) {
  MonthSet set;
  set.insert(first, last);
  return set;
}

class Facts {
 public:
  Facts() { facts_.region = kShuozhou; }
  Facts& paid(Month first, Month last) {
    return facts_.paid = facts_.paid | months(first, last), *this;
  }
  Facts& paid_late(Month first, Month last, Date received_on) {
    facts_.supplementary.push_back({months(first, last), received_on});
    return paid(first, last);
  }
  Facts& employed(Month first, Month last) {
    return facts_.employer_months = months(first, last), *this;
  }
  Facts& new_here() { return facts_.begins_here = true, *this; }
  Facts& moved_here_in(Month month) { return facts_.transferred.push_back(month), *this; }
  Facts& held(hold::HoldCause cause, Date since) {
    hold::Hold hold;
    hold.cause = cause;
    hold.region = kShuozhou;
    hold.since = since;
    return facts_.holds.push_back(hold), *this;
  }
  entitlement::EntitlementFacts& change() { return facts_; }
  operator const entitlement::EntitlementFacts&() const {
    return facts_;
  }  // NOLINT: the facts it builds

 private:
  entitlement::EntitlementFacts facts_;
};

inline Month month(int year, int month) {
  return Month::of(year, month);
}

// "yes contribution", "partly waiting 50", "no gap"
inline std::string answer(Date day, const entitlement::EntitlementFacts& facts,
                          const policy::RegionPolicy& policy) {
  const entitlement::Entitlement explained = entitlement::entitlement_on(day, facts, policy);
  const entitlement::Standing standing = entitlement::standing_on(day, facts, policy);
  EXPECT_EQ(explained.standing.cover, standing.cover);
  EXPECT_EQ(entitlement::is_entitled(day, facts, policy), standing.cover) << day.to_string();
  EXPECT_FALSE(explained.reasons.empty());
  std::string text =
      std::string(to_text(standing.cover)) + " " + std::string(to_text(standing.ground));
  if (standing.cover == entitlement::Cover::partly) text += " " + std::to_string(standing.percent);
  return text;
}

struct DayRow {
  Date day;
  const char* expected;
};

inline void expect_days(const std::vector<DayRow>& rows, const entitlement::EntitlementFacts& facts,
                        const policy::RegionPolicy& policy) {
  for (const DayRow& row : rows) {
    EXPECT_EQ(answer(row.day, facts, policy), row.expected) << row.day.to_string();
  }
}

}  // namespace yibao::test
