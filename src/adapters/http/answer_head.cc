#include "adapters/http/answer_head.h"

#include <algorithm>
#include <array>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/status.hpp>
#include <string_view>
#include <utility>

namespace yibao::adapters {

namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

const char* reason_phrase(int status) {
  return http::obsolete_reason(static_cast<http::status>(status)).data();
}

using Header = std::pair<std::string_view, std::string_view>;

// What every answer says, unless it says it in its own way. What is shown by a browser at all is a
// page of ours, and a page says itself what it may load.
constexpr std::array<Header, 6> kOnEveryAnswer{
    {{"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"},
     {"Cross-Origin-Opener-Policy", "same-origin"},
     {"Cross-Origin-Resource-Policy", "same-origin"},
     {"Referrer-Policy", "no-referrer"},
     {"X-Content-Type-Options", "nosniff"},
     {"X-Frame-Options", "DENY"}}};
constexpr Header kStayWithTls{"Strict-Transport-Security", "max-age=31536000; includeSubDomains"};

void append_header(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

void append_head(std::string& out, const service::Answer& answer, bool keep_alive,
                 bool behind_tls) {
  out += "HTTP/1.1 " + std::to_string(answer.status) + " " + reason_phrase(answer.status) +
         "\r\nContent-Type: " + answer.content_type +
         "\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\n";
  append_header(out, "Cache-Control", answer.cache_control);
  if (!answer.language.empty()) {
    append_header(out, "Content-Language", answer.language);
    append_header(out, "Vary", "Accept-Language");
  }
  for (const auto& [name, value] : answer.headers) append_header(out, name, value);
  for (const auto& [name, value] : kOnEveryAnswer) {
    const bool own = std::ranges::any_of(answer.headers, [&](const auto& each) {
      return beast::iequals(each.first, beast::string_view(name.data(), name.size()));
    });
    if (!own) append_header(out, name, value);
  }
  if (behind_tls) append_header(out, kStayWithTls.first, kStayWithTls.second);
  if (!keep_alive) append_header(out, "Connection", "close");
  out += "\r\n";
}

}  // namespace yibao::adapters
