#include "business/enquiry/changes.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/reason_tree.h"
#include "business/casework/shown.h"
#include "business/death/store.h"
#include "business/late_record/present.h"
#include "business/late_record/store.h"

namespace yibao::enquiry {

namespace {

struct Changed {
  Instant at;
  Tree told;
};

Changed changed(Instant at, Reason reason, RegionCode office, const std::string& first,
                const std::string& second, const business::Context& context) {
  Tree tree = to_tree(reason);
  tree.set("changed_at", at.to_string());
  tree.set("office", casework::place_tree(office, context));
  const business::Actor& actor = *context.actor;
  if (actor.is(business::Role::auditor) || actor.is(business::Role::audit_admin)) {
    tree.set("first_officer", first);
    if (!second.empty()) tree.set("second_officer", second);
  }
  return {at, std::move(tree)};
}

// What was refused has changed nothing.
void add_late_records(std::vector<Changed>& all, const storage::Rows& rows,
                      const business::Context& context) {
  for (const late_record::LateRecord& record : late_record::read_records(rows)) {
    if (record.state != late_record::State::approved) continue;
    all.push_back(changed(*record.decided_at, late_record::entered(record), record.region,
                          record.proposed_by, record.decided_by, context));
  }
}

// One that is open seals the account: it is told before it is decided.
void add_death_reports(std::vector<Changed>& all, const storage::Rows& rows,
                       const business::Context& context) {
  for (const death::DeathReport& report : death::read_reports(rows)) {
    const Instant at = report.decided_at.value_or(report.recorded_at);
    std::vector<Fact> facts{{"died_on", report.died_on.to_string()},
                            {"region", report.region.to_string()}};
    std::string code = "death_reported";
    if (report.state == death::State::confirmed) code = "death_confirmed";
    if (report.state == death::State::refused) {
      code = "death_report_refused";
      facts.push_back({"finding", report.finding});
    }
    all.push_back(changed(at, {std::move(code), std::move(facts), {}}, report.region,
                          report.reported_by, report.decided_by, context));
  }
}

}  // namespace

Tree changes_of(PersonId person, const business::Context& context, storage::Session& session) {
  const storage::Value key[] = {storage::Value(person.value())};
  std::vector<Changed> all;
  const auto late = session.select_keyed(late_record::kLateRecordsOf, key);
  add_late_records(all, late.front(), context);
  const auto deaths = session.select_keyed(death::kDeathReportsOf, key);
  add_death_reports(all, deaths.front(), context);
  std::ranges::stable_sort(all, std::ranges::greater{}, &Changed::at);
  Tree list = Tree(Tree::List{});
  for (Changed& each : all) list.push(std::move(each.told));
  return list;
}

}  // namespace yibao::enquiry
