// The HTTP server: Asio for the sockets, Beast's parser for the requests, our own threads.
//
// An answer is one send. Commands leave the thread for the runner and come back after the commit;
// enquiries are answered on the spot, or by a pool where the database is a network away.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "service/application.h"
#include "storage/database.h"

namespace yibao::adapters {

struct HttpOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  int threads = 1;
  std::size_t body_max = 8 << 20;  // the largest material, in Base64, and room around it
  int idle_seconds = 30;           // a connection that says nothing for so long is closed
  // How long a client may take over one request and its answer. A head is small, so its limit is
  // one number; a body and an answer have as long again for every so many bytes.
  int head_seconds = 10;
  int transfer_seconds = 15;
  std::size_t bytes_per_second_least = 16 * 1024;
  int connections_max = 10'000;
  bool keep_headers = false;  // all headers of a call, for who signs them
  bool behind_tls = false;    // a proxy speaks HTTPS: browsers are told to stay with it (HSTS)
  // The body that says what is wrong with a request that is none (413, 431 …), where the port has
  // words of its own; else it is a problem (RFC 9457).
  std::string (*fault_body)(int status, std::string_view title) = nullptr;
};

class HttpServer {
 public:
  HttpServer(const HttpOptions& options, service::Handler& handler, storage::Database& database);
  ~HttpServer();  // closes connections and joins its threads
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const;  // the one it listens on

  struct Parts;  // known to server.cc only: nobody outside the folder includes Asio

 private:
  std::unique_ptr<Parts> parts_;
};

}  // namespace yibao::adapters
