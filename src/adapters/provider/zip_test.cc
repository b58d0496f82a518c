// Goal: what others pack is read, what is broken or lies about its size is refused, and what we
// pack is the same each time.
#include "adapters/provider/zip.h"

#include <gtest/gtest.h>

#include "storage/encoding.h"

namespace yibao::adapters::provider {
namespace {

const Zip kZip{};

TEST(Zip, reads_what_it_has_written) {
  for (const std::string& text :
       {std::string(), std::string("a\tb\tnull\n"), std::string(200'000, 'x') + "结算"}) {
    const std::string archive = kZip.archive_of("detail.txt", text);
    const Decision<std::string> read = kZip.text_in(archive);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(*read, text);
    EXPECT_EQ(kZip.archive_of("detail.txt", text), archive);
  }
}

// As Python's zipfile writes it: two files, the text deflated.
TEST(Zip, reads_an_archive_of_another_program) {
  const auto archive = storage::decode_base64(
      "UEsDBBQAAAAAAMBLmVqDFtyMAQAAAAEAAAAJAAAAcmVhZG1lLm1keFBLAwQUAAAICADAS5laFRGo6QoAAAASAAAA"
      "CgAAAOaYjue7hi50eHQLNuT0NeQKRiIBUEsBAhQDFAAAAAAAwEuZWoMW3IwBAAAAAQAAAAkAAAAAAAAAAAAAAIAB"
      "AAAAAHJlYWRtZS5tZFBLAQIUAxQAAAgIAMBLmVoVEajpCgAAABIAAAAKAAAAAAAAAAAAAACAASgAAADmmI7nu4Yu"
      "dHh0UEsFBgAAAAACAAIAbwAAAFoAAAAAAA==");
  ASSERT_TRUE(archive.has_value());
  const Decision<std::string> read = kZip.text_in(*archive);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, "S1\tM1\nS1\tM1\nS1\tM1\n");
}

TEST(Zip, refuses_what_is_none) {
  const std::string good = kZip.archive_of("detail.txt", "S1\tM1\n");
  EXPECT_EQ(kZip.text_in("").refusal().code(), "archive_shape");
  EXPECT_EQ(kZip.text_in("S1\tM1\n").refusal().code(), "archive_shape");
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(kZip.text_in(good.substr(0, size)).ok()) << size;
  }
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string broken = good;
    broken[i] = static_cast<char>(broken[i] ^ 0x55);
    const Decision<std::string> read = kZip.text_in(broken);
    if (read) {
      EXPECT_EQ(*read, "S1\tM1\n") << i;
    }
  }
}

TEST(Zip, refuses_what_would_be_too_large) {
  std::string archive = kZip.archive_of("detail.txt", "S1\tM1\n");
  const std::size_t directory = archive.find("PK\x01\x02");
  for (int i = 0; i < 4; ++i) archive[directory + 24 + static_cast<std::size_t>(i)] = '\x7F';
  EXPECT_EQ(kZip.text_in(archive).refusal().code(), "archive_too_large");
}

}  // namespace
}  // namespace yibao::adapters::provider
