#include "business/entitlement/checks.h"

#include "business/entitlement/bills.h"
#include "business/entitlement/reminders.h"
#include "business/scan.h"

namespace yibao::entitlement {

namespace {

using business::CheckContext;
using business::Findings;

// Nobody declares a bill of a day to come.
void check_bills(const CheckContext& context, Findings& findings) {
  business::Scan bills(context, kDeclaredBill);
  while (bills.peek() != nullptr) {
    const storage::Row row = bills.take();
    const DeclaredBill bill = read_bills({row}).front();
    if (bill.treated_on > bill.recorded_at.date()) {
      findings.add(kDeclaredBill, row, "treated_on lies after the day of its recording");
    }
  }
}

// A reminder that comes after the last day to act is none.
void check_reminders(const CheckContext& context, Findings& findings) {
  business::Scan reminders(context, kReminder);
  while (reminders.peek() != nullptr) {
    const storage::Row row = reminders.take();
    if (row[4].integer() > row[3].integer()) {
      findings.add(kReminder, row, "was sent after its last day");
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"declared_bills", "登记的费用都已经发生", &check_bills},
          {"reminders", "提醒都在最后一天之前发出", &check_reminders}};
}

}  // namespace yibao::entitlement
