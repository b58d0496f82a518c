#include "adapters/provider/profiles.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "base/text.h"
#include "storage/digest.h"
#include "storage/encoding.h"
#include "storage/hmac.h"

namespace yibao::adapters::provider {

namespace {

constexpr std::array<std::string_view, 4> kProfiles{"csb", "tif", "web", "number"};
constexpr std::string_view kService = "/fsi/api/rsfComIfsService/callService";

bool is_number(std::string_view text) {
  return text.size() >= 4 && text.size() <= 6 &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) != 0; });
}

// "/ebus/gdyb_inf/poc/hsa/hgs/1101" → its parts.
std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 1; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    parts.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

const std::string* header(const std::vector<Header>& headers, std::string_view name) {
  const auto found = std::ranges::find(headers, name, &Header::first);
  return found == headers.end() || found->second.empty() ? nullptr : &found->second;
}

// Milliseconds or seconds, whichever was meant.
std::int64_t seconds_of(const std::string& text) {
  constexpr std::int64_t kMilliseconds = 100'000'000'000;
  const std::int64_t time = parse_integer(text).value_or(0);
  return time >= kMilliseconds ? time / 1000 : time;
}

std::string in_lower_case(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string csb_text(const std::string& key, const std::string& name, const std::string& time,
                     const std::string& version) {
  // In the natural order of the names, one & between each two (R20).
  return "_api_access_key=" + key + "&_api_name=" + name + "&_api_timestamp=" + time +
         "&_api_version=" + version;
}

std::string csb_signature(std::string_view text, std::string_view secret) {
  return storage::encode_base64(storage::hmac_sha1(secret, text));
}

std::string tif_signature(const std::string& time, std::string_view secret,
                          const std::string& nonce) {
  return storage::to_hex(storage::sha256(time + std::string(secret) + nonce + time));
}

std::optional<Claim> read_csb(const std::vector<Header>& headers) {
  const std::string* key = header(headers, "_api_access_key");
  const std::string* name = header(headers, "_api_name");
  const std::string* time = header(headers, "_api_timestamp");
  const std::string* version = header(headers, "_api_version");
  const std::string* signature = header(headers, "_api_signature");
  if (!key || !name || !time || !version || !signature) return std::nullopt;
  Claim claim;
  claim.access_key = *key;
  claim.name = *name;
  claim.seconds = seconds_of(*time);
  claim.signed_text = csb_text(*key, *name, *time, *version);
  claim.signature = *signature;
  return claim;
}

// Of the platform of 广东: x-tif-*, in older systems x-rio-*.
std::optional<Claim> read_tif(const std::vector<Header>& headers) {
  const auto either = [&](const std::string& name) {
    const std::string* value = header(headers, "x-tif-" + name);
    return value != nullptr ? value : header(headers, "x-rio-" + name);
  };
  const std::string* key = either("paasid");
  const std::string* time = either("timestamp");
  const std::string* nonce = either("nonce");
  const std::string* signature = either("signature");
  if (!key || !time || !nonce || !signature) return std::nullopt;
  Claim claim;
  claim.access_key = *key;
  claim.seconds = seconds_of(*time);
  claim.signed_text = *time + "\n" + *nonce;  // the secret stands between
  claim.signature = *signature;
  return claim;
}

}  // namespace

std::optional<Profile> parse_profile(std::string_view text) {
  const auto found = std::ranges::find(kProfiles, text);
  if (found == kProfiles.end()) return std::nullopt;
  return static_cast<Profile>(found - kProfiles.begin());
}

std::string_view to_text(Profile profile) {
  return kProfiles[static_cast<std::size_t>(profile)];
}

std::optional<Route> route_of(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  if (path.ends_with(kService)) return Route{Profile::csb, ""};
  const std::vector<std::string_view> parts = parts_of(path);
  if (parts.size() == 6 && parts[0] == "ebus" && parts[3] == "hsa" && parts[4] == "hgs" &&
      is_number(parts[5])) {
    return Route{Profile::tif, std::string(parts[5])};
  }
  if (parts.size() == 5 && path.ends_with("/web/api/fsi/callService")) {
    return Route{Profile::web, ""};
  }
  if (parts.size() >= 2 && parts[parts.size() - 2] == "callService" && is_number(parts.back())) {
    return Route{Profile::number, std::string(parts.back())};
  }
  return std::nullopt;
}

std::string failure_body(Failure failure) {
  constexpr std::array<std::string_view, 4> kTexts{"缺少服务网关的请求头!", "签名时间戳超时!",
                                                   "非法用户!", "签名不一致!"};
  return gateway_body(401, kTexts[static_cast<std::size_t>(failure)]);
}

std::string gateway_body(int status, std::string_view message) {
  return "{\"code\":" + std::to_string(status) + ",\"message\":\"" + std::string(message) + "\"}";
}

bool has_claim(Profile profile, const std::vector<Header>& headers) {
  return std::ranges::any_of(headers, [&](const Header& each) {
    if (profile != Profile::tif) return each.first.starts_with("_api_");
    return each.first.starts_with("x-tif-") || each.first.starts_with("x-rio-");
  });
}

std::optional<Claim> read_claim(Profile profile, const std::vector<Header>& headers) {
  return profile == Profile::tif ? read_tif(headers) : read_csb(headers);
}

bool is_within_window(Profile profile, const Claim& claim, Instant now, int tif_window_seconds) {
  const std::int64_t window = profile == Profile::tif ? tif_window_seconds : kCsbWindowSeconds;
  const std::int64_t apart = now.milliseconds() / 1000 - claim.seconds;
  return apart <= window && apart >= -window;
}

bool is_signed(Profile profile, const Claim& claim, std::string_view secret) {
  if (profile != Profile::tif) {
    if (same(claim.signature, csb_signature(claim.signed_text, secret))) return true;
    std::string doubled = claim.signed_text;
    doubled.insert(doubled.rfind('&'), "&");
    return same(claim.signature, csb_signature(doubled, secret));
  }
  const std::size_t between = claim.signed_text.find('\n');
  const std::string time = claim.signed_text.substr(0, between);
  const std::string nonce = claim.signed_text.substr(between + 1);
  return same(in_lower_case(claim.signature), tif_signature(time, secret, nonce));
}

std::string path_of(Profile profile, std::string_view number) {
  switch (profile) {
    case Profile::csb:
      return std::string(kService);
    case Profile::tif:
      return "/ebus/gdyb_inf/poc/hsa/hgs/" + std::string(number);
    case Profile::web:
      return "/mbs-fsi/web/api/fsi/callService";
    case Profile::number:
      return std::string(kService) + "/" + std::string(number);
  }
  return {};
}

std::vector<Header> sign(Profile profile, const Credentials& credentials, std::string_view number,
                         Instant now, std::string_view nonce) {
  if (profile == Profile::web) return {};
  const std::string& key = credentials.access_key;
  if (profile == Profile::tif) {
    const std::string time = std::to_string(now.milliseconds() / 1000);
    return {{"x-tif-paasid", key},
            {"x-tif-timestamp", time},
            {"x-tif-nonce", std::string(nonce)},
            {"x-tif-signature", tif_signature(time, credentials.secret, std::string(nonce))}};
  }
  const std::string time = std::to_string(now.milliseconds());
  const std::string name(number);
  const std::string text = csb_text(key, name, time, "1.0.0");
  return {{"_api_name", name},
          {"_api_version", "1.0.0"},
          {"_api_timestamp", time},
          {"_api_access_key", key},
          {"_api_signature", csb_signature(text, credentials.secret)}};
}

std::string_view number_said(const std::vector<Header>& headers, std::string_view body) {
  if (const std::string* name = header(headers, "_api_name")) return *name;
  constexpr std::string_view kMember = "\"infno\"";
  constexpr std::size_t kNearStart = 1'024;
  const std::string_view start = body.substr(0, kNearStart);
  const std::size_t member = start.find(kMember);
  if (member == std::string_view::npos) return {};
  const std::string_view rest = start.substr(member + kMember.size());
  const std::size_t begin = std::min(rest.find_first_not_of(": \""), rest.size());
  const std::size_t end = std::min(rest.find('"', begin), rest.size());
  return rest.substr(begin, end - begin);
}

}  // namespace yibao::adapters::provider
