#include "business/person/consent.h"

#include <optional>

namespace yibao::person {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kColumns[] = {
    {"person_id", ColumnType::integer}, {"consent_id", ColumnType::integer},
    {"topic", ColumnType::text},        {"given", ColumnType::integer},
    {"channel", ColumnType::text},      {"recorded_at", ColumnType::integer}};

// What was said last; nothing: never asked.
std::optional<bool> last_said(const storage::Rows& consents, std::string_view topic) {
  std::optional<bool> given;
  for (const storage::Row& row : consents) {
    if (row[2].text() == topic) given = row[3].integer() == 1;
  }
  return given;
}

}  // namespace

const storage::Table kConsent{
    144, "consent", kColumns, 2, storage::Owner::person, 0, storage::Mutability::append_only};

const storage::KeyedSelect kConsentsOf{
    "consents_of",
    "SELECT person_id, consent_id, topic, given, channel, recorded_at FROM consent "
    "WHERE person_id {key} ORDER BY person_id, consent_id"};

bool consents_to(const storage::Rows& consents, std::string_view topic) {
  if (topic != "messages") return last_said(consents, topic).value_or(false);
  return last_said(consents, "messages").value_or(true) &&
         last_said(consents, "privacy").value_or(true);
}

Verdict check_face_consent(PersonId whose, storage::Session& session) {
  const storage::Value key[] = {storage::Value(whose.value())};
  if (consents_to(session.select_keyed(kConsentsOf, key).front(), "face")) return Nothing{};
  return refuse("consent_needed", {{"topic", "face"}});
}

}  // namespace yibao::person
