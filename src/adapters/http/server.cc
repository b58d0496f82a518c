#include "adapters/http/server.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <deque>
#include <list>
#include <mutex>
#include <optional>
#include <thread>

namespace yibao::adapters {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;

namespace {

const char* reason_phrase(int status) {
  return http::obsolete_reason(static_cast<http::status>(status)).data();
}

void append_head(std::string& out, const service::Answer& answer, bool keep_alive) {
  out += "HTTP/1.1 " + std::to_string(answer.status) + " " + reason_phrase(answer.status) +
         "\r\nContent-Type: " + answer.content_type +
         "\r\nContent-Length: " + std::to_string(answer.body.size()) +
         "\r\nX-Content-Type-Options: nosniff\r\nCache-Control: ";
  out += answer.cache_control;
  out += "\r\n";
  for (const auto& [name, value] : answer.headers) out += name + ": " + value + "\r\n";
  if (!keep_alive) out += "Connection: close\r\n";
  out += "\r\n";
}

std::string text_of(beast::string_view text) {
  return std::string(text.data(), text.size());
}

// Stands where a reader would on an io thread, while the database is a network away. Few commands
// ask one anything before they wait for the runner; those that do are handed to the pool.
class ReaderElsewhere : public storage::Session {
 public:
  struct Asked {};  // no std::exception: nobody answers it on the way

  void begin() override { throw Asked(); }
  void commit() override { throw Asked(); }
  void rollback() override {}
  using storage::Session::select;
  storage::Rows select(const storage::Statement&, std::span<const storage::Value>) override {
    throw Asked();
  }
  std::vector<storage::Rows> select_keyed(const storage::KeyedSelect&,
                                          std::span<const storage::Value>) override {
    throw Asked();
  }
  void insert_rows(const storage::Table&, std::span<const storage::Row* const>) override {
    throw Asked();
  }
  void update_rows(const storage::Table&, std::span<const storage::Row* const>) override {
    throw Asked();
  }
  storage::Rows lock_heads(std::span<const std::int64_t>) override { throw Asked(); }
  void execute(std::string_view) override { throw Asked(); }
};

}  // namespace

class Connection;

// What one io thread owns. Everything in it is touched by that thread only.
struct Lane {
  asio::io_context io{1};
  std::unique_ptr<storage::Session> reader;  // none where a pool reads
  std::list<std::weak_ptr<Connection>> connections;
  std::optional<asio::steady_timer> sweep;
  std::thread thread;
};

struct HttpServer::Parts {
  HttpOptions options;
  service::Application& application;
  storage::Database& database;
  std::vector<std::unique_ptr<Lane>> lanes;
  std::optional<tcp::acceptor> acceptor;
  std::unique_ptr<asio::thread_pool> pool;  // for readers across a network
  std::size_t next_lane = 0;
  std::atomic<int> open = 0;
  std::atomic<bool> stopping = false;

  Parts(const HttpOptions& given, service::Application& app, storage::Database& db)
      : options(given), application(app), database(db) {}
  void accept();
  void sweep(Lane& lane);
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(HttpServer::Parts& parts, Lane& lane, tcp::socket socket)
      : parts_(parts), lane_(lane), socket_(std::move(socket)) {
    ++parts_.open;
  }
  ~Connection() { --parts_.open; }

  void start() {
    renew_parser();
    read();
  }

  // Called once a second by the lane: ends a connection that has been silent too long.
  void age(int idle_seconds) {
    if (!busy_ && ++idle_ > idle_seconds) close();
  }
  void close() {
    beast::error_code ignored;
    socket_.close(ignored);
  }

 private:
  using Parser = http::request_parser<http::string_body>;

  void renew_parser() {
    parser_.emplace();
    parser_->body_limit(parts_.options.body_max);
    parser_->header_limit(16 * 1024);
    parser_->eager(true);
  }

  void read() {
    // What is left of the last read may hold the next request already.
    if (used_ > 0 && parse()) return;
    if (used_ == buffer_.size()) return refuse_and_close(431);
    socket_.async_read_some(
        asio::buffer(buffer_.data() + used_, buffer_.size() - used_),
        [self = shared_from_this()](beast::error_code error, std::size_t bytes) {
          if (error) return;
          self->idle_ = 0;
          self->used_ += bytes;
          if (!self->parse()) self->read();
        });
  }

  // True when a request is complete (it is on its way) or the connection has ended.
  bool parse() {
    beast::error_code error;
    const std::size_t taken = parser_->put(asio::buffer(buffer_.data(), used_), error);
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(taken),
              buffer_.begin() + static_cast<std::ptrdiff_t>(used_), buffer_.begin());
    used_ -= taken;
    if (error == http::error::need_more) return false;
    if (error == http::error::body_limit) return refuse_and_close(413), true;
    if (error == http::error::header_limit) return refuse_and_close(431), true;
    if (error) return refuse_and_close(400), true;
    if (!parser_->is_done()) {
      expect_continue();
      return taken > 0 && used_ > 0 ? parse() : false;
    }
    take_request();
    return true;
  }

  void expect_continue() {
    if (continued_ || !parser_->is_header_done() ||
        !beast::iequals(parser_->get()[http::field::expect], "100-continue")) {
      return;
    }
    continued_ = true;
    beast::error_code ignored;
    asio::write(socket_, asio::buffer(std::string_view("HTTP/1.1 100 Continue\r\n\r\n")), ignored);
  }

  void take_request() {
    auto& request = parser_->get();
    keep_alive_ = request.keep_alive();
    continued_ = false;
    busy_ = true;
    call_.method = text_of(request.method_string());
    call_.target = text_of(request.target());
    call_.authorization = text_of(request[http::field::authorization]);
    call_.idempotency_key = text_of(request["Idempotency-Key"]);
    call_.traceparent = text_of(request["traceparent"]);
    call_.if_match = text_of(request[http::field::if_match]);
    call_.content_type = text_of(request[http::field::content_type]);
    if (!call_.target.starts_with("/v1/")) {
      call_.accept_encoding = text_of(request[http::field::accept_encoding]);
      call_.if_none_match = text_of(request[http::field::if_none_match]);
    }
    call_.body = std::move(request.body());
    renew_parser();
    if (parts_.pool == nullptr) {
      handle(*lane_.reader);
    } else if (call_.method == "GET" || !handle_without_reader()) {
      asio::post(*parts_.pool, [self = shared_from_this()] { self->handle_in_pool(); });
    }
  }

  // False where a reader was asked for: nothing has happened then.
  bool handle_without_reader() {
    ReaderElsewhere none;
    try {
      handle(none);
      return true;
    } catch (const ReaderElsewhere::Asked&) {
      return false;
    }
  }

  void handle_in_pool() {
    thread_local std::unique_ptr<storage::Session> reader;
    try {
      if (reader == nullptr) reader = parts_.database.reader();
      handle(*reader);
    } catch (const std::exception&) {
      reader.reset();
      service::Answer answer;
      answer.status = 503;
      answer.body = "{}";
      deliver(std::move(answer));
    }
  }

  void handle(storage::Session& reader) {
    parts_.application.handle(call_, reader, [self = shared_from_this()](service::Answer answer) {
      self->deliver(std::move(answer));
    });
  }

  // From any thread. Not at once: the answers of one turn of the loop go out one after the other
  // when all requests that came in with it are dealt with. A client that waits for them is woken
  // once, not once for each.
  void deliver(service::Answer answer) {
    asio::post(lane_.io, [self = shared_from_this(), answer = std::move(answer)]() mutable {
      self->write(std::move(answer));
    });
  }

  void write(service::Answer answer) {
    out_.clear();
    append_head(out_, answer, keep_alive_);
    if (call_.method != "HEAD") out_ += answer.body;
    asio::async_write(socket_, asio::buffer(out_),
                      [self = shared_from_this()](beast::error_code error, std::size_t) {
                        self->busy_ = false;
                        self->idle_ = 0;
                        if (error || !self->keep_alive_) return self->close();
                        self->read();
                      });
  }

  // What is not HTTP, or too much of it, gets a short answer and no second chance.
  void refuse_and_close(int status) {
    service::Answer answer;
    answer.status = status;
    answer.content_type = "application/problem+json";
    answer.body =
        "{\"type\":\"/problems/http\",\"title\":\"请求不符合 HTTP 规范或过大\",\"status\":" +
        std::to_string(status) + ",\"code\":\"" +
        (status == 413   ? "body_too_large"
         : status == 431 ? "header_too_large"
                         : "http_malformed") +
        "\"}";
    keep_alive_ = false;
    busy_ = true;
    write(std::move(answer));
  }

  HttpServer::Parts& parts_;
  Lane& lane_;
  tcp::socket socket_;
  std::optional<Parser> parser_;
  std::array<char, 32 * 1024> buffer_;
  std::size_t used_ = 0;
  service::Call call_;
  std::string out_;
  int idle_ = 0;
  bool keep_alive_ = true;
  bool continued_ = false;
  bool busy_ = false;
};

void HttpServer::Parts::accept() {
  Lane& lane = *lanes[next_lane++ % lanes.size()];
  acceptor->async_accept(lane.io, [this, &lane](beast::error_code error, tcp::socket socket) {
    if (stopping) return;
    if (!error && open < options.connections_max) {
      beast::error_code ignored;
      socket.set_option(tcp::no_delay(true), ignored);
      auto connection = std::make_shared<Connection>(*this, lane, std::move(socket));
      asio::dispatch(lane.io, [&lane, connection] {
        lane.connections.push_back(connection);
        connection->start();
      });
    }
    accept();
  });
}

void HttpServer::Parts::sweep(Lane& lane) {
  lane.sweep->expires_after(std::chrono::seconds(1));
  lane.sweep->async_wait([this, &lane](beast::error_code error) {
    if (error || stopping) return;
    lane.connections.remove_if([&](const std::weak_ptr<Connection>& weak) {
      const std::shared_ptr<Connection> connection = weak.lock();
      if (connection != nullptr) connection->age(options.idle_seconds);
      return connection == nullptr;
    });
    sweep(lane);
  });
}

HttpServer::HttpServer(const HttpOptions& options, service::Application& application,
                       storage::Database& database)
    : parts_(std::make_unique<Parts>(options, application, database)) {
  for (int i = 0; i < options.threads; ++i) {
    auto lane = std::make_unique<Lane>();
    if (database.engine() == "sqlite") lane->reader = database.reader();
    parts_->lanes.push_back(std::move(lane));
  }
  if (database.engine() != "sqlite") parts_->pool = std::make_unique<asio::thread_pool>(8);
  beast::error_code error;
  const tcp::endpoint endpoint(asio::ip::make_address(options.address, error), options.port);
  if (error) throw Fault("not an address: " + options.address);
  auto& acceptor = parts_->acceptor.emplace(parts_->lanes.front()->io);
  acceptor.open(endpoint.protocol());
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  acceptor.bind(endpoint, error);
  if (error) {
    throw Fault("cannot listen on " + options.address + ":" + std::to_string(options.port) + ": " +
                error.message());
  }
  acceptor.listen();
  parts_->accept();
  for (auto& lane : parts_->lanes) {
    lane->sweep.emplace(lane->io);
    parts_->sweep(*lane);
    lane->thread = std::thread([&io = lane->io] {
      const auto work = asio::make_work_guard(io);
      io.run();
    });
  }
}

HttpServer::~HttpServer() {
  parts_->stopping = true;
  for (auto& lane : parts_->lanes) lane->io.stop();
  for (auto& lane : parts_->lanes) lane->thread.join();
  if (parts_->pool != nullptr) parts_->pool->join();
}

std::uint16_t HttpServer::port() const {
  return parts_->acceptor->local_endpoint().port();
}

}  // namespace yibao::adapters
