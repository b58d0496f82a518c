// 年度结息、年度结转: the year's interest to every account of a region, and the year's balance
// carried over (N-06, R-056).
//
// The balance belongs to the person and is never cleared: carrying forward posts a pair (113, 206)
// that leaves it as it was and says how much of it the new year found. Interest is reckoned day by
// day from the postings (interest.h) and posted on the region's interest day.
#pragma once

#include <memory>

#include "business/run/commands.h"
#include "business/run/step.h"

namespace yibao::account {

class StartYearEnd : public run::StartRun {
 protected:
  static business::CommandOrRefusal read(std::unique_ptr<StartYearEnd> command, run::RunKind kind,
                                         const business::Request& request,
                                         const business::Context& context);
  int year_ = 0;
};

// Refuses: interest_day_not_reached, no_interest_here.
class StartInterest : public StartYearEnd {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);

 private:
  Verdict check(const business::Context& context) const override;
};

// Refuses: year_not_over.
class StartCarryForward : public StartYearEnd {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);

 private:
  Verdict check(const business::Context& context) const override;
};

std::unique_ptr<run::Work> interest_work();
std::unique_ptr<run::Work> carry_forward_work();

}  // namespace yibao::account
