#include "adapters/http/outside.h"

#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <chrono>

#include "base/text.h"

namespace yibao::adapters {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;

constexpr std::chrono::seconds kPatience{5};
constexpr std::size_t kBodyMax = 1 << 20;

struct Address {
  bool tls = false;
  std::string host;
  std::string port;
  std::string target;
  std::string authority;
};

// The host of "host:port" or "[::1]:port", without the brackets; what stands behind it.
std::string read_host(const std::string& authority, std::string& host) {
  if (!authority.starts_with('[')) {
    const std::size_t colon = std::min(authority.rfind(':'), authority.size());
    host = authority.substr(0, colon);
    return authority.substr(colon);
  }
  const std::size_t end = authority.find(']');
  if (end == std::string::npos) return authority;
  host = authority.substr(1, end - 1);
  return authority.substr(end + 1);
}

Address parse(const std::string& url) {
  Address address;
  address.tls = url.starts_with("https://");
  if (!address.tls && !url.starts_with("http://")) {
    throw Unanswered("not an address: " + url, Unanswered::Why::no_address);
  }
  const std::string rest = url.substr(url.find("//") + 2);
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  address.authority = rest.substr(0, slash);
  address.target = slash == rest.size() ? "/" : rest.substr(slash);
  address.port = address.tls ? "443" : "80";
  const std::string port = read_host(address.authority, address.host);
  if (port.starts_with(':')) {
    address.port = port.substr(1);
  } else if (!port.empty()) {
    address.host.clear();
  }
  return address;
}

enum class Then { read, hang_up };

Unanswered::Why why_of(const beast::error_code& error) {
  using Why = Unanswered::Why;
  namespace reason = asio::error;
  if (error == beast::error::timeout || error == reason::timed_out) return Why::timed_out;
  if (error == reason::connection_refused) return Why::refused;
  if (error == reason::host_not_found || error == reason::host_not_found_try_again ||
      error == reason::service_not_found) {
    return Why::no_such_host;
  }
  if (error == reason::host_unreachable || error == reason::network_unreachable) {
    return Why::unreachable;
  }
  if (error == reason::connection_reset || error == reason::eof || error == reason::broken_pipe ||
      error == http::error::end_of_stream || error == http::error::partial_message) {
    return Why::broken_off;
  }
  return Why::other;
}

// One exchange, on a loop of its own that runs until it is done or patience ends.
template<class Stream>
OutsideAnswer exchange(asio::io_context& io, Stream& stream,
                       http::request<http::string_body>& request, Then then) {
  OutsideAnswer answer;
  beast::error_code failed = asio::error::timed_out;
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> response;
  response.body_limit(kBodyMax);
  http::async_write(stream, request, [&](beast::error_code error, std::size_t) {
    failed = error;
    if (error || then == Then::hang_up) return;
    failed = asio::error::timed_out;
    http::async_read(stream, buffer, response,
                     [&](beast::error_code read, std::size_t) { failed = read; });
  });
  io.restart();
  io.run();
  if (failed) throw beast::system_error(failed);
  if (then == Then::hang_up) return answer;
  answer.status = static_cast<int>(response.get().result_int());
  answer.content_type = std::string(response.get()[http::field::content_type]);
  answer.body = response.get().body();
  return answer;
}

OutsideAnswer send(const Address& address, http::request<http::string_body>& request,
                   std::chrono::seconds patience, Then then) {
  request.set(http::field::host, address.authority);
  request.set(http::field::accept, "application/json");
  request.set(http::field::connection, "close");
  request.prepare_payload();
  try {
    asio::io_context io;
    const auto found = tcp::resolver(io).resolve(address.host, address.port);
    if (!address.tls) {
      beast::tcp_stream stream(io);
      stream.expires_after(patience);
      stream.connect(found);
      stream.expires_after(patience);
      return exchange(io, stream, request, then);
    }
    asio::ssl::context tls(asio::ssl::context::tls_client);
    tls.set_default_verify_paths();
    tls.set_verify_mode(asio::ssl::verify_peer);
    beast::ssl_stream<beast::tcp_stream> stream(io, tls);
    stream.set_verify_callback(asio::ssl::host_name_verification(address.host));
    SSL_set_tlsext_host_name(stream.native_handle(), address.host.c_str());
    auto& lowest = beast::get_lowest_layer(stream);
    lowest.expires_after(patience);
    lowest.connect(found);
    lowest.expires_after(patience);
    stream.handshake(asio::ssl::stream_base::client);
    return exchange(io, stream, request, then);
  } catch (const boost::system::system_error& error) {
    throw Unanswered(address.authority + " does not answer: " + error.code().message(),
                     why_of(error.code()));
  }
}

}  // namespace

bool is_outside_address(const std::string& url) {
  if (!url.starts_with("http://") && !url.starts_with("https://")) return false;
  const Address address = parse(url);
  const auto port = parse_integer(address.port);
  return !address.host.empty() && port && *port > 0 && *port < 65'536;
}

OutsideAnswer ask_outside(const std::string& url, const std::string& form,
                          const std::string& authorization) {
  const Address address = parse(url);
  http::request<http::string_body> request(form.empty() ? http::verb::get : http::verb::post,
                                           address.target, 11);
  if (!authorization.empty()) request.set(http::field::authorization, authorization);
  if (!form.empty()) {
    request.set(http::field::content_type, "application/x-www-form-urlencoded");
    request.body() = form;
  }
  return send(address, request, kPatience, Then::read);
}

OutsideAnswer post_outside(const OutsidePost& post) {
  const Address address = parse(post.url);
  http::request<http::string_body> request(http::verb::post, address.target, 11);
  for (const auto& [name, value] : post.headers) request.set(name, value);
  request.set(http::field::content_type, post.content_type);
  request.body() = post.body;
  return send(address, request, post.patience, post.hang_up ? Then::hang_up : Then::read);
}

std::string form_escaped(const std::string& text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '-' || c == '_' || c == '.' || c == '~') {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
  return out;
}

}  // namespace yibao::adapters
