// What became of each row of a file: a CSV report (UTF-8 with a byte order mark, so that office
// programs show it, and guarded: texts of the file come back in it), and the totals.
#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <string>

#include "base/decision.h"
#include "base/tree.h"
#include "service/batch.h"
#include "service/catalogue.h"

namespace yibao::main {

enum class RowResult {
  done,     // now
  already,  // by an earlier run of the same file
  refused,  // by a rule, or unreadable
  failed,   // a fault of ours: run the file again
};

struct RowOutcome {
  std::int64_t line = 0;
  RowResult result = RowResult::failed;
  std::string code;
  std::string text;  // in Chinese
};

// The words for a row that was done, now or before.
struct RowWords {
  std::string_view done;
  std::string_view already;
};

RowOutcome refused_row(std::int64_t line, const Refusal& refusal,
                       const service::Catalogue& catalogue);
RowOutcome row_outcome(std::int64_t line, const service::Outcome& outcome, const RowWords& words,
                       const service::Catalogue& catalogue);

// A refusal of the whole file, as the problem that HTTP would answer with.
std::string refusal_json(const Refusal& refusal, const service::Catalogue& catalogue);

// Refused where the report would be written over the file that it tells of.
Verdict check_report(const std::string& report, const std::string& input);

class Report {
 public:
  // Without a path, totals only. Throws Fault where the file cannot be written.
  explicit Report(const std::string& path);
  void add(const RowOutcome& row);
  void flush();

  std::int64_t count(RowResult result) const;
  std::int64_t rows() const;
  int exit_code() const;
  Tree totals() const;  // rows, done, already, refused, failed, refused_by_code
  // "共 5 行: 办理 3, …" and a line for each code of a refusal, in the catalogue's language.
  std::string summary(const service::Catalogue& catalogue) const;

 private:
  std::string path_;
  std::ofstream stream_;
  std::map<RowResult, std::int64_t> counts_;
  std::map<std::string, std::int64_t> codes_;  // of what was refused or failed
};

}  // namespace yibao::main
