// 整单位到账: what the collection authority (税务部门) reports as received of whole employers for a
// month. The monthly credits run gives it to the people on their rosters.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "business/use_case.h"

namespace yibao::contribution {

inline constexpr std::size_t kEmployersMax = 1'000;  // in one report

extern const storage::Table kEmployerReceipt;

// One report per employer and month; a repeated line with the same amount changes nothing.
// Refuses, all lines or none: employer_not_found, employer_of_other_region,
// employer_receipt_differs, month_in_future, received_in_future.
class ReportEmployerReceipts : public business::Command {
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
  struct Line {
    std::string code;
    std::optional<Money> amount;
  };
  Refusal find_mistakes(const storage::Facts& facts) const;

  RegionCode region_;
  Month month_;
  Date received_on_;
  std::vector<Line> lines_;
};

}  // namespace yibao::contribution
