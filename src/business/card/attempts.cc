#include "business/card/attempts.h"

namespace yibao::card {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kColumns[] = {
    {"attempt_id", ColumnType::integer},  {"person_id", ColumnType::integer},
    {"card_id", ColumnType::integer},     {"channel", ColumnType::text},
    {"source_day", ColumnType::bytes},    {"outcome", ColumnType::text},
    {"happened_on", ColumnType::integer}, {"recorded_at", ColumnType::integer}};

bool has_failed(const std::string& outcome) {
  return outcome == "failed";
}

}  // namespace

const storage::Table kAttempt{82,
                              "activation_attempt",
                              kColumns,
                              1,
                              storage::Owner::none,
                              0,
                              storage::Mutability::append_only};

const storage::KeyedSelect kAttemptsOf{
    "activation_attempts_of",
    "SELECT person_id, attempt_id, card_id, channel, outcome, happened_on "
    "FROM activation_attempt WHERE person_id {key} ORDER BY person_id, attempt_id"};
const storage::KeyedSelect kAttemptsOfSource{
    "activation_attempts_of_source",
    "SELECT source_day, attempt_id, channel, outcome FROM activation_attempt "
    "WHERE source_day {key} ORDER BY source_day, attempt_id",
    ColumnType::bytes};

storage::Bytes source_day(const storage::Vault& vault, std::string_view source, Date day) {
  return vault.keyed_hash("activation.source", std::string(source) + "\n" + day.to_string());
}

Attempts read_attempts(const storage::Facts& facts, PersonId person, CardId card,
                       std::string_view channel, const storage::Bytes& source_day, Date today) {
  Attempts attempts;
  for (const storage::Row& row : facts.rows(kAttemptsOfSource, Value(source_day))) {
    ++attempts.from_source_today;
    if (has_failed(row[3].text())) ++attempts.failed_from_source_today;
  }
  if (person.is_none()) return attempts;
  for (const storage::Row& row : facts.rows(kAttemptsOf, person)) {
    if (row[3].text() != channel) continue;
    if (row[5].integer() == today.days()) {
      ++attempts.today;
      if (has_failed(row[4].text())) ++attempts.failed_today;
    }
    if (row[2].integer_or(0) == card.value()) attempts.outcomes.push_back(row[4].text());
  }
  return attempts;
}

Verdict check_rate(const Attempts& attempts, const policy::ActivationPolicy& policy) {
  const auto& person_most = policy.attempts_per_person_daily;
  const auto& source_most = policy.attempts_per_source_daily;
  const bool person = attempts.today >= person_most.value;
  if (!person && attempts.from_source_today < source_most.value) return Nothing{};
  Refusal refusal = refuse(RefusalKind::limited, "too_many_attempts");
  refusal.reasons.front().citations = {person ? person_most.citation : source_most.citation};
  return refusal;
}

void record_attempt(storage::Plan& plan, const NewAttempt& attempt,
                    const business::Context& context) {
  const auto id_or_none = [](auto id) { return id.is_none() ? Value() : Value(id.value()); };
  plan.insert(kAttempt, {context.ids->next(), id_or_none(attempt.person), id_or_none(attempt.card),
                         attempt.channel, attempt.source_day, attempt.outcome, context.today.days(),
                         context.now.milliseconds()});
}

}  // namespace yibao::card
