// HMAC (RFC 2104) over bytes: of keyed look-ups, one-time passwords and signed requests.
#pragma once

#include <string>
#include <string_view>

namespace yibao::storage {

std::string hmac_sha256(std::string_view key, std::string_view text);  // 32 bytes
std::string hmac_sha1(std::string_view key, std::string_view text);    // 20 bytes

}  // namespace yibao::storage
