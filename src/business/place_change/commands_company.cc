#include "business/place_change/commands_company.h"

#include "base/employer_code.h"
#include "base/region_table.h"
#include "business/access.h"
#include "business/casework/shown.h"
#include "business/enrolment/store.h"
#include "business/place_change/commands_company_member.h"
#include "business/reader.h"
#include "business/second_eyes.h"

namespace yibao::place_change {

bool is_of_either_place(const business::Actor& actor, const CompanyMove& move) {
  return business::may_act_at(actor, move.target) || business::may_act_at(actor, move.region);
}

namespace {

constexpr storage::Statement kRegionOfMove{"region_of_company_move",
                                           "SELECT region FROM company_move WHERE move_id = $1"};
constexpr storage::Statement kMembersToMove{
    "company_move_members_to_move",
    "SELECT m.region, m.move_id, e.person_id FROM company_move m "
    "JOIN enrolment e ON e.employer_id = m.employer_id AND e.state = 'active' AND e.duplicate = 0 "
    "WHERE m.state = 'approved' AND m.effective_on <= $1 "
    "AND NOT EXISTS (SELECT 1 FROM company_move_member d WHERE d.move_id = m.move_id "
    "AND d.person_id = e.person_id) ORDER BY m.move_id, e.person_id LIMIT $2"};
constexpr storage::Statement kMovesToClose{
    "company_moves_to_close",
    "SELECT m.region, m.move_id FROM company_move m "
    "WHERE m.state = 'approved' AND m.effective_on <= $1 "
    "AND NOT EXISTS (SELECT 1 FROM enrolment e WHERE e.employer_id = m.employer_id "
    "AND e.state = 'active' AND e.duplicate = 0 "
    "AND NOT EXISTS (SELECT 1 FROM company_move_member d WHERE d.move_id = m.move_id "
    "AND d.person_id = e.person_id)) ORDER BY m.move_id LIMIT $2"};
constexpr storage::Statement kFollowingToOpen{
    "company_moves_following",
    "SELECT person_id, case_id FROM place_change WHERE company_move IS NOT NULL "
    "AND following = 'awaited' AND begins_on <= $1 ORDER BY person_id, case_id LIMIT $2"};

RegionCode region_of(const storage::Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}

Tree answer_of(const CompanyMove& move, const business::Context& context) {
  return Tree::object(
      {{"move", context.vault->outside_id(storage::IdKind::application, move.id, move.recorded_at)},
       {"state", std::string(to_text(move.state))},
       {"origin", casework::place_tree(move.region, context)},
       {"target", casework::place_tree(move.target, context)},
       {"effective_on", move.effective_on.to_string()}});
}

Refusal wrong_state(const CompanyMove& move, std::string_view event) {
  return refuse("step_not_possible",
                {{"event", std::string(event)}, {"state", std::string(to_text(move.state))}});
}

bool is_open(const CompanyMove& move) {
  return move.state < MoveState::done;
}

Refusal no_such_employer() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "employer"}});
}

}  // namespace

business::CommandOrRefusal FileCompanyMove::parse(const business::Request& request,
                                                  const business::Context& context,
                                                  storage::Session& session) {
  auto command = std::make_unique<FileCompanyMove>();
  auto reader = business::Reader::body(request, context);
  command->employer_ = EmployerId(reader.path_id("employer", storage::IdKind::employer));
  const std::string code = reader.text("target_employer_code", 18);
  command->effective_on_ = reader.date("effective_on");
  if (!code.empty()) {
    const Decision<std::string> checked = check_employer_code(code);
    if (checked) {
      command->target_code_ = *checked;
    } else {
      for (const Reason& reason : checked.refusal().reasons) reader.add(reason);
    }
  }
  if (!command->employer_.is_none()) {
    const storage::Value key[] = {storage::Value(command->employer_.value())};
    const storage::Rows rows = session.select_keyed(enrolment::kEmployerById, key).front();
    if (rows.empty()) {
      reader.add({"not_found", {{"member", "employer"}}, {}}, RefusalKind::not_found);
    } else {
      command->region_ = enrolment::read_employer(rows.front()).region;
    }
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> FileCompanyMove::subjects() const {
  return {storage::Subject::region(region_)};
}

void FileCompanyMove::need(storage::Needs& needs) const {
  needs.add(enrolment::kEmployerById, storage::Value(employer_.value()));
  needs.add(enrolment::kEmployerByCode, storage::Value(target_code_));
  needs.add(kCompanyMovesOf, storage::Value(employer_.value()));
}

Verdict FileCompanyMove::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is(business::Role::employer_officer)) {
    return actor.id == employer_.value() ? Verdict(Nothing{}) : Verdict(no_such_employer());
  }
  return business::may_act_at(actor, region_);
}

Decision<storage::Plan> FileCompanyMove::decide(const storage::Facts& facts,
                                                const business::Context& context) const {
  const storage::Rows& targets =
      facts.rows(enrolment::kEmployerByCode, storage::Value(target_code_));
  if (targets.empty()) return refuse("target_employer_unknown", {{"code", target_code_}});
  const enrolment::Employer target = enrolment::read_employer(targets.front());
  if (target.region == region_) {
    return refuse("company_stays_in_region", {{"region", region_.to_string()}});
  }
  if (effective_on_ < context.today) {
    return refuse("day_in_past", {{"day", effective_on_.to_string()}});
  }
  for (const storage::Row& row : facts.rows(kCompanyMovesOf, storage::Value(employer_.value()))) {
    const CompanyMove other = read_company_move(storage::Row(row.begin() + 1, row.end()));
    if (is_open(other)) {
      return refuse("company_move_open_already", {{"state", std::string(to_text(other.state))}});
    }
  }
  CompanyMove move;
  move.region = region_;
  move.id = context.ids->next();
  move.employer = employer_;
  move.target = target.region;
  move.target_employer = target.id;
  move.effective_on = effective_on_;
  move.filed_by = context.actor->journal_name();
  move.recorded_at = context.now;
  storage::Plan plan;
  plan.event = "company_move_filed";
  plan.insert(kCompanyMove, company_move_row(move));
  plan.answer = answer_of(move, context);
  return plan;
}

Verdict CompanyMoveStep::read(const business::Request& request, const business::Context& context,
                              storage::Session& session) {
  auto reader = business::Reader::body(request, context);
  id_ = reader.path_id("move", storage::IdKind::application);
  if (with_why()) why_ = reader.text("why", 400);
  if (id_ != 0) {
    const storage::Rows rows = session.select(kRegionOfMove, {id_});
    if (rows.empty()) {
      reader.add({"not_found", {{"member", "move"}}, {}}, RefusalKind::not_found);
    } else {
      region_ = region_of(rows.front()[0]);
    }
  }
  return reader.finish();
}

void CompanyMoveStep::for_move(RegionCode region, std::int64_t id) {
  region_ = region;
  id_ = id;
}

std::vector<storage::Subject> CompanyMoveStep::subjects() const {
  return {storage::Subject::region(region_)};
}

void CompanyMoveStep::need(storage::Needs& needs) const {
  needs.add(kCompanyMoveById, storage::Value(id_));
}

Verdict CompanyMoveStep::authorise(const business::Actor& actor,
                                   const storage::Facts& facts) const {
  const auto move = find_company_move(facts.rows(kCompanyMoveById, storage::Value(id_)));
  if (!move) return refuse(RefusalKind::not_found, "not_found", {{"member", "move"}});
  if (!is_of_either_place(actor, *move)) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "move"}});
  }
  return business::may_act_at(actor, at_target(*move) ? move->target : move->region);
}

Decision<storage::Plan> CompanyMoveStep::decide(const storage::Facts& facts,
                                                const business::Context& context) const {
  auto move = find_company_move(facts.rows(kCompanyMoveById, storage::Value(id_)));
  if (!move) return refuse(RefusalKind::not_found, "not_found", {{"member", "move"}});
  if (const Verdict done = apply(*move, context); !done) return done.refusal();
  storage::Plan plan;
  plan.event = "company_move_" + std::string(to_text(move->state));
  plan.update(kCompanyMove, company_move_row(*move));
  plan.answer = answer_of(*move, context);
  return plan;
}

Verdict AcceptCompanyMove::apply(CompanyMove& move, const business::Context& context) const {
  if (move.state != MoveState::filed) return wrong_state(move, "accept");
  move.state = MoveState::accepted;
  move.accepted_by = context.actor->journal_name();
  return Nothing{};
}

Verdict ApproveCompanyMove::apply(CompanyMove& move, const business::Context& context) const {
  if (move.state != MoveState::accepted) return wrong_state(move, "approve");
  if (business::is_same_officer(move.accepted_by, context.actor->journal_name())) {
    return refuse("same_officer_for_both_sides");
  }
  move.state = MoveState::approved;
  move.approved_by = context.actor->journal_name();
  return Nothing{};
}

bool RefuseCompanyMove::at_target(const CompanyMove& move) const {
  return move.state != MoveState::filed;
}

Verdict RefuseCompanyMove::apply(CompanyMove& move, const business::Context&) const {
  if (move.state != MoveState::filed && move.state != MoveState::accepted) {
    return wrong_state(move, "refuse");
  }
  move.state = MoveState::refused;
  move.refused_because = why();
  return Nothing{};
}

Verdict CloseCompanyMove::apply(CompanyMove& move, const business::Context&) const {
  if (move.state != MoveState::approved) return wrong_state(move, "complete");
  move.state = MoveState::done;
  return Nothing{};
}

std::vector<std::unique_ptr<business::Command>> due_company_commands(storage::Session& reader,
                                                                     Date today, int limit) {
  std::vector<std::unique_ptr<business::Command>> commands;
  for (const storage::Row& row : reader.select(kMembersToMove, {today.days(), limit})) {
    commands.push_back(std::make_unique<MoveMember>(row[1].integer(), PersonId(row[2].integer())));
  }
  for (const storage::Row& row : reader.select(kFollowingToOpen, {today.days(), limit})) {
    commands.push_back(
        std::make_unique<OpenMemberTransfer>(PersonId(row[0].integer()), CaseId(row[1].integer())));
  }
  if (!commands.empty()) return commands;
  for (const storage::Row& row : reader.select(kMovesToClose, {today.days(), limit})) {
    auto command = std::make_unique<CloseCompanyMove>();
    command->for_move(region_of(row[0]), row[1].integer());
    commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace yibao::place_change
