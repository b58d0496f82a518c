// Policy as Trees, for `yibao policy show|diff` and for the same answers over HTTP. Values are
// given twice: as they stand in the file, and as they are shown. Every value names its source
// and whether an official text was read, so that the disclaimer can be put where it is due.
#pragma once

#include <span>

#include "base/tree.h"
#include "policy/policy_set.h"

namespace yibao::policy {

Tree present_source(const Source& source);
Tree present_parameter(const PolicySet& set, const ResolvedParameter& found);
// {"region","on","unverified","parameters":[…]}; `unverified` counts the default values.
Tree present_policy(const PolicySet& set, RegionCode region, Date day);
// {"before":{"region","on"},"after":{…},"differences":[{"parameter","before":{…},"after":{…}}]}
Tree present_diff(const PolicySet& set, RegionDay before, RegionDay after);
// [{"day","region","parameter","before":{…},"after":{…}}]
Tree present_changes(const PolicySet& set, std::span<const Change> changes);

}  // namespace yibao::policy
