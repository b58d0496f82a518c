#include "business/enquiry/queue.h"

#include <limits>

#include "base/secret.h"
#include "business/access.h"
#include "business/casework/clock.h"
#include "business/casework/shown.h"
#include "business/reader.h"

namespace yibao::enquiry {

namespace {

// A habit of the desk, not a regulation: this many working days before its day a case is "soon".
constexpr int kSoonWorkingDays = 2;

constexpr storage::Statement kDated{
    "queue_dated",
    "SELECT t.case_id, t.leg, t.queue, t.due_on, t.urged, t.escalated, t.provisional, f.service, "
    "f.state, f.recorded_at, f.priority, f.accepted_on, f.channel, p.name, a.staff_id, m.name "
    "FROM task t "
    "JOIN case_file f ON f.person_id = t.person_id AND f.case_id = t.case_id "
    "JOIN person p ON p.person_id = t.person_id "
    "LEFT JOIN case_assignment a ON a.region = t.region AND a.case_id = t.case_id "
    "LEFT JOIN staff_member m ON m.staff_id = a.staff_id "
    "WHERE t.open = 1 AND t.region = $1 "
    "AND t.due_on >= $2 AND (t.due_on > $2 OR t.case_id > $3) AND t.due_on <= $4 "
    "AND ($5 = '' OR t.queue = $5) AND ($6 = '' OR f.service = $6) AND t.escalated >= $7 "
    "AND (a.staff_id = $9 OR $9 = 0 OR ($9 = -1 AND a.staff_id IS NULL)) "
    "ORDER BY t.due_on, t.case_id LIMIT $8"};
// Those without a day come behind all others.
constexpr storage::Statement kUndated{
    "queue_undated",
    "SELECT t.case_id, t.leg, t.queue, t.due_on, t.urged, t.escalated, t.provisional, f.service, "
    "f.state, f.recorded_at, f.priority, f.accepted_on, f.channel, p.name, a.staff_id, m.name "
    "FROM task t "
    "JOIN case_file f ON f.person_id = t.person_id AND f.case_id = t.case_id "
    "JOIN person p ON p.person_id = t.person_id "
    "LEFT JOIN case_assignment a ON a.region = t.region AND a.case_id = t.case_id "
    "LEFT JOIN staff_member m ON m.staff_id = a.staff_id "
    "WHERE t.open = 1 AND t.region = $1 AND t.due_on IS NULL AND t.case_id > $2 "
    "AND ($3 = '' OR t.queue = $3) AND ($4 = '' OR f.service = $4) AND t.escalated >= $5 "
    "AND (a.staff_id = $7 OR $7 = 0 OR ($7 = -1 AND a.staff_id IS NULL)) "
    "ORDER BY t.case_id LIMIT $6"};
constexpr storage::Statement kCounts{
    "queue_counts",
    "SELECT t.queue, f.service, CAST(COUNT(*) AS BIGINT), "
    "CAST(SUM(CASE WHEN t.due_on < $2 THEN 1 ELSE 0 END) AS BIGINT), "
    "CAST(SUM(CASE WHEN t.due_on >= $2 AND t.due_on <= $3 THEN 1 ELSE 0 END) AS BIGINT), "
    "CAST(SUM(t.escalated) AS BIGINT) FROM task t "
    "JOIN case_file f ON f.person_id = t.person_id AND f.case_id = t.case_id "
    "LEFT JOIN case_assignment a ON a.region = t.region AND a.case_id = t.case_id "
    "WHERE t.open = 1 AND t.region = $1 "
    "AND (a.staff_id = $4 OR $4 = 0 OR ($4 = -1 AND a.staff_id IS NULL)) GROUP BY t.queue, "
    "f.service ORDER BY t.queue, f.service"};

enum Column {
  kCase,
  kLeg,
  kQueue,
  kDueOn,
  kUrged,
  kEscalated,
  kProvisional,
  kService,
  kState,
  kRecordedAt,
  kPriority,
  kAcceptedOn,
  kChannel,
  kName,
  kStaff,
  kStaffName
};

// Whose cases are asked for: of one on the staff, those that nobody was given, or all.
constexpr std::int64_t kEverybody = 0;
constexpr std::int64_t kNobody = -1;

std::int64_t read_whose(business::Reader& reader) {
  const std::int64_t staff = reader.integer_or("staff", 1, 99'999'999, kEverybody);
  return reader.flag("unassigned") ? kNobody : staff;
}

Date date_of(const storage::Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}

std::string number_of(const storage::Row& row, const business::Context& context) {
  return casework::case_number(CaseId(row[kCase].integer()),
                               Instant::from_milliseconds(row[kRecordedAt].integer()), context);
}

// Behind which case the next page begins: its day due, which may be none, and its number.
struct Cursor {
  std::optional<Date> due_on;
  std::int64_t case_id = 0;
};

// "2025-05-13.<case>" or "none.<case>"; nothing where it is neither.
std::optional<Cursor> parse_cursor(const std::string& text, const business::Context& context) {
  const std::size_t dot = text.find('.');
  if (dot == std::string::npos) return std::nullopt;
  const auto inside = context.vault->inside_id(storage::IdKind::application, text.substr(dot + 1));
  if (!inside) return std::nullopt;
  Cursor cursor{std::nullopt, inside->id};
  if (text.substr(0, dot) == "none") return cursor;
  cursor.due_on = Date::parse(text.substr(0, dot));
  return cursor.due_on ? std::optional(cursor) : std::nullopt;
}

std::string cursor_behind(const storage::Row& row, const business::Context& context) {
  const std::string day = row[kDueOn].is_null() ? "none" : date_of(row[kDueOn]).to_string();
  return day + "." + number_of(row, context);
}

struct Asked {
  RegionCode region;
  std::string queue;
  std::string service;
  std::optional<Date> due_until;
  bool escalated = false;
  std::int64_t staff = kEverybody;
  std::optional<Cursor> after;
  std::int64_t limit = 0;
};

Asked read(business::Reader& reader, const business::Request& request,
           const business::Context& context) {
  Asked asked;
  const std::string* region = request.path_value("region");
  if (const auto code = region ? RegionCode::parse(*region) : std::nullopt) {
    asked.region = *code;
  } else {
    reader.add({"not_found", {{"member", "region"}}, {}}, RefusalKind::not_found);
  }
  asked.queue = reader.text_or("queue", 40, "");
  asked.service = reader.text_or("service", 40, "");
  asked.due_until = reader.optional_date("due_until");
  asked.escalated = reader.flag("escalated");
  asked.staff = read_whose(reader);
  asked.limit = reader.integer_or("limit", 1, 500, 100);
  const std::string after = reader.text_or("after", 60, "");
  if (!after.empty()) asked.after = parse_cursor(after, context);
  if (!after.empty() && !asked.after) {
    reader.add({"member_not_id", {{"member", "after"}}, {}});
  }
  return asked;
}

storage::Rows page(const Asked& asked, storage::Session& session) {
  const std::int64_t escalated = asked.escalated ? 1 : 0;
  storage::Rows rows;
  if (!asked.after || asked.after->due_on) {
    const int from = asked.after ? asked.after->due_on->days() : 0;
    const std::int32_t until =
        asked.due_until ? asked.due_until->days() : std::numeric_limits<std::int32_t>::max();
    rows = session.select(
        kDated, {asked.region.value(), from, asked.after ? asked.after->case_id : std::int64_t{0},
                 until, asked.queue, asked.service, escalated, asked.limit + 1, asked.staff});
  }
  const std::int64_t room = asked.limit + 1 - static_cast<std::int64_t>(rows.size());
  if (room <= 0 || asked.due_until) return rows;
  const std::int64_t behind = asked.after && !asked.after->due_on ? asked.after->case_id : 0;
  for (storage::Row& row :
       session.select(kUndated, {asked.region.value(), behind, asked.queue, asked.service,
                                 escalated, room, asked.staff})) {
    rows.push_back(std::move(row));
  }
  return rows;
}

Tree task_tree(const storage::Row& row, const business::Context& context) {
  Tree task = Tree::object({{"case", number_of(row, context)},
                            {"service", row[kService].text()},
                            {"state", row[kState].text()},
                            {"person_name", mask_name(row[kName].text())},
                            {"channel", row[kChannel].text()},
                            {"leg", row[kLeg].text()},
                            {"queue", row[kQueue].text()},
                            {"urged", row[kUrged].integer()},
                            {"escalated", row[kEscalated].integer() == 1},
                            {"priority", row[kPriority].integer() == 1}});
  if (!row[kAcceptedOn].is_null()) {
    task.set("accepted_on", date_of(row[kAcceptedOn]).to_string());
  }
  if (!row[kStaff].is_null()) task.set("staff", row[kStaff].integer());
  if (!row[kStaffName].is_null()) task.set("staff_name", row[kStaffName].text());
  const bool dated = !row[kDueOn].is_null();
  task.set("overdue", dated && context.today > date_of(row[kDueOn]));
  if (!dated) return task;
  const Date due_on = date_of(row[kDueOn]);
  task.set("due_on", due_on.to_string());
  task.set("provisional", row[kProvisional].integer() == 1);
  task.set("working_days_left",
           casework::working_days_left(due_on, context.today, *context.calendar));
  return task;
}

}  // namespace

Decision<Tree> answer_queue(const business::Request& request, const business::Context& context,
                            storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const Asked asked = read(reader, request, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_at(*context.actor, asked.region); !own) {
    return own.refusal();
  }
  storage::Rows rows = page(asked, session);
  const bool more = rows.size() > static_cast<std::size_t>(asked.limit);
  if (more) rows.pop_back();
  Tree tasks = Tree(Tree::List{});
  for (const storage::Row& row : rows) tasks.push(task_tree(row, context));
  Tree tree = Tree::object({{"region", asked.region.to_string()}, {"tasks", std::move(tasks)}});
  if (more) tree.set("next", cursor_behind(rows.back(), context));
  return tree;
}

Decision<Tree> answer_queue_counts(const business::Request& request,
                                   const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::string* text = request.path_value("region");
  const auto region = text == nullptr ? std::nullopt : RegionCode::parse(*text);
  if (!region) reader.add({"not_found", {{"member", "region"}}, {}}, RefusalKind::not_found);
  const std::int64_t staff = read_whose(reader);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_at(*context.actor, *region); !own) {
    return own.refusal();
  }
  const Date soon = context.calendar->add_working_days(context.today, kSoonWorkingDays).day;
  Tree queues = Tree(Tree::List{});
  for (const storage::Row& row :
       session.select(kCounts, {region->value(), context.today.days(), soon.days(), staff})) {
    queues.push(Tree::object({{"queue", row[0].text()},
                              {"service", row[1].text()},
                              {"cases", row[2].integer()},
                              {"overdue", row[3].integer()},
                              {"soon", row[4].integer()},
                              {"escalated", row[5].integer()}}));
  }
  return Tree::object({{"region", region->to_string()},
                       {"today", context.today.to_string()},
                       {"soon_until", soon.to_string()},
                       {"queues", std::move(queues)}});
}

}  // namespace yibao::enquiry
