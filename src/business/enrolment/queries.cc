#include "business/enrolment/queries.h"

#include "base/region_table.h"
#include "base/secret.h"
#include "business/access.h"
#include "business/agency/present.h"
#include "business/enrolment/joiner_wait.h"
#include "business/enrolment/present.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"
#include "business/enrolment/waiting.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/place.h"
#include "business/reader.h"

namespace yibao::enrolment {

namespace {

constexpr std::int64_t kPageMax = 200;
constexpr std::int64_t kPageDefault = 50;

constexpr storage::Statement kDuplicatesAt{
    "enrolment_duplicates_at",
    "SELECT e.person_id, e.ordinal, e.scheme, e.kind, e.started_on, p.name, p.recorded_at "
    "FROM enrolment e JOIN person p ON p.person_id = e.person_id "
    "WHERE e.region = $1 AND e.duplicate = 1 AND e.person_id > $2 "
    "ORDER BY e.person_id, e.ordinal LIMIT $3"};
constexpr storage::Statement kWaitingJoinersOf{
    "employer_waiting_joiners_of",
    "SELECT r.person_id, r.report_id, r.effective_on, r.urged, p.name, p.recorded_at, r.region, "
    "r.recorded_at FROM employer_report r JOIN person p ON p.person_id = r.person_id "
    "WHERE r.employer_id = $1 AND r.state = 'conflict' AND r.person_id > $2 "
    "ORDER BY r.person_id, r.report_id LIMIT $3"};

// Held still: who has been let go by another way is waited for no longer.
constexpr storage::Statement kAwaitedLeaversOf{
    "employer_awaited_leavers_of",
    "SELECT r.person_id, r.effective_on, r.urged, r.region, r.recorded_at, p.name, p.recorded_at, "
    "p.identity_sealed FROM employer_report r JOIN person p ON p.person_id = r.person_id "
    "JOIN enrolment e ON e.person_id = r.person_id AND e.employer_id = r.blocking_employer_id "
    "AND e.state = 'active' WHERE r.blocking_employer_id = $1 AND r.state = 'conflict' "
    "AND r.person_id > $2 ORDER BY r.person_id, r.report_id LIMIT $3"};

std::string day_text(const storage::Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer())).to_string();
}

// Until when a joiner waits, by the columns of its report.
std::string lapses_on(const storage::Value& region, const storage::Value& effective_on,
                      const storage::Value& recorded_at, const business::Context& context) {
  EmployerReport report;
  report.region = RegionCode(static_cast<std::int32_t>(region.integer()));
  report.effective_on = Date::from_days(static_cast<std::int32_t>(effective_on.integer()));
  report.recorded_at = Instant::from_milliseconds(recorded_at.integer());
  return term_of(report, *context.policies).lapses_on.to_string();
}

Tree person_of(const storage::Value& id, const storage::Value& recorded_at,
               const business::Context& context) {
  return Tree(context.vault->outside_id(storage::IdKind::person, id.integer(),
                                        Instant::from_milliseconds(recorded_at.integer())));
}

// A page of people about whom an employer reads: an employer's officer of their own only.
Decision<storage::Rows> people_of_employer(const storage::Statement& asked,
                                           const business::Request& request,
                                           const business::Context& context,
                                           storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::int64_t id = reader.path_id("employer", storage::IdKind::employer);
  const std::int64_t after = reader.optional_id("after", storage::IdKind::person).value_or(0);
  const std::int64_t limit = reader.integer_or("limit", 1, kPageMax, kPageDefault);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (context.actor->is(business::Role::employer_officer) && context.actor->id != id) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "employer"}});
  }
  return session.select(asked, {id, after, limit});
}

// Which employer waits for the person, and for whom it waits.
Tree present_waiting(const EmployerReport& waiting, const business::Context& context,
                     storage::Session& session) {
  const storage::Value employers[] = {storage::Value(waiting.employer.value()),
                                      storage::Value(waiting.blocking_employer.value())};
  const std::vector<storage::Rows> found = session.select_keyed(kEmployerById, employers);
  return present_report(waiting, context)
      .set("lapses_on", term_of(waiting, *context.policies).lapses_on.to_string())
      .set("employer", read_employer(found[0].front()).name)
      .set("blocking_employer", read_employer(found[1].front()).name);
}

}  // namespace

Decision<Tree> answer_enrolments(const business::Request& request, const business::Context& context,
                                 storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const std::optional<RegionCode> place = business::read_place(reader, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = person::may_see(context, person, "enquiry", session); !own) {
    return own.refusal();
  }
  const storage::Value key[] = {storage::Value(person.value())};
  Tree list = Tree(Tree::List{});
  for (const Enrolment& each : read_enrolments(session.select_keyed(kEnrolmentsOf, key).front())) {
    if (business::shows_place(place, each.region)) list.push(present_enrolment(each, context));
  }
  Tree told = Tree::object({{"enrolments", std::move(list)}});
  const std::vector<EmployerReport> reports =
      read_reports(session.select_keyed(kReportsOf, key).front());
  const EmployerReport* waiting = waiting_joiner(reports);
  if (waiting != nullptr && business::shows_place(place, waiting->region)) {
    told.set("waiting_joiner", present_waiting(*waiting, context, session));
  }
  return told;
}

Decision<Tree> answer_employer(const business::Request& request, const business::Context& context,
                               storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::int64_t id = reader.path_id("employer", storage::IdKind::employer);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const storage::Value key[] = {storage::Value(id)};
  const storage::Rows rows = session.select_keyed(kEmployerById, key).front();
  const bool other = context.actor->is(business::Role::employer_officer) && context.actor->id != id;
  if (rows.empty() || other) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "employer"}});
  }
  return present_employer(read_employer(rows.front()), context);
}

Decision<Tree> answer_own_employer(const business::Request& request,
                                   const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const storage::Value key[] = {storage::Value(context.actor->id)};
  const storage::Rows rows = session.select_keyed(kEmployerById, key).front();
  if (rows.empty()) return refuse(RefusalKind::not_found, "not_found", {{"member", "employer"}});
  return present_employer(read_employer(rows.front()), context);
}

Decision<Tree> answer_waiting_joiners(const business::Request& request,
                                      const business::Context& context, storage::Session& session) {
  const Decision<storage::Rows> page =
      people_of_employer(kWaitingJoinersOf, request, context, session);
  if (!page) return page.refusal();
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : page.value()) {
    list.push(Tree::object({{"person", person_of(row[0], row[5], context)},
                            {"name", mask_name(row[4].text())},
                            {"report", row[1].integer()},
                            {"effective_on", day_text(row[2])},
                            {"lapses_on", lapses_on(row[6], row[2], row[7], context)},
                            {"urged", row[3].integer()}}));
  }
  return Tree::object({{"waiting", std::move(list)}});
}

Decision<Tree> answer_awaited_leavers(const business::Request& request,
                                      const business::Context& context, storage::Session& session) {
  const Decision<storage::Rows> page =
      people_of_employer(kAwaitedLeaversOf, request, context, session);
  if (!page) return page.refusal();
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : page.value()) {
    const RegionCode region(static_cast<std::int32_t>(row[3].integer()));
    const IdentityNumber number = person::open_identity(row[7].bytes(), *context.vault);
    list.push(Tree::object(
        {{"person", person_of(row[0], row[6], context)},
         {"name", row[5].text()},  // their own employee, whom they have reported by it
         {"identity_number", mask_identity(number)},
         {"effective_on", day_text(row[1])},
         {"waits_since", Instant::from_milliseconds(row[4].integer()).date().to_string()},
         {"region", region.to_string()},
         {"region_name", context.regions->name(region)},
         {"urged", row[2].integer()}}));
  }
  return Tree::object({{"awaited", std::move(list)}});
}

Decision<Tree> answer_duplicates(const business::Request& request, const business::Context& context,
                                 storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = agency::path_region(reader, request, context);
  const std::int64_t after = reader.optional_id("after", storage::IdKind::person).value_or(0);
  const std::int64_t limit = reader.integer_or("limit", 1, kPageMax, kPageDefault);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = business::may_act_at(*context.actor, region); !may) {
    return may.refusal();
  }
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : session.select(kDuplicatesAt, {region.value(), after, limit})) {
    list.push(Tree::object({{"person", person_of(row[0], row[6], context)},
                            {"name", mask_name(row[5].text())},
                            {"enrolment", row[1].integer()},
                            {"scheme", row[2].text()},
                            {"kind", row[3].text()},
                            {"started_on", day_text(row[4])}}));
  }
  return Tree::object({{"duplicates", std::move(list)}});
}

}  // namespace yibao::enrolment
