// The data that ships with the program, from its folders: calendar/*.toml and policy/**/*.toml.
// A syntax error in one file and a mistake in its content are refused alike, all at once.
#pragma once

#include <string>

#include "base/decision.h"
#include "base/tree.h"
#include "calendar/calendar.h"
#include "policy/policy_set.h"

namespace yibao::files {

Decision<Tree> read_toml_file(const std::string& path);
Decision<calendar::Calendar> load_calendar(const std::string& folder);
Decision<policy::PolicySet> load_policy(const std::string& folder);

}  // namespace yibao::files
