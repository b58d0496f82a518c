// 每月增减员文件: the joiners and leavers of one employer, row by row, in one command. A row that
// is refused is told why and stops no other; the rest happens in one transaction, or nothing does.
// The same file under the same key gets the stored report.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "business/use_case.h"

namespace yibao::enrolment {

class ReportMonthlyFile : public business::Command {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  struct Row {
    std::int64_t line = 0;
    std::string kind;
    std::unique_ptr<business::Command> report;  // none where the row itself is wrong
    std::vector<Reason> refused;
  };
  Row read_row(const Tree& told, const business::Request& request, const business::Context& context,
               storage::Session& reader) const;
  Tree carry_out(const Row& row, storage::Plan& whole, const storage::Facts& facts,
                 const business::Context& context) const;

  EmployerId employer_;
  RegionCode region_;  // whose journal tells of the file
  std::vector<Row> rows_;
};

}  // namespace yibao::enrolment
