#include "business/late_record/http.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/late_record/present.h"
#include "business/late_record/store.h"
#include "business/reader.h"

namespace yibao::late_record {

namespace {

constexpr std::int64_t kPageMax = 200;
constexpr std::int64_t kPageDefault = 50;

// Newest first. The person's own moment of recording makes the outside id.
constexpr storage::Statement kLateRecordsAt{
    "late_records_at",
    "SELECT r.person_id, r.ordinal, r.what, r.region, r.evidence, r.kind, r.employer_id, "
    "r.account_type, r.base_fen, r.started_on, r.suspended_on, r.amount_fen, r.state, "
    "r.proposed_by, r.decided_by, r.recorded_at, r.decided_at, r.entered, r.owed, p.recorded_at "
    "FROM late_record AS r JOIN person AS p ON p.person_id = r.person_id "
    "WHERE r.region = $1 AND r.state = $2 AND r.recorded_at < $3 "
    "ORDER BY r.recorded_at DESC, r.person_id, r.ordinal LIMIT $4"};

Decision<Tree> answer_records(const business::Request& request, const business::Context& context,
                              storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::string* path = request.path_value("region");
  const std::optional<RegionCode> region = RegionCode::parse(path == nullptr ? "" : *path);
  if (!region || !context.regions->exists(*region)) {
    reader.add({"not_found", {{"member", "region"}}, {}}, RefusalKind::not_found);
  }
  const std::string state =
      reader.code_or("state", {"proposed", "approved", "refused"}, "proposed");
  const Date until = reader.optional_date("until").value_or(context.today);
  const std::int64_t limit = reader.integer_or("limit", 1, kPageMax, kPageDefault);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = business::may_act_at(*context.actor, *region); !may) {
    return may.refusal();
  }
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : session.select(
           kLateRecordsAt,
           {region->value(), state, Instant::start_of(until + 1).milliseconds(), limit})) {
    const LateRecord record = read_records({row}).front();
    Tree told = present_record(record, context);
    told.set("person", context.vault->outside_id(storage::IdKind::person, record.person.value(),
                                                 Instant::from_milliseconds(row[19].integer())));
    told.set("proposed_by", record.proposed_by);
    if (!record.decided_by.empty()) told.set("decided_by", record.decided_by);
    list.push(std::move(told));
  }
  return Tree::object({{"records", std::move(list)}});
}

}  // namespace

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using business::roles;
  return {{"late-record.list",
           "GET",
           "/v1/agencies/{region}/late-records",
           "补录申请:待复核的与已复核的",
           roles({Role::agency_officer, Role::senior_officer, Role::auditor, Role::audit_admin}),
           {{"state", FieldKind::text, false, "proposed、approved 或 refused,默认待复核"},
            {"until", FieldKind::date, false, "到这一天为止提出的,默认今天"},
            {"limit", FieldKind::integer, false, "每页笔数,1 至 200"}},
           nullptr,
           &answer_records}};
}

}  // namespace yibao::late_record
