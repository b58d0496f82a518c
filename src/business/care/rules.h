// Whether something may be put on record, and for how long it holds.
#pragma once

#include <optional>
#include <vector>

#include "base/decision.h"
#include "business/care/types.h"
#include "policy/parameters.h"

namespace yibao::care {

// What is known of the institution that a registration names.
struct NamedInstitution {
  bool is_hospital = true;
  bool is_active = true;
  RegionCode region;  // the pooling region in which it stands
};

struct FilingFacts {
  Registration wanted;
  Date today;
  std::optional<Date> died_on;
  bool insured_here = false;  // on the day on which it begins, or today where that is later
  std::vector<Registration> on_record;          // of the person, at every place
  std::optional<NamedInstitution> institution;  // none: not on this system
  bool hospital_agrees = true;                  // of a referral
  std::optional<Date> recognised_on = {};       // of a chronic disease, where it was said
  bool by_officer = false;                      // may enter what began before today
};

// Every obstacle at once.
std::vector<Reason> find_obstacles(const FilingFacts& facts, const policy::CarePolicy& policy);

// 同一事项同时只审核一件: whatever days it is filed for.
void check_no_other_waits(const FilingFacts& facts, std::vector<Reason>& obstacles);

// 同一事项的、还在审核的申报, of the same days; null: nothing waits.
const Registration* find_pending(const FilingFacts& facts);

// The last day, where it was asked for without one; none: until it is ended.
std::optional<Date> last_day_of(const Registration& wanted, const policy::CarePolicy& policy);

// 撤销: from today; what has not begun never holds.
Decision<Registration> end_registration(Registration registration, Event event,
                                        std::string end_reason, Date today);

}  // namespace yibao::care
