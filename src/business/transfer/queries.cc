#include "business/transfer/queries.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/casework/shown.h"
#include "business/casework/stored_json.h"
#include "business/reader.h"
#include "business/transfer/case_command.h"
#include "business/transfer/days.h"
#include "business/transfer/deadlines.h"
#include "business/transfer/facts.h"
#include "business/transfer/shown.h"
#include "business/transfer/supplement.h"
#include "policy/policy_set.h"

namespace yibao::transfer {

namespace {

constexpr storage::Statement kCasesOfPerson{
    "transfers_of_person",
    "SELECT f.case_id, f.service, f.state, t.origin, t.target, t.relation_state, t.money_state, "
    "f.accepted_on, f.closed_on, f.recorded_at FROM case_file f "
    "JOIN transfer t ON t.person_id = f.person_id AND t.case_id = f.case_id "
    "WHERE f.person_id = $1 ORDER BY f.case_id DESC LIMIT 100"};
constexpr storage::Statement kSheetVersions{
    "sheet_versions",
    "SELECT version, content, balance_fen, uploaded_on, correction FROM information_sheet "
    "WHERE person_id = $1 AND case_id = $2 ORDER BY version DESC"};
RegionCode region_of(const storage::Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}

std::string day_of(const storage::Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer())).to_string();
}

using casework::place_tree;

// Whose case it is, where this actor may see it: the person, the two agencies, the auditors.
Decision<CaseFacts> require_case(const business::Request& request, const business::Context& context,
                                 storage::Session& session, storage::Facts& facts) {
  auto reader = business::Reader::parameters(request, context);
  const CaseId id(reader.path_id("case", storage::IdKind::application));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Refusal not_found = refuse(RefusalKind::not_found, "not_found", {{"member", "case"}});
  const std::optional<PersonId> owner = casework::owner_of(id, session);
  if (!owner) return not_found;
  if (!business::may_act_for(*context.actor, *owner)) return not_found;
  storage::Needs needs;
  need_case(needs, *owner);
  needs.add(kDaysOf, *owner);
  ask(session, needs, facts);
  Decision<CaseFacts> known = load_case(facts, {*owner, id}, context);
  if (!known || !context.actor->is_officer()) return known;
  if (!is_of_either_place(*context.actor, known->transfer)) return not_found;
  return known;
}

// 转出: the sheet has been sent; of a supplement, which has none where only money follows,
// approved.
std::optional<Date> origin_done_on(const Transfer& transfer) {
  const bool supplement = transfer.relation == RelationState::supplementary;
  return supplement ? transfer.origin_approved_on : transfer.sheet_sent_on;
}

// 退回核实: the sheet is with the origin again, and the target's days do not run, since the day of
// its letter. The origin's own begin when that has come (step_clock.h).
std::optional<Date> disputed_since(const Transfer& transfer, const storage::Rows& days) {
  if (transfer.relation != RelationState::disputed) return std::nullopt;
  constexpr std::string_view kDisputed[] = {"sheet_disputed"};
  return last_day_of(days, transfer.id, kDisputed);
}

Tree step_clocks_tree(const CaseFacts& known, const business::Context& context) {
  Tree list = Tree(Tree::List{});
  for (const StepClock& clock : known.clocks) {
    Tree each = casework::clock_tree({clock.due_on, clock.ended_on, {}, {}}, context);
    each.set("queue", clock.queue);
    each.set("from", clock.from.to_string());
    list.push(std::move(each));
  }
  return list;
}

Tree clocks_tree(const CaseFacts& known, const storage::Rows& days,
                 const business::Context& context) {
  const Transfer& transfer = known.transfer;
  const std::optional<Date> ended = ended_on(transfer, known.file.closed_on, days);
  std::optional<Date> paused;
  if (known.file.accepted_on) {
    const policy::RegionPolicy& origin =
        context.policies->on(transfer.origin, *known.file.accepted_on);
    paused = standing_since(transfer, origin);
  }
  casework::ShownClock total{transfer.total_due, {}, ended, paused};
  const bool reached =
      transfer.relation == RelationState::completed || is_money_only(transfer.relation);
  if (reached) std::swap(total.done_on, total.ended_on);
  const StepClock* step = running_among(known.clocks);
  return Tree::object(
      {{"origin", casework::clock_tree(
                      {transfer.origin_due, origin_done_on(transfer), ended, paused}, context)},
       {"target", casework::clock_tree({transfer.target_due, transfer.target_approved_on, ended,
                                        disputed_since(transfer, days)},
                                       context)},
       {"total", casework::clock_tree(total, context)},
       {"steps", step_clocks_tree(known, context)},
       {"provisional", transfer.provisional || (step != nullptr && step->provisional)},
       {"calendar", transfer.calendar_version},
       {"stopped", casework::stops_tree(transfer.stops)}});
}

// 收件 → 受理 → 转移 → 办结.
Tree progress_tree(const Transfer& transfer) {
  const auto current = static_cast<std::size_t>(progress_step(transfer.relation, transfer.money));
  Tree steps = Tree(Tree::List{});
  for (std::size_t i = 0; i < kProgressStepTexts.size(); ++i) {
    const bool done = i < current || transfer.is_over();
    steps.push(Tree::object({{"step", std::string(kProgressStepTexts[i])},
                             {"state", done           ? "done"
                                       : i == current ? "current"
                                                      : "ahead"}}));
  }
  return steps;
}

// The cases that belong together: supplements under the transfer, and the one that undoes it.
void add_linked(Tree& tree, const Transfer& transfer, const storage::Facts& facts,
                const business::Context& context) {
  Tree linked = Tree(Tree::List{});
  for (const Transfer& each : read_transfers(facts.rows(kTransfersOf, transfer.person))) {
    const bool under = each.supplements == transfer.id || each.reverses == transfer.id;
    const bool above = each.id == transfer.supplements || each.id == transfer.reverses;
    if (!under && !above) continue;
    const char* how =
        !each.supplements.is_none() || !transfer.supplements.is_none() ? "supplement" : "reversal";
    linked.push(Tree::object({{"case", casework::case_number(each.id, each.recorded_at, context)},
                              {"link", how},
                              {"direction", under ? "of_this" : "this_of"},
                              {"origin", place_tree(each.origin, context)},
                              {"state", std::string(shown_state(each.relation, each.money))},
                              {"amount_fen", each.amount.fen()}}));
  }
  tree.set("linked", std::move(linked));
}

// 就医备案 (N-20): what will become of it, as long as that lies ahead; what became of it stands in
// the time line. And who settles what lies on both sides of the move.
std::vector<Reason> care_outlook(const CaseFacts& known, const business::Context& context) {
  const Transfer& transfer = known.transfer;
  const bool moves = transfer.reverses.is_none() && transfer.supplements.is_none();
  const bool completed = transfer.relation == RelationState::completed;
  if (!moves || (transfer.is_over() && !completed)) return {};
  std::vector<Reason> reasons;
  if (!completed) {
    const care::Move move = care_move(transfer, context.today);
    const policy::CarePolicy& policy = context.policies->on(transfer.target, context.today).care;
    reasons = care::explain(move, care::follow(move, known.person.registrations, policy),
                            *context.regions);
  }
  const policy::RegionPolicy& origin = context.policies->on(transfer.origin, context.today);
  reasons.push_back(
      {"care_on_the_day_of_a_move",
       {{"origin", transfer.origin.to_string()}, {"target", transfer.target.to_string()}},
       {origin.settlement.stay_over_transfer.citation}});
  return reasons;
}

Tree money_tree(const Transfer& transfer) {
  return Tree::object({{"state", std::string(to_text(transfer.money))},
                       {"route", std::string(to_text(transfer.route))},
                       {"clear_on", std::string(to_text_of_clear_on(transfer.clear_on))},
                       {"amount_fen", transfer.amount.fen()},
                       {"amount", transfer.amount.to_display()}});
}

}  // namespace

Decision<Tree> answer_case(const business::Request& request, const business::Context& context,
                           storage::Session& session) {
  storage::Facts facts;
  const Decision<CaseFacts> known = require_case(request, context, session, facts);
  if (!known) return known.refusal();
  const Transfer& transfer = known->transfer;
  Tree tree = Tree::object(
      {{"case", casework::case_number(transfer.id, known->file.recorded_at, context)},
       {"service", known->file.service},
       {"state", known->file.state},
       {"relation", std::string(to_text(transfer.relation))},
       {"money", money_tree(transfer)},
       {"origin", place_tree(transfer.origin, context)},
       {"target", place_tree(transfer.target, context)},
       {"category",
        std::string(to_text(category_of(transfer.origin_scheme, transfer.target_scheme)))},
       {"channel", known->file.channel},
       {"progress", progress_tree(transfer)},
       {"clocks", clocks_tree(*known, facts.rows(kDaysOf, transfer.person), context)},
       {"form", casework::read_stored(known->file.form)},
       {"form_digest", known->file.form_digest},
       {"materials", casework::materials_tree(known->materials)},
       {"version", known->file.version}});
  if (known->file.accepted_on) tree.set("accepted_on", known->file.accepted_on->to_string());
  if (known->file.closed_on) tree.set("closed_on", known->file.closed_on->to_string());
  if (!transfer.end_reason.empty()) tree.set("end_reason", transfer.end_reason);
  if (!known->file.policy_hash.empty()) tree.set("policy_hash", known->file.policy_hash);
  if (known->task && known->task->open) tree.set("waiting", casework::task_tree(*known->task));
  casework::add_person(tree, transfer.person, facts, context);
  add_linked(tree, transfer, facts, context);
  tree.set("steps", casework::steps_tree(known->file, casework::StepsShown::all, context, session));
  return tree;
}

Decision<Tree> answer_cases_of_person(const business::Request& request,
                                      const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  Tree cases = Tree(Tree::List{});
  for (const storage::Row& row : session.select(kCasesOfPerson, {person.value()})) {
    Tree each = Tree::object(
        {{"case", casework::case_number(CaseId(row[0].integer()),
                                        Instant::from_milliseconds(row[9].integer()), context)},
         {"service", row[1].text()},
         {"state", row[2].text()},
         {"origin", place_tree(region_of(row[3]), context)},
         {"target", place_tree(region_of(row[4]), context)},
         {"relation", row[5].text()},
         {"money", row[6].text()}});
    if (!row[7].is_null()) each.set("accepted_on", day_of(row[7]));
    if (!row[8].is_null()) each.set("closed_on", day_of(row[8]));
    cases.push(std::move(each));
  }
  return Tree::object({{"cases", std::move(cases)}});
}

Decision<Tree> answer_explanation(const business::Request& request,
                                  const business::Context& context, storage::Session& session) {
  storage::Facts facts;
  const Decision<CaseFacts> known = require_case(request, context, session, facts);
  if (!known) return known.refusal();
  Tree answer =
      Tree::object({{"state", known->file.state},
                    {"policy_hash", known->file.policy_hash},
                    {"decisions", casework::steps_tree(known->file, casework::StepsShown::decisions,
                                                       context, session)}});
  answer.set("care", casework::reasons_tree(care_outlook(*known, context)));
  return answer;
}

Decision<Tree> answer_sheet(const business::Request& request, const business::Context& context,
                            storage::Session& session) {
  storage::Facts facts;
  const Decision<CaseFacts> known = require_case(request, context, session, facts);
  if (!known) return known.refusal();
  Tree versions = Tree(Tree::List{});
  for (const storage::Row& row : session.select(
           kSheetVersions, {known->transfer.person.value(), known->transfer.id.value()})) {
    Tree version = Tree::object({{"version", row[0].integer()},
                                 {"uploaded_on", day_of(row[3])},
                                 {"content", casework::read_stored(row[1].text())}});
    if (!row[4].is_null()) version.set("correction", row[4].text());
    versions.push(std::move(version));
  }
  Tree answer = Tree::object({{"versions", std::move(versions)}});
  const bool recalled =
      known->transfer.relation == RelationState::withdrawn && known->transfer.sheet_sent_on;
  if (recalled) answer.set("recalled_on", known->file.closed_on->to_string());
  return answer;
}

}  // namespace yibao::transfer
