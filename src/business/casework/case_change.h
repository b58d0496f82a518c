// All changes that one command makes to one case file: its state, its time line, its queue, its
// slots. Collected here and written once, so that no row is staged twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "business/casework/types.h"
#include "business/use_case.h"
#include "calendar/calendar.h"
#include "storage/plan.h"

namespace yibao::casework {

// Where a case waits next.
struct Place {
  std::string_view leg;  // "relation", "money", "agency", "applicant"
  RegionCode region;     // none: the applicant
  std::string_view queue;
  std::optional<Date> due_on;
  bool provisional = false;
};

struct NewCase {
  PersonId person;
  std::string service;
  std::string form;  // JSON; its digest is what the applicant confirms
};

class CaseChange {
 public:
  // A case that exists, with the task it has (none only before its first place).
  CaseChange(CaseFile file, std::optional<Task> task, const business::Context& context);
  // A new one, as a draft: an owner row, the file, nothing else yet.
  static CaseChange open(const NewCase& new_case, const business::Context& context);

  const CaseFile& file() const { return file_; }
  void set_state(std::string_view state) { file_.state = state; }
  // 受理: the policy of this day judges the case from now on (N-14).
  void accept(Date accepted_on);
  void put(const Place& place);  // a new queue clears overdue, urged and escalated
  void add_step(const Step& step);
  void urge();
  void mark_overdue();
  void escalate();
  void fill_slot(const CaseMaterial& material, bool is_new);
  void set_priority() { file_.priority = true; }
  void close();   // done: no queue any more
  void reopen();  // it was closed, and there is something to do again

  void write(storage::Plan& plan) const;

 private:
  CaseFile file_;
  std::optional<Task> task_;
  bool is_new_ = false;
  bool task_is_new_ = false;
  std::vector<storage::Row> step_rows_;
  std::vector<std::pair<storage::Row, bool>> slot_rows_;
  const business::Context& context_;
};

std::string form_digest(std::string_view form);

}  // namespace yibao::casework
