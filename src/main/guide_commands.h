// guide: what people read before they set out, from the policy alone; and what a public text gets
// wrong. No database is opened, unless contacts are asked for with a sign-in.
#pragma once

#include <string>

#include "main/commands.h"

namespace yibao::main {

struct GuideRequest {
  std::string service;
  std::string region;
  std::string on;     // empty: today
  std::string token;  // where given, the agency's contacts come with it
};
int guide(const Settings& settings, const GuideRequest& request, Output output);

struct LintRequest {
  std::string file;
  std::string region;  // of which the text speaks before it names a place; empty: the nation
  std::string on;
};
// Refused (exit code 1) where there are findings.
int guide_lint(const Settings& settings, const LintRequest& request, Output output);

}  // namespace yibao::main
