#include "business/visit/voided.h"

#include "base/reason_tree.h"
#include "business/visit/present.h"
#include "business/wording.h"

namespace yibao::visit {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kColumns[] = {{"person_id", ColumnType::integer},
                               {"institution", ColumnType::text},
                               {"msgid", ColumnType::text},
                               {"entry_id", ColumnType::integer},
                               {"recorded_at", ColumnType::integer}};

// [code], the sentence and what to do next, as any other refusal is told: err_msg has room for
// them.
std::string told(const Refusal& answer, const business::Context& context) {
  Tree reasons = to_tree(answer.reasons);
  if (context.wording != nullptr) context.wording->tell(reasons);
  std::string words = "[" + answer.code() + "] ";
  for (const char* part : {"detail", "next_step"}) {
    const Tree* text = reasons.list()->front().find(part);
    if (text != nullptr && text->text() != nullptr) words += *text->text();
  }
  return words;
}

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

Refusal message_voided(const std::string& msgid, Instant since) {
  return refuse("message_voided", {{"msgid", msgid}, {"voided_at", clock_text(since)}});
}

Verdict check_not_voided(const storage::Facts& facts, PersonId person,
                         const std::string& institution, const std::string& msgid) {
  const storage::Row* voided = find_voided(facts, person, institution, msgid);
  if (voided == nullptr) return Nothing{};
  return message_voided(msgid, Instant::from_milliseconds((*voided)[4].integer()));
}

Decision<storage::Plan> void_message(const storage::Facts& facts, PersonId person,
                                     const std::string& institution, const std::string& msgid,
                                     const Refusal& answer, const business::Context& context) {
  if (find_voided(facts, person, institution, msgid) != nullptr) return answer;
  storage::Plan plan;
  plan.event = "message_voided";
  plan.insert(kVoidedMessage,
              {person.value(), institution, msgid, context.entry_id, context.now.milliseconds()});
  plan.answer = Tree::object({{"refused", told(answer, context)}});
  return plan;
}

}  // namespace yibao::visit
