// All policy, loaded once: what a region says on a day.
//
// A value is looked for in the region itself, its city, its province and the nation, in this
// order, parameter by parameter; the nation has a value for every parameter and every day. A case
// is judged by the policy of the day of its acceptance: on(region, that day) never changes while
// the files say the same, and canonical_text() is what to hash to prove it (N-14).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "base/region_code.h"
#include "policy/parameter_table.h"
#include "policy/parameters.h"
#include "policy/policy_file.h"
#include "policy/sources.h"

namespace yibao::policy {

struct RegionDay {
  RegionCode region;
  Date day;
};

// One parameter as it holds for somebody, with where it was found.
struct ResolvedParameter {
  const Parameter* parameter = nullptr;
  RegionCode region;                  // that set the value
  const DatedValue* value = nullptr;  // lives as long as the PolicySet

  std::string shown() const { return parameter->show(value->value); }
};

struct Difference {
  ResolvedParameter before;
  ResolvedParameter after;
};

struct Change {
  Date day;           // the first on which it holds
  RegionCode region;  // for whom
  Difference difference;
};

class PolicySet {
 public:
  // The base of histories: before this day nothing is known, and an earlier day is answered as it.
  static Date first_day() { return Date::of(1998, 1, 1); }

  // Refuses with every mistake of every file at once.
  static Decision<PolicySet> load(const std::vector<PolicyFile>& files, const Tree& sources);
  PolicySet(PolicySet&&) noexcept;
  PolicySet& operator=(PolicySet&&) noexcept;
  ~PolicySet();

  // Thread-safe; the reference is good as long as the PolicySet. Each region is worked out once
  // for each period between two changes, and kept: ask for regions that exist.
  const RegionPolicy& on(RegionCode region, Date day) const;

  std::vector<ResolvedParameter> list(RegionCode region, Date day) const;
  std::vector<Difference> diff(RegionDay before, RegionDay after) const;
  // What changes after `after`, up to and including `up_to`: for a region, whoever decides it …
  std::vector<Change> changes_between(RegionCode region, Date after, Date up_to) const;
  // … and for everybody: each change once, under the region that decides it.
  std::vector<Change> changes_between(Date after, Date up_to) const;

  std::vector<RegionCode> regions() const;  // with values of their own; the nation first
  const Source* source(std::string_view id) const;
  const Sources& sources() const { return sources_; }
  // Every value with its dates, source and status, in a fixed order. When it was last checked
  // and notes are left out: they decide nothing.
  std::string canonical_text() const;

 private:
  using Own = std::vector<std::vector<DatedValue>>;  // by the parameter's index
  class Memory;

  PolicySet();
  void take(ReadFile file, const std::string& name, std::vector<Reason>& problems);
  void check_nation(std::vector<Reason>& problems) const;
  void check_values_together(std::vector<Reason>& problems) const;
  void find_change_days();
  ResolvedParameter resolve(std::size_t index, RegionCode region, Date day) const;
  RegionPolicy build(RegionCode region, Date day) const;

  std::map<RegionCode, Own> own_;
  Sources sources_;
  std::vector<Date>
      change_days_;  // first_day() and every later day on which a value begins or ends
  std::unique_ptr<Memory> memory_;
};

}  // namespace yibao::policy
