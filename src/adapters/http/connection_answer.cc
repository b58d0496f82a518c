// Connection: from a request that was read to its answer, and to the end.
#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "adapters/http/answer_head.h"
#include "adapters/http/connection.h"
#include "adapters/http/reader_elsewhere.h"
#include "adapters/http/request_head.h"

namespace yibao::adapters {

namespace {

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

}  // namespace

bool Connection::handle_without_reader() {
  ReaderElsewhere none;
  try {
    handle(none);
    return true;
  } catch (const ReaderElsewhere::Asked&) {
    return false;
  }
}

void Connection::handle_in_pool() {
  static thread_local std::unique_ptr<storage::Session> reader;
  try {
    if (reader == nullptr) reader = serving_.database.reader();
    handle(*reader);
  } catch (const std::exception&) {
    reader.reset();
    service::Answer answer;
    answer.status = 503;
    answer.body = "{}";
    deliver(std::move(answer));
  }
}

void Connection::handle(storage::Session& reader) {
  serving_.handler.handle(call_, reader, [self = shared_from_this()](service::Answer answer) {
    self->deliver(std::move(answer));
  });
}

void Connection::deliver(service::Answer answer) {
  asio::post(lane_.io, [self = shared_from_this(), answer = std::move(answer)]() mutable {
    self->is_patient_ ? self->write_later(std::move(answer)) : self->write(std::move(answer));
  });
}

void Connection::write_later(service::Answer answer) {
  // A function can be copied, and need not copy an answer for it.
  const auto kept = std::make_shared<service::Answer>(std::move(answer));
  lane_.take_later([self = shared_from_this(), kept] { self->write(std::move(*kept)); });
}

void Connection::write(service::Answer answer) {
  out_.clear();
  append_head(out_, answer, keep_alive_, serving_.options.behind_tls);
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

void Connection::end() {
  beast::error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
  begin(Doing::ending);
  pass_over();
}

void Connection::pass_over() {
  socket_.async_read_some(asio::buffer(buffer_),
                          [self = shared_from_this()](beast::error_code error, std::size_t) {
                            if (error) return self->close();
                            self->pass_over();
                          });
}

void Connection::refuse_and_close(int status) {
  const auto known = std::ranges::find(kNotHttp, status, &NotHttp::status);
  const NotHttp& fault = known == kNotHttp.end() ? kNotHttp.front() : *known;
  const Language language = best_language(accepted_language());
  const std::string_view title = language == Language::english ? fault.english : fault.chinese;
  service::Answer answer;
  answer.status = status;
  answer.content_type = "application/problem+json";
  answer.language = to_text(language);
  answer.body =
      Tree::object(
          {{"type", "/problems/http"}, {"title", title}, {"status", status}, {"code", fault.code}})
          .to_json();
  if (serving_.options.fault_body != nullptr) {
    answer.content_type = "application/json;charset=UTF-8";
    answer.body = serving_.options.fault_body(status, title);
  }
  keep_alive_ = false;
  is_refused_ = true;
  write(std::move(answer));
}

std::string_view Connection::accepted_language() const {
  if (parser_ && parser_->is_header_done()) {
    const beast::string_view accepted = parser_->get()[http::field::accept_language];
    return {accepted.data(), accepted.size()};
  }
  return field_of_head(std::string_view(buffer_.data(), used_), "accept-language");
}

}  // namespace yibao::adapters
