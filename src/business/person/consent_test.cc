// Goal: what was said last counts, and to messages one need not have said yes (N-27).
#include "business/person/consent.h"

#include <gtest/gtest.h>

namespace yibao::person {
namespace {

storage::Row said(std::string_view topic, int given) {
  return {1, 1, std::string(topic), given, "app", 0};
}

TEST(Consents, what_was_said_last_counts) {
  EXPECT_FALSE(consents_to({}, "face"));
  EXPECT_TRUE(consents_to({said("face", 1)}, "face"));
  EXPECT_FALSE(consents_to({said("face", 1), said("face", 0)}, "face"));
  EXPECT_TRUE(consents_to({said("face", 0), said("face", 1)}, "face"));
  EXPECT_FALSE(consents_to({said("privacy", 1)}, "face"));
}

TEST(Consents, messages_are_sent_until_the_person_says_no_to_them_or_to_everything) {
  EXPECT_TRUE(consents_to({}, "messages"));
  EXPECT_TRUE(consents_to({said("privacy", 1)}, "messages"));
  EXPECT_FALSE(consents_to({said("messages", 0)}, "messages"));
  EXPECT_FALSE(consents_to({said("privacy", 1), said("privacy", 0)}, "messages"));
  EXPECT_TRUE(consents_to({said("privacy", 0), said("privacy", 1)}, "messages"));
  EXPECT_FALSE(consents_to({said("messages", 0), said("privacy", 1)}, "messages"));
}

}  // namespace
}  // namespace yibao::person
