#include "business/transfer/case_command.h"

#include <algorithm>

#include "business/access.h"
#include "business/casework/hidden.h"
#include "business/casework/material_kinds.h"
#include "business/casework/rules.h"
#include "business/enrolment/store.h"

namespace yibao::transfer {

bool is_of_either_place(const business::Actor& actor, const Transfer& transfer) {
  return business::may_act_at(actor, transfer.target) ||
         business::may_act_at(actor, transfer.origin);
}

namespace {

Refusal not_found() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "case"}});
}

bool is_employee_of(const std::vector<enrolment::Enrolment>& enrolments, std::int64_t employer) {
  return std::ranges::any_of(enrolments, [&](const enrolment::Enrolment& each) {
    return each.is_active() && each.employer.value() == employer;
  });
}

// 转入地、转出地窗口都可以代为办理(R-023);单位可以为职工申请,但只办理自己提出的申请。
Verdict may_apply(const business::Actor& actor, const Transfer& transfer,
                  const std::optional<casework::CaseFile>& file,
                  const std::vector<enrolment::Enrolment>& enrolments) {
  if (actor.is(business::Role::participant)) return business::may_act_for(actor, transfer.person);
  if (actor.is(business::Role::employer_officer)) {
    const bool filed = file && file->filed_by == actor.journal_name();
    return filed && is_employee_of(enrolments, actor.id) ? Verdict(Nothing{})
                                                         : Verdict(not_found());
  }
  return is_of_either_place(actor, transfer) ? Verdict(Nothing{}) : Verdict(not_found());
}

}  // namespace

void CaseCommand::read_case(business::Reader& reader, const business::Context& context,
                            storage::Session& session) {
  key_.id = CaseId(reader.path_id("case", storage::IdKind::application));
  paper_.sent_on = reader.optional_date("letter_sent_on");
  paper_.received_on = reader.optional_date("letter_received_on");
  if (key_.id.is_none()) return;
  const std::optional<PersonId> owner = casework::owner_of(key_.id, session);
  if (owner) key_.person = *owner;
  if (!owner || casework::is_hidden(*this, context, session)) {
    reader.add({"not_found", {{"member", "case"}}, {}}, RefusalKind::not_found);
  }
}

std::vector<storage::Subject> CaseCommand::subjects() const {
  return {storage::Subject::person(key_.person)};
}

void CaseCommand::need(storage::Needs& needs) const {
  need_case(needs, key_.person);
}

void CaseCommand::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  const auto transfer = find_transfer(facts.rows(kTransfersOf, key_.person), key_.id);
  if (!transfer) return;
  need_places(needs, {transfer->origin, transfer->target});
  need_employers(facts, needs, key_.person, transfer->origin);
}

bool CaseCommand::comes_by_post(const Transfer& transfer) const {
  return (side() == Side::origin && !transfer.origin_on_system()) ||
         (side() == Side::target && !transfer.target_on_system());
}

RegionCode CaseCommand::region_of_step(const Transfer& transfer) const {
  if (side() == Side::origin) return transfer.origin;
  if (side() == Side::target) return transfer.target;
  if (comes_by_post(transfer)) return transfer.target;  // the sheet that comes back
  return RegionCode();
}

Verdict CaseCommand::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  const auto transfer = find_transfer(facts.rows(kTransfersOf, key_.person), key_.id);
  if (!transfer) return not_found();
  // To a third agency there is no such case.
  if (actor.is_officer() && !is_of_either_place(actor, *transfer)) return not_found();
  switch (side()) {
    case Side::applicant:
      return may_apply(
          actor, *transfer,
          casework::find_case_file(facts.rows(casework::kCaseFilesOf, key_.person), key_.id),
          enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, key_.person)));
    case Side::origin:
      return business::may_act_at(actor,
                                  comes_by_post(*transfer) ? transfer->target : transfer->origin);
    case Side::target:
      return business::may_act_at(actor,
                                  comes_by_post(*transfer) ? transfer->origin : transfer->target);
    case Side::either:
      return is_of_either_place(actor, *transfer) ? Verdict(Nothing{}) : Verdict(not_found());
    case Side::bank:
      return Nothing{};
  }
  return not_found();
}

// 对方经办机构未接入平台的,凭纸质函件登记,写明寄出和收到的日期(N-24)。
Verdict CaseCommand::check_paper(const CaseFacts& known, const business::Context& context) const {
  if (!needs_paper(known.transfer, *context.actor)) {
    if (!paper_.sent_on && !paper_.received_on) return Nothing{};
    return refuse("paper_not_expected", {{"region", region_of_step(known.transfer).to_string()}});
  }
  if (!paper_.sent_on || !paper_.received_on) {
    return refuse("paper_dates_missing", {{"region", region_of_step(known.transfer).to_string()}});
  }
  const bool possible = *paper_.sent_on <= *paper_.received_on &&
                        *paper_.received_on <= context.today &&
                        known.file.accepted_on.value_or(*paper_.sent_on) <= *paper_.sent_on;
  if (possible) return Nothing{};
  return refuse("paper_dates_impossible", {{"sent_on", paper_.sent_on->to_string()},
                                           {"received_on", paper_.received_on->to_string()}});
}

Decision<storage::Plan> CaseCommand::decide(const storage::Facts& facts,
                                            const business::Context& context) const {
  const Decision<CaseFacts> known = load_case(facts, key_, context);
  if (!known) return known.refusal();
  if (const Verdict same = casework::check_seen_version(seen_version_, known->file); !same) {
    return same.refusal();
  }
  if (const Verdict paper = check_paper(*known, context); !paper) return paper.refusal();
  return decide_case(*known, facts, context);
}

std::string CaseCommand::approver(const Transfer& transfer,
                                  const business::Context& context) const {
  return comes_by_post(transfer) ? "on_paper:" + region_of_step(transfer).to_string()
                                 : context.actor->journal_name();
}

Date CaseCommand::happened_on(const business::Context& context) const {
  return paper_.sent_on.value_or(context.today);
}

Date CaseCommand::known_on(const business::Context& context) const {
  return paper_.received_on.value_or(context.today);
}

void ApprovalCommand::read(business::Reader& reader, const Parsing&) {
  checked_ = casework::read_slots(reader, "checked");
}

Verdict ApprovalCommand::check_ticks(const CaseFacts& known) const {
  if (comes_by_post(known.transfer)) return Nothing{};
  return casework::check_ticks(known.materials, checked_);
}

std::vector<Fact> ApprovalCommand::ticked() const {
  return casework::ticked_fact(checked_);
}

}  // namespace yibao::transfer
