// All changes that one command makes to one transfer. The only place where a leg moves: a command
// says which event happens, the machine says where that leads and what it does, and the effects
// are performed here. finish() closes the case where both legs have ended, and puts it in its one
// queue where they have not.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "business/account/ledger.h"
#include "business/casework/case_change.h"
#include "business/transfer/facts.h"
#include "business/transfer/machine.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::transfer {

// Refused as step_not_possible where the event has no place in the leg's state.
Verdict check_possible(const Transfer& transfer, RelationEvent event);
Verdict check_possible(const Transfer& transfer, MoneyEvent event);

// Where the money stands between the two accounts: the case's own transit account; where one of
// the agencies is on no system, that agency.
std::string transit_account(const Transfer& transfer);

class Change {
 public:
  Change(CaseFacts facts, const business::Context& context);
  // A case that this command opens.
  Change(PersonFacts person, Transfer transfer, casework::CaseChange opened,
         const business::Context& context);

  const Transfer& transfer() const { return facts_.transfer; }
  const std::vector<StepClock>& clocks() const { return facts_.clocks; }
  Transfer& edit() { return facts_.transfer; }  // what no machine governs: dates, names, sheet
  casework::CaseChange& file() { return file_; }
  void set_sheet(Sheet sheet) { facts_.sheet = std::move(sheet); }
  storage::Plan& plan() { return plan_; }

  // Checked: the caller has asked check_possible() where it can fail.
  void apply(RelationEvent event, Date happened_on);
  void apply(MoneyEvent event);

  // The moment of clearing has come: the account is emptied, or there is nothing in it.
  void clear_account();
  // 到账: all of the case's money is with the target. A case that only waited for it completes; of
  // somebody who has died meanwhile it goes back: the case is about to end.
  void money_arrived(Date arrived_on);
  // The relation has ended some other way than by completion: no money stays on the road.
  void end_money();
  // Completes the relation where nothing is under way any more: the case waits otherwise.
  void complete_when_settled(Date happened_on);

  // The interest that a sheet names besides the balance, where the money leaves after it.
  Money settle_interest_for_sheet();
  // 补转 (N-21): the late months on the sheet become the target's, as those of a transfer do.
  void recognise_late_months();

  // 更正后的信息表邮寄给未联网的转入地: its days begin again when that has come (R-035, N-24).
  void post_again(Date happened_on);

  // Computes the deadlines again, by the calendar of now (N-15).
  void restart_clocks();

  // By a letter: a step that ends with this command ended on the first day, one that begins with it
  // began on the second, when it was known. Otherwise both are today.
  void dated(Date happened_on, Date known_on);

  // A line of the time line, and the reasons told with the answer.
  void tell(std::string event, RegionCode region, Date happened_on, std::vector<Fact> facts = {},
            std::vector<Reason> reasons = {});
  void notify(std::string code, std::vector<Fact> facts = {});

  storage::Plan finish(std::string event);

 private:
  void perform(Effects effects, Date happened_on);
  void set_hold();
  void lift_hold();
  // From a day on, written down as of another: where it is computed again, that day is later.
  void start_origin_clock(Date from, Date told_on);
  void start_target_clock(Date from, Date told_on);
  void resume_clock(Date completed_on);
  // 步骤时限: ends that of the step that was taken, starts that of the step in which the case now
  // is.
  void follow_step_clock();
  void start_step_clock(std::string_view queue);
  void restart_step_clock();
  void recognise_months();
  void undo_recognition();
  void close_origin_relation();
  void reopen_relation();
  void follow_registrations();
  void reserve();
  void release(account::ReservationEnd how);
  Money credit_interest();
  void debit_origin();
  void credit_target();
  void credit_origin();
  void order_payout();
  void end_payout(payout::PayoutState state);
  account::Account& account_at(RegionCode region);
  void post(RegionCode region, Money amount, account::PostingCode code, std::string other);
  Tree answer() const;

  CaseFacts facts_;
  casework::CaseChange file_;
  bool is_new_ = false;
  Date happened_on_;
  Date known_on_;
  std::vector<account::Account> touched_;
  std::vector<Reason> reasons_;
  storage::Plan plan_;
  const business::Context& context_;
};

}  // namespace yibao::transfer
