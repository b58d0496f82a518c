#include "business/clearing/queries.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/clearing/present.h"
#include "business/clearing/reading.h"
#include "business/reader.h"

namespace yibao::clearing {

namespace {

using storage::Value;

// A list reads on behind (month, id), the latest first.
constexpr storage::Statement kOfRegion{
    "clearing_statements_of_region",
    "SELECT region, statement_id, number, kind, party, month, cut_at, settlements, postings, "
    "bills_fen, fund_fen, account_fen, counter_fen, carried_fen, amount_fen, state, drawn_by, "
    "first_by, first_region, second_by, why, payee_holder, payee_sealed, attempt, file_name, "
    "due_on, calendar_version, paid_on, recorded_at FROM clearing_statement "
    "WHERE (region = $1 OR party = $2) AND month <= $3 AND month >= $4 AND statement_id < $5 "
    "ORDER BY statement_id DESC LIMIT $6"};
constexpr storage::Statement kOfInstitution{
    "clearing_statements_of_institution",
    "SELECT region, statement_id, number, kind, party, month, cut_at, settlements, postings, "
    "bills_fen, fund_fen, account_fen, counter_fen, carried_fen, amount_fen, state, drawn_by, "
    "first_by, first_region, second_by, why, payee_holder, payee_sealed, attempt, file_name, "
    "due_on, calendar_version, paid_on, recorded_at FROM clearing_statement "
    "WHERE party = $1 AND statement_id < $2 ORDER BY statement_id DESC LIMIT $3"};

constexpr std::int64_t kAll = std::int64_t{1} << 62;

Tree list_of(const storage::Rows& rows, std::int64_t limit, const business::Context& context) {
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : rows) {
    list.push(present_statement(read_statement(row), context));
  }
  Tree answer = Tree::object({{"statements", std::move(list)}});
  if (static_cast<std::int64_t>(rows.size()) == limit) {
    answer.set("next", std::to_string(rows.back()[1].integer()));
  }
  return answer;
}

std::int64_t read_after(business::Reader& reader) {
  return reader.integer_or("after", 1, kAll, kAll);
}

// "2025-03-07.812", of two regions' statement "2025-03-07.812@441900-202503-P44190000001": behind
// which line to read on.
Page read_page(business::Reader& reader) {
  Page page{reader.integer_or("limit", 1, 500, 100)};
  const std::string text = reader.text_or("after", 80, "");
  if (text.empty()) return page;
  const std::string behind = text.substr(0, text.find('@'));
  const std::size_t dot = behind.find('.');
  const std::optional<Date> day = Date::parse(behind.substr(0, dot));
  std::int64_t id = -1;
  if (dot != std::string::npos && behind.size() - dot <= 19 &&
      behind.find_first_not_of("0123456789", dot + 1) == std::string::npos &&
      dot + 1 < behind.size()) {
    id = std::stoll(behind.substr(dot + 1));
  }
  if (!day || id < 0) {
    reader.add({"member_out_of_range", {{"member", "after"}}, {}});
    return page;
  }
  page.day = *day;
  page.id = id;
  if (behind.size() < text.size()) page.of_statement = text.substr(behind.size() + 1);
  return page;
}

Tree present_line(const Line& line, const business::Context& context) {
  Tree tree = Tree::object({{"number", line.number},
                            {"day", line.day.to_string()},
                            {"total_fen", line.total.fen()},
                            {"owed_fen", line.owed.fen()},
                            {"debtor", line.debtor.to_string()},
                            {"debtor_name", context.regions->full_name(line.debtor)}});
  if (line.of_statement.empty()) return tree;
  tree.set("of_statement", line.of_statement);
  tree.set("institution", line.institution);
  return tree;
}

std::string behind_text(const Line& line) {
  const std::string behind = line.day.to_string() + "." + std::to_string(line.id);
  return line.of_statement.empty() ? behind : behind + "@" + line.of_statement;
}

}  // namespace

Decision<Tree> answer_statements(const business::Request& request, const business::Context& context,
                                 storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::string* path = request.path_value("region");
  const auto region = RegionCode::parse(path == nullptr ? "" : *path);
  const std::optional<Month> month = reader.optional_month("month");
  const std::int64_t after = read_after(reader);
  const std::int64_t limit = reader.integer_or("limit", 1, 200, 50);
  if (!region) reader.add({"not_found", {{"member", "region"}}, {}}, RefusalKind::not_found);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = business::may_act_at(*context.actor, *region); !may) {
    return may.refusal();
  }
  constexpr std::int64_t kMonths = 1'600;
  return list_of(
      session.select(kOfRegion, {region->value(), region->to_string(),
                                 month ? Value(month->index()) : Value(kMonths),
                                 month ? Value(month->index()) : Value(0), after, limit}),
      limit, context);
}

Decision<Tree> answer_of_institution(const business::Request& request,
                                     const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::string* code = request.path_value("institution");
  const std::int64_t after = read_after(reader);
  const std::int64_t limit = reader.integer_or("limit", 1, 200, 50);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const std::string institution = code == nullptr ? "" : *code;
  if (const Verdict may = may_see_institution(institution, context); !may) return may.refusal();
  return list_of(session.select(kOfInstitution, {institution, after, limit}), limit, context);
}

Decision<Tree> answer_statement(const business::Request& request, const business::Context& context,
                                storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Decision<Statement> statement = require_statement(request, context, session);
  if (!statement) return statement.refusal();
  if (statement->kind == Kind::institution) {
    return present_statement(*statement, read_own_shares(*statement, session), context);
  }
  Tree tree = present_statement(*statement, context);
  std::vector<Share> shares;
  const std::vector<PairShare> pairs = read_pair_shares(*statement, session);
  for (const PairShare& each : pairs) shares.push_back(each.share);
  Tree list = present_shares(shares, context);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    (*list.list())[i].set("of_statement", pairs[i].statement);
    (*list.list())[i].set("institution", pairs[i].institution);
  }
  tree.set("shares", std::move(list));
  return tree;
}

Decision<Tree> answer_lines(const business::Request& request, const business::Context& context,
                            storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::string kind = reader.code_or("kind", {"bills", "postings"}, "bills");
  const Page page = read_page(reader);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Decision<Statement> statement = require_statement(request, context, session);
  if (!statement) return statement.refusal();
  const std::vector<Line> lines = read_lines(
      *statement, kind == "bills" ? LineKind::bills : LineKind::postings, page, context, session);
  Tree list = Tree(Tree::List{});
  for (const Line& line : lines) list.push(present_line(line, context));
  Tree answer = Tree::object({{"lines", std::move(list)}});
  if (static_cast<std::int64_t>(lines.size()) == page.limit) {
    answer.set("next", behind_text(lines.back()));
  }
  return answer;
}

Decision<Tree> answer_payees(const business::Request& request, const business::Context& context,
                             storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const std::string* code = request.path_value("institution");
  const std::string institution = code == nullptr ? "" : *code;
  if (const Verdict may = may_see_institution(institution, context); !may) return may.refusal();
  const Value key[] = {Value(institution)};
  const std::vector<storage::Rows> rows = session.select_keyed(kAccountsOfInstitution, key);
  Tree list = Tree(Tree::List{});
  for (const PayeeAccount& each : read_accounts(rows.front())) {
    if (each.state != AccountState::replaced) list.push(present_payee(each, context));
  }
  return Tree::object({{"accounts", std::move(list)}});
}

}  // namespace yibao::clearing
