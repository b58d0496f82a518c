// All changes that one command makes to one application: its state, its clock, its time line, and
// whatever the service writes with it. finish() puts the case in its one queue, or closes it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/application/types.h"
#include "business/casework/case_change.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::application {

// Refused as step_not_possible where the event has no place in the state.
Verdict check_possible(const Application& application, Event event);

class Change {
 public:
  Change(Application application, casework::CaseChange file, const business::Context& context);
  // One that this command opens, as a draft.
  static Change open(Application application, casework::CaseChange file,
                     const business::Context& context);

  const Application& application() const { return application_; }
  Application& edit() { return application_; }  // what the machine does not govern
  casework::CaseChange& file() { return file_; }
  storage::Plan& plan() { return plan_; }
  const business::Context& context() const { return context_; }

  // Checked: the caller has asked check_possible() where it can fail.
  void apply(Event event);
  // Until when, from a day on; none: no deadline.
  void start_clock(Date from, std::optional<int> working_days);
  void pause_clock();
  void resume_clock();
  void restart_clock();  // by the calendar of now (N-15)

  // For carry_out(): approval does not end it; what is left has so many working days from today.
  void stay_underway(std::optional<int> working_days, std::vector<Reason> reasons = {});
  bool stays_underway() const { return stays_underway_; }

  // A line of the time line, and the reasons told with the answer.
  void tell(std::string event, std::vector<Fact> facts = {}, std::vector<Reason> reasons = {});
  void notify(std::string code, std::vector<Fact> facts = {});
  void answer(std::string name, Tree value) {
    extra_.emplace_back(std::move(name), std::move(value));
  }

  storage::Plan finish(std::string event);

 private:
  casework::Place place() const;

  Application application_;
  casework::CaseChange file_;
  bool is_new_ = false;
  bool stays_underway_ = false;
  std::optional<int> underway_days_;
  std::vector<Reason> reasons_;
  std::vector<std::pair<std::string, Tree>> extra_;
  storage::Plan plan_;
  const business::Context& context_;
};

}  // namespace yibao::application
