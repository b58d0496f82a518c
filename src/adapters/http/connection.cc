#include "adapters/http/connection.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <cctype>

#include "adapters/http/request_head.h"

namespace yibao::adapters {

namespace {

std::string text_of(beast::string_view text) {
  return std::string(text.data(), text.size());
}

std::string_view view_of(beast::string_view text) {
  return {text.data(), text.size()};
}

constexpr std::string_view kUnknownSource = "unknown";

}  // namespace

void Lane::take_later(std::function<void()> work) {
  patient_.push_back(std::move(work));
  if (is_taking_) return;
  is_taking_ = true;
  asio::post(io, [this] { take_next(); });
}

void Lane::take_next() {
  constexpr auto kTurn = std::chrono::microseconds(100);
  const auto begun = std::chrono::steady_clock::now();
  do {
    const std::function<void()> work = std::move(patient_.front());
    patient_.pop_front();
    work();
  } while (!patient_.empty() && std::chrono::steady_clock::now() - begun < kTurn);
  is_taking_ = !patient_.empty();
  if (is_taking_) asio::post(io, [this] { take_next(); });
}

void Connection::start() {
  beast::error_code ignored;
  peer_ = socket_.remote_endpoint(ignored).address().to_string();
  renew_parser();
  read();
}

void Connection::age(bool crowded) {
  const HttpOptions& options = serving_.options;
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

void Connection::close() {
  beast::error_code ignored;
  socket_.close(ignored);
}

void Connection::refuse_extensions(std::uint64_t, beast::string_view extensions,
                                   beast::error_code& error) {
  if (!extensions.empty()) error = http::error::bad_chunk_extension;
}

void Connection::begin(Doing doing) {
  doing_ = doing;
  age_ = 0;
}

void Connection::renew_parser() {
  parser_.emplace();
  parser_->on_chunk_header(refuse_extensions_);
  received_ = 0;
  parser_->body_limit(serving_.options.body_max);
  parser_->header_limit(kHeadMax);
  fields_of_head_.reset();
}

void Connection::read() {
  // What is left of the last read may hold the next request already.
  if (used_ > 0 && parse()) return;
  if (used_ == buffer_.size()) return refuse_and_close(431);
  socket_.async_read_some(asio::buffer(buffer_.data() + used_, buffer_.size() - used_),
                          [self = shared_from_this()](beast::error_code error, std::size_t bytes) {
                            if (error || self->is_told_off()) return;  // it was too slow
                            if (self->doing_ == Doing::waiting) self->begin(Doing::head);
                            self->used_ += bytes;
                            self->received_ += bytes;
                            if (!self->parse()) self->read();
                          });
}

bool Connection::parse() {
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

std::ptrdiff_t Connection::count_fields() const {
  return std::distance(parser_->get().begin(), parser_->get().end());
}

void Connection::skip_empty_line() {
  if (used_ < 2 || buffer_[0] != '\r' || buffer_[1] != '\n') return;
  std::copy(buffer_.begin() + 2, buffer_.begin() + static_cast<std::ptrdiff_t>(used_),
            buffer_.begin());
  used_ -= 2;
}

void Connection::expect_continue() {
  if (continued_ || !parser_->is_header_done() ||
      !beast::iequals(parser_->get()[http::field::expect], "100-continue")) {
    return;
  }
  continued_ = true;
  beast::error_code ignored;
  asio::write(socket_, asio::buffer(std::string_view("HTTP/1.1 100 Continue\r\n\r\n")), ignored);
}

void Connection::take_request() {
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
  if (serving_.options.keep_headers) keep_headers(request);
  call_.body = std::move(request.body());
  renew_parser();
  is_patient_ = serving_.handler.waits_for_commit(call_);
  if (serving_.pool == nullptr) {
    if (!is_patient_) return handle(*lane_.reader);
    lane_.take_later([self = shared_from_this()] { self->handle(*self->lane_.reader); });
  } else if (call_.method == "GET" || !handle_without_reader()) {
    asio::post(*serving_.pool, [self = shared_from_this()] { self->handle_in_pool(); });
  }
}

void Connection::keep_headers(const Request& request) {
  call_.headers.clear();
  for (const auto& field : request) {
    std::string name = text_of(field.name_string());
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    call_.headers.emplace_back(std::move(name), text_of(field.value()));
  }
}

std::string Connection::source_of(const Request& request) const {
  if (serving_.options.behind_tls) {
    // The proxy adds to the line that came, or a line of its own. Where it says nothing that can be
    // read, nobody knows who asks: its own address would stand for anybody.
    std::string line;
    const auto [begin, end] = request.equal_range("X-Forwarded-For");
    for (auto each = begin; each != end; ++each) line = text_of(each->value());
    const std::string address = last_forwarded(line);
    return address.empty() ? std::string(kUnknownSource) : address;
  }
  return peer_;
}

}  // namespace yibao::adapters
