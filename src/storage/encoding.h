// Base64 (RFC 4648), as materials come in JSON, and hexadecimal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace yibao::storage {

// None where it is not: wrong letters, wrong padding, anything behind it.
std::optional<std::string> decode_base64(std::string_view text);
std::string encode_base64(std::string_view bytes);
// What to_hex() has written.
std::optional<std::string> decode_hex(std::string_view text);

}  // namespace yibao::storage
