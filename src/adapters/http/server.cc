#include "adapters/http/server.h"

#include <sys/resource.h>

#include <algorithm>
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
#include <cctype>
#include <deque>
#include <list>
#include <mutex>
#include <optional>
#include <thread>

#include "adapters/http/request_head.h"

namespace yibao::adapters {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;

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

std::string text_of(beast::string_view text) {
  return std::string(text.data(), text.size());
}

std::string_view view_of(beast::string_view text) {
  return {text.data(), text.size()};
}

// What is not HTTP, by its code.
struct NotHttp {
  int status;
  std::string_view code;
  std::string_view chinese;
  std::string_view english;
};
constexpr std::array<NotHttp, 4> kNotHttp{{
    {400, "http_malformed", "请求不符合 HTTP 规范", "The request is not valid HTTP"},
    {408, "too_slow", "请求发送得太慢", "The request came too slowly"},
    {413, "body_too_large", "请求内容过大", "The body of the request is too large"},
    {431, "header_too_large", "请求头过大", "The head of the request is too large"},
}};

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
  service::Handler& handler;
  storage::Database& database;
  std::vector<std::unique_ptr<Lane>> lanes;
  std::optional<tcp::acceptor> acceptor;
  std::optional<asio::steady_timer> breath;
  std::unique_ptr<asio::thread_pool> pool;  // for readers across a network
  std::size_t next_lane = 0;
  std::atomic<int> open = 0;
  std::atomic<bool> stopping = false;

  Parts(const HttpOptions& given, service::Handler& its_handler, storage::Database& db)
      : options(given), handler(its_handler), database(db) {}
  void accept();
  void accept_later();
  void sweep(Lane& lane);
  bool crowded() const { return open > options.connections_max / 10 * 9; }
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(HttpServer::Parts& parts, Lane& lane, tcp::socket socket)
      : parts_(parts), lane_(lane), socket_(std::move(socket)) {
    ++parts_.open;
  }
  ~Connection() { --parts_.open; }

  void start() {
    beast::error_code ignored;
    peer_ = socket_.remote_endpoint(ignored).address().to_string();
    renew_parser();
    read();
  }

  // Called once a second by the lane: ends a connection that is silent or slow for too long. Where
  // the server is crowded, who says nothing makes room at once.
  void age(bool crowded) {
    const HttpOptions& options = parts_.options;
    ++age_;
    const auto transfer = [&](std::size_t bytes) {
      return options.transfer_seconds + static_cast<int>(bytes / options.bytes_per_second_least);
    };
    switch (doing_) {
      case Doing::waiting:
        if (age_ > (crowded ? kCrowdedSeconds : options.idle_seconds)) close();
        return;
      case Doing::head:
        if (age_ > (crowded ? kCrowdedSeconds : options.head_seconds)) refuse_and_close(408);
        return;
      case Doing::body:
        if (age_ > transfer(received_)) refuse_and_close(408);
        return;
      case Doing::answering:
        return;  // the runner's time, not the client's
      case Doing::writing:
        if (age_ > transfer(out_.size())) close();
        return;
      case Doing::ending:
        if (age_ > (crowded ? kCrowdedSeconds : kEndingSeconds)) close();
        return;
    }
  }
  void close() {
    beast::error_code ignored;
    socket_.close(ignored);
  }

 private:
  using Parser = http::request_parser<http::string_body>;
  // What goes on. How long it has gone on is `age_`, in seconds.
  enum class Doing { waiting, head, body, answering, writing, ending };
  static constexpr int kCrowdedSeconds = 2;
  static constexpr int kEndingSeconds = 10;

  // Extensions of chunks mean nothing to anybody, and cost.
  static void refuse_extensions(std::uint64_t, beast::string_view extensions,
                                beast::error_code& error) {
    if (!extensions.empty()) error = http::error::bad_chunk_extension;
  }

  void begin(Doing doing) {
    doing_ = doing;
    age_ = 0;
  }

  void renew_parser() {
    parser_.emplace();
    parser_->on_chunk_header(refuse_extensions_);
    received_ = 0;
    parser_->body_limit(parts_.options.body_max);
    parser_->header_limit(kHeadMax);
    fields_of_head_.reset();
  }

  void read() {
    // What is left of the last read may hold the next request already.
    if (used_ > 0 && parse()) return;
    if (used_ == buffer_.size()) return refuse_and_close(431);
    socket_.async_read_some(
        asio::buffer(buffer_.data() + used_, buffer_.size() - used_),
        [self = shared_from_this()](beast::error_code error, std::size_t bytes) {
          if (error || self->is_told_off()) return;  // it was too slow
          if (self->doing_ == Doing::waiting) self->begin(Doing::head);
          self->used_ += bytes;
          self->received_ += bytes;
          if (!self->parse()) self->read();
        });
  }

  bool is_told_off() const { return doing_ == Doing::writing || doing_ == Doing::ending; }

  // True when a request is complete (it is on its way) or the connection has ended.
  bool parse() {
    if (doing_ == Doing::waiting) begin(Doing::head);
    if (doing_ == Doing::head) skip_empty_line();
    if (doing_ == Doing::head) {
      const std::string_view bytes(buffer_.data(), used_);
      const std::size_t end = end_of_head(bytes);
      if (end == std::string_view::npos) {
        // What cannot begin a method is not HTTP (TLS to the wrong port): it is told at once.
        const bool binary = !bytes.empty() && (bytes[0] <= ' ' || bytes[0] >= 0x7F);
        if (binary && bytes[0] != '\r' && bytes[0] != '\n') return refuse_and_close(400), true;
        return used_ > kHeadMax ? (refuse_and_close(431), true) : false;
      }
      if (end > kHeadMax) return refuse_and_close(431), true;
      if (!fault_of_head(bytes.substr(0, end)).empty()) return refuse_and_close(400), true;
      begin(Doing::body);
    }
    beast::error_code error;
    std::size_t taken = parser_->put(asio::buffer(buffer_.data(), used_), error);
    if (!error && !fields_of_head_ && parser_->is_header_done()) {
      fields_of_head_ = count_fields();
      parser_->eager(true);
      if (!parser_->is_done() && taken < used_) {
        taken += parser_->put(asio::buffer(buffer_.data() + taken, used_ - taken), error);
      }
    }
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
    // What follows a body in chunks was never the head's (RFC 9110, 6.5.1): nobody's credentials.
    if (count_fields() != fields_of_head_) return refuse_and_close(400), true;
    take_request();
    return true;
  }

  std::ptrdiff_t count_fields() const {
    return std::distance(parser_->get().begin(), parser_->get().end());
  }

  // Before a request one empty line is nothing (RFC 9112, 2.2).
  void skip_empty_line() {
    if (used_ < 2 || buffer_[0] != '\r' || buffer_[1] != '\n') return;
    std::copy(buffer_.begin() + 2, buffer_.begin() + static_cast<std::ptrdiff_t>(used_),
              buffer_.begin());
    used_ -= 2;
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
    begin(Doing::answering);
    call_.method = text_of(request.method_string());
    is_head_ = call_.method == "HEAD";  // answered as GET is, without the body
    if (is_head_) call_.method = "GET";
    call_.target = text_of(request.target());
    call_.authorization = text_of(request[http::field::authorization]);
    call_.idempotency_key = text_of(request["Idempotency-Key"]);
    call_.traceparent = text_of(request["traceparent"]);
    call_.if_match = text_of(request[http::field::if_match]);
    call_.content_type = text_of(request[http::field::content_type]);
    call_.content_encoding = text_of(request[http::field::content_encoding]);
    call_.cookie = text_of(request[http::field::cookie]);
    call_.origin = text_of(request[http::field::origin]);
    call_.host = text_of(request[http::field::host]);
    call_.client = text_of(request["X-Yibao-Client"]);
    call_.source = source_of(request);
    call_.language = best_language(view_of(request[http::field::accept_language]));
    if (!call_.target.starts_with("/v1/")) {
      call_.accept_encoding = text_of(request[http::field::accept_encoding]);
      call_.if_none_match = text_of(request[http::field::if_none_match]);
    }
    if (parts_.options.keep_headers) keep_headers(request);
    call_.body = std::move(request.body());
    renew_parser();
    if (parts_.pool == nullptr) {
      handle(*lane_.reader);
    } else if (call_.method == "GET" || !handle_without_reader()) {
      asio::post(*parts_.pool, [self = shared_from_this()] { self->handle_in_pool(); });
    }
  }

  template<class Request>
  void keep_headers(const Request& request) {
    call_.headers.clear();
    for (const auto& field : request) {
      std::string name = text_of(field.name_string());
      std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
      call_.headers.emplace_back(std::move(name), text_of(field.value()));
    }
  }

  // Where a proxy stands before us, it says whom it speaks for, last in the list.
  std::string source_of(const http::request<http::string_body>& request) const {
    if (parts_.options.behind_tls) {
      const std::string list = text_of(request["X-Forwarded-For"]);
      const std::size_t first = list.find_last_of(", ");
      const std::string last = first == std::string::npos ? list : list.substr(first + 1);
      beast::error_code error;
      const auto address = asio::ip::make_address(last, error);
      if (!error) return address.to_string();
    }
    return peer_;
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
    parts_.handler.handle(call_, reader, [self = shared_from_this()](service::Answer answer) {
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
    append_head(out_, answer, keep_alive_, parts_.options.behind_tls);
    if (!is_head_) out_ += answer.body;
    begin(Doing::writing);
    asio::async_write(socket_, asio::buffer(out_),
                      [self = shared_from_this()](beast::error_code error, std::size_t) {
                        if (!error && self->is_refused_) return self->end();
                        if (error || !self->keep_alive_) return self->close();
                        self->begin(Doing::waiting);
                        self->read();
                      });
  }

  // Whoever is still sending would lose the answer: what arrives at a closed socket is answered by
  // a reset, which overtakes what was not read yet. So our side alone ends, and the rest is passed
  // over (RFC 9112, 9.6).
  void end() {
    beast::error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    begin(Doing::ending);
    pass_over();
  }
  void pass_over() {
    socket_.async_read_some(asio::buffer(buffer_),
                            [self = shared_from_this()](beast::error_code error, std::size_t) {
                              if (error) return self->close();
                              self->pass_over();
                            });
  }

  // What is not HTTP, or too much of it, gets a short answer and no second chance.
  void refuse_and_close(int status) {
    const auto known = std::ranges::find(kNotHttp, status, &NotHttp::status);
    const NotHttp& fault = known == kNotHttp.end() ? kNotHttp.front() : *known;
    const Language language = best_language(accepted_language());
    const std::string_view title = language == Language::english ? fault.english : fault.chinese;
    service::Answer answer;
    answer.status = status;
    answer.content_type = "application/problem+json";
    answer.language = to_text(language);
    answer.body = Tree::object({{"type", "/problems/http"},
                                {"title", title},
                                {"status", status},
                                {"code", fault.code}})
                      .to_json();
    if (parts_.options.fault_body != nullptr) {
      answer.content_type = "application/json;charset=UTF-8";
      answer.body = parts_.options.fault_body(status, title);
    }
    keep_alive_ = false;
    is_refused_ = true;
    write(std::move(answer));
  }

  // Of a request that never came whole.
  std::string_view accepted_language() const {
    if (parser_ && parser_->is_header_done()) {
      return view_of(parser_->get()[http::field::accept_language]);
    }
    return field_of_head(std::string_view(buffer_.data(), used_), "accept-language");
  }

  HttpServer::Parts& parts_;
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
  bool is_refused_ = false;                       // what it sends is read no more
  std::optional<std::ptrdiff_t> fields_of_head_;  // of this request, once its head is read
};

void HttpServer::Parts::accept() {
  Lane& lane = *lanes[next_lane++ % lanes.size()];
  acceptor->async_accept(lane.io, [this, &lane](beast::error_code error, tcp::socket socket) {
    if (stopping) return;
    if (error) return accept_later();
    if (open < options.connections_max) {
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

// Where no file descriptor is free, asking again at once would only burn the thread.
void HttpServer::Parts::accept_later() {
  breath->expires_after(std::chrono::milliseconds(50));
  breath->async_wait([this](beast::error_code error) {
    if (!error && !stopping) accept();
  });
}

void HttpServer::Parts::sweep(Lane& lane) {
  lane.sweep->expires_after(std::chrono::seconds(1));
  lane.sweep->async_wait([this, &lane](beast::error_code error) {
    if (error || stopping) return;
    lane.connections.remove_if([&](const std::weak_ptr<Connection>& weak) {
      const std::shared_ptr<Connection> connection = weak.lock();
      if (connection != nullptr) connection->age(crowded());
      return connection == nullptr;
    });
    sweep(lane);
  });
}

// Connections are file descriptors: as many as the system gives, and some left for the database.
static int connections_possible(int wanted) {
  constexpr int kOthers = 100;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  const auto needed = static_cast<rlim_t>(wanted + kOthers);
  if (limit.rlim_cur < needed) {
    limit.rlim_cur = std::min(limit.rlim_max, needed);
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
  }
  if (limit.rlim_cur >= needed) return wanted;
  return std::max(16, static_cast<int>(limit.rlim_cur) - kOthers);
}

HttpServer::HttpServer(const HttpOptions& options, service::Handler& handler,
                       storage::Database& database)
    : parts_(std::make_unique<Parts>(options, handler, database)) {
  parts_->options.connections_max = connections_possible(options.connections_max);
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
  parts_->breath.emplace(parts_->lanes.front()->io);
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
