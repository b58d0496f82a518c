#include "business/application/change.h"

#include <utility>

#include "base/region_table.h"
#include "business/application/store.h"
#include "business/casework/for_employers.h"
#include "business/casework/shown.h"

namespace yibao::application {

Verdict check_possible(const Application& application, Event event) {
  if (find(application.state, event) != nullptr) return Nothing{};
  return refuse("step_not_possible", {{"event", std::string(to_text(event))},
                                      {"state", std::string(to_text(application.state))}});
}

Change::Change(Application application, casework::CaseChange file, const business::Context& context)
    : application_(std::move(application)), file_(std::move(file)), context_(context) {}

Change Change::open(Application application, casework::CaseChange file,
                    const business::Context& context) {
  application.person = file.file().person;
  application.id = file.file().id;
  application.service = file.file().service;
  application.recorded_at = context.now;
  Change change(std::move(application), std::move(file), context);
  change.is_new_ = true;
  return change;
}

void Change::apply(Event event) {
  const ApplicationTransition* transition = find(application_.state, event);
  YB_CHECK(transition != nullptr, "an event that has no place in this state");
  application_.state = transition->to;
  if (event == Event::reopen) file_.reopen();
}

void Change::start_clock(Date from, std::optional<int> working_days) {
  application_.working_days = working_days;
  application_.clock_from = from;
  application_.stops.clear();
  restart_clock();
}

void Change::pause_clock() {
  application_.stops.push_back({context_.today, std::nullopt});
}

void Change::resume_clock() {
  YB_CHECK(!application_.stops.empty() && !application_.stops.back().completed_on,
           "a clock that was not stopped");
  application_.stops.back().completed_on = context_.today;
  restart_clock();
}

void Change::restart_clock() {
  application_.due_on.reset();
  application_.provisional = false;
  application_.calendar_version.clear();
  if (!application_.working_days || !application_.clock_from) return;
  // A stop that still stands counts from the day on which it ends.
  std::vector<casework::Stop> ended = application_.stops;
  std::erase_if(ended, [](const casework::Stop& stop) { return !stop.completed_on; });
  const calendar::Deadline deadline =
      context_.calendar->deadline(*application_.clock_from, *application_.working_days,
                                  casework::pauses_of(ended, context_.today));
  application_.due_on = deadline.day;
  application_.provisional = deadline.provisional;
  application_.calendar_version = deadline.version;
}

void Change::stay_underway(std::optional<int> working_days, std::vector<Reason> reasons) {
  stays_underway_ = true;
  underway_days_ = working_days;
  start_clock(context_.today, working_days);
  if (application_.due_on) {
    for (Reason& reason : reasons) {
      reason.facts.push_back({"due_on", application_.due_on->to_string()});
    }
  }
  reasons_.insert(reasons_.end(), reasons.begin(), reasons.end());
}

void Change::tell(std::string event, std::vector<Fact> facts, std::vector<Reason> reasons) {
  reasons_.insert(reasons_.end(), reasons.begin(), reasons.end());
  const RegionCode region =
      context_.actor->is_officer() || context_.actor->is(business::Role::system)
          ? application_.region
          : RegionCode();
  file_.add_step({std::move(event), region, context_.today, std::move(facts), std::move(reasons)});
}

void Change::notify(std::string code, std::vector<Fact> facts) {
  facts.push_back({"service", application_.service});
  facts.push_back({"region", application_.region.to_string()});
  facts.push_back(
      {"case", casework::case_number(file_.file().id, file_.file().recorded_at, context_)});
  plan_.notify(application_.person, std::move(code), std::move(facts));
}

casework::Place Change::place() const {
  switch (application_.state) {
    case State::draft:
      return {"applicant", {}, "application_confirmation", {}, false};
    case State::returned:
      return {"applicant", {}, "application_completion", {}, false};
    case State::second_review:
      return {"agency", application_.region, "application_second_review", application_.due_on,
              application_.provisional};
    case State::underway:
      return {"agency", application_.region, "application_underway", application_.due_on,
              application_.provisional};
    case State::review:
    case State::completed:
    case State::declined:
    case State::refused:
    case State::withdrawn:
    case State::ended:
      return {"agency", application_.region, "application_review", application_.due_on,
              application_.provisional};
  }
  YB_CHECK(false, "no such state");
}

storage::Plan Change::finish(std::string event) {
  casework::tell_filing_employer(plan_, file_.file(), to_text(application_.state), context_);
  file_.set_state(to_text(application_.state));
  if (application_.is_over()) {
    file_.close();
  } else {
    file_.put(place());
  }
  file_.write(plan_);
  plan_.save(kApplication, application_row(application_), is_new_);
  plan_.event = std::move(event);
  plan_.reasons = std::move(reasons_);
  const casework::CaseFile& file = file_.file();
  plan_.answer =
      Tree::object({{"case", context_.vault->outside_id(storage::IdKind::application,
                                                        file.id.value(), file.recorded_at)},
                    {"service", application_.service},
                    {"state", std::string(to_text(application_.state))},
                    {"region", application_.region.to_string()},
                    {"region_name", context_.regions->full_name(application_.region)},
                    {"version", file.version + 1}});
  if (application_.due_on) {
    plan_.answer.set("due_on", application_.due_on->to_string());
    plan_.answer.set("provisional", application_.provisional);
  }
  for (auto& [name, value] : extra_) plan_.answer.set(name, std::move(value));
  return std::move(plan_);
}

}  // namespace yibao::application
