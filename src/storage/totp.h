// One-time codes of an authenticator app (动态口令, RFC 6238): six digits, SHA-1, steps of thirty
// seconds, as every such app makes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace yibao::storage {

inline constexpr std::int64_t kTotpStepMilliseconds = 30'000;

std::int64_t totp_step(Instant now);
std::string totp_code(std::string_view secret, std::int64_t step);
// The step whose code this is: the one of now, or its neighbours, for clocks differ. None that is
// not behind `last_step`, the last one that was used: a code serves once.
std::optional<std::int64_t> accepted_totp_step(std::string_view secret, std::string_view code,
                                               Instant now, std::int64_t last_step);

// RFC 4648 without padding, as the secret is typed into an app.
std::string to_base32(std::string_view bytes);
std::optional<std::string> from_base32(std::string_view text);

}  // namespace yibao::storage
