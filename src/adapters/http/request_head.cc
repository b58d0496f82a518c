#include "adapters/http/request_head.h"

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>

namespace yibao::adapters {

namespace {

// Of which a second one would leave open which of them counts.
constexpr std::array<std::string_view, 14> kOnce{
    "host",        "content-length", "transfer-encoding", "content-type",    "authorization",
    "cookie",      "origin",         "if-match",          "expect",          "idempotency-key",
    "traceparent", "x-yibao-client", "x-yibao-purpose",   "content-encoding"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same(std::string_view text, std::string_view lowered) {
  return std::ranges::equal(text, lowered, {}, lower);
}

bool is_token(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    const char l = lower(c);
    return (l >= 'a' && l <= 'z') || (c >= '0' && c <= '9') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_length(std::string_view value) {
  return !value.empty() && value.size() <= 15 &&
         std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view fault_of_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return "request_line";
  if (line.find(' ', first + 1) != last || !is_token(line.substr(0, first))) return "request_line";
  const std::string_view target = line.substr(first + 1, last - first - 1);
  // Another form (http://…, *, host:port) is for proxies, which this is not.
  if (!target.starts_with('/') || target.find('#') != std::string_view::npos) return "target";
  const std::string_view version = line.substr(last + 1);
  return version == "HTTP/1.1" || version == "HTTP/1.0" ? "" : "version";
}

class Fields {
 public:
  std::string_view take(std::string_view line) {
    if (line.front() == ' ' || line.front() == '\t') return "folded_line";
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return "field_name";
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trimmed(line.substr(colon + 1));
    const auto once = std::ranges::find_if(kOnce, [&](auto each) { return same(name, each); });
    if (once != kOnce.end()) {
      bool& seen = seen_[static_cast<std::size_t>(once - kOnce.begin())];
      if (seen) return "field_twice";
      seen = true;
    }
    if (same(name, "content-length") && !is_length(value)) return "content_length";
    // A coding that this server does not know would leave the body's end open.
    if (same(name, "transfer-encoding") && !same(value, "chunked")) return "transfer_encoding";
    return "";
  }
  std::string_view finish(std::string_view version) const {
    if (seen_[1] && seen_[2]) return "length_and_chunks";
    if (version == "HTTP/1.1" && !seen_[0]) return "host_missing";
    if (version == "HTTP/1.0" && seen_[2]) return "transfer_encoding";
    return "";
  }

 private:
  std::array<bool, kOnce.size()> seen_{};
};

}  // namespace

std::size_t end_of_head(std::string_view bytes) {
  const std::size_t at = bytes.find("\r\n\r\n");
  return at == std::string_view::npos ? at : at + 4;
}

std::string last_forwarded(std::string_view line) {
  const std::size_t comma = line.rfind(',');
  std::string_view last = trimmed(comma == std::string_view::npos ? line : line.substr(comma + 1));
  if (last.starts_with('[')) {
    last = last.substr(1, std::min(last.find(']'), last.size()) - 1);
  } else if (last.find(':') == last.rfind(':')) {
    last = last.substr(0, last.find(':'));
  }
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(std::string(last), error);
  return error ? "" : address.to_string();
}

std::string_view field_of_head(std::string_view head, std::string_view name) {
  for (std::size_t from = 0; from < head.size();) {
    const std::size_t end = std::min(head.find("\r\n", from), head.size());
    const std::string_view line = head.substr(from, end - from);
    const std::size_t colon = std::min(line.find(':'), line.size());
    if (from > 0 && colon < line.size() && same(line.substr(0, colon), name)) {
      return trimmed(line.substr(colon + 1));
    }
    from = end + 2;
  }
  return {};
}

std::string_view fault_of_head(std::string_view head) {
  for (std::size_t i = 0; i < head.size(); ++i) {
    const auto c = static_cast<unsigned char>(head[i]);
    if (c >= 0x20 && c != 0x7F) continue;
    if (c == '\n' && (i == 0 || head[i - 1] != '\r')) return "bare_line_end";
    if (c == '\r' && (i + 1 == head.size() || head[i + 1] != '\n')) return "bare_line_end";
    if (c != '\r' && c != '\n' && c != '\t') return "control_character";
  }
  std::size_t end = head.find("\r\n");
  if (end == std::string_view::npos) return "request_line";
  const std::string_view first = head.substr(0, end);
  if (const std::string_view fault = fault_of_request_line(first); !fault.empty()) return fault;
  Fields fields;
  for (std::size_t from = end + 2; from < head.size(); from = end + 2) {
    end = head.find("\r\n", from);
    if (end == std::string_view::npos) return "bare_line_end";
    if (end == from) break;
    const std::string_view fault = fields.take(head.substr(from, end - from));
    if (!fault.empty()) return fault;
  }
  return fields.finish(first.substr(first.rfind(' ') + 1));
}

}  // namespace yibao::adapters
