// A body is read only where it says that it is JSON in UTF-8, however it spells that.
#include "service/media.h"

#include <gtest/gtest.h>

namespace yibao::service {
namespace {

std::string refused(std::string_view type, std::string_view encoding = "") {
  const Verdict verdict = check_media(type, encoding);
  if (verdict) return "";
  EXPECT_EQ(verdict.refusal().kind, RefusalKind::wrong_media);
  return verdict.refusal().code();
}

TEST(Media, takes_json_in_utf_8_however_it_is_spelt) {
  for (const char* type :
       {"application/json", "Application/JSON", " application/json ", "application/json;",
        "application/json; charset=utf-8", "application/json;charset=UTF-8",
        "application/json ; Charset = \"utf-8\"", "application/json; charset=utf8",
        "application/json; profile=x; charset=utf-8", "application/json; charset="}) {
    EXPECT_EQ(refused(type), "") << type;
  }
  EXPECT_EQ(refused("application/json", "identity"), "");
  EXPECT_EQ(refused("application/json", " Identity "), "");
}

TEST(Media, refuses_every_other_type_of_body) {
  for (const char* type :
       {"text/plain", "text/csv", "multipart/form-data; boundary=x", "text/json",
        "application/x-www-form-urlencoded", "application/jsonp", "application/json-seq",
        "application/xml", "application", "json", "application/json, text/plain",
        "application/json text/plain", "text/plain; application/json"}) {
    EXPECT_EQ(refused(type), "body_media_type") << type;
  }
  EXPECT_EQ(refused(""), "body_media_type_missing");
  EXPECT_EQ(refused("; charset=utf-8"), "body_media_type_missing");
}

TEST(Media, refuses_another_charset_wherever_it_stands) {
  for (const char* type :
       {"application/json; charset=gbk", "application/json;charset=\"GB18030\"",
        "application/json; charset=utf-16", "application/json; charset=utf-8; charset=gbk",
        "application/json; a=b; CHARSET=latin1"}) {
    EXPECT_EQ(refused(type), "body_charset") << type;
  }
}

TEST(Media, refuses_what_is_packed_before_it_is_unpacked) {
  for (const char* encoding : {"gzip", "deflate", "br", "gzip, gzip", "identity, gzip", "x"}) {
    EXPECT_EQ(refused("application/json", encoding), "body_encoding") << encoding;
  }
}

TEST(Media, shows_of_a_header_no_more_than_a_word) {
  const Verdict verdict = check_media("text/\xff\x01" + std::string(500, 'x'), "");
  ASSERT_FALSE(verdict);
  const std::string& value = verdict.refusal().reasons.front().facts.front().value;
  EXPECT_EQ(value.substr(0, 8), "text/??x");
  EXPECT_EQ(value.size(), 60U);
}

}  // namespace
}  // namespace yibao::service
