#include "business/transfer/checks.h"

#include <algorithm>
#include <string>

#include "business/casework/store.h"
#include "business/hold/store.h"
#include "business/scan.h"
#include "business/seal/releasing.h"
#include "business/transfer/shown.h"

namespace yibao::transfer {

namespace {

using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;
using storage::Rows;

// One running transfer of a person; whether a transfer runs follows from its legs, and reading it
// has checked that.
void check_running_once(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kTransfer});
  while (people.next()) {
    const Row* running = nullptr;
    for (const Row& row : people.rows(kTransfer)) {
      const std::optional<Transfer> transfer = read_or_find(row, findings);
      if (!transfer || !transfer->running) continue;
      if (running != nullptr) {
        findings.add(kTransfer, row,
                     "runs beside case_id=" + std::to_string((*running)[1].integer()));
      }
      running = &row;
    }
  }
}

// The machine says where a case waits: each open state has one queue, and at least one event
// leads out of it (proved in machine.h).
void check_task(const Row& row, const Transfer& transfer, const Rows& tasks,
                const std::vector<StepClock>& clocks, Findings& findings) {
  const std::optional<casework::Task> task = casework::find_task(tasks, transfer.id);
  if (!task) return;  // the check of all cases has told of it
  const casework::Place place = place_of(transfer, clocks);
  const std::string expected = std::string(place.queue) + " of " + place.region.to_string() + " (" +
                               std::string(place.leg) + ")";
  const std::string found =
      task->queue + " of " + task->region.to_string() + " (" + task->leg + ")";
  if (found != expected) findings.add(kTransfer, row, differs("its queue", found, expected));
  if (task->due_on != place.due_on) {
    findings.add(casework::kTask, row, "due_on is not that of the case's leg");
  }
}

void check_queue(const Row& row, const Transfer& transfer, const business::Walk& people,
                 Findings& findings) {
  const std::optional<casework::CaseFile> file =
      casework::find_case_file(people.rows(casework::kCaseFile), transfer.id);
  if (!file) {
    findings.add(kTransfer, row, "has no case");
    return;
  }
  const std::string_view shown = shown_state(transfer.relation, transfer.money);
  if (file->state != shown) {
    findings.add(casework::kCaseFile, row, differs("state", file->state, shown));
  }
  if (file->closed_on.has_value() != transfer.is_over()) {
    findings.add(casework::kCaseFile, row,
                 transfer.is_over() ? "is open, both legs have ended" : "is closed, a leg is not");
  }
  const std::vector<StepClock> clocks = step_clocks_of(people.rows(kStepClock), transfer.id);
  if (!transfer.is_over())
    check_task(row, transfer, people.rows(casework::kTask), clocks, findings);
}

// 终止(N-22): for a reason that ends a case.
void check_end(const Row& row, const Transfer& transfer, Findings& findings) {
  if (transfer.relation != RelationState::ended) return;
  if (std::ranges::find(kEndReasonTexts, transfer.end_reason) != kEndReasonTexts.end()) return;
  findings.add(kTransfer, row, "has ended, and end_reason is no reason for it");
}

void check_queues(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kTransfer, &casework::kCaseFile, &casework::kTask, &kStepClock});
  while (people.next()) {
    for (const Row& row : people.rows(kTransfer)) {
      business::read_or_find(kTransfer, row, findings, [&](const Row& each) {
        const Transfer transfer = read_transfer(each);
        check_queue(each, transfer, people, findings);
        check_end(each, transfer, findings);
        return true;
      });
    }
  }
}

// 转移期间,转出地的参保关系封存(R-065): from acceptance until both legs have ended.
bool holds_origin(const Transfer& transfer) {
  return transfer.running && !is_money_only(transfer.relation) && transfer.origin_on_system();
}

// The standing hold that a transfer has set; null where there is none.
const Row* hold_of(const Rows& holds, CaseId id) {
  for (const Row& row : holds) {
    const bool ours = row[2].text() == hold::to_text(hold::HoldCause::transfer) &&
                      row[5].integer_or(0) == id.value();
    if (ours && row[7].is_null()) return &row;
  }
  return nullptr;
}

// 手工解封、更正 (C-10, R-086): lifted by a release that says why; seal's checks look at that.
bool is_released(const Row& hold, const Rows& releases) {
  return !hold[7].is_null() &&
         std::ranges::any_of(releases, [&](const Row& release) { return release[1] == hold[1]; });
}
bool was_released(const Rows& holds, const Rows& releases, CaseId id) {
  return std::ranges::any_of(holds, [&](const Row& hold) {
    return hold[5].integer_or(0) == id.value() && is_released(hold, releases);
  });
}

void check_hold(const Row& row, const Transfer& transfer, const Rows& holds, const Rows& releases,
                Findings& findings) {
  const Row* hold = hold_of(holds, transfer.id);
  if (hold == nullptr && holds_origin(transfer) && !was_released(holds, releases, transfer.id)) {
    findings.add(kTransfer, row, "runs without the hold on the origin's relation");
  }
  if (hold == nullptr) return;
  if (!holds_origin(transfer)) {
    findings.add(hold::kHold, *hold, "stands, its transfer does not run");
  } else if ((*hold)[3].integer() != transfer.origin.value()) {
    findings.add(hold::kHold, *hold,
                 differs("region", (*hold)[3].integer(), transfer.origin.value()));
  }
  const bool leaves = transfer.route == Route::move || transfer.route == Route::payout;
  if (((*hold)[4].integer() == 1) != leaves) {
    findings.add(hold::kHold, *hold, "money_leaves is not what the route says");
  }
}

void check_holds(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kTransfer, &hold::kHold, &seal::kHoldRelease});
  while (people.next()) {
    Rows others = people.rows(hold::kHold);
    for (const Row& row : people.rows(kTransfer)) {
      const std::optional<Transfer> transfer = read_or_find(row, findings);
      if (transfer) {
        check_hold(row, *transfer, people.rows(hold::kHold), people.rows(seal::kHoldRelease),
                   findings);
      }
      std::erase_if(others, [&](const Row& hold) { return hold[5] == row[1]; });
    }
    for (const Row& hold : others) {
      if (hold[2].text() != hold::to_text(hold::HoldCause::transfer)) continue;
      if (is_released(hold, people.rows(seal::kHoldRelease))) continue;
      findings.add(hold::kHold, hold, "belongs to no transfer");
    }
  }
}

}  // namespace

std::optional<Transfer> read_or_find(const Row& row, Findings& findings) {
  return business::read_or_find(kTransfer, row, findings, &read_transfer);
}

std::vector<business::Check> checks() {
  return {{"one_running_transfer", "每人至多一件在办的转移,两条线的状态成立", &check_running_once},
          {"transfer_queues", "转移办件所在队列、终止原因与状态一致", &check_queues},
          {"transfer_holds", "转移封存只在在办转移的转出地参保关系上", &check_holds},
          {"money_conserved", "在途、预留、支付本人的资金与办件的资金线一致", &check_money},
          {"remittances", "到账资金与所匹配的办件一致", &check_remittances},
          {"money_plans", "资金安排和清零时点可由受理日政策重新算出", &check_plans},
          {"deadlines", "办理时限可由所记日历和受理日政策重新算出", &check_deadlines},
          {"recognised_months", "认可的年限不重复计算", &check_recognised_months},
          {"information_sheets", "认可的年限、转出的资金与信息表一致", &check_sheets},
          {"undone_transfers", "年限不再认可的,都有办结的撤回办件", &check_undone},
          {"certificates", "每人每地至多一张有效参保凭证,校验码正确", &check_certificates}};
}

}  // namespace yibao::transfer
