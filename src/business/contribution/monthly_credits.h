// The monthly credits run (每月划入): the receipts of a month, as the collection authority reports
// them for whole employers or for the whole region, given to the people on the rosters.
//
// Who is on an employer's roster for the month gets a receipt (contribution) and, with it, the
// credit to the personal account (posting 101). A retiree pays nothing and gets the month's quota.
// A month that is paid already is left alone: a second run changes nothing. Whose employer has not
// been reported is left out, and owes after the due day (arrears.h).
#pragma once

#include <memory>

#include "business/run/commands.h"
#include "business/run/step.h"

namespace yibao::contribution {

class StartMonthlyCredits : public run::StartRun {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);

 private:
  Verdict check(const business::Context& context) const override;
  Month month_;
  Date received_on_;
};

std::unique_ptr<run::Work> monthly_credits_work(const run::Run& run);

}  // namespace yibao::contribution
