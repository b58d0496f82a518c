#include "business/contribution/queries.h"

#include <algorithm>
#include <map>

#include "base/reason_tree.h"
#include "base/region_table.h"
#include "business/contribution/correction.h"
#include "business/contribution/explain.h"
#include "business/contribution/overpayments.h"
#include "business/contribution/roster.h"
#include "business/contribution/rules.h"
#include "business/contribution/store.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/place.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::contribution {

namespace {

constexpr std::int64_t kPageMax = 600;
constexpr std::int64_t kPageDefault = 120;

// What both enquiries read of a person.
struct Record {
  std::optional<person::Person> person;
  std::vector<enrolment::Enrolment> enrolments;
  std::vector<Contribution> contributions;
  storage::Rows taken_back_wrong;  // of the statement
};

Record load_record(PersonId person, const business::Context& context, storage::Session& session) {
  const storage::Value key[] = {storage::Value(person.value())};
  Record record;
  const storage::Rows people = session.select_keyed(person::kPersonById, key).front();
  if (!people.empty()) {
    record.person = person::read_person(people.front(), *context.vault, person::Open::nothing);
  }
  record.enrolments =
      enrolment::read_enrolments(session.select_keyed(enrolment::kEnrolmentsOf, key).front());
  record.contributions = read_contributions(session.select_keyed(kContributionsOf, key).front());
  return record;
}

std::string employer_name(EmployerId employer, storage::Session& session) {
  const storage::Value key[] = {storage::Value(employer.value())};
  const storage::Rows rows = session.select_keyed(enrolment::kEmployerById, key).front();
  return rows.empty() ? "—" : enrolment::mask_employer(enrolment::read_employer(rows.front()).name);
}

Tree present_arrears(const Arrears& owed, RegionCode region, const business::Context& context,
                     storage::Session& session) {
  return Tree::object({{"month", owed.month.to_string()},
                       {"region", region.to_string()},
                       {"region_name", context.regions->name(region)},
                       {"employer", employer_name(owed.employer, session)},
                       {"amount_due_fen", owed.amount_due.fen()},
                       {"due_on", owed.due_on.to_string()},
                       {"days_late", owed.days_late},
                       {"late_fee_fen", owed.late_fee.fen()},
                       {"total_fen", owed.total().fen()}});
}

Tree present_month(const Contribution& row, const Record& record,
                   const business::Context& context) {
  const enrolment::Enrolment* under = enrolment::with_ordinal(record.enrolments, row.enrolment);
  YB_CHECK(under != nullptr, "a contribution under an enrolment that is not there");
  return Tree::object({{"month", row.month.to_string()},
                       {"corrected", takes_back_wrong(row, record.taken_back_wrong)},
                       {"region", under->region.to_string()},
                       {"region_name", context.regions->name(under->region)},
                       {"scheme", to_text(under->scheme)},
                       {"enrolment", row.enrolment},
                       {"kind", static_cast<int>(row.kind)},
                       {"base_fen", row.base.fen()},
                       {"personal_fen", row.personal.fen()},
                       {"employer_fen", row.employer.fen()},
                       {"received_on", row.received_on.to_string()}});
}

// Our own rows per region, and what information sheets brought from elsewhere.
std::map<RegionCode, ContributionRecord> records_by_place(
    const Record& record, std::span<const RecognisedMonths> recognised) {
  std::map<RegionCode, ContributionRecord> places;
  for (const RegionCode region : regions_of(record.enrolments)) {
    places[region] = paid_months(record.contributions, record.enrolments, region);
  }
  for (const RecognisedMonths& line : recognised) {
    ContributionRecord& place = places[line.paid_at];
    (line.deemed ? place.deemed : place.actual).insert(line.first, line.last);
  }
  return places;
}

MergedMonths merge(const std::map<RegionCode, ContributionRecord>& places) {
  std::vector<ContributionRecord> records;
  records.reserve(places.size());
  for (const auto& [region, place] : places) records.push_back(place);
  return merge_months(records);
}

// What is asked for: of a place, of a year, or all.
struct Asked {
  std::optional<RegionCode> place;
  std::optional<int> year;

  bool has(const Contribution& row, const Record& record) const {
    if (year && row.month.year() != *year) return false;
    if (!place) return true;
    const enrolment::Enrolment* under = enrolment::with_ordinal(record.enrolments, row.enrolment);
    return under != nullptr && under->region == *place;
  }
};

// 合计 of what is asked for: the months that stand, each once, and the money, less what was given
// back.
Tree present_sum(const MergedMonths& merged, const Record& record, const Asked& asked) {
  const std::vector<Month> months = merged.all().to_vector();
  Money personal;
  Money employer;
  for (const Contribution& row : record.contributions) {
    if (!asked.has(row, record)) continue;
    personal += counted(row.kind, row.personal);
    employer += counted(row.kind, row.employer);
  }
  return Tree::object(
      {{"months",
        std::ranges::count_if(
            months, [&](Month each) { return !asked.year || each.year() == *asked.year; })},
       {"personal_fen", personal.fen()},
       {"employer_fen", employer.fen()}});
}

// Every year of which anything is known, with the months of it that stand.
Tree present_years(const MergedMonths& merged, const Record& record, const Asked& asked) {
  std::map<int, std::int64_t> counts;
  for (const Contribution& row : record.contributions) {
    if (Asked{asked.place, {}}.has(row, record)) counts.try_emplace(row.month.year(), 0);
  }
  for (const Month each : merged.all().to_vector()) ++counts[each.year()];
  Tree years = Tree(Tree::List{});
  for (const auto& [year, months] : counts) {
    years.push(Tree::object({{"year", year}, {"months", months}}));
  }
  return years;
}

Tree present_totals(const std::map<RegionCode, ContributionRecord>& places,
                    const MergedMonths& merged, const business::Context& context) {
  Tree list = Tree(Tree::List{});
  for (const auto& [region, place] : places) {
    list.push(Tree::object({{"region", region.to_string()},
                            {"region_name", context.regions->name(region)},
                            {"actual_months", place.actual.count()},
                            {"deemed_months", place.deemed.without(place.actual).count()},
                            {"months", (place.actual | place.deemed).to_string()}}));
  }
  return Tree::object({{"contribution_months_total", merged.all().count()},
                       {"actual_months", merged.actual.count()},
                       {"deemed_months", merged.deemed.count()},
                       {"duplicate_months", merged.duplicates.count()},
                       {"places", std::move(list)}});
}

// 多缴: money for months after leaving. It counts nowhere, and waits to be given back (N-19).
Tree present_overpayments(const storage::Rows& rows, const Record& record,
                          const std::optional<RegionCode>& place,
                          const business::Context& context) {
  Tree list = Tree(Tree::List{});
  for (const Overpayment& each : read_overpayments(rows)) {
    const enrolment::Enrolment* under = enrolment::with_ordinal(record.enrolments, each.enrolment);
    if (under == nullptr || !business::shows_place(place, under->region)) continue;
    list.push(Tree::object({{"month", each.month.to_string()},
                            {"region", under->region.to_string()},
                            {"region_name", context.regions->name(under->region)},
                            {"personal_fen", each.personal.fen()},
                            {"employer_fen", each.employer.fen()},
                            {"received_on", each.received_on.to_string()},
                            {"waits", each.waits()}}));
  }
  return list;
}

}  // namespace

Decision<Tree> answer_arrears(const business::Request& request, const business::Context& context,
                              storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const Date day = reader.optional_date("on").value_or(context.today);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = person::may_see(context, person, "enquiry", session); !own) {
    return own.refusal();
  }
  const Record record = load_record(person, context, session);
  if (!record.person) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  }
  Money total;
  Tree list = Tree(Tree::List{});
  std::vector<Reason> reasons;
  for (const RegionCode region : regions_of(record.enrolments)) {
    const policy::RegionPolicy& policy = context.policies->on(region, day);
    const std::vector<Arrears> all = arrears_at(region, record.enrolments, record.contributions,
                                                *record.person, *context.policies, day);
    if (all.empty()) reasons.push_back(explain_nothing_owed(policy));
    for (const Arrears& owed : all) {
      total += owed.total();
      list.push(present_arrears(owed, region, context, session));
      reasons.push_back(explain_month_owed({owed.month, owed.amount_due, owed.late_fee},
                                           context.policies->on(region, owed.month.first_day()),
                                           policy));
    }
  }
  return Tree::object({{"on", day.to_string()},
                       {"total_fen", total.fen()},
                       {"total", total.to_display()},
                       {"arrears", std::move(list)},
                       {"reasons", to_tree(reasons)}});
}

Decision<Tree> answer_statement(const business::Request& request, const business::Context& context,
                                storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const std::optional<Month> before = reader.optional_month("before");
  const std::int64_t limit = reader.integer_or("limit", 1, kPageMax, kPageDefault);
  const std::int64_t year = reader.integer_or("year", 1980, 2200, 0);
  Asked asked{business::read_place(reader, context), {}};
  if (year != 0) asked.year = static_cast<int>(year);
  const std::optional<RegionCode>& place = asked.place;
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = person::may_see(context, person, "enquiry", session); !own) {
    return own.refusal();
  }
  Record record = load_record(person, context, session);
  if (!record.person) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  }
  const storage::Value key[] = {storage::Value(person.value())};
  record.taken_back_wrong = session.select_keyed(kTakenBackWrongOf, key).front();
  const std::vector<RecognisedMonths> recognised = read_recognised(
      session.select_keyed(kRecognisedOf, key).front(), record.contributions, record.enrolments);
  // A page ends with a whole month, so that `before` misses none of its rows.
  Tree months = Tree(Tree::List{});
  std::int64_t shown = 0;
  std::optional<Month> last;
  for (auto row = record.contributions.rbegin(); row != record.contributions.rend(); ++row) {
    if (before && row->month >= *before) continue;
    if (!asked.has(*row, record)) continue;
    if (shown >= limit && last != row->month) break;
    months.push(present_month(*row, record, context));
    last = row->month;
    ++shown;
  }
  auto places = records_by_place(record, recognised);
  std::erase_if(places,
                [&](const auto& each) { return !business::shows_place(place, each.first); });
  const MergedMonths merged = merge(places);
  Tree answer = Tree::object({{"months", std::move(months)},
                              {"totals", present_totals(places, merged, context)},
                              {"sum", present_sum(merged, record, asked)},
                              {"years", present_years(merged, record, asked)}});
  const storage::Rows in_excess = session.select_keyed(kOverpaymentsOf, key).front();
  if (!in_excess.empty() && !before) {
    answer.set("overpayments", present_overpayments(in_excess, record, place, context));
  }
  return answer;
}

}  // namespace yibao::contribution
