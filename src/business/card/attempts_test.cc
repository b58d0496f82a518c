// Goal: attempts without an officer are limited per person and per source and day.
#include "business/card/attempts.h"

#include <gtest/gtest.h>

#include "business/test_policy.h"

namespace yibao::card {
namespace {

policy::ActivationPolicy limits() {
  policy::ActivationPolicy policy;
  test::set(policy.attempts_per_person_daily, "activation.attempts_per_person_daily", 3);
  test::set(policy.attempts_per_source_daily, "activation.attempts_per_source_daily", 5);
  return policy;
}

std::string code_of(const Attempts& attempts) {
  const Verdict verdict = check_rate(attempts, limits());
  return verdict ? ""
                 : verdict.refusal().code() + " " +
                       verdict.refusal().reasons.front().citations.front().parameter;
}

TEST(ActivationAttempts, are_limited_per_person_and_per_source) {
  Attempts attempts;
  attempts.today = 2;
  attempts.from_source_today = 4;
  EXPECT_EQ(code_of(attempts), "");
  attempts.today = 3;
  EXPECT_EQ(code_of(attempts), "too_many_attempts activation.attempts_per_person_daily");
  attempts.today = 0;
  attempts.from_source_today = 5;
  EXPECT_EQ(code_of(attempts), "too_many_attempts activation.attempts_per_source_daily");
}

TEST(ActivationAttempts, count_by_channel_day_and_card) {
  const storage::Vault vault(std::string(storage::Vault::kKeySize, 'k'));
  const Date today = Date::of(2025, 5, 6);
  const storage::Bytes source = source_day(vault, "device:1", today);
  EXPECT_NE(source, source_day(vault, "device:1", today + 1));
  EXPECT_NE(source, source_day(vault, "device:2", today));
  const PersonId person(1);
  storage::Facts facts;
  // person, attempt, card, channel, outcome, day
  facts.put(kAttemptsOf, storage::Value(person.value()),
            {{1, 10, 7, "online", "failed", (today - 1).days()},
             {1, 11, 7, "telephone", "failed", today.days()},
             {1, 12, 8, "online", "failed", today.days()},
             {1, 13, 7, "online", "failed", today.days()}});
  facts.put(kAttemptsOfSource, storage::Value(source), {{source, 13, "online", "failed"}});
  const Attempts attempts = read_attempts(facts, person, CardId(7), "online", source, today);
  EXPECT_EQ(attempts.today, 2);
  EXPECT_EQ(attempts.failed_today, 2);
  EXPECT_EQ(attempts.from_source_today, 1);
  EXPECT_EQ(attempts.outcomes, (std::vector<std::string>{"failed", "failed"}));
}

}  // namespace
}  // namespace yibao::card
