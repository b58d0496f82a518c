#include "business/enquiry/statistics.h"

#include <algorithm>
#include <array>
#include <vector>

#include "business/access.h"
#include "business/casework/stored_json.h"
#include "business/reader.h"
#include "calendar/calendar.h"

namespace yibao::enquiry {

namespace {

// One year and its leap day: the answers below are then bounded by the days of the span.
constexpr int kSpanDaysMax = 366;

// A transfer is a case of both its agencies. What was opened, by its state now.
constexpr storage::Statement kStates{
    "statistics_states",
    "SELECT f.service, f.state, COUNT(*) FROM "
    "(SELECT person_id, case_id FROM application WHERE region = $1 "
    "UNION ALL SELECT person_id, case_id FROM transfer WHERE origin = $1 OR target = $1) c "
    "JOIN case_file f ON f.person_id = c.person_id AND f.case_id = c.case_id "
    "WHERE f.recorded_at >= $2 AND f.recorded_at < $3 "
    "GROUP BY f.service, f.state ORDER BY f.service, f.state"};
// Whatever day they came: all that is accepted and not over, and what of it waits here.
constexpr storage::Statement kOpen{
    "statistics_open",
    "SELECT f.service, COUNT(*), COUNT(CASE WHEN t.region = $1 THEN 1 END), "
    "COUNT(CASE WHEN t.region = $1 AND t.overdue = 1 THEN 1 END), "
    "COUNT(CASE WHEN t.region = $1 AND t.escalated = 1 THEN 1 END) FROM "
    "(SELECT person_id, case_id FROM application WHERE region = $1 "
    "UNION ALL SELECT person_id, case_id FROM transfer WHERE origin = $1 OR target = $1) c "
    "JOIN case_file f ON f.person_id = c.person_id AND f.case_id = c.case_id "
    "JOIN task t ON t.person_id = c.person_id AND t.case_id = c.case_id "
    "WHERE t.open = 1 AND f.accepted_on IS NOT NULL AND f.closed_on IS NULL "
    "GROUP BY f.service ORDER BY f.service"};
constexpr storage::Statement kClosed{
    "statistics_closed",
    "SELECT f.service, f.accepted_on, f.closed_on, COUNT(*) FROM "
    "(SELECT person_id, case_id FROM application WHERE region = $1 "
    "UNION ALL SELECT person_id, case_id FROM transfer WHERE origin = $1 OR target = $1) c "
    "JOIN case_file f ON f.person_id = c.person_id AND f.case_id = c.case_id "
    "WHERE f.closed_on >= $2 AND f.closed_on <= $3 AND f.accepted_on IS NOT NULL "
    "GROUP BY f.service, f.accepted_on, f.closed_on "
    "ORDER BY f.service, f.accepted_on, f.closed_on"};
// What an agency has said no to, or asked more for. A transfer's step is its own agency's; where an
// application is declined by the rules alone, its step belongs to nobody (the index is of these).
constexpr storage::Statement kOutcomes{
    "statistics_outcomes",
    "SELECT f.service, s.event, s.facts, s.reasons FROM case_step s "
    "JOIN case_file f ON f.person_id = s.person_id AND f.case_id = s.case_id "
    "LEFT JOIN application a ON a.person_id = s.person_id AND a.case_id = s.case_id "
    "WHERE s.event IN ('declined', 'payout_refused', 'refused', 'refused_at_target', 'rejected', "
    "'returned') "
    "AND s.happened_on >= $2 AND s.happened_on <= $3 "
    "AND (a.region = $1 OR (a.region IS NULL AND s.region = $1)) "
    "ORDER BY s.person_id, s.case_id, s.step"};

using Counts = std::map<std::string, std::int64_t>;

struct OfService {
  Counts states;
  std::array<std::int64_t, 4> open{};  // all, here, overdue, escalated
  WorkingDays closed;
  std::int64_t returns = 0;
  std::int64_t declined = 0;
  std::int64_t refused = 0;
  Counts returned_for;  // the slot named
  Counts declined_for;  // the rule
  Counts refused_for;
};
using Services = std::map<std::string, OfService>;

struct Span {
  RegionCode region;
  Date from;
  Date to;
};

Decision<Span> read_span(const business::Request& request, const business::Context& context) {
  auto reader = business::Reader::parameters(request, context);
  const std::string* text = request.path_value("region");
  const auto region = text == nullptr ? std::nullopt : RegionCode::parse(*text);
  if (!region) reader.add({"not_found", {{"member", "region"}}, {}}, RefusalKind::not_found);
  const Date from = reader.date("from");
  const Date to = reader.date("to");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (to < from || to - from >= kSpanDaysMax) {
    return refuse(RefusalKind::malformed, "span_out_of_range",
                  {{"member", "to"}, {"days_max", std::to_string(kSpanDaysMax)}});
  }
  if (const Verdict own = business::may_act_at(*context.actor, *region); !own) {
    return own.refusal();
  }
  return Span{*region, from, to};
}

Date day_of(const storage::Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}

void count_cases(Services& services, const Span& span, storage::Session& session) {
  for (const storage::Row& row :
       session.select(kStates, {span.region.value(), Instant::start_of(span.from).milliseconds(),
                                Instant::start_of(span.to + 1).milliseconds()})) {
    services[row[0].text()].states[row[1].text()] = row[2].integer();
  }
  for (const storage::Row& row : session.select(kOpen, {span.region.value()})) {
    std::array<std::int64_t, 4>& open = services[row[0].text()].open;
    for (std::size_t i = 0; i < open.size(); ++i) open[i] = row[i + 1].integer();
  }
}

// As the person waits for it: days on which the clock stood still are among them.
void count_days(Services& services, const Span& span, const calendar::Calendar& calendar,
                storage::Session& session) {
  for (const storage::Row& row : session.select(
           kClosed,
           {span.region.value(), std::int64_t{span.from.days()}, std::int64_t{span.to.days()}})) {
    services[row[0].text()].closed.add(
        calendar.working_days_between(day_of(row[1]), day_of(row[2])), row[3].integer());
  }
}

// "identity_card_back, residence_proof"
void count_items(Counts& counts, const Tree& facts) {
  const Tree* items = facts.find("items");
  if (items == nullptr || items->text() == nullptr) return;
  const std::string& all = *items->text();
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = std::min(all.find(", ", begin), all.size());
    ++counts[all.substr(begin, end - begin)];
    begin = end + 2;
  }
}

void count_rules(Counts& counts, const Tree& reasons) {
  for (const Tree& reason : *reasons.list()) {
    const std::string& rule = *reason.find("rule")->text();
    if (!rule.starts_with("remedies")) ++counts[rule];  // what may be done about it is no reason
  }
}

void count_outcomes(Services& services, const Span& span, storage::Session& session) {
  const storage::Value parameters[] = {storage::Value(span.region.value()),
                                       storage::Value(std::int64_t{span.from.days()}),
                                       storage::Value(std::int64_t{span.to.days()})};
  session.visit(kOutcomes, parameters, [&](std::span<const storage::Value> row) {
    OfService& service = services[row[0].text()];
    const std::string& event = row[1].text();
    if (event == "returned") {
      ++service.returns;
      count_items(service.returned_for, casework::read_stored(row[2].text()));
    } else if (event == "declined") {
      ++service.declined;
      count_rules(service.declined_for, casework::read_stored(row[3].text()));
    } else {
      ++service.refused;
      count_rules(service.refused_for, casework::read_stored(row[3].text()));
    }
  });
}

Tree list_of(const Counts& counts, const char* what) {
  Tree list = Tree(Tree::List{});
  for (const auto& [name, cases] : counts)
    list.push(Tree::object({{what, name}, {"cases", cases}}));
  return list;
}

Tree tree_of(const std::string& name, const OfService& service) {
  return Tree::object(
      {{"service", name},
       {"states", list_of(service.states, "state")},
       {"open", Tree::object({{"cases", service.open[0]},
                              {"waiting_here", service.open[1]},
                              {"overdue", service.open[2]},
                              {"escalated", service.open[3]}})},
       {"closed", Tree::object({{"cases", service.closed.cases()},
                                {"working_days_average", service.closed.average()},
                                {"working_days_median", service.closed.median()},
                                {"working_days_longest", service.closed.longest()}})},
       {"returned", Tree::object({{"times", service.returns},
                                  {"slots", list_of(service.returned_for, "slot")}})},
       {"declined", Tree::object({{"times", service.declined},
                                  {"reasons", list_of(service.declined_for, "rule")}})},
       {"refused", Tree::object({{"times", service.refused},
                                 {"reasons", list_of(service.refused_for, "rule")}})}});
}

std::string hundredths(std::int64_t value) {
  const std::string behind = std::to_string(100 + value % 100).substr(1);
  return std::to_string(value / 100) + "." + behind;
}

}  // namespace

void WorkingDays::add(int days, std::int64_t cases) {
  taken_[days] += cases;
  cases_ += cases;
}

std::string WorkingDays::average() const {
  if (cases_ == 0) return hundredths(0);
  std::int64_t all = 0;
  for (const auto& [days, cases] : taken_) all += days * cases;
  return hundredths((all * 200 + cases_) / (2 * cases_));
}

std::string WorkingDays::median() const {
  if (cases_ == 0) return hundredths(0);
  return hundredths((at((cases_ - 1) / 2) + at(cases_ / 2)) * 50);
}

int WorkingDays::at(std::int64_t position) const {
  for (const auto& [days, cases] : taken_) {
    if (position < cases) return days;
    position -= cases;
  }
  YB_CHECK(false, "behind the last case");
}

Decision<Tree> answer_statistics(const business::Request& request, const business::Context& context,
                                 storage::Session& session) {
  const Decision<Span> span = read_span(request, context);
  if (!span) return span.refusal();
  Services services;
  count_cases(services, *span, session);
  count_days(services, *span, *context.calendar, session);
  count_outcomes(services, *span, session);
  Tree list = Tree(Tree::List{});
  for (const auto& [name, service] : services) list.push(tree_of(name, service));
  return Tree::object({{"region", span->region.to_string()},
                       {"from", span->from.to_string()},
                       {"to", span->to.to_string()},
                       {"services", std::move(list)}});
}

}  // namespace yibao::enquiry
