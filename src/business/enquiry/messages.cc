#include "business/enquiry/messages.h"

#include "business/access.h"
#include "business/person/authorisation.h"
#include "business/reader.h"
#include "storage/json.h"

namespace yibao::enquiry {

namespace {

constexpr storage::Statement kMessagesBefore{
    "enquiry_messages_before",
    "SELECT message_id, code, facts, recorded_at FROM message "
    "WHERE person_id = $1 AND message_id < $2 ORDER BY message_id DESC LIMIT $3"};

Tree facts_of(const std::string& json) {
  Decision<Tree> facts = storage::parse_json(json);
  YB_CHECK(facts.ok(), "a message whose facts are not JSON");
  return std::move(facts).value();
}

}  // namespace

Decision<Tree> answer_messages(const business::Request& request, const business::Context& context,
                               storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const std::optional<std::int64_t> before = reader.optional_id("before", storage::IdKind::message);
  const std::int64_t limit = reader.integer_or("limit", 1, 200, 50);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = person::may_see(context, person, "enquiry", session); !own) {
    return own.refusal();
  }
  constexpr std::int64_t kAll = std::int64_t{1} << 62;
  Tree messages = Tree(Tree::List{});
  for (const storage::Row& row :
       session.select(kMessagesBefore, {person.value(), before.value_or(kAll), limit})) {
    const Instant recorded_at = Instant::from_milliseconds(row[3].integer());
    messages.push(Tree::object(
        {{"id", context.vault->outside_id(storage::IdKind::message, row[0].integer(), recorded_at)},
         {"told_at", recorded_at.to_string()},
         {"rule", row[1].text()},
         {"facts", facts_of(row[2].text())}}));
  }
  return Tree::object({{"messages", std::move(messages)}});
}

}  // namespace yibao::enquiry
