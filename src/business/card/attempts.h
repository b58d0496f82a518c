// Attempts to activate without an officer (线上、电话): how many have failed, and how many there
// were today, of one person and from one source. A source stands there as a keyed hash of itself
// and the day, so that nobody can be followed by it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "business/card/types.h"
#include "business/use_case.h"
#include "policy/parameters.h"
#include "storage/plan.h"

namespace yibao::card {

extern const storage::Table kAttempt;
extern const storage::KeyedSelect kAttemptsOf;        // by person
extern const storage::KeyedSelect kAttemptsOfSource;  // by source and day

storage::Bytes source_day(const storage::Vault& vault, std::string_view source, Date day);

struct Attempts {
  int today = 0;  // of the person
  int from_source_today = 0;
  int failed_from_source_today = 0;
  int failed_today = 0;               // of the person
  std::vector<std::string> outcomes;  // of this card, in order: "failed", "passed", …
};
// `person` may be none: then only the source counts.
Attempts read_attempts(const storage::Facts& facts, PersonId person, CardId card,
                       std::string_view channel, const storage::Bytes& source_day, Date today);

// 同一参保人、同一来源每日次数.
Verdict check_rate(const Attempts& attempts, const policy::ActivationPolicy& policy);

struct NewAttempt {
  PersonId person;
  CardId card;
  std::string channel;
  storage::Bytes source_day;
  std::string outcome;
};
void record_attempt(storage::Plan& plan, const NewAttempt& attempt,
                    const business::Context& context);

}  // namespace yibao::card
