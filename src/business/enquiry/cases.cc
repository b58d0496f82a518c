#include "business/enquiry/cases.h"

#include <algorithm>

#include "business/casework/shown.h"
#include "business/casework/store.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "business/sign_in/entrusted.h"

namespace yibao::enquiry {

namespace {

// The state is the case's own, the one that every enquiry on it shows; the due day that of the
// queue it stands in, or of the application's clock while nothing else is asked for.
constexpr storage::Statement kCasesUntil{
    "enquiry_cases_until",
    "SELECT c.case_id, c.service, c.state, c.accepted_on, c.closed_on, c.recorded_at, "
    "t.queue, t.region, t.overdue, COALESCE(t.due_on, a.due_on), a.region, x.origin, x.target "
    "FROM case_file c "
    "LEFT JOIN task t ON t.person_id = c.person_id AND t.case_id = c.case_id AND t.open = 1 "
    "LEFT JOIN application a ON a.person_id = c.person_id AND a.case_id = c.case_id "
    "LEFT JOIN transfer x ON x.person_id = c.person_id AND x.case_id = c.case_id "
    "WHERE c.person_id = $1 AND c.recorded_at < $2 "
    "AND (CAST($4 AS BIGINT) = 1 OR c.state <> 'draft' OR substr(c.filed_by, 1, 12) <> "
    "'participant:') "
    "ORDER BY c.recorded_at DESC, c.case_id DESC LIMIT $3"};
constexpr storage::Statement kOneCase{
    "enquiry_case",
    "SELECT c.case_id, c.service, c.state, c.accepted_on, c.closed_on, c.recorded_at, "
    "t.queue, t.region, t.overdue, COALESCE(t.due_on, a.due_on), a.region, x.origin, x.target "
    "FROM case_file c "
    "LEFT JOIN task t ON t.person_id = c.person_id AND t.case_id = c.case_id AND t.open = 1 "
    "LEFT JOIN application a ON a.person_id = c.person_id AND a.case_id = c.case_id "
    "LEFT JOIN transfer x ON x.person_id = c.person_id AND x.case_id = c.case_id "
    "WHERE c.person_id = $1 AND c.case_id = $2 ORDER BY c.case_id"};
constexpr storage::Statement kCardsUntil{
    "enquiry_cards_until",
    "SELECT card_id, production, region, ordered_on, made_on, taken_on, bank, recorded_at "
    "FROM card WHERE person_id = $1 AND recorded_at < $2 "
    "ORDER BY recorded_at DESC, card_id DESC LIMIT $3"};

constexpr std::int64_t kListedMax = 10'000;  // of one person, from the first to the last page

struct Line {
  Instant recorded_at;
  Tree tree;
};

Instant instant_of(const storage::Value& value) {
  return Instant::from_milliseconds(value.integer());
}

void set_day(Tree& tree, const char* name, const storage::Value& value) {
  if (value.is_null()) return;
  tree.set(name, Date::from_days(static_cast<std::int32_t>(value.integer())).to_string());
}

void set_place(Tree& tree, const char* name, const storage::Value& value,
               const business::Context& context) {
  const RegionCode region(static_cast<std::int32_t>(value.integer_or(0)));
  if (!region.is_none()) tree.set(name, casework::place_tree(region, context));
}

Line case_line(const storage::Row& row, const business::Context& context) {
  Line line{instant_of(row[5]), {}};
  const bool transfer = !row[11].is_null();
  line.tree = Tree::object(
      {{"kind", transfer ? "transfer" : "application"},
       {"case", casework::case_number(CaseId(row[0].integer()), line.recorded_at, context)},
       {"service", row[1].text()},
       {"state", row[2].text()},
       {"filed_on", line.recorded_at.date().to_string()},
       {"open", row[4].is_null()}});
  set_day(line.tree, "accepted_on", row[3]);
  set_day(line.tree, "closed_on", row[4]);
  set_place(line.tree, "place", transfer ? row[12] : row[10], context);
  set_place(line.tree, "origin", row[11], context);
  if (!row[6].is_null()) {
    line.tree.set("queue", row[6].text());
    set_place(line.tree, "waits_at", row[7], context);
    line.tree.set("overdue", row[8].integer() == 1);
  }
  // 退回补正: the day moves with every day that the applicant takes.
  const bool stands = row[2].text() == "returned";
  if (row[4].is_null() && !stands) set_day(line.tree, "due_on", row[9]);
  return line;
}

Line card_line(const storage::Row& row, const business::Context& context) {
  Line line{instant_of(row[7]), {}};
  const std::string production = row[1].text();
  line.tree = Tree::object({{"kind", "card"},
                            {"card", context.vault->outside_id(storage::IdKind::card,
                                                               row[0].integer(), line.recorded_at)},
                            {"service", "card_production"},
                            {"state", production},
                            {"bank", row[6].text()},
                            {"open", production != "taken" && production != "cancelled"}});
  set_day(line.tree, "filed_on", row[3]);
  set_day(line.tree, "made_on", row[4]);
  set_day(line.tree, "closed_on", row[5]);
  set_place(line.tree, "place", row[2], context);
  return line;
}

}  // namespace

Decision<Tree> answer_case(const business::Request& request, const business::Context& context,
                           storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const CaseId id(reader.path_id("case", storage::IdKind::application));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Refusal not_found = refuse(RefusalKind::not_found, "not_found", {{"member", "case"}});
  const std::optional<PersonId> owner = casework::owner_of(id, session);
  if (!owner || !person::may_see(context, *owner, "enquiry", session)) return not_found;
  const storage::Rows rows = session.select(kOneCase, {owner->value(), id.value()});
  YB_CHECK(!rows.empty(), "a case of a person without its file");
  return case_line(rows.front(), context).tree;
}

Decision<Tree> answer_cases(const business::Request& request, const business::Context& context,
                            storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const Date until = reader.optional_date("until").value_or(context.today + 1);
  const std::int64_t limit = reader.integer_or("limit", 1, 200, 50);
  const std::int64_t after = reader.integer_or("after", 1, kListedMax, 0);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = person::may_see(context, person, "enquiry", session); !may) {
    return may.refusal();
  }
  const storage::Value key[] = {storage::Value(person.value())};
  if (session.select_keyed(person::kPersonById, key).front().empty()) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  }
  const std::int64_t before = Instant::start_of(until).milliseconds();
  const std::int64_t end = after + limit;
  std::vector<Line> lines;
  // The cards stand first: one made in the same millisecond as its case has come out of it.
  for (const storage::Row& row : session.select(kCardsUntil, {person.value(), before, end + 1})) {
    lines.push_back(card_line(row, context));
  }
  // What somebody has begun on line and not sent is nobody's but theirs.
  const std::int64_t with_drafts = context.actor->is(business::Role::participant) ? 1 : 0;
  for (const storage::Row& row :
       session.select(kCasesUntil, {person.value(), before, end + 1, with_drafts})) {
    lines.push_back(case_line(row, context));
  }
  std::ranges::stable_sort(lines, std::ranges::greater(), &Line::recorded_at);
  const auto all = static_cast<std::int64_t>(lines.size());
  Tree cases = Tree(Tree::List{});
  for (std::int64_t i = after; i < std::min(end, all); ++i) {
    cases.push(std::move(lines[static_cast<std::size_t>(i)].tree));
  }
  Tree told = Tree::object({{"cases", std::move(cases)}});
  if (all > end) told.set("next", end);
  return told;
}

Decision<Tree> answer_entrusted_cases(const business::Request& request,
                                      const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId agent(reader.path_id("person", storage::IdKind::person));
  const std::int64_t limit = reader.integer_or("limit", 1, 200, 50);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = person::may_see(context, agent, "enquiry", session); !may) {
    return may.refusal();
  }
  // Who acts for somebody looks after nobody by that: these are one's own alone.
  if (context.actor->person() != agent) return Tree::object({{"cases", Tree(Tree::List{})}});
  const std::int64_t now = context.now.milliseconds() + 1;
  std::vector<Line> lines;
  for (const sign_in::Entrusted& each : sign_in::entrusted_to(agent, context, session)) {
    const PersonId whose = each.person.id;
    const auto filed = sign_in::cases_filed_by(agent, whose, session);
    for (const storage::Row& row : session.select(kCasesUntil, {whose.value(), now, limit, 1})) {
      const bool open = row[4].is_null();
      if (!open || (!each.is_ward() && !filed.contains(row[0].integer()))) continue;
      Line line = case_line(row, context);
      line.tree.set("whose", sign_in::present_entrusted(each, context));
      lines.push_back(std::move(line));
    }
  }
  std::ranges::stable_sort(lines, std::ranges::greater(), &Line::recorded_at);
  if (lines.size() > static_cast<std::size_t>(limit)) lines.resize(static_cast<std::size_t>(limit));
  Tree cases = Tree(Tree::List{});
  for (Line& line : lines) cases.push(std::move(line.tree));
  return Tree::object({{"cases", std::move(cases)}});
}

}  // namespace yibao::enquiry
