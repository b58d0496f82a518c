// How a message of a provider is carried: four profiles of transport, of which each institution
// uses the one that it is registered with. A profile says which path it is, where the number of the
// transaction stands, and how the request is signed.
//
// What clients of other makers were seen to do is taken in: a slash behind the path, the older name
// of the headers of profile B (x-rio-*), its signature in capitals, a time in the other unit, and
// the signature over the doubled & that the printed example has (R20).
//
//   csb     A: …/fsi/api/rsfComIfsService/callService, _api_* headers, HMAC-SHA1
//   tif     B: /ebus/{app}/{env}/hsa/hgs/{infno}, x-tif-* headers, SHA-256 (广东)
//   web     C: /…/web/api/fsi/callService, unsigned: by network and institution code
//   number  D: as A, the number in the path
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"

namespace yibao::adapters::provider {

enum class Profile { csb, tif, web, number };
// How far the time of what A and D sign may be from ours, either way.
inline constexpr int kCsbWindowSeconds = 1800;
std::optional<Profile> parse_profile(std::string_view text);
std::string_view to_text(Profile profile);

// The path of a request; none where it is no path of a provider.
struct Route {
  Profile profile = Profile::csb;
  std::string number;  // of the path; empty where the body alone says it
};
std::optional<Route> route_of(std::string_view path);

// A name in lower case, and its value: as service::Call has them.
using Header = std::pair<std::string, std::string>;

// What a request claims about its sender, before it is checked.
struct Claim {
  std::string access_key;  // _api_access_key, x-tif-paasid
  std::int64_t seconds = 0;
  std::string signed_text;
  std::string signature;
  std::string name;  // _api_name: the number of the transaction
};

// The failures of the gateway itself, in the order in which they are looked for; the texts are
// those that the clients know.
enum class Failure { headers_missing, timestamp_outside, key_unknown, signature_differs };
std::string failure_body(Failure failure);
std::string gateway_body(int status, std::string_view message);  // {code, message}

// Whether it signs at all: one without any of the headers comes through a front machine (前置机)
// that the institution is known by, or from a stranger.
bool has_claim(Profile profile, const std::vector<Header>& headers);
// None of a profile that signs: a header is missing, or the time is none.
std::optional<Claim> read_claim(Profile profile, const std::vector<Header>& headers);
bool is_within_window(Profile profile, const Claim& claim, Instant now, int tif_window_seconds);
bool is_signed(Profile profile, const Claim& claim, std::string_view secret);

// The other side: where a client of this profile sends a message of this number, and the headers
// that sign it. `nonce` is of profile B only.
std::string path_of(Profile profile, std::string_view number);
struct Credentials {
  std::string access_key;
  std::string secret;
};
std::vector<Header> sign(Profile profile, const Credentials& credentials, std::string_view number,
                         Instant now, std::string_view nonce);

// Which transaction a request says it is, before anything of it has been checked; empty: it cannot
// be seen without reading it. The view is into what was given.
std::string_view number_said(const std::vector<Header>& headers, std::string_view body);

}  // namespace yibao::adapters::provider
