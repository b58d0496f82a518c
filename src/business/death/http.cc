#include "business/death/http.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/death/commands.h"
#include "business/death/present.h"
#include "business/death/store.h"
#include "business/person/store.h"
#include "business/reader.h"

namespace yibao::death {

namespace {

constexpr std::int64_t kPageMax = 200;
constexpr std::int64_t kPageDefault = 50;

// Newest first. The person's own moment of recording makes the outside id.
constexpr storage::Statement kDeathReportsAt{
    "death_reports_at",
    "SELECT r.person_id, r.ordinal, r.died_on, r.evidence_kind, r.evidence_number, r.issued_by, "
    "r.issued_on, r.region, r.hold_id, r.state, r.reported_by, r.decided_by, r.finding, "
    "r.recorded_at, r.decided_at, p.recorded_at "
    "FROM death_report AS r JOIN person AS p ON p.person_id = r.person_id "
    "WHERE r.region = $1 AND r.state = $2 AND r.recorded_at < $3 "
    "ORDER BY r.recorded_at DESC, r.person_id, r.ordinal LIMIT $4"};

Decision<Tree> answer_reports_at(const business::Request& request, const business::Context& context,
                                 storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::string* path = request.path_value("region");
  const std::optional<RegionCode> region = RegionCode::parse(path == nullptr ? "" : *path);
  if (!region || !context.regions->exists(*region)) {
    reader.add({"not_found", {{"member", "region"}}, {}}, RefusalKind::not_found);
  }
  const std::string state =
      reader.code_or("state", {"reported", "confirmed", "refused"}, "reported");
  const Date until = reader.optional_date("until").value_or(context.today);
  const std::int64_t limit = reader.integer_or("limit", 1, kPageMax, kPageDefault);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = business::may_act_at(*context.actor, *region); !may) {
    return may.refusal();
  }
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : session.select(
           kDeathReportsAt,
           {region->value(), state, Instant::start_of(until + 1).milliseconds(), limit})) {
    const std::vector<DeathReport> report = read_reports({row});
    Tree told = present_report(report.front(), context);
    told.set("person",
             context.vault->outside_id(storage::IdKind::person, report.front().person.value(),
                                       Instant::from_milliseconds(row[15].integer())));
    list.push(std::move(told));
  }
  return Tree::object({{"reports", std::move(list)}});
}

Decision<Tree> answer_reports_of(const business::Request& request, const business::Context& context,
                                 storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = person::may_enquire(person, context, session); !own) {
    return own.refusal();
  }
  const storage::Value key[] = {storage::Value(person.value())};
  const storage::Rows rows = session.select_keyed(kDeathReportsOf, key).front();
  Tree list = Tree(Tree::List{});
  for (const DeathReport& report : read_reports(rows)) list.push(present_report(report, context));
  return Tree::object({{"reports", std::move(list)}});
}

}  // namespace

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using business::roles;
  constexpr business::Roles kOfficers = roles({Role::agency_officer, Role::senior_officer});
  return {{"person.death",
           "POST",
           "/v1/people/{person}/death",
           "申报死亡:凭证明登记,另一人复核后生效",
           kOfficers,
           {{"died_on", FieldKind::date, true, "死亡日期"},
            {"evidence_kind", FieldKind::text, true,
             "证明:death_certificate 死亡医学证明,cremation_certificate 火化证明,"
             "household_cancellation 户口注销证明,court_declaration 宣告死亡的判决"},
            {"evidence_number", FieldKind::text, true, "证明的编号"},
            {"issued_by", FieldKind::text, true, "出具证明的单位"},
            {"issued_on", FieldKind::date, true, "出具日期"}},
           &ReportDeath::parse,
           nullptr},
          {"person.decide-death",
           "POST",
           "/v1/people/{person}/death/decide",
           "复核死亡申报",
           kOfficers,
           {{"decision", FieldKind::text, true, "confirm 属实,refuse 不属实"},
            {"finding", FieldKind::text, false, "不属实的,核实的结果"}},
           &DecideDeath::parse,
           nullptr},
          {"person.death-reports",
           "GET",
           "/v1/people/{person}/death-reports",
           "死亡申报:证明、申报和复核的经过",
           kOfficers | roles({Role::participant, Role::auditor}),
           {},
           nullptr,
           &answer_reports_of},
          {"death-report.list",
           "GET",
           "/v1/agencies/{region}/death-reports",
           "死亡申报:待复核的与已复核的",
           kOfficers | roles({Role::auditor, Role::audit_admin}),
           {{"state", FieldKind::text, false, "reported、confirmed 或 refused,默认待复核"},
            {"until", FieldKind::date, false, "到这一天为止申报的,默认今天"},
            {"limit", FieldKind::integer, false, "每页笔数,1 至 200"}},
           nullptr,
           &answer_reports_at}};
}

}  // namespace yibao::death
