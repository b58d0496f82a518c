#include "business/care/checks.h"

#include <algorithm>

#include "business/application/store.h"
#include "business/care/store.h"
#include "business/scan.h"

namespace yibao::care {

namespace {

using business::CheckContext;
using business::Findings;
using storage::Row;
using storage::Rows;

// One that waits has an application that runs; one that was decided has one that is completed.
void check_application(const Row& row, const Registration& each, const Rows& applications,
                       Findings& findings) {
  if (each.application.is_none()) return;
  const auto application = application::find_application(applications, each.application);
  if (!application) {
    findings.add(kCareRegistration, row, "is of an application that is not there");
  } else if (each.state == State::pending && !application->is_running()) {
    findings.add(kCareRegistration, row, "is pending and nobody decides");
  } else if (each.state == State::active && application->state != application::State::completed) {
    findings.add(kCareRegistration, row, "holds and was not approved");
  }
}

// What came with a transfer is what stood at the origin, and that has ended.
void check_carried(const Row& row, const Registration& each, const std::vector<Registration>& all,
                   Findings& findings) {
  if (each.carried_from.is_none()) return;
  const Registration* before = find(all, each.carried_from);
  const bool same = before != nullptr && before->kind == each.kind &&
                    before->disease == each.disease &&
                    before->place_of_care == each.place_of_care && before->region != each.region;
  if (!same) {
    findings.add(kCareRegistration, row, "was carried over from something else");
  } else if (each.state == State::active && before->state != State::ended) {
    findings.add(kCareRegistration, row, "was carried over from what still stands");
  }
}

bool is_same_thing(const Registration& a, const Registration& b) {
  return a.kind == b.kind && a.region == b.region && a.disease == b.disease &&
         a.place_of_care == b.place_of_care && a.institution == b.institution &&
         a.purpose == b.purpose;
}

void check_twice(const Row& row, const Registration& each, const std::vector<Registration>& all,
                 Findings& findings) {
  if (each.state != State::active) return;
  for (const Registration& other : all) {
    if (other.id >= each.id || other.state != State::active) continue;
    if (is_same_thing(each, other) && other.holds_on(each.begins_on)) {
      findings.add(kCareRegistration, row, "is on record twice");
      return;
    }
  }
}

void check_registrations(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kCareRegistration, &application::kApplication});
  while (people.next()) {
    const Rows& rows = people.rows(kCareRegistration);
    std::vector<Registration> all;
    for (const Row& row : rows) {
      const auto read =
          business::read_or_find(kCareRegistration, row, findings, &read_registration);
      if (read) all.push_back(*read);
    }
    if (all.size() != rows.size()) continue;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      check_application(rows[i], all[i], people.rows(application::kApplication), findings);
      check_carried(rows[i], all[i], all, findings);
      check_twice(rows[i], all[i], all, findings);
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"care_registrations", "就医备案与办件一致,随转移延续的与原备案一致,同一事项不重复",
           &check_registrations}};
}

}  // namespace yibao::care
