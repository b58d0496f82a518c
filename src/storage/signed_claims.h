// Claims that somebody else has signed (JWS compact, RFC 7515) and their public keys (JWK, RFC
// 7517): RS256 and ES256, as identity providers use them. Nothing is believed before the signature
// holds, and the algorithm is that of the key, never one that the token names by itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/tree.h"

namespace yibao::storage {

std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

// The claims; none where the token is malformed, no key of the set fits, or the signature does not
// hold. `keys`: a JWK set.
std::optional<Tree> signed_claims(std::string_view token, const Tree& keys);

}  // namespace yibao::storage
