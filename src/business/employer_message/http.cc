#include "business/employer_message/http.h"

#include <algorithm>

#include "base/money.h"
#include "business/access.h"
#include "business/reader.h"
#include "storage/json.h"

namespace yibao::employer_message {

namespace {

using business::Endpoint;
using business::FieldKind;
using business::Role;
using business::roles;

constexpr std::int64_t kPageMax = 200;
constexpr std::int64_t kPageDefault = 50;
constexpr std::int64_t kEver = std::int64_t{1} << 62;

constexpr storage::Statement kMessagesBefore{
    "employer_messages_before",
    "SELECT recorded_at, code, facts FROM employer_message "
    "WHERE employer_id = $1 AND recorded_at < $2 ORDER BY recorded_at DESC, message_id DESC "
    "LIMIT $3"};
constexpr storage::Statement kNoticesBefore{
    "employer_notices_before",
    "SELECT n.recorded_at, n.months, n.people, n.amount_fen, n.late_fee_fen, n.pay_by "
    "FROM employer e JOIN arrears_notice n ON n.region = e.region AND n.employer_id = "
    "e.employer_id "
    "WHERE e.employer_id = $1 AND n.recorded_at < $2 "
    "ORDER BY n.recorded_at DESC, n.month DESC, n.serial DESC LIMIT $3"};
constexpr storage::Statement kMessagesSince{"employer_messages_since",
                                            "SELECT CAST(COUNT(*) AS BIGINT) FROM employer_message "
                                            "WHERE employer_id = $1 AND recorded_at > $2"};
constexpr storage::Statement kNoticesSince{
    "employer_notices_since",
    "SELECT CAST(COUNT(*) AS BIGINT) FROM employer e JOIN arrears_notice n "
    "ON n.region = e.region AND n.employer_id = e.employer_id "
    "WHERE e.employer_id = $1 AND n.recorded_at > $2"};

struct Line {
  Instant told_at;
  std::string code;
  Tree facts;
};

Refusal not_there() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "employer"}});
}

Tree facts_of(const std::string& json) {
  Decision<Tree> facts = storage::parse_json(json);
  YB_CHECK(facts.ok(), "a message whose facts are not JSON");
  return std::move(facts).value();
}

Tree facts_of_notice(const storage::Row& row) {
  const Money amount = Money::fen(row[3].integer());
  const Money late_fee = Money::fen(row[4].integer());
  return Tree::object(
      {{"months", row[1].text()},
       {"people", std::to_string(row[2].integer())},
       {"amount", amount.to_display()},
       {"late_fee", late_fee.to_display()},
       {"pay_by", Date::from_days(static_cast<std::int32_t>(row[5].integer())).to_string()}});
}

std::vector<Line> lines_before(EmployerId employer, std::int64_t before, std::int64_t limit,
                               storage::Session& session) {
  std::vector<Line> lines;
  for (const storage::Row& row :
       session.select(kMessagesBefore, {employer.value(), before, limit})) {
    lines.push_back(
        {Instant::from_milliseconds(row[0].integer()), row[1].text(), facts_of(row[2].text())});
  }
  for (const storage::Row& row :
       session.select(kNoticesBefore, {employer.value(), before, limit})) {
    lines.push_back({Instant::from_milliseconds(row[0].integer()), "employer_arrears_notice",
                     facts_of_notice(row)});
  }
  std::ranges::stable_sort(lines, std::ranges::greater(), &Line::told_at);
  if (lines.size() > static_cast<std::size_t>(limit)) {
    lines.resize(static_cast<std::size_t>(limit));
  }
  return lines;
}

std::int64_t unread(EmployerId employer, const std::vector<Reading>& readings,
                    storage::Session& session) {
  Instant last;
  for (const Reading& each : readings) last = std::max(last, each.up_to);
  std::int64_t count = 0;
  for (const storage::Statement* each : {&kMessagesSince, &kNoticesSince}) {
    count += session.select(*each, {employer.value(), last.milliseconds()}).front()[0].integer();
  }
  return count;
}

}  // namespace

Decision<Tree> answer_messages(const business::Request& request, const business::Context& context,
                               storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const EmployerId employer(reader.path_id("employer", storage::IdKind::employer));
  const std::int64_t before = reader.integer_or("before", 0, kEver, kEver);
  const std::int64_t limit = reader.integer_or("limit", 1, kPageMax, kPageDefault);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const business::Actor& actor = *context.actor;
  const std::optional<RegionCode> region = region_of(employer, session);
  const bool other = actor.is(Role::employer_officer) && actor.id != employer.value();
  if (!region || other) return not_there();
  if (!actor.is(Role::employer_officer)) {
    if (const Verdict may = business::may_act_at(actor, *region); !may) return may.refusal();
  }
  const storage::Value key[] = {storage::Value(employer.value())};
  const std::vector<Reading> readings =
      read_readings(session.select_keyed(kReadingsOf, key).front());
  Tree list = Tree(Tree::List{});
  std::int64_t last = 0;
  for (Line& line : lines_before(employer, before, limit, session)) {
    const std::optional<Instant> read = read_at(line.told_at, readings);
    Tree one = Tree::object({{"told_at", line.told_at.to_string()},
                             {"at", line.told_at.milliseconds()},
                             {"read", read.has_value()},
                             {"rule", line.code},
                             {"facts", std::move(line.facts)}});
    if (read) one.set("read_at", read->to_string());
    last = line.told_at.milliseconds();
    list.push(std::move(one));
  }
  const bool more = list.list()->size() == static_cast<std::size_t>(limit);
  Tree answer = Tree::object(
      {{"unread", unread(employer, readings, session)}, {"messages", std::move(list)}});
  if (more) answer.set("next", last);
  return answer;
}

business::CommandOrRefusal MarkRead::parse(const business::Request& request,
                                           const business::Context& context,
                                           storage::Session& session) {
  auto command = std::make_unique<MarkRead>();
  auto reader = business::Reader::body(request, context);
  command->employer_ = EmployerId(reader.path_id("employer", storage::IdKind::employer));
  const std::int64_t up_to = reader.integer("up_to", 0, kEver);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  // What has not been told yet cannot have been read.
  command->up_to_ = std::min(Instant::from_milliseconds(up_to), context.now);
  const std::optional<RegionCode> region = region_of(command->employer_, session);
  if (!region) return not_there();
  command->region_ = *region;
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> MarkRead::subjects() const {
  return {storage::Subject::region(region_)};
}

void MarkRead::need(storage::Needs& needs) const {
  needs.add(kReadingsOf, storage::Value(employer_.value()));
}

Verdict MarkRead::authorise(const business::Actor& actor, const storage::Facts&) const {
  return actor.id == employer_.value() ? Verdict(Nothing{}) : Verdict(not_there());
}

Decision<storage::Plan> MarkRead::decide(const storage::Facts& facts,
                                         const business::Context& context) const {
  const std::vector<Reading> before =
      read_readings(facts.rows(kReadingsOf, storage::Value(employer_.value())));
  storage::Plan plan;
  plan.event = "employer_messages_read";
  plan.answer = Tree::object({{"read_at", context.now.to_string()}});
  if (const auto read = read_at(up_to_, before)) {
    plan.answer.set("read_at", read->to_string());
    return plan;
  }
  plan.insert(kEmployerReading,
              reading_row({region_, employer_, static_cast<int>(before.size()) + 1, up_to_,
                           context.actor->journal_name(), context.now}));
  return plan;
}

std::vector<Endpoint> endpoints() {
  const business::Roles readers =
      roles({Role::employer_officer, Role::agency_officer, Role::senior_officer, Role::auditor});
  return {{"employer.messages",
           "GET",
           "/v1/employers/{employer}/messages",
           "单位收到的消息:欠费通知、催办、增减员和所提交办件的结果",
           readers,
           {{"before", FieldKind::integer, false, "上一页的 next"},
            {"limit", FieldKind::integer, false, "每页条数,1 至 200"}},
           nullptr,
           &answer_messages},
          {"employer.read-messages",
           "POST",
           "/v1/employers/{employer}/messages/read",
           "单位消息标为已读",
           roles({Role::employer_officer}),
           {{"up_to", FieldKind::integer, true, "读到哪一条:它的 at"}},
           &MarkRead::parse,
           nullptr}};
}

}  // namespace yibao::employer_message
