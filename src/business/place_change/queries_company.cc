#include "business/place_change/queries_company.h"

#include "base/secret.h"
#include "business/access.h"
#include "business/agency/present.h"
#include "business/casework/shown.h"
#include "business/casework/stored_json.h"
#include "business/place_change/commands_company.h"
#include "business/reader.h"
#include "business/transfer/told_to.h"

namespace yibao::place_change {

namespace {

constexpr std::int64_t kAll = std::int64_t{1} << 62;
constexpr std::int64_t kPageMax = 500;
constexpr std::int64_t kPageDefault = 100;

constexpr storage::Statement kCounts{
    "company_move_counts",
    "SELECT d.outcome, CAST(COUNT(*) AS BIGINT) FROM company_move_member d WHERE d.move_id = $1 "
    "AND NOT EXISTS (SELECT 1 FROM company_move_member l WHERE l.move_id = d.move_id "
    "AND l.person_id = d.person_id AND l.attempt > d.attempt) "
    "GROUP BY d.outcome ORDER BY d.outcome"};
constexpr storage::Statement kMembers{
    "company_move_members",
    "SELECT d.person_id, p.name, p.recorded_at, d.outcome, d.reasons, c.following, "
    "c.transfer_case, c.begins_on, f.state, f.recorded_at, d.attempt FROM company_move_member d "
    "JOIN person p ON p.person_id = d.person_id "
    "LEFT JOIN place_change c ON c.person_id = d.person_id AND c.case_id = d.change_case "
    "LEFT JOIN case_file f ON f.person_id = d.person_id AND f.case_id = c.transfer_case "
    "WHERE d.move_id = $1 AND d.person_id > $2 "
    "AND NOT EXISTS (SELECT 1 FROM company_move_member l WHERE l.move_id = d.move_id "
    "AND l.person_id = d.person_id AND l.attempt > d.attempt) ORDER BY d.person_id LIMIT $3"};

constexpr storage::Statement kMovesOfPlace{
    "company_moves_of_place",
    "SELECT m.region, m.move_id, m.employer_id, m.target, m.target_employer_id, m.effective_on, "
    "m.state, m.filed_by, m.accepted_by, m.approved_by, m.refused_because, m.recorded_at, e.name, "
    "e.recorded_at, t.name FROM company_move m JOIN employer e ON e.employer_id = m.employer_id "
    "JOIN employer t ON t.employer_id = m.target_employer_id "
    "WHERE (m.region = $1 OR m.target = $2) AND m.move_id < $3 ORDER BY m.move_id DESC LIMIT $4"};

// The employer that files, and the two agencies.
Verdict may_see(const business::Actor& actor, const CompanyMove& move) {
  const Refusal not_found = refuse(RefusalKind::not_found, "not_found", {{"member", "move"}});
  if (actor.is(business::Role::auditor)) return Nothing{};
  if (actor.is(business::Role::employer_officer)) {
    const bool own = actor.id == move.employer.value() || actor.id == move.target_employer.value();
    return own ? Verdict(Nothing{}) : Verdict(not_found);
  }
  return is_of_either_place(actor, move) ? Verdict(Nothing{}) : Verdict(not_found);
}

Tree move_tree(const CompanyMove& move, const business::Context& context) {
  return Tree::object(
      {{"move", context.vault->outside_id(storage::IdKind::application, move.id, move.recorded_at)},
       {"state", std::string(to_text(move.state))},
       {"origin", casework::place_tree(move.region, context)},
       {"target", casework::place_tree(move.target, context)},
       {"effective_on", move.effective_on.to_string()}});
}

Tree member_tree(const storage::Row& row, const business::Context& context) {
  Tree tree = Tree::object(
      {{"person", context.vault->outside_id(storage::IdKind::person, row[0].integer(),
                                            Instant::from_milliseconds(row[2].integer()))},
       {"name", mask_name(row[1].text())},
       {"outcome", row[3].text()},
       {"attempt", row[10].integer()},
       {"reasons",
        transfer::stored_told_to(*context.actor, casework::read_stored(row[4].text()))}});
  if (row[5].is_null()) return tree;
  tree.set("begins_on", Date::from_days(static_cast<std::int32_t>(row[7].integer())).to_string());
  tree.set("following", row[5].text());
  if (row[6].is_null()) return tree;
  tree.set("transfer",
           casework::case_number(CaseId(row[6].integer()),
                                 Instant::from_milliseconds(row[9].integer()), context));
  return tree.set("transfer_state", row[8].text());
}

}  // namespace

Decision<Tree> answer_company_moves(const business::Request& request,
                                    const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::int64_t employer = reader.path_id("employer", storage::IdKind::employer);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (context.actor->is(business::Role::employer_officer) && context.actor->id != employer) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "employer"}});
  }
  const storage::Value key[] = {storage::Value(employer)};
  Tree moves = Tree(Tree::List{});
  const storage::Rows rows = session.select_keyed(kCompanyMovesOf, key).front();
  for (const storage::Row& row : rows) {
    const auto move = find_company_move({row});
    if (!move || !may_see(*context.actor, *move)) continue;
    moves.push(move_tree(*move, context));
  }
  return Tree::object({{"moves", std::move(moves)}});
}

Decision<Tree> answer_company_move(const business::Request& request,
                                   const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::int64_t id = reader.path_id("move", storage::IdKind::application);
  const std::int64_t after = reader.optional_id("after", storage::IdKind::person).value_or(0);
  const std::int64_t limit = reader.integer_or("limit", 1, kPageMax, kPageDefault);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const storage::Value key[] = {storage::Value(id)};
  const auto move = find_company_move(session.select_keyed(kCompanyMoveById, key).front());
  if (!move) return refuse(RefusalKind::not_found, "not_found", {{"member", "move"}});
  if (const Verdict may = may_see(*context.actor, *move); !may) return may.refusal();

  Tree counts = Tree::object({{"moved", 0}, {"refused", 0}});
  for (const storage::Row& row : session.select(kCounts, {id})) {
    counts.set(row[0].text(), row[1].integer());
  }
  Tree members = Tree(Tree::List{});
  for (const storage::Row& row : session.select(kMembers, {id, after, limit})) {
    members.push(member_tree(row, context));
  }
  Tree tree = move_tree(*move, context);
  tree.set("counts", std::move(counts));
  tree.set("members", std::move(members));
  if (!move->refused_because.empty()) tree.set("why", move->refused_because);
  return tree;
}

Decision<Tree> answer_moves_of_place(const business::Request& request,
                                     const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = agency::path_region(reader, request, context);
  const std::int64_t before =
      reader.optional_id("before", storage::IdKind::application).value_or(kAll);
  const std::int64_t limit = reader.integer_or("limit", 1, kPageMax, kPageDefault);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = business::may_act_at(*context.actor, region); !may) {
    return may.refusal();
  }
  Tree moves = Tree(Tree::List{});
  for (const storage::Row& row :
       session.select(kMovesOfPlace, {region.value(), region.value(), before, limit})) {
    const CompanyMove move = read_company_move(row);
    Tree tree = move_tree(move, context);
    tree.set("employer", context.vault->outside_id(storage::IdKind::employer, move.employer.value(),
                                                   Instant::from_milliseconds(row[13].integer())));
    tree.set("employer_name", row[12].text());
    tree.set("target_employer_name", row[14].text());
    moves.push(std::move(tree));
  }
  return Tree::object({{"moves", std::move(moves)}});
}

}  // namespace yibao::place_change
