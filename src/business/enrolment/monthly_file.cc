#include "business/enrolment/monthly_file.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "base/reason_tree.h"
#include "business/enrolment/reports.h"
#include "business/enrolment/store.h"
#include "business/reader.h"

namespace yibao::enrolment {

namespace {

// As many people as one command may hold for itself: a larger file is sent in parts.
constexpr std::size_t kRowsMax = 500;
constexpr std::int64_t kLineMax = 1'000'000;

// A row without what only the file knows, as a report of its own would name it.
Tree as_report(const Tree& row) {
  Tree body = Tree(Tree::Members{});
  for (const auto& [name, value] : *row.members()) {
    if (name != "line" && name != "kind") body.set(name, value);
  }
  return body;
}

Tree told_of(std::int64_t line, const std::string& kind, const char* result) {
  return Tree::object({{"line", line}, {"kind", kind}, {"result", result}});
}

// What a report asks for may stand already: a file that was mended and is sent again is no failure
// in the rows that were done before.
const char* result_of(const std::vector<Reason>& refused) {
  const std::string& code = refused.front().code;
  if (code == "already_enrolled_here" || code == "already_left_here") return "standing";
  return code == "joiner_already_waiting" ? "waiting" : "refused";
}

void take_over(storage::Plan& whole, storage::Plan part) {
  std::ranges::move(part.writes, std::back_inserter(whole.writes));
  std::ranges::move(part.notices, std::back_inserter(whole.notices));
}

}  // namespace

ReportMonthlyFile::Row ReportMonthlyFile::read_row(const Tree& told,
                                                   const business::Request& request,
                                                   const business::Context& context,
                                                   storage::Session& session) const {
  Row row;
  const bool is_row = told.members() != nullptr;
  business::Request one = request;
  Tree head = Tree(Tree::Members{});
  for (const char* name : {"line", "kind"}) {
    const Tree* value = is_row ? told.find(name) : nullptr;
    if (value != nullptr) head.set(name, *value);
  }
  one.body = std::move(head);
  auto reader = business::Reader::body(one, context);
  row.line = reader.integer("line", 1, kLineMax);
  row.kind = reader.code("kind", {"joiner", "leaver"});
  const Verdict verdict = reader.finish();
  if (!verdict) {
    row.refused = verdict.refusal().reasons;
    return row;
  }
  one.body = as_report(told);
  business::CommandOrRefusal report = row.kind == "joiner"
                                          ? ReportJoiner::parse(one, context, session)
                                          : ReportLeaver::parse(one, context, session);
  if (report) {
    row.report = std::move(report).value();
  } else {
    row.refused = report.refusal().reasons;
  }
  return row;
}

business::CommandOrRefusal ReportMonthlyFile::parse(const business::Request& request,
                                                    const business::Context& context,
                                                    storage::Session& session) {
  auto command = std::make_unique<ReportMonthlyFile>();
  auto reader = business::Reader::body(request, context);
  command->employer_ = EmployerId(reader.path_id("employer", storage::IdKind::employer));
  const Tree::List* rows = reader.list("rows", kRowsMax);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const storage::Value key[] = {storage::Value(command->employer_.value())};
  const storage::Rows found = session.select_keyed(kEmployerById, key).front();
  if (found.empty()) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "employer"}});
  }
  command->region_ = read_employer(found.front()).region;
  // One person once: what the second row says would be judged by what was before the first.
  std::map<storage::Subject, std::int64_t> seen;
  for (const Tree& told : *rows) {
    Row row = command->read_row(told, request, context, session);
    if (row.report != nullptr) {
      const auto [first, is_new] = seen.try_emplace(row.report->subjects().front(), row.line);
      if (!is_new) {
        row.report.reset();
        row.refused = {{"person_in_file_twice", {{"line", std::to_string(first->second)}}, {}}};
      }
    }
    command->rows_.push_back(std::move(row));
  }
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> ReportMonthlyFile::subjects() const {
  std::vector<storage::Subject> all{storage::Subject::region(region_)};
  for (const Row& row : rows_) {
    if (row.report == nullptr) continue;
    const std::vector<storage::Subject> theirs = row.report->subjects();
    all.insert(all.end(), theirs.begin(), theirs.end());
  }
  return all;
}

void ReportMonthlyFile::need(storage::Needs& needs) const {
  needs.add(kEmployerById, storage::Value(employer_.value()));
  for (const Row& row : rows_) {
    if (row.report != nullptr) row.report->need(needs);
  }
}

void ReportMonthlyFile::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  for (const Row& row : rows_) {
    if (row.report != nullptr) row.report->need_more(facts, needs);
  }
}

Verdict ReportMonthlyFile::authorise(const business::Actor& actor,
                                     const storage::Facts& facts) const {
  return may_report(actor, facts, employer_);
}

Tree ReportMonthlyFile::carry_out(const Row& row, storage::Plan& whole, const storage::Facts& facts,
                                  const business::Context& context) const {
  std::vector<Reason> refused = row.refused;
  if (row.report != nullptr) {
    Decision<storage::Plan> plan = row.report->decide(facts, context);
    if (plan) {
      const Tree& report = *plan->answer.find("report");
      const bool waits = *report.find("state")->text() == to_text(ReportState::conflict);
      Tree told = told_of(row.line, row.kind, waits ? "waiting" : "done");
      told.set("effective_on", *report.find("effective_on"));
      told.set("reasons", to_tree(plan->reasons));
      take_over(whole, std::move(plan).value());
      return told;
    }
    refused = plan.refusal().reasons;
  }
  Tree told = told_of(row.line, row.kind, result_of(refused));
  told.set("reasons", to_tree(refused));
  return told;
}

Decision<storage::Plan> ReportMonthlyFile::decide(const storage::Facts& facts,
                                                  const business::Context& context) const {
  storage::Plan whole;
  whole.event = "monthly_file_reported";
  Tree rows = Tree(Tree::List{});
  std::map<std::string, std::int64_t> counts{
      {"done", 0}, {"standing", 0}, {"waiting", 0}, {"refused", 0}};
  for (const Row& row : rows_) {
    Tree told = carry_out(row, whole, facts, context);
    ++counts[*told.find("result")->text()];
    rows.push(std::move(told));
  }
  whole.answer = Tree::object({{"rows", std::move(rows)}});
  for (const auto& [result, count] : counts) whole.answer.set(result, count);
  return whole;
}

}  // namespace yibao::enrolment
