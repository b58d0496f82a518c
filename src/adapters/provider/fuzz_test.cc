// The corpus of the fuzzer, replayed: what was found once stays right.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "adapters/provider/test_fuzz.h"

namespace yibao::adapters::provider {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(ProviderFuzz, the_corpus_does_no_harm) {
  std::set<std::string> asked;
  for (const auto& entry :
       std::filesystem::directory_iterator(YIBAO_SOURCE_DIR "/tests/fuzz/corpus")) {
    const std::string text = text_of(entry.path());
    SCOPED_TRACE(entry.path().string());
    feed_provider(text);
    asked.insert(text.substr(0, text.find('\n')));
  }
  // Each transaction has an example, and so has everything else that is fed.
  for (const auto& [number, transaction] : yibao::provider::delivered_tables().transactions()) {
    EXPECT_TRUE(asked.contains(number)) << number;
  }
  for (const char* what : {"message", "headers", "form", "answer 2102", "answer 90100"}) {
    EXPECT_TRUE(asked.contains(what)) << what;
  }
}

TEST(ProviderFuzz, an_example_with_a_byte_changed_does_no_harm) {
  for (const auto& entry :
       std::filesystem::directory_iterator(YIBAO_SOURCE_DIR "/tests/fuzz/corpus")) {
    std::string text = text_of(entry.path());
    SCOPED_TRACE(entry.path().string());
    const std::size_t begin = text.find('\n') + 1;
    const std::size_t step = std::max<std::size_t>(1, text.size() / 60);
    for (std::size_t at = begin; at < text.size(); at += step) {
      const char kept = text[at];
      for (const char other : {'"', '{', '0', '-', '\\', '\xFF', 'e', '.'}) {
        text[at] = other;
        feed_provider(text);
      }
      text[at] = kept;
      feed_provider(text.substr(0, at));
    }
  }
}

}  // namespace
}  // namespace yibao::adapters::provider
