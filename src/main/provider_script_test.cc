// The script of a simulated day is refused as a whole where a step of it could not be played.
#include "main/provider_script.h"

#include <gtest/gtest.h>

#include "storage/json_marked.h"

namespace yibao::main {
namespace {

std::string mistakes_of(const std::string& steps) {
  const Decision<Tree> file =
      storage::parse_json_with_texts("{\"title\": \"t\", \"steps\": [" + steps + "]}");
  const Decision<ProviderScript> script = read_provider_script(*file);
  std::string told;
  if (script) return told;
  for (const Reason& reason : script.refusal().reasons) {
    told += reason.facts.front().value + "\n";
  }
  return told;
}

const char* const kSale =
    R"({"title": "sale", "infno": "2102", "for": "pharmacy", "name": "sale"})";

std::string again(const std::string& more) {
  return R"({"title": "once more", "way": "again", "for": "pharmacy")" + more + "}";
}

TEST(ProviderScripts, a_step_repeats_a_message_that_a_step_before_it_sends) {
  const std::string sale = kSale;
  EXPECT_EQ(mistakes_of(sale + "," + again(R"(, "of": "sale")")), "");
  EXPECT_EQ(mistakes_of(sale + "," + again(R"(, "of": "sail")")),
            "steps[1].of \"sail\" (once more)\n");
  EXPECT_EQ(mistakes_of(again(R"(, "of": "sale")") + "," + sale),
            "steps[0].of \"sale\" (once more)\n");
  EXPECT_EQ(mistakes_of(sale + R"(,{"title": "x", "infno": "2102", "way": "other_content",)"
                               R"( "for": "pharmacy", "of": "sail"})"),
            "steps[1].of \"sail\" (x)\n");
}

TEST(ProviderScripts, a_step_repeats_only_what_is_sent_by_the_same_kind_of_institution) {
  const std::string sale = kSale;
  EXPECT_EQ(mistakes_of(sale + R"(,{"title": "x", "way": "again", "of": "sale"})"),
            "steps[1].of \"sale\" (x)\n");
  EXPECT_EQ(
      mistakes_of(R"({"title": "in", "infno": "9001", "name": "in"},)" + again(R"(, "of": "in")")),
      "");
}

TEST(ProviderScripts, a_step_that_repeats_says_what_and_no_other_does) {
  const std::string sale = kSale;
  EXPECT_EQ(mistakes_of(sale + "," + again("")), "steps[1].of\n");
  EXPECT_EQ(
      mistakes_of(sale + R"(,{"title": "x", "infno": "2102", "for": "pharmacy", "of": "sale"})"),
      "steps[1].of\n");
}

}  // namespace
}  // namespace yibao::main
