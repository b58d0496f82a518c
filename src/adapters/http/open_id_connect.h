// OpenID Connect (机构统一登录): authorisation code with PKCE (RFC 7636). What the provider says of
// itself and its keys are asked when they are first needed, and anew where a key is not among them.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "base/tree.h"
#include "business/organisation_sign_in.h"

namespace yibao::adapters {

struct OpenIdConnectSettings {
  std::string issuer;
  std::string client;
  std::string secret;  // empty: a public client, by PKCE alone
  std::string redirect;
  std::string claim;  // which names the account
};

class OpenIdConnect : public OrganisationSignIn {
 public:
  explicit OpenIdConnect(OpenIdConnectSettings settings) : settings_(std::move(settings)) {}

  // Asks the provider what it says of itself, unless it is known; nobody waits for that with a
  // browser in the hand. Throws nothing.
  void prepare() noexcept;
  std::string address(const std::string& state, const std::string& nonce,
                      const std::string& challenge) const override;
  Decision<std::string> account_of(const std::string& code, const std::string& verifier,
                                   const std::string& nonce, Instant now) const override;

 private:
  Tree provider() const;  // its own description
  Tree keys(bool anew) const;
  std::string redeem(const std::string& code, const std::string& verifier) const;
  bool is_for_us(const Tree& claims, const std::string& nonce, Instant now) const;

  OpenIdConnectSettings settings_;
  mutable std::mutex mutex_;
  mutable std::optional<Tree> provider_;
  mutable std::optional<Tree> keys_;
};

}  // namespace yibao::adapters
