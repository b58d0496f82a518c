#include "business/place_change/commands_company_member.h"

#include "base/reason_tree.h"
#include "base/region_table.h"
#include "business/access.h"
#include "business/enrolment/store.h"
#include "business/place_change/carry_out.h"
#include "business/place_change/commands_company.h"
#include "business/place_change/store.h"
#include "business/reader.h"
#include "business/transfer/told_to.h"

namespace yibao::place_change {

namespace {

Verdict system_only(const business::Actor& actor) {
  if (actor.is(business::Role::system)) return Nothing{};
  return refuse(RefusalKind::forbidden, "not_yours_to_file");
}

ChangeAsked asked_of(const CompanyMove& move, PersonId person, const enrolment::Enrolment& old,
                     const business::Context& context) {
  ChangeAsked asked;
  asked.person = person;
  asked.target = move.target;
  asked.judged_on = context.today;
  asked.by = enrolment::Claimant::employer;
  asked.employer = move.target_employer;
  asked.form.from = move.region;
  asked.form.reason = ChangeReason::work;
  asked.form.ground = Ground::work_place;
  asked.form.kind = enrolment::EnrolmentKind::employee;
  asked.form.base = old.base;
  return asked;
}

struct Attempt {
  PersonId person;
  std::int64_t move = 0;
  int number = 0;
};

storage::Row member_row(const Attempt& attempt, CaseId change, const std::vector<Reason>& reasons,
                        const business::Context& context) {
  return {attempt.person.value(),
          attempt.move,
          attempt.number,
          change.is_none() ? "refused" : "moved",
          to_tree(reasons).to_json(),
          change.is_none() ? storage::Value() : storage::Value(change.value()),
          context.now.milliseconds()};
}

}  // namespace

std::vector<storage::Subject> MoveMember::subjects() const {
  return {storage::Subject::person(person_)};
}

void MoveMember::need(storage::Needs& needs) const {
  needs.add(kCompanyMoveById, storage::Value(move_));
  needs.add(kMoveMembersOf, person_);
  transfer::need_person(needs, person_);
}

void MoveMember::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  const auto move = find_company_move(facts.rows(kCompanyMoveById, storage::Value(move_)));
  if (!move) return;
  need_change(needs, person_, move->target, "");
  need_change_more(facts, needs, person_, move->region, move->target);
}

Verdict MoveMember::authorise(const business::Actor& actor, const storage::Facts&) const {
  return system_only(actor);
}

Decision<int> MoveMember::attempt(const CompanyMove& move, const storage::Rows& before) const {
  if (move.state != MoveState::approved || last_attempt(before, move_)) {
    return refuse("no_member_to_move");
  }
  return 1;
}

business::CommandOrRefusal RetryMember::parse(const business::Request& request,
                                              const business::Context& context,
                                              storage::Session& session) {
  auto command = std::make_unique<RetryMember>();
  auto reader = business::Reader::body(request, context);
  command->move_ = reader.path_id("move", storage::IdKind::application);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  if (command->move_ != 0) {
    const storage::Value key[] = {storage::Value(command->move_)};
    if (session.select_keyed(kCompanyMoveById, key).front().empty()) {
      reader.add({"not_found", {{"member", "move"}}, {}}, RefusalKind::not_found);
    }
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Verdict RetryMember::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  const auto move = find_company_move(facts.rows(kCompanyMoveById, storage::Value(move_)));
  if (!move) return refuse(RefusalKind::not_found, "not_found", {{"member", "move"}});
  if (actor.is(business::Role::employer_officer)) {
    if (actor.id == move->employer.value()) return Nothing{};
    return refuse(RefusalKind::not_found, "not_found", {{"member", "move"}});
  }
  if (is_of_either_place(actor, *move)) return Nothing{};
  return refuse(RefusalKind::not_found, "not_found", {{"member", "move"}});
}

Decision<int> RetryMember::attempt(const CompanyMove& move, const storage::Rows& before) const {
  const std::optional<MemberAttempt> last = last_attempt(before, move_);
  if (!last) return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  if (last->moved) return refuse("company_member_moved_already");
  if (move.state == MoveState::refused) {
    return refuse("step_not_possible",
                  {{"event", "approve"}, {"state", std::string(to_text(move.state))}});
  }
  return last->number + 1;
}

// 成建制转移的,逐人办理: by the rules of everybody else's change, with the employer as who reports.
Decision<storage::Plan> MoveMember::decide(const storage::Facts& facts,
                                           const business::Context& context) const {
  const auto move = find_company_move(facts.rows(kCompanyMoveById, storage::Value(move_)));
  if (!move) return refuse("no_member_to_move");
  const Decision<int> number = attempt(*move, facts.rows(kMoveMembersOf, person_));
  if (!number) return number.refusal();
  const Attempt tried{person_, move_, *number};
  const std::vector<enrolment::Enrolment> enrolments =
      enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, person_));
  const enrolment::Enrolment* old = enrolment::active_among(enrolments);
  if (old == nullptr || old->employer != move->employer) return refuse("no_member_to_move");
  const Decision<PlannedChange> planned =
      plan_for(facts, asked_of(*move, person_, *old, context), context);
  if (!planned) return planned.refusal();

  storage::Plan plan;
  plan.answer = Tree::object({{"attempt", tried.number}});
  std::vector<Reason> obstacles = planned->obstacles();
  if (!obstacles.empty()) {
    plan.event = "company_member_refused";
    plan.answer.set("outcome", "refused");
    plan.insert(kCompanyMoveMember, member_row(tried, CaseId(), obstacles, context));
    plan.notify(person_, "company_member_refused",
                {{"region", move->target.to_string()}, {"rule", obstacles.front().code}});
    plan.reasons = transfer::told_to(*context.actor, obstacles);
    return plan;
  }
  const CaseId id(context.ids->next());
  const PlaceChange change = carry_out_change(
      plan, *planned, {id, ChangeReason::work, Ground::work_place, move_}, facts, context);
  std::vector<Reason> reasons = planned->plan.reasons;
  reasons.insert(reasons.end(), planned->following.reasons.begin(),
                 planned->following.reasons.end());
  plan.event = "company_member_moved";
  plan.answer.set("outcome", "moved");
  plan.insert(kCompanyMoveMember, member_row(tried, id, reasons, context));
  plan.notify(person_, "company_member_moved",
              {{"region", move->target.to_string()}, {"starts_on", change.begins_on.to_string()}});
  plan.reasons = transfer::told_to(*context.actor, reasons);
  return plan;
}

std::vector<storage::Subject> OpenMemberTransfer::subjects() const {
  return {storage::Subject::person(person_)};
}

void OpenMemberTransfer::need(storage::Needs& needs) const {
  transfer::need_person(needs, person_);
  needs.add(kPlaceChangesOf, person_);
}

void OpenMemberTransfer::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  const auto change = find_place_change(facts.rows(kPlaceChangesOf, person_), id_);
  if (!change) return;
  transfer::need_places(needs, {change->origin, change->target});
  transfer::need_employers(facts, needs, person_, change->origin);
}

Verdict OpenMemberTransfer::authorise(const business::Actor& actor, const storage::Facts&) const {
  return system_only(actor);
}

Decision<storage::Plan> OpenMemberTransfer::decide(const storage::Facts& facts,
                                                   const business::Context& context) const {
  const auto change = find_place_change(facts.rows(kPlaceChangesOf, person_), id_);
  if (!change || change->following != Following::awaited) return refuse("no_member_to_move");
  storage::Plan plan;
  const Decision<OpenedFollowing> opened = open_following(plan, facts, *change, context);
  if (!opened) return opened.refusal();
  plan.event = "company_member_transfer_opened";
  plan.answer = opened->transfer.answer;
  return plan;
}

}  // namespace yibao::place_change
