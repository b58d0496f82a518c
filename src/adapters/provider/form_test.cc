// Goal: a form gives its envelope and its file, byte for byte, and what is no form gives nothing.
#include "adapters/provider/form.h"

#include <gtest/gtest.h>

#include "storage/json.h"

namespace yibao::adapters::provider {
namespace {

constexpr std::string_view kType = "multipart/form-data; boundary=----x1";

std::string part(const std::string& head, const std::string& content) {
  return "------x1\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + content + "\r\n";
}
const std::string kEnd = "------x1--\r\n";
const std::string kEnvelope = R"({"infno":"9101","input":{"fsUploadIn":{"filename":"","x":"1"}}})";

TEST(ProviderForm, gives_the_envelope_and_the_file_in_either_order) {
  const std::string bytes = std::string("PK\x03\x04\r\n--", 8) + std::string(3, '\0') + "\r\n";
  const std::string text = part("name=\"jsonStr\"", kEnvelope);
  const std::string file =
      part("name=\"file\"; filename=\"a b.zip\"\r\nContent-Type: application/octet-stream", bytes);
  for (const std::string& body : {text + file + kEnd, "preamble\r\n" + file + text + kEnd}) {
    const auto form = read_form(kType, body);
    ASSERT_TRUE(form.has_value());
    EXPECT_EQ(form->envelope, kEnvelope);
    EXPECT_EQ(form->file, bytes);
    EXPECT_EQ(form->file_name, "a b.zip");
  }
  EXPECT_TRUE(read_form("Multipart/Form-Data; charset=UTF-8; boundary=\"----x1\"", text + kEnd));
}

TEST(ProviderForm, is_none_without_boundary_envelope_or_end) {
  const std::string text = part("name=\"jsonStr\"", kEnvelope);
  EXPECT_FALSE(read_form("application/json", text + kEnd));
  EXPECT_FALSE(read_form("multipart/form-data", text + kEnd));
  EXPECT_FALSE(read_form("multipart/form-data; boundary=y", text + kEnd));
  EXPECT_FALSE(read_form(kType, text)) << "cut off";
  EXPECT_FALSE(read_form(kType, part("name=\"file\"; filename=\"a\"", "x") + kEnd));
  EXPECT_FALSE(read_form(kType, part("name=\"a\"", "no json") + kEnd));
  EXPECT_FALSE(read_form(kType, ""));
  // Cut at any byte, it does no harm.
  for (std::size_t size = 0; size < text.size(); ++size) {
    (void)read_form(kType, text.substr(0, size));
  }
}

TEST(ProviderForm, puts_the_file_where_the_table_has_it) {
  const auto put = [](const std::string& text) {
    Tree tree = storage::parse_json_with_texts(text).value();
    SentForm form;
    form.file = "abc";
    form.file_name = "a.zip";
    put_file(tree, form);
    return tree.to_json();
  };
  EXPECT_EQ(put(R"({"input":{"fsUploadIn":{"fixmedins_code":"P1"}}})"),
            R"({"input":{"fsUploadIn":{"fixmedins_code":"P1","in":"YWJj","filename":"a.zip"}}})");
  EXPECT_EQ(put(R"({"input":{"fsUploadIn":{"In":null,"filename":""}}})"),
            R"({"input":{"fsUploadIn":{"In":"YWJj","filename":"a.zip"}}})");
  EXPECT_EQ(put(R"({"input":{"fsUploadIn":{"in":"eA==","filename":"b"}}})"),
            R"({"input":{"fsUploadIn":{"in":"eA==","filename":"b"}}})")
      << "what it says itself";
  EXPECT_EQ(put(R"({"INPUT":{"fixmedins_code":"P1"}})"),
            R"({"INPUT":{"fixmedins_code":"P1","in":"YWJj","filename":"a.zip"}})");
  EXPECT_EQ(put(R"({"input":{}})"), R"({"input":{}})");
  EXPECT_EQ(put(R"({"input":"x"})"), R"({"input":"x"})");
  EXPECT_EQ(put(R"({})"), R"({})");
}

}  // namespace
}  // namespace yibao::adapters::provider
