#include "main/import/report.h"

#include <filesystem>

#include "adapters/csv/reader.h"
#include "base/tree_text.h"
#include "main/commands.h"
#include "service/present.h"
#include "storage/json.h"

namespace yibao::main {

namespace {

std::string_view to_text(RowResult result) {
  switch (result) {
    case RowResult::done:
      return "done";
    case RowResult::already:
      return "already";
    case RowResult::refused:
      return "refused";
    case RowResult::failed:
      return "failed";
  }
  YB_CHECK(false, "no such result");
}

std::string sentence(const std::string& title, const std::string& detail, const std::string& next) {
  return title + ": " + detail + next;
}

// The reasons of a problem, as they were told.
std::string text_of_problem(const Tree& problem) {
  std::string text;
  const Tree* reasons = problem.find("reasons");
  if (reasons != nullptr && reasons->list() != nullptr) {
    for (const Tree& reason : *reasons->list()) {
      text +=
          (text.empty() ? "" : " ") + sentence(text_of(reason, "title"), text_of(reason, "detail"),
                                               text_of(reason, "next_step"));
    }
  }
  return text.empty() ? text_of(problem, "title") : text;
}

}  // namespace

RowOutcome refused_row(std::int64_t line, const Refusal& refusal,
                       const service::Catalogue& catalogue) {
  RowOutcome row{line, RowResult::refused, refusal.code(), ""};
  for (const Reason& reason : refusal.reasons) {
    const service::Words words = catalogue.words(reason.code, reason.facts);
    row.text += (row.text.empty() ? "" : " ") + sentence(words.title, words.detail, words.next);
  }
  return row;
}

RowOutcome row_outcome(std::int64_t line, const service::Outcome& outcome, const RowWords& words,
                       const service::Catalogue& catalogue) {
  if (outcome.status < 400) {
    const std::string code(outcome.replayed ? words.already : words.done);
    return {line, outcome.replayed ? RowResult::already : RowResult::done, code,
            catalogue.words(code, {}).title};
  }
  const Decision<Tree> problem = storage::parse_json(outcome.body);
  YB_CHECK(problem.ok(), "a problem of ours that is not JSON");
  return {line, outcome.status < 500 ? RowResult::refused : RowResult::failed,
          text_of(*problem, "code"), text_of_problem(*problem)};
}

std::string refusal_json(const Refusal& refusal, const service::Catalogue& catalogue) {
  return service::present_problem(refusal, catalogue, "", "").to_json();
}

Verdict check_report(const std::string& report, const std::string& input) {
  std::error_code none;  // of what is not there
  if (report.empty() || !std::filesystem::equivalent(report, input, none)) return Nothing{};
  return refuse(RefusalKind::malformed, "report_is_the_input", {{"file", input}});
}

Report::Report(const std::string& path) : path_(path) {
  if (path.empty()) return;
  stream_.open(path, std::ios::binary | std::ios::trunc);
  stream_ << csv::kByteOrderMark << csv::write_record({"行号", "结果", "代码", "说明"});
  flush();
}

void Report::add(const RowOutcome& row) {
  ++counts_[row.result];
  const bool done = row.result == RowResult::done || row.result == RowResult::already;
  if (!done) ++codes_[row.code];
  if (path_.empty()) return;
  stream_ << csv::write_office_record(
      {std::to_string(row.line), std::string(to_text(row.result)), row.code, row.text});
}

void Report::flush() {
  if (path_.empty()) return;
  stream_.flush();
  if (!stream_) throw Fault("cannot write " + path_);
}

std::int64_t Report::count(RowResult result) const {
  const auto found = counts_.find(result);
  return found == counts_.end() ? 0 : found->second;
}

std::int64_t Report::rows() const {
  std::int64_t rows = 0;
  for (const auto& [result, count] : counts_) rows += count;
  return rows;
}

int Report::exit_code() const {
  if (count(RowResult::failed) > 0) return kFault;
  return count(RowResult::refused) > 0 ? kRefused : kDone;
}

Tree Report::totals() const {
  Tree totals = Tree::object({{"rows", rows()}});
  for (const RowResult result :
       {RowResult::done, RowResult::already, RowResult::refused, RowResult::failed}) {
    totals.set(std::string(to_text(result)), count(result));
  }
  Tree codes = Tree(Tree::Members{});
  for (const auto& [code, count] : codes_) codes.set(code, count);
  totals.set("by_code", std::move(codes));
  return totals;
}

std::string Report::summary(const service::Catalogue& catalogue) const {
  const auto told = [&](RowResult result) { return std::to_string(count(result)); };
  const std::vector<Fact> facts{{"rows", std::to_string(rows())},
                                {"rows_done", told(RowResult::done)},
                                {"rows_already", told(RowResult::already)},
                                {"rows_refused", told(RowResult::refused)},
                                {"rows_failed", told(RowResult::failed)}};
  std::string text = catalogue.words("rows_summary", facts).detail + "\n";
  for (const auto& [code, count] : codes_) {
    text += "  " + catalogue.words(code, {}).title + " (" + code +
            "): " + catalogue.words("rows_counted", {{"count", std::to_string(count)}}).detail +
            "\n";
  }
  return text;
}

}  // namespace yibao::main
