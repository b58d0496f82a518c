#include "business/visit/voided.h"

#include "business/visit/present.h"

namespace yibao::visit {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kColumns[] = {{"person_id", ColumnType::integer},
                               {"institution", ColumnType::text},
                               {"msgid", ColumnType::text},
                               {"entry_id", ColumnType::integer},
                               {"recorded_at", ColumnType::integer}};
constexpr std::size_t kToldMax = 150;  // err_msg has 200 characters

const storage::Row* find_voided(const storage::Facts& facts, PersonId person,
                                const std::string& institution, const std::string& msgid) {
  for (const storage::Row& row : facts.rows(kVoidedMessagesOf, person)) {
    if (row[1].text() == institution && row[2].text() == msgid) return &row;
  }
  return nullptr;
}

}  // namespace

const storage::Table kVoidedMessage{206,
                                    "voided_message",
                                    kColumns,
                                    3,
                                    storage::Owner::person,
                                    0,
                                    storage::Mutability::append_only};

const storage::KeyedSelect kVoidedMessagesOf{
    "voided_messages_of",
    "SELECT person_id, institution, msgid, entry_id, recorded_at FROM voided_message "
    "WHERE person_id {key} ORDER BY person_id, institution, msgid"};

Verdict check_not_voided(const storage::Facts& facts, PersonId person,
                         const std::string& institution, const std::string& msgid) {
  const storage::Row* voided = find_voided(facts, person, institution, msgid);
  if (voided == nullptr) return Nothing{};
  return refuse("message_voided",
                {{"msgid", msgid},
                 {"voided_at", clock_text(Instant::from_milliseconds((*voided)[4].integer()))}});
}

Decision<storage::Plan> void_message(const storage::Facts& facts, PersonId person,
                                     const std::string& institution, const std::string& msgid,
                                     const Refusal& answer, const business::Context& context) {
  if (find_voided(facts, person, institution, msgid) != nullptr) return answer;
  storage::Plan plan;
  plan.event = "message_voided";
  plan.insert(kVoidedMessage,
              {person.value(), institution, msgid, context.entry_id, context.now.milliseconds()});
  plan.answer = Tree::object(
      {{"refused", "[" + answer.code() + "] " + words_of(answer.reasons, context, kToldMax)}});
  return plan;
}

}  // namespace yibao::visit
