#include "business/enquiry/view_log.h"

#include <charconv>

#include "base/secret.h"
#include "business/casework/shown.h"
#include "business/person/store.h"
#include "business/reader.h"

namespace yibao::enquiry {

namespace {

// A page of institutions' views and a page of all others', each by its own index, make one of both.
constexpr storage::Statement kViewsBefore{
    "view_log_before",
    "SELECT v.view_id, v.role, v.actor_id, v.actor_name, v.region, v.channel, v.endpoint, v.what, "
    "v.purpose, v.viewed_at, v.person_id, p.name, p.recorded_at, v.present, v.break_glass, "
    "p.identity_sealed FROM ("
    "SELECT * FROM (SELECT view_id, role, actor_id, actor_name, region, channel, endpoint, what, "
    "purpose, viewed_at, person_id, present, break_glass FROM person_view WHERE viewed_at <= $1 "
    "AND (viewed_at < $1 OR view_id < $2) "
    "AND (region = $3 OR $3 = 0) AND (actor_id = $4 OR $4 = 0) "
    "AND viewed_at >= $5 "
    "ORDER BY viewed_at DESC, view_id DESC LIMIT $6) AS others UNION ALL "
    "SELECT * FROM (SELECT view_id, 'provider_cashier', actor_id, actor_name, region, 'provider', "
    "endpoint, what, NULL, viewed_at, person_id, present, CAST(NULL AS BIGINT) FROM provider_view "
    "WHERE viewed_at <= $1 AND (viewed_at < $1 OR view_id < $2) AND (region = $3 OR $3 = 0) AND "
    "(actor_id = $4 OR $4 = 0) "
    "AND viewed_at >= $5 "
    "ORDER BY viewed_at DESC, view_id DESC LIMIT $6) AS institutions"
    ") AS v JOIN person p ON p.person_id = v.person_id "
    "ORDER BY v.viewed_at DESC, v.view_id DESC LIMIT $6"};
// The same of one person: a few rows by their key, whatever there is besides.
constexpr storage::Statement kViewsOfPersonBefore{
    "view_log_of_person_before",
    "SELECT v.view_id, v.role, v.actor_id, v.actor_name, v.region, v.channel, v.endpoint, v.what, "
    "v.purpose, v.viewed_at, v.person_id, p.name, p.recorded_at, v.present, v.break_glass, "
    "p.identity_sealed FROM ("
    "SELECT * FROM (SELECT view_id, role, actor_id, actor_name, region, channel, endpoint, what, "
    "purpose, viewed_at, person_id, present, break_glass FROM person_view WHERE person_id = $6 AND "
    "viewed_at <= $1 AND (viewed_at < $1 OR view_id < $2) "
    "AND (region = $3 OR $3 = 0) AND (actor_id = $4 OR $4 = 0) "
    "AND viewed_at >= $5 "
    "ORDER BY viewed_at DESC, view_id DESC LIMIT $7) AS others UNION ALL "
    "SELECT * FROM (SELECT view_id, 'provider_cashier', actor_id, actor_name, region, 'provider', "
    "endpoint, what, NULL, viewed_at, person_id, present, CAST(NULL AS BIGINT) FROM provider_view "
    "WHERE person_id = $6 AND viewed_at <= $1 AND (viewed_at < $1 OR view_id < $2) AND (region = "
    "$3 OR $3 = 0) AND (actor_id = $4 OR $4 = 0) "
    "AND viewed_at >= $5 "
    "ORDER BY viewed_at DESC, view_id DESC LIMIT $7) AS institutions"
    ") AS v JOIN person p ON p.person_id = v.person_id "
    "ORDER BY v.viewed_at DESC, v.view_id DESC LIMIT $7"};

// Behind which view the next page begins.
struct Cursor {
  std::int64_t viewed_at = 0;
  std::int64_t view_id = 0;
};

std::optional<std::int64_t> parse_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size() && number > 0;
  return whole ? std::optional(number) : std::nullopt;
}

// "1746061200000.5532"
std::optional<Cursor> parse_cursor(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto viewed_at = parse_number(text.substr(0, dot));
  const auto view_id = parse_number(text.substr(dot + 1));
  return viewed_at && view_id ? std::optional(Cursor{*viewed_at, *view_id}) : std::nullopt;
}

Tree line_tree(const storage::Row& row, const business::Context& context) {
  const RegionCode region(static_cast<std::int32_t>(row[4].integer()));
  Tree line = Tree::object(
      {{"viewed_at", Instant::from_milliseconds(row[9].integer()).to_string()},
       {"role", row[1].text()},
       {"by", row[1].text() + ":" + std::to_string(row[2].integer())},
       {"name", row[3].text()},
       {"channel", row[5].text()},
       {"endpoint", row[6].text()},
       {"what", row[7].text()},
       {"person", context.vault->outside_id(storage::IdKind::person, row[10].integer(),
                                            Instant::from_milliseconds(row[12].integer()))},
       {"person_name", mask_name(row[11].text())},
       {"person_number", mask_identity(person::open_identity(row[15].bytes(), *context.vault))},
       {"person_present", row[13].integer() == 1}});
  if (!row[14].is_null()) line.set("break_glass", row[14].integer());
  if (!region.is_none()) line.set("office", casework::place_tree(region, context));
  if (!row[8].is_null()) line.set("purpose", row[8].text());
  return line;
}

}  // namespace

Decision<Tree> answer_view_log(const business::Request& request, const business::Context& context,
                               storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = reader.optional_region("region").value_or(RegionCode());
  const Date until = reader.optional_date("until").value_or(context.today + 1);
  const std::int64_t limit = reader.integer_or("limit", 1, 500, 100);
  const std::int64_t staff = reader.integer_or("staff", 1, 99'999'999, 0);
  const auto person = reader.optional_id("person", storage::IdKind::person);
  const std::optional<Date> first = reader.optional_date("from");
  const std::string after = reader.text_or("after", 40, "");
  const std::optional<Cursor> cursor = parse_cursor(after);
  if (!after.empty() && !cursor) reader.add({"member_not_id", {{"member", "after"}}, {}});
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Cursor from = cursor.value_or(Cursor{Instant::start_of(until).milliseconds(), 0});
  const std::int64_t since = first ? Instant::start_of(*first).milliseconds() : 0;
  storage::Rows rows =
      person ? session.select(kViewsOfPersonBefore, {from.viewed_at, from.view_id, region.value(),
                                                     staff, since, *person, limit + 1})
             : session.select(kViewsBefore, {from.viewed_at, from.view_id, region.value(), staff,
                                             since, limit + 1});
  const bool more = rows.size() > static_cast<std::size_t>(limit);
  if (more) rows.pop_back();
  Tree views = Tree(Tree::List{});
  for (const storage::Row& row : rows) views.push(line_tree(row, context));
  Tree tree = Tree::object({{"views", std::move(views)}});
  if (more) {
    tree.set("next", std::to_string(rows.back()[9].integer()) + "." +
                         std::to_string(rows.back()[0].integer()));
  }
  return tree;
}

}  // namespace yibao::enquiry
