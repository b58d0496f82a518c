// Goal: passwords that are guessed first are refused, sessions end in time, addresses are not told.
#include "business/sign_in/rules.h"

#include <gtest/gtest.h>

namespace yibao::sign_in {
namespace {

policy::SignInPolicy limits() {
  policy::SignInPolicy policy;
  policy.password_characters_min.value = 10;
  policy.participant_idle_minutes.value = 30;
  policy.participant_hours.value = 24;
  policy.staff_idle_minutes.value = 20;
  policy.staff_hours.value = 10;
  policy.kiosk_idle_minutes.value = 2;
  policy.kiosk_minutes.value = 15;
  return policy;
}

std::string refused(const std::string& password) {
  const Verdict verdict = check_new_password(password, IdentityNumber("441902199001011234"),
                                             Phone("13812345678"), limits());
  return verdict ? "" : verdict.refusal().code();
}

// R-045, C-15, C-29: what everybody tries first never becomes somebody's password.
TEST(SignInRules, refuse_passwords_that_are_guessed_first) {
  for (const char* password :
       {"123456", "1234567890", "0000000000", "password12", "PassWord!!!", "Qwerty12345",
        "aaaaaaaaaaaaaaaa", "abababababab", "yibao123456", "admin12345"}) {
    EXPECT_NE(refused(password), "") << password;
  }
  EXPECT_EQ(refused("short-one"), "password_too_short");
  EXPECT_EQ(refused("ten-chars!"), "");
  EXPECT_EQ(refused("一二三四五六七八九十"), "");
}

TEST(SignInRules, refuse_passwords_that_hold_numbers_of_the_person) {
  EXPECT_EQ(refused("family-011234"), "password_holds_number");
  EXPECT_EQ(refused("my12345678phone"), "password_holds_number");
  EXPECT_EQ(refused("correct horse battery"), "");
}

TEST(SignInRules, give_sessions_the_time_of_their_holder_and_channel) {
  const auto minutes = [](std::int64_t milliseconds) { return milliseconds / 60'000; };
  EXPECT_EQ(minutes(lifetime_of(Holder::person, "app", limits()).idle_milliseconds), 30);
  EXPECT_EQ(minutes(lifetime_of(Holder::staff, "counter", limits()).idle_milliseconds), 20);
  EXPECT_EQ(minutes(lifetime_of(Holder::staff, "counter", limits()).milliseconds), 600);
  //
  EXPECT_EQ(minutes(lifetime_of(Holder::person, "kiosk", limits()).idle_milliseconds), 2);
  EXPECT_EQ(minutes(lifetime_of(Holder::person, "kiosk", limits()).milliseconds), 15);
}

TEST(SignInRules, end_a_session_on_the_very_millisecond) {
  Session session;
  session.opened_at = Instant::from_milliseconds(1'000);
  session.used_at = Instant::from_milliseconds(2'000);
  session.idle_milliseconds = 500;
  session.until = Instant::from_milliseconds(10'000);
  EXPECT_TRUE(session.is_open(Instant::from_milliseconds(2'499)));
  EXPECT_FALSE(session.is_open(Instant::from_milliseconds(2'500)));
  session.idle_milliseconds = 100'000;
  EXPECT_TRUE(session.is_open(Instant::from_milliseconds(9'999)));
  EXPECT_FALSE(session.is_open(Instant::from_milliseconds(10'000)));
  session.ended_at = Instant::from_milliseconds(3'000);
  EXPECT_FALSE(session.is_open(Instant::from_milliseconds(3'000)));
}

TEST(SignInRules, show_no_more_of_an_address_than_where_about) {
  EXPECT_EQ(shown_source("203.0.113.9"), "203.0.*.*");
  EXPECT_EQ(shown_source("2001:db8:1:2:3:4:5:6"), "2001:db8::*");
  EXPECT_EQ(shown_source("::1"), "::*");
  EXPECT_EQ(shown_source(""), "");
  EXPECT_EQ(network_of("203.0.113.9"), "203.0.113.9");
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2");
  EXPECT_EQ(network_of("2001:db8:1:2:ffff:4:5:6"), network_of("2001:db8:1:2:3:4:5:6"));
}

}  // namespace
}  // namespace yibao::sign_in
