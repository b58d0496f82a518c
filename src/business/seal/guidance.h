// 办事指引: for one way of lifting one seal, everything that somebody needs who sets out to do it:
// who, where, with what in hand, what it costs and whom, the earliest day on which the hold can be
// gone, and the day from which the fund pays again if it is done today.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "business/seal/rules.h"
#include "business/seal/steps.h"
#include "calendar/calendar.h"
#include "policy/policy_set.h"

namespace yibao::seal {

// 居民: this year's cover would begin only when the year is over, so that the next one is what to
// pay: from which day the fund pays for it alone, and with this year paid too, where that is
// sooner.
struct NextYear {
  int year = 0;
  Date alone;
  std::optional<Date> with_this_year;
};

// 修复: a missed year that is paid up, and the day that it and those before it in the list bring.
struct Repair {
  int year = 0;
  Money amount;
  Date benefits_from;
};

struct Guidance {
  Way way = Way::update_identity;
  std::string_view by;       // "person", "employer", "agency"
  std::string_view service;  // that it is filed as; empty: nothing is filed
  RegionCode office;         // whose agency is concerned
  bool online = false;
  bool at_once = false;                      // the rules alone decide
  bool underway = false;                     // done already, but for the waiting
  std::vector<std::string> channels;         // activation: where; empty: a counter, or online
  std::vector<std::string> materials;        // "a|b": any one of them
  bool yearly = false;                       // a resident's, who pays by the year
  std::optional<Money> amount;               // to be paid
  std::optional<Money> back_payment;         // more, for the months missed (补缴)
  std::vector<contribution::Arrears> debts;  // whose debt it is
  Date earliest_on;
  std::optional<Date> decided_by;     // the last day for who decides
  std::optional<Date> open_until;     // the last day to act
  std::optional<Date> benefits_from;  // the fund pays from here, if it is done today: 追溯 too
  // Where paying up (补缴、修复) is a choice that brings the day nearer: the day without it.
  std::optional<Date> otherwise_from;
  std::vector<Repair> repairs;
  std::optional<NextYear> next_year;
  std::vector<Citation> citations;  // every parameter read
};

// What the guidance may look at besides the step.
struct GuidanceFacts {
  const SealRecord& record;
  const policy::PolicySet& policies;
  const calendar::Calendar& calendar;
  Date day;
  entitlement::SharedFacts& shared;  // of record.person
};

Guidance guide(const Step& step, Way way, const GuidanceFacts& facts);

// 挂失、损坏时一并封存了账户的: how the account alone is had back (C-27).
Guidance guide_reopening(const Seal& seal, const GuidanceFacts& facts);

// release.materials_<cause>, with what a region asks for besides.
struct Materials {
  std::vector<std::string> slots;
  std::vector<Citation> citations;
};
Materials materials_for(const Seal& seal, const policy::ReleasePolicy& policy);
bool is_at_once(hold::HoldCause cause, const policy::ReleasePolicy& policy);

// Days without benefits, as they stand today.
struct Outage {
  Date since;
  Date today;
  // The first month that can be paid for, where that is not the one of today: who has to enrol
  // first after the cut-off day begins with the next.
  std::optional<Month> paid_from = {};
};

// The day from which all is covered again, supposing that every month from then on is paid in time;
// before today where what is paid covers retroactively. None where that alone does not bring cover.
std::optional<Date> covered_from(Outage outage, entitlement::EntitlementFacts facts,
                                 const policy::RegionPolicy& policy);

}  // namespace yibao::seal
