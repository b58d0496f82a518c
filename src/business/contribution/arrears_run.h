// The monthly arrears run (欠费核定): after the due day of a month, which employers of a region owe
// it or an earlier one, for whom and how much (R-071, N-18).
//
// One pass over the region's rosters reads how many months each person has paid; only whose count
// does not match the roster is looked at month by month. Then a notice is written per employer, a
// thousand at a time, and its people are told. What was noticed for a month is not noticed again.
#pragma once

#include <memory>

#include "business/run/commands.h"
#include "business/run/step.h"

namespace yibao::contribution {

class StartArrears : public run::StartRun {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);

 private:
  Verdict check(const business::Context& context) const override;
  Month month_;
};

// `policies` and `today` are of the moment at which the run is carried on.
std::unique_ptr<run::Work> arrears_work(const policy::PolicySet& policies, Date today);

}  // namespace yibao::contribution
