#include "business/casework/case_change.h"

#include <utility>

#include "business/casework/store.h"
#include "business/casework/stored_json.h"
#include "storage/digest.h"

namespace yibao::casework {

CaseChange::CaseChange(CaseFile file, std::optional<Task> task, const business::Context& context)
    : file_(std::move(file)), task_(std::move(task)), context_(context) {}

CaseChange CaseChange::open(const NewCase& new_case, const business::Context& context) {
  CaseFile file;
  file.person = new_case.person;
  file.id = CaseId(context.ids->next());
  file.service = new_case.service;
  file.state = "draft";
  file.channel = context.actor->channel;
  file.filed_by = context.actor->journal_name();
  if (context.actor->is_officer()) file.filed_region = context.actor->region;
  file.form = new_case.form;
  file.form_digest = form_digest(new_case.form);
  file.recorded_at = context.now;
  CaseChange change(std::move(file), std::nullopt, context);
  change.is_new_ = true;
  return change;
}

void CaseChange::accept(Date accepted_on) {
  YB_CHECK(!file_.accepted_on, "a case is accepted once");
  file_.accepted_on = accepted_on;
  file_.policy_hash = context_.policy_hash;
}

void CaseChange::put(const Place& place) {
  YB_CHECK(!file_.closed_on, "a closed case waits nowhere");
  const bool same =
      task_ && task_->open && task_->queue == place.queue && task_->region == place.region;
  if (!task_) {
    task_is_new_ = true;
    task_.emplace();
    task_->person = file_.person;
    task_->id = file_.id;
  }
  task_->leg = place.leg;
  task_->region = place.region;
  task_->queue = place.queue;
  task_->due_on = place.due_on;
  task_->provisional = place.provisional;
  task_->open = true;
  // A later day: who was late by the one before is not by this one.
  const bool in_time = place.due_on && context_.today <= *place.due_on;
  if (same && in_time) task_->overdue = task_->escalated = false;
  if (same) return;
  task_->overdue = task_->escalated = false;
  task_->urged = 0;
}

void CaseChange::add_step(const Step& step) {
  file_.steps += 1;
  step_rows_.push_back({file_.person.value(), file_.id.value(), file_.steps, step.event,
                        context_.actor->journal_name(), step.region.value(),
                        step.happened_on.days(), facts_tree(step.facts).to_json(),
                        reasons_tree(step.reasons).to_json(), context_.now.milliseconds()});
}

void CaseChange::urge() {
  YB_CHECK(task_ && task_->open, "nobody to urge");
  task_->urged += 1;
}

void CaseChange::mark_overdue() {
  YB_CHECK(task_ && task_->open, "a closed task is not late");
  task_->overdue = true;
}

void CaseChange::escalate() {
  YB_CHECK(task_ && task_->open, "a closed task is not escalated");
  task_->escalated = true;
}

void CaseChange::fill_slot(const CaseMaterial& material, bool is_new) {
  slot_rows_.emplace_back(
      storage::Row{file_.person.value(), file_.id.value(), material.slot, to_text(material.state),
                   material.material.is_none() ? storage::Value()
                                               : storage::Value(material.material.value()),
                   context_.actor->journal_name(), context_.now.milliseconds()},
      is_new);
}

void CaseChange::close() {
  YB_CHECK(!file_.closed_on, "a case is closed once");
  file_.closed_on = context_.today;
  if (task_) task_->open = false;
}

void CaseChange::reopen() {
  YB_CHECK(file_.closed_on.has_value(), "an open case is not opened again");
  file_.closed_on.reset();
}

void CaseChange::write(storage::Plan& plan) const {
  CaseFile file = file_;
  file.version += 1;
  YB_CHECK(file.closed_on || (task_ && task_->open), "an open case stands in no queue");
  if (is_new_) plan.insert(kCaseOwner, {file.id.value(), file.person.value()});
  plan.save(kCaseFile, case_file_row(file), is_new_);
  for (const storage::Row& row : step_rows_) plan.insert(kCaseStep, row);
  for (const auto& [row, is_new] : slot_rows_) plan.save(kCaseMaterial, row, is_new);
  if (task_) plan.save(kTask, task_row(*task_, context_.now), task_is_new_);
}

std::string form_digest(std::string_view form) {
  return storage::to_hex(storage::sha256(form));
}

}  // namespace yibao::casework
