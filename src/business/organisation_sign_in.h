// The port of an organisation's own sign-in (机构统一登录): staff show themselves there, and it
// says who they are. Which role they have here is kept here.
#pragma once

#include <string>

#include "base/date.h"
#include "base/decision.h"

namespace yibao {

class OrganisationSignIn {
 public:
  virtual ~OrganisationSignIn() = default;
  // Where the browser is sent. `state` comes back with it, `nonce` stands in what is signed;
  // `challenge` is the SHA-256 of the verifier, Base64 for addresses (PKCE, RFC 7636).
  virtual std::string address(const std::string& state, const std::string& nonce,
                              const std::string& challenge) const = 0;
  // Asks over the network, for seconds at worst. The name of the account, signed for us and for
  // this nonce.
  virtual Decision<std::string> account_of(const std::string& code, const std::string& verifier,
                                           const std::string& nonce, Instant now) const = 0;
};

}  // namespace yibao
