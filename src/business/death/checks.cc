#include "business/death/checks.h"

#include <algorithm>

#include "business/application/store.h"
#include "business/death/store.h"
#include "business/hold/store.h"
#include "business/person/store.h"
#include "business/scan.h"
#include "business/second_eyes.h"

namespace yibao::death {

namespace {

using business::Findings;
using storage::Row;
using storage::Rows;

bool is_of_report(const Row& hold) {
  return hold[2].text() == hold::to_text(hold::HoldCause::death_reported);
}

void check_decision(const Row& row, const DeathReport& report, Findings& findings) {
  const bool open = report.state == State::reported;
  if (open != report.decided_by.empty() || open == report.decided_at.has_value()) {
    findings.add(kDeathReport, row, "decided_by and decided_at do not go with its state");
  }
  if (!open && business::is_same_officer(report.reported_by, report.decided_by)) {
    findings.add(kDeathReport, row, "was reported and decided by one officer");
  }
  if (report.evidence.number.empty() || report.evidence.issued_by.empty()) {
    findings.add(kDeathReport, row, "has no evidence");
  }
}

// The account is sealed as it is reported; the seal ends with the decision.
void check_hold(const Row& row, const DeathReport& report, const Rows& holds, Findings& findings) {
  const auto hold = std::ranges::find_if(holds, [&](const Row& each) {
    return is_of_report(each) && each[1].integer() == report.hold.value();
  });
  if (hold == holds.end()) {
    findings.add(kDeathReport, row, "the account was not sealed");
  } else if (report.state != State::reported && (*hold)[7].is_null()) {
    findings.add(hold::kHold, *hold, "stands, the report of a death was decided");
  }
}

// What was confirmed is on record, unless two officers have corrected it since.
bool is_on_record(const business::CheckContext& context, PersonId id) {
  const storage::Value key[] = {storage::Value(id.value())};
  const auto person = business::find_row(context, person::kPerson, key);
  if (person && !(*person)[7].is_null()) return true;
  const Rows rows = context.session.select_keyed(application::kApplicationsOf, key).front();
  return std::ranges::any_of(rows, [](const Row& row) {
    const application::Application each = application::read_application(row);
    return each.service == "death_correction" && each.state == application::State::completed;
  });
}

void check_reports(const business::CheckContext& context, Findings& findings) {
  business::Walk walk(context, {&kDeathReport, &hold::kHold});
  while (walk.next()) {
    std::vector<HoldId> known;
    for (const Row& row : walk.rows(kDeathReport)) {
      const auto report = business::read_or_find(kDeathReport, row, findings, [](const Row& each) {
        return read_reports({each}).front();
      });
      if (!report) continue;
      known.push_back(report->hold);
      check_decision(row, *report, findings);
      check_hold(row, *report, walk.rows(hold::kHold), findings);
      if (report->state == State::confirmed && !is_on_record(context, report->person)) {
        findings.add(kDeathReport, row, "was confirmed, the person has no day of death");
      }
    }
    for (const Row& hold : walk.rows(hold::kHold)) {
      if (!is_of_report(hold)) continue;
      if (std::ranges::find(known, HoldId(hold[1].integer())) == known.end()) {
        findings.add(hold::kHold, hold, "seals for a death that nobody has reported");
      }
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"death_reports", "死亡凭证明申报,由另一人复核;复核之前账户封存", &check_reports}};
}

}  // namespace yibao::death
