// What makes a password, how long a session lasts, how often something may be tried.
#pragma once

#include <string>
#include <string_view>

#include "base/decision.h"
#include "business/sign_in/types.h"
#include "policy/parameters.h"

namespace yibao::sign_in {

std::string_view to_text(Kind kind);
std::string_view to_text(Purpose purpose);
std::string_view to_text(Holder holder);
std::string_view to_text(End end);

// Long enough, not one of those that everybody tries first, and not what others know of the
// person: their numbers.
Verdict check_new_password(const std::string& password, const IdentityNumber& number,
                           const Phone& phone, const policy::SignInPolicy& policy);

struct Lifetime {
  std::int64_t idle_milliseconds;
  std::int64_t milliseconds;
};
Lifetime lifetime_of(Holder holder, std::string_view channel, const policy::SignInPolicy& policy);

// 203.0.113.9 → 203.0.*.*; an address of the sixth version keeps its first two groups.
std::string shown_source(const std::string& source);
// What counts as one source: an address, of the sixth version the network that a home is given.
std::string network_of(const std::string& source);

}  // namespace yibao::sign_in
