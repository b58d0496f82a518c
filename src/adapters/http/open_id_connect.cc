#include "adapters/http/open_id_connect.h"

#include <algorithm>

#include "adapters/http/outside.h"
#include "base/check.h"
#include "base/tree_text.h"
#include "storage/json.h"
#include "storage/signed_claims.h"

namespace yibao::adapters {

namespace {

constexpr std::int64_t kClockDifferenceSeconds = 60;

std::int64_t seconds_of(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  return member != nullptr && member->integer() != nullptr ? *member->integer() : 0;
}

Tree ask_json(const std::string& url) {
  const OutsideAnswer answer = ask_outside(url);
  Decision<Tree> tree = storage::parse_json(answer.body);
  if (answer.status != 200 || !tree) throw Fault("no JSON from " + url);
  return std::move(tree).value();
}

// One text or a list of them.
bool names(const Tree* audience, const std::string& client) {
  if (audience == nullptr) return false;
  if (audience->text() != nullptr) return *audience->text() == client;
  return audience->list() != nullptr &&
         std::ranges::any_of(*audience->list(), [&](const Tree& each) {
           return each.text() != nullptr && *each.text() == client;
         });
}

}  // namespace

Tree OpenIdConnect::provider() const {
  {
    const std::lock_guard lock(mutex_);
    if (provider_) return *provider_;
  }
  Tree told = ask_json(settings_.issuer + "/.well-known/openid-configuration");
  // Another one's description would send people and codes elsewhere.
  if (text_of(told, "issuer") != settings_.issuer) throw Fault("another issuer answers");
  const std::lock_guard lock(mutex_);
  provider_ = told;
  return told;
}

Tree OpenIdConnect::keys(bool anew) const {
  {
    const std::lock_guard lock(mutex_);
    if (keys_ && !anew) return *keys_;
  }
  Tree told = ask_json(text_of(provider(), "jwks_uri"));
  const std::lock_guard lock(mutex_);
  keys_ = told;
  return told;
}

void OpenIdConnect::prepare() noexcept {
  try {
    provider();
  } catch (const std::exception&) {
    // Tried again a minute later; until then there is no address to send anybody to.
  }
}

std::string OpenIdConnect::address(const std::string& state, const std::string& nonce,
                                   const std::string& challenge) const {
  std::string begin;
  {
    const std::lock_guard lock(mutex_);
    if (!provider_) throw Fault("the organisation's sign-in does not answer");
    begin = text_of(*provider_, "authorization_endpoint");
  }
  return begin + (begin.find('?') == std::string::npos ? "?" : "&") +
         "response_type=code&scope=openid%20profile&client_id=" + form_escaped(settings_.client) +
         "&redirect_uri=" + form_escaped(settings_.redirect) + "&state=" + form_escaped(state) +
         "&nonce=" + form_escaped(nonce) + "&code_challenge=" + form_escaped(challenge) +
         "&code_challenge_method=S256";
}

std::string OpenIdConnect::redeem(const std::string& code, const std::string& verifier) const {
  std::string form = "grant_type=authorization_code&code=" + form_escaped(code) +
                     "&redirect_uri=" + form_escaped(settings_.redirect) +
                     "&code_verifier=" + form_escaped(verifier) +
                     "&client_id=" + form_escaped(settings_.client);
  if (!settings_.secret.empty()) form += "&client_secret=" + form_escaped(settings_.secret);
  const OutsideAnswer answer = ask_outside(text_of(provider(), "token_endpoint"), form);
  const Decision<Tree> told = storage::parse_json(answer.body);
  return answer.status == 200 && told ? text_of(*told, "id_token") : "";
}

bool OpenIdConnect::is_for_us(const Tree& claims, const std::string& nonce, Instant now) const {
  const std::int64_t second = now.milliseconds() / 1'000;
  const std::string presenter = text_of(claims, "azp");
  return text_of(claims, "iss") == settings_.issuer &&
         names(claims.find("aud"), settings_.client) &&
         (presenter.empty() || presenter == settings_.client) &&
         text_of(claims, "nonce") == nonce && !nonce.empty() &&
         seconds_of(claims, "exp") + kClockDifferenceSeconds > second &&
         seconds_of(claims, "iat") - kClockDifferenceSeconds <= second;
}

Decision<std::string> OpenIdConnect::account_of(const std::string& code,
                                                const std::string& verifier,
                                                const std::string& nonce, Instant now) const {
  const Refusal refused = refuse(RefusalKind::unauthenticated, "organisation_sign_in_over");
  const std::string token = redeem(code, verifier);
  if (token.empty()) return refused;
  std::optional<Tree> claims = storage::signed_claims(token, keys(false));
  if (!claims) claims = storage::signed_claims(token, keys(true));
  if (!claims || !is_for_us(*claims, nonce, now)) return refused;
  const std::string account = text_of(*claims, settings_.claim);
  if (account.empty()) return refused;
  return account;
}

}  // namespace yibao::adapters
