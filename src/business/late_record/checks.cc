#include "business/late_record/checks.h"

#include "business/late_record/rules.h"
#include "business/late_record/store.h"
#include "business/scan.h"
#include "business/second_eyes.h"

namespace yibao::late_record {

namespace {

using business::Findings;
using storage::Row;

void check_records(const business::CheckContext& context, Findings& findings) {
  business::Scan rows(context, kLateRecord);
  while (rows.peek() != nullptr) {
    const Row row = rows.take();
    const auto record = business::read_or_find(
        kLateRecord, row, findings, [](const Row& each) { return read_records({each}).front(); });
    if (!record) continue;
    const bool open = record->state == State::proposed;
    if (open != record->decided_by.empty() || open == record->decided_at.has_value()) {
      findings.add(kLateRecord, row, "decided_by and decided_at do not go with its state");
    }
    if (!open && business::is_same_officer(record->proposed_by, record->decided_by)) {
      findings.add(kLateRecord, row, "was proposed and decided by one officer");
    }
    if ((record->state == State::approved) != record->entered.has_value()) {
      findings.add(kLateRecord, row, "entered does not go with its state");
    }
    if (record->evidence.empty()) findings.add(kLateRecord, row, "has no evidence");
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"late_records", "补录有依据,由同一机构的两人先后办理", &check_records}};
}

}  // namespace yibao::late_record
