// One connection: requests are read one after the other, handed to the application, and their
// answers sent. Inside the folder only: whoever includes this includes Asio.
#pragma once

#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "adapters/http/server.h"

namespace yibao::adapters {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;

class Connection;

// What one io thread owns. Everything in it is touched by that thread only.
struct Lane {
  asio::io_context io{1};
  std::unique_ptr<storage::Session> reader;  // none where a pool reads
  std::list<std::weak_ptr<Connection>> connections;
  std::optional<asio::steady_timer> sweep;
  std::thread thread;

  // Of calls that wait for a commit: a little at a time, between those that are answered at once.
  // Else these would wait whenever a batch is told, for as long as all its answers take.
  void take_later(std::function<void()> work);

 private:
  void take_next();
  std::deque<std::function<void()>> patient_;
  bool is_taking_ = false;  // take_next() is on its way
};

// What all connections of a server share.
struct Serving {
  HttpOptions options;
  service::Handler& handler;
  storage::Database& database;
  std::unique_ptr<asio::thread_pool> pool = nullptr;  // for readers across a network
  std::atomic<int> open = 0;

  bool crowded() const { return open > options.connections_max / 10 * 9; }
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Serving& serving, Lane& lane, tcp::socket socket)
      : serving_(serving), lane_(lane), socket_(std::move(socket)) {
    ++serving_.open;
  }
  ~Connection() { --serving_.open; }

  void start();

  // Called once a second by the lane: ends a connection that is silent or slow for too long. Where
  // the server is crowded, who says nothing makes room at once.
  void age(bool crowded);
  void close();

 private:
  using Parser = http::request_parser<http::string_body>;
  using Request = Parser::value_type;
  // What goes on. How long it has gone on is `age_`, in seconds.
  enum class Doing { waiting, head, body, answering, writing, ending };
  static constexpr int kCrowdedSeconds = 2;
  static constexpr int kEndingSeconds = 10;

  // Extensions of chunks mean nothing to anybody, and cost.
  static void refuse_extensions(std::uint64_t, beast::string_view extensions,
                                beast::error_code& error);

  void begin(Doing doing);
  void renew_parser();
  void read();
  bool is_told_off() const { return doing_ == Doing::writing || doing_ == Doing::ending; }

  // True when a request is complete (it is on its way) or the connection has ended.
  bool parse();

  std::ptrdiff_t count_fields() const;
  // Before a request one empty line is nothing (RFC 9112, 2.2).
  void skip_empty_line();

  void expect_continue();
  void take_request();
  void keep_headers(const Request& request);
  // Where a proxy stands before us, it says whom it speaks for, last in the list.
  std::string source_of(const Request& request) const;

  // False where a reader was asked for: nothing has happened then.
  bool handle_without_reader();

  void handle_in_pool();
  void handle(storage::Session& reader);

  // From any thread. Not at once: the answers of one turn of the loop go out one after the other
  // when all requests that came in with it are dealt with. A client that waits for them is woken
  // once, not once for each.
  void deliver(service::Answer answer);
  void write_later(service::Answer answer);
  void write(service::Answer answer);

  // Whoever is still sending would lose the answer: what arrives at a closed socket is answered by
  // a reset, which overtakes what was not read yet. So our side alone ends, and the rest is passed
  // over (RFC 9112, 9.6).
  void end();
  void pass_over();

  // What is not HTTP, or too much of it, gets a short answer and no second chance.
  void refuse_and_close(int status);

  // Of a request that never came whole.
  std::string_view accepted_language() const;

  Serving& serving_;
  Lane& lane_;
  tcp::socket socket_;
  std::optional<Parser> parser_;
  static constexpr std::size_t kHeadMax = 16 * 1024;
  std::array<char, 32 * 1024> buffer_;
  std::size_t used_ = 0;
  std::size_t received_ = 0;  // of this request
  // The parser keeps no more than a reference.
  void (*refuse_extensions_)(std::uint64_t, beast::string_view,
                             beast::error_code&) = &refuse_extensions;
  service::Call call_;
  std::string peer_;  // its address
  std::string out_;
  Doing doing_ = Doing::waiting;
  int age_ = 0;
  bool keep_alive_ = true;
  bool continued_ = false;
  bool is_head_ = false;
  bool is_patient_ = false;                       // its answer waits for a commit
  bool is_refused_ = false;                       // what it sends is read no more
  std::optional<std::ptrdiff_t> fields_of_head_;  // of this request, once its head is read
};

}  // namespace yibao::adapters
