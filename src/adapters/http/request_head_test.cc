// Goal: what two programs could read in two ways is refused before anything of it is believed.
#include "adapters/http/request_head.h"

#include <gtest/gtest.h>

#include <string>

namespace yibao::adapters {
namespace {

std::string head(const std::string& fields, const std::string& line = "POST /v1/people HTTP/1.1") {
  return line + "\r\n" + fields + "\r\n";
}

struct Case {
  std::string head;
  std::string_view fault;
};

TEST(RequestHead, is_refused_where_it_can_be_read_in_two_ways) {
  const std::string host = "Host: yibao\r\n";
  const Case cases[] = {
      {head(host), ""},
      {head(host + "Content-Length: 12\r\nAccept: */*\r\nAccept: a\r\n"), ""},
      {head(host + "transfer-encoding: Chunked\r\n"), ""},
      {head("", "GET / HTTP/1.0"), ""},
      {head(""), "host_missing"},
      {head(host + host), "field_twice"},
      {head(host + "Content-Length: 1\r\nContent-Length: 1\r\n"), "field_twice"},
      {head(host + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), "length_and_chunks"},
      {head(host + "Transfer-Encoding: chunked\r\nTRANSFER-ENCODING: x\r\n"), "field_twice"},
      {head(host + "Transfer-Encoding: xchunked\r\n"), "transfer_encoding"},
      {head(host + "Transfer-Encoding: chunked, identity\r\n"), "transfer_encoding"},
      {head(host + "Transfer-Encoding:\vchunked\r\n"), "control_character"},
      {head("Transfer-Encoding: chunked\r\n", "POST / HTTP/1.0"), "transfer_encoding"},
      {head(host + "Content-Length: +1\r\n"), "content_length"},
      {head(host + "Content-Length: 0x1\r\n"), "content_length"},
      {head(host + "Content-Length: 1, 1\r\n"), "content_length"},
      {head(host + "Content-Length: \r\n"), "content_length"},
      {head(host + "Content-Length : 1\r\n"), "field_name"},
      {head(host + "X: a\r\n b\r\n"), "folded_line"},
      {head(host + "X: a\r\n\tContent-Length: 5\r\n"), "folded_line"},
      {head(host + "X: a\nContent-Length: 5\r\n"), "bare_line_end"},
      {head(host + "X: a\rContent-Length: 5\r\n"), "bare_line_end"},
      {head(host + std::string("X: a\0b\r\n", 8)), "control_character"},
      {head(host + "no colon\r\n"), "field_name"},
      {head(host + ": empty\r\n"), "field_name"},
      {head(host, "GET /a b HTTP/1.1"), "request_line"},
      {head(host, "GET  / HTTP/1.1"), "request_line"},
      {head(host, "GET http://other/ HTTP/1.1"), "target"},
      {head(host, "OPTIONS * HTTP/1.1"), "target"},
      {head(host, "CONNECT other:443 HTTP/1.1"), "target"},
      {head(host, "GET / HTTP/2.0"), "version"},
      {head(host, "GET /"), "request_line"},
      {head(host + "Authorization: a\r\nauthorization: b\r\n"), "field_twice"},
      {head(host + "Content-Encoding: identity\r\nContent-Encoding: gzip\r\n"), "field_twice"},
      {head(host + "X-Yibao-Client: kiosk\r\nX-Yibao-Client: agency-console\r\n"), "field_twice"},
  };
  for (const Case& each : cases) EXPECT_EQ(fault_of_head(each.head), each.fault) << each.head;
}

// Of a request that is refused, what its sender would read is wanted all the same.
TEST(RequestHead, tells_a_field_of_what_is_not_whole) {
  const std::string asked = "GET /a b HTTP/1.1\r\nHost: a\r\nACCEPT-language: \ten \r\nX: zh\r\n";
  EXPECT_EQ(field_of_head(asked, "accept-language"), "en");
  EXPECT_EQ(field_of_head(asked.substr(0, asked.find("en ")), "accept-language"), "");
  EXPECT_EQ(field_of_head("accept-language: en", "accept-language"), "");  // the request line
  EXPECT_EQ(field_of_head("", "accept-language"), "");
  EXPECT_EQ(field_of_head("\x16\x03\x01", "accept-language"), "");
}

TEST(RequestHead, tells_the_proxys_own_word_of_who_asks) {
  EXPECT_EQ(last_forwarded("203.0.113.9"), "203.0.113.9");
  EXPECT_EQ(last_forwarded("10.1.2.3, 203.0.113.9"), "203.0.113.9");
  EXPECT_EQ(last_forwarded("10.1.2.3,203.0.113.9:4711 "), "203.0.113.9");
  EXPECT_EQ(last_forwarded("2001:db8::1"), "2001:db8::1");
  EXPECT_EQ(last_forwarded("10.1.2.3, [2001:db8::1]:4711"), "2001:db8::1");
  EXPECT_EQ(last_forwarded("[2001:db8::1]"), "2001:db8::1");
  for (const char* nobody :
       {"", "unknown", "10.1.2.3,", "10.1.2.3, garbage", "_hidden", "[", ":1"}) {
    EXPECT_EQ(last_forwarded(nobody), "") << nobody;
  }
}

TEST(RequestHead, ends_behind_its_empty_line) {
  EXPECT_EQ(end_of_head("GET / HTTP/1.1\r\nHost: a\r\n\r\nrest"), 27U);
  EXPECT_EQ(end_of_head("GET / HTTP/1.1\r\nHost: a\r\n"), std::string_view::npos);
  EXPECT_EQ(end_of_head("GET / HTTP/1.1\n\nrest"), std::string_view::npos);
}

}  // namespace
}  // namespace yibao::adapters
