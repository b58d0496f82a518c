#include "business/enquiry/messages.h"

#include <algorithm>
#include <functional>
#include <set>
#include <vector>

#include "business/access.h"
#include "business/person/authorisation.h"
#include "business/reader.h"
#include "business/sign_in/entrusted.h"
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

constexpr std::int64_t kAll = std::int64_t{1} << 62;
constexpr std::int64_t kPagesMax = 10;  // looked through for what a proxy has filed

struct Line {
  std::int64_t id;
  Tree tree;
};

Line line_of(const storage::Row& row, Tree facts, const business::Context& context) {
  const Instant recorded_at = Instant::from_milliseconds(row[3].integer());
  return {row[0].integer(),
          Tree::object({{"id", context.vault->outside_id(storage::IdKind::message, row[0].integer(),
                                                         recorded_at)},
                        {"told_at", recorded_at.to_string()},
                        {"rule", row[1].text()},
                        {"facts", std::move(facts)}})};
}

// What somebody looked after was told, with whose it is: of a proxy's, only what they filed.
void add_entrusted(std::vector<Line>& lines, const sign_in::Entrusted& whose,
                   const std::set<std::int64_t>& filed, std::int64_t before, std::int64_t limit,
                   const business::Context& context, storage::Session& session) {
  std::int64_t found = 0;
  for (std::int64_t page = 0; page < kPagesMax && found < limit; ++page) {
    const storage::Rows rows =
        session.select(kMessagesBefore, {whose.person.id.value(), before, limit});
    for (const storage::Row& row : rows) {
      before = row[0].integer();
      Tree facts = facts_of(row[2].text());
      if (sign_in::is_for_person_alone(row[1].text())) continue;
      if (!sign_in::is_told(whose, filed, facts, *context.vault)) continue;
      Line line = line_of(row, std::move(facts), context);
      line.tree.set("about", sign_in::present_entrusted(whose, context));
      lines.push_back(std::move(line));
      ++found;
    }
    if (rows.size() < static_cast<std::size_t>(limit)) return;
  }
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
  std::vector<Line> lines;
  for (const storage::Row& row :
       session.select(kMessagesBefore, {person.value(), before.value_or(kAll), limit})) {
    lines.push_back(line_of(row, facts_of(row[2].text()), context));
  }
  // One's own box holds what those were told whom one looks after; nobody else's does.
  if (context.actor->person() == person) {
    for (const sign_in::Entrusted& each : sign_in::entrusted_to(person, context, session)) {
      const std::set<std::int64_t> filed =
          each.is_ward() ? std::set<std::int64_t>()
                         : sign_in::cases_filed_by(person, each.person.id, session);
      if (!each.is_ward() && filed.empty()) continue;
      add_entrusted(lines, each, filed, before.value_or(kAll), limit, context, session);
    }
    std::ranges::sort(lines, std::ranges::greater(), &Line::id);
    if (lines.size() > static_cast<std::size_t>(limit)) {
      lines.resize(static_cast<std::size_t>(limit));
    }
  }
  Tree messages = Tree(Tree::List{});
  for (Line& line : lines) messages.push(std::move(line.tree));
  return Tree::object({{"messages", std::move(messages)}});
}

}  // namespace yibao::enquiry
