#include "business/contribution/arrears_notices.h"

#include "business/access.h"
#include "business/agency/present.h"
#include "business/enrolment/store.h"
#include "business/reader.h"

namespace yibao::contribution {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr std::int64_t kPageMax = 1'000;
constexpr std::int64_t kPageDefault = 100;

constexpr Column kArrearsNoticeColumns[] = {
    {"region", ColumnType::integer},       {"employer_id", ColumnType::integer},
    {"month", ColumnType::integer},        {"months", ColumnType::text},
    {"people", ColumnType::integer},       {"amount_fen", ColumnType::integer},
    {"late_fee_fen", ColumnType::integer}, {"due_on", ColumnType::integer},
    {"noticed_on", ColumnType::integer},   {"recorded_at", ColumnType::integer}};

constexpr storage::Statement kNoticesOfRegion{
    "arrears_notices_of_region",
    "SELECT n.employer_id, n.month, n.months, n.people, n.amount_fen, n.late_fee_fen, n.due_on, "
    "n.noticed_on, n.recorded_at, e.name, e.code, e.recorded_at FROM arrears_notice AS n "
    "JOIN employer AS e ON e.region = n.region AND e.employer_id = n.employer_id "
    "WHERE n.region = $1 AND n.month = $2 AND n.employer_id > $3 ORDER BY n.employer_id LIMIT $4"};
constexpr storage::Statement kNoticesOfEmployer{
    "arrears_notices_of_employer",
    "SELECT n.employer_id, n.month, n.months, n.people, n.amount_fen, n.late_fee_fen, n.due_on, "
    "n.noticed_on, n.recorded_at, e.name, e.code, e.recorded_at FROM employer AS e "
    "JOIN arrears_notice AS n ON n.region = e.region AND n.employer_id = e.employer_id "
    "WHERE e.employer_id = $1 ORDER BY n.month DESC, n.region LIMIT $2"};

std::string day_text(const storage::Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer())).to_string();
}

Tree present_notice(const storage::Row& row, const business::Context& context) {
  const Money amount = Money::fen(row[4].integer());
  const Money fee = Money::fen(row[5].integer());
  return Tree::object(
      {{"employer", context.vault->outside_id(storage::IdKind::employer, row[0].integer(),
                                              Instant::from_milliseconds(row[11].integer()))},
       {"employer_name", row[9].text()},
       {"employer_code", row[10].text()},
       {"month", Month::from_index(static_cast<std::int32_t>(row[1].integer())).to_string()},
       {"months", row[2].text()},
       {"people", row[3].integer()},
       {"amount_due_fen", amount.fen()},
       {"late_fee_fen", fee.fen()},
       {"total_fen", (amount + fee).fen()},
       {"due_on", day_text(row[6])},
       {"noticed_on", day_text(row[7])}});
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
                                    3,
                                    storage::Owner::region,
                                    0,
                                    storage::Mutability::append_only};

storage::Row notice_row(const ArrearsNotice& notice) {
  YB_CHECK(!notice.months.empty() && notice.people > 0, "a notice about nothing");
  return {notice.region.value(),
          notice.employer.value(),
          notice.month.index(),
          notice.months.to_string(),
          notice.people,
          notice.amount.fen(),
          notice.late_fee.fen(),
          notice.due_on.days(),
          notice.noticed_on.days(),
          notice.recorded_at.milliseconds()};
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
