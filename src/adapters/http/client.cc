#include "adapters/http/client.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

namespace yibao::adapters {

service::Answer send_http(const std::string& address, const service::Call& call) {
  namespace asio = boost::asio;
  namespace http = boost::beast::http;
  const std::string rest = address.substr(address.find("//") + 2);
  const std::size_t colon = rest.rfind(':');
  try {
    asio::io_context io;
    asio::ip::tcp::socket socket(io);
    asio::connect(
        socket, asio::ip::tcp::resolver(io).resolve(rest.substr(0, colon), rest.substr(colon + 1)));
    http::request<http::string_body> request(http::string_to_verb(call.method), call.target, 11);
    request.set(http::field::host, rest);
    if (!call.authorization.empty()) request.set(http::field::authorization, call.authorization);
    if (!call.idempotency_key.empty()) request.set("Idempotency-Key", call.idempotency_key);
    if (!call.client.empty()) request.set("X-Yibao-Client", call.client);
    request.set(http::field::accept_language, std::string(to_text(call.language)));
    request.set(http::field::content_type, "application/json");
    request.body() = call.body;
    request.prepare_payload();
    http::write(socket, request);
    boost::beast::flat_buffer buffer;
    http::response<http::string_body> response;
    http::read(socket, buffer, response);
    service::Answer answer;
    answer.status = static_cast<int>(response.result_int());
    answer.body = response.body();
    return answer;
  } catch (const boost::system::system_error& error) {
    throw Fault("the server at " + address + " does not answer: " + error.what());
  }
}

}  // namespace yibao::adapters
