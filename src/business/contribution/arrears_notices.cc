#include "business/contribution/arrears_notices.h"

#include "business/access.h"
#include "business/agency/present.h"
#include "business/contribution/arrears_notice_paper.h"
#include "business/enrolment/store.h"
#include "business/reader.h"
#include "calendar/calendar.h"
#include "policy/policy_set.h"

namespace yibao::contribution {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr std::int64_t kPageMax = 1'000;
constexpr std::int64_t kPageDefault = 100;

constexpr Column kArrearsNoticeColumns[] = {
    {"region", ColumnType::integer},     {"employer_id", ColumnType::integer},
    {"month", ColumnType::integer},      {"serial", ColumnType::integer},
    {"months", ColumnType::text},        {"people", ColumnType::integer},
    {"amount_fen", ColumnType::integer}, {"late_fee_fen", ColumnType::integer},
    {"due_on", ColumnType::integer},     {"noticed_on", ColumnType::integer},
    {"pay_by", ColumnType::integer},     {"issued_by", ColumnType::text},
    {"recorded_at", ColumnType::integer}};

// The row as it stands, then its employer.
constexpr storage::Statement kNoticesOfRegion{
    "arrears_notices_of_region",
    "SELECT n.region, n.employer_id, n.month, n.serial, n.months, n.people, n.amount_fen, "
    "n.late_fee_fen, n.due_on, n.noticed_on, n.pay_by, n.issued_by, n.recorded_at, e.name, e.code, "
    "e.recorded_at "
    "FROM arrears_notice AS n "
    "JOIN employer AS e ON e.region = n.region AND e.employer_id = n.employer_id "
    "WHERE n.region = $1 AND n.month = $2 AND n.employer_id > $3 "
    "ORDER BY n.employer_id, n.serial LIMIT $4"};
constexpr storage::Statement kNoticesOfEmployer{
    "arrears_notices_of_employer",
    "SELECT n.region, n.employer_id, n.month, n.serial, n.months, n.people, n.amount_fen, "
    "n.late_fee_fen, n.due_on, n.noticed_on, n.pay_by, n.issued_by, n.recorded_at, e.name, e.code, "
    "e.recorded_at "
    "FROM employer AS e "
    "JOIN arrears_notice AS n ON n.region = e.region AND n.employer_id = e.employer_id "
    "WHERE e.employer_id = $1 ORDER BY n.month DESC, n.serial DESC LIMIT $2"};

constexpr std::size_t kEmployerAt = 13;  // of the two above

Date day_of(const storage::Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}

ArrearsNotice read_notice(const storage::Row& row, std::size_t at) {
  ArrearsNotice notice;
  notice.region = RegionCode(static_cast<std::int32_t>(row[at].integer()));
  notice.employer = EmployerId(row[at + 1].integer());
  notice.month = Month::from_index(static_cast<std::int32_t>(row[at + 2].integer()));
  notice.serial = static_cast<int>(row[at + 3].integer());
  notice.months = row[at + 4].text();
  notice.people = row[at + 5].integer();
  notice.amount = Money::fen(row[at + 6].integer());
  notice.late_fee = Money::fen(row[at + 7].integer());
  notice.due_on = day_of(row[at + 8]);
  notice.noticed_on = day_of(row[at + 9]);
  notice.pay_by = day_of(row[at + 10]);
  notice.issued_by = row[at + 11].text();
  notice.recorded_at = Instant::from_milliseconds(row[at + 12].integer());
  return notice;
}

Tree notice_tree(const ArrearsNotice& notice) {
  return Tree::object({{"month", notice.month.to_string()},
                       {"serial", notice.serial},
                       {"months", notice.months},
                       {"people", notice.people},
                       {"amount_due_fen", notice.amount.fen()},
                       {"late_fee_fen", notice.late_fee.fen()},
                       {"total_fen", (notice.amount + notice.late_fee).fen()},
                       {"due_on", notice.due_on.to_string()},
                       {"noticed_on", notice.noticed_on.to_string()},
                       {"pay_by", notice.pay_by.to_string()}});
}

Tree present_notice(const storage::Row& row, const business::Context& context) {
  const ArrearsNotice notice = read_notice(row, 0);
  Tree tree = notice_tree(notice);
  tree.set("employer",
           context.vault->outside_id(storage::IdKind::employer, notice.employer.value(),
                                     Instant::from_milliseconds(row[kEmployerAt + 2].integer())));
  tree.set("employer_name", row[kEmployerAt].text());
  tree.set("employer_code", row[kEmployerAt + 1].text());
  Tree marks = notice_marks(notice, *context.vault);
  for (const char* name : {"number", "check_code", "verify"}) tree.set(name, *marks.find(name));
  return tree;
}

Tree present_notices(const storage::Rows& rows, const business::Context& context) {
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : rows) list.push(present_notice(row, context));
  return Tree::object({{"notices", std::move(list)}});
}

}  // namespace

const storage::Table kArrearsNotice{62,
                                    "arrears_notice",
                                    kArrearsNoticeColumns,
                                    4,
                                    storage::Owner::region,
                                    0,
                                    storage::Mutability::append_only};

const storage::KeyedSelect kArrearsNoticesOf{
    "arrears_notices_of",
    "SELECT e.employer_id, n.region, n.employer_id, n.month, n.serial, n.months, n.people, "
    "n.amount_fen, n.late_fee_fen, n.due_on, n.noticed_on, n.pay_by, n.issued_by, n.recorded_at "
    "FROM employer AS e "
    "JOIN arrears_notice AS n ON n.region = e.region AND n.employer_id = e.employer_id "
    "WHERE e.employer_id {key} ORDER BY e.employer_id, n.noticed_on, n.month, n.serial"};

storage::Row notice_row(const ArrearsNotice& notice) {
  YB_CHECK(!notice.months.empty() && notice.people > 0, "a notice about nothing");
  return {notice.region.value(),
          notice.employer.value(),
          notice.month.index(),
          notice.serial,
          notice.months,
          notice.people,
          notice.amount.fen(),
          notice.late_fee.fen(),
          notice.due_on.days(),
          notice.noticed_on.days(),
          notice.pay_by.days(),
          notice.issued_by,
          notice.recorded_at.milliseconds()};
}

std::vector<ArrearsNotice> read_notices(const storage::Rows& rows) {
  std::vector<ArrearsNotice> notices;
  notices.reserve(rows.size());
  for (const storage::Row& row : rows) notices.push_back(read_notice(row, 1));
  return notices;
}

Tree notices_tree(const std::vector<ArrearsNotice>& notices) {
  Tree list = Tree(Tree::List{});
  for (const ArrearsNotice& each : notices) list.push(notice_tree(each));
  return list;
}

Date pay_by_of(RegionCode region, const business::Context& context) {
  const policy::ArrearsPolicy& policy = context.policies->on(region, context.today).arrears;
  return context.calendar->add_working_days(context.today, policy.notice_working_days.value).day;
}

Decision<Tree> answer_notices_of_region(const business::Request& request,
                                        const business::Context& context,
                                        storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = agency::path_region(reader, request, context);
  const Month month = reader.month("month");
  const std::int64_t after = reader.optional_id("after", storage::IdKind::employer).value_or(0);
  const std::int64_t limit = reader.integer_or("limit", 1, kPageMax, kPageDefault);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = business::may_act_at(*context.actor, region); !may) {
    return may.refusal();
  }
  return present_notices(
      session.select(kNoticesOfRegion, {region.value(), month.index(), after, limit}), context);
}

Decision<Tree> answer_notices_of_employer(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::int64_t id = reader.path_id("employer", storage::IdKind::employer);
  const std::int64_t limit = reader.integer_or("limit", 1, kPageMax, kPageDefault);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (context.actor->is(business::Role::employer_officer) && context.actor->id != id) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "employer"}});
  }
  return present_notices(session.select(kNoticesOfEmployer, {id, limit}), context);
}

}  // namespace yibao::contribution
