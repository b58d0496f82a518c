// Asking a service of somebody else by HTTP or HTTPS: certificates are checked against the
// system's, answers are bounded, and nobody is waited for longer than a few seconds.
#pragma once

#include <string>

namespace yibao::adapters {

struct OutsideAnswer {
  int status = 0;
  std::string body;
};

// GET, or POST of a form where there is one. Throws Fault where nobody answers.
OutsideAnswer ask_outside(const std::string& url, const std::string& form = "",
                          const std::string& authorization = "");

// application/x-www-form-urlencoded
std::string form_escaped(const std::string& text);

}  // namespace yibao::adapters
