// 欠费核定、催缴通知: what an employer owed a region when the arrears run of a month looked.
//
// A notice is what was told on its day, with the months, the people and the sums. It is never
// changed and decides nothing: whether somebody is in arrears today follows from the months.
#pragma once

#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/money.h"
#include "base/region_code.h"
#include "business/use_case.h"

namespace yibao::contribution {

struct ArrearsNotice {
  RegionCode region;
  EmployerId employer;
  Month month;      // of the run
  MonthSet months;  // unpaid, up to that month
  std::int64_t people = 0;
  Money amount;    // both shares of all people and months
  Money late_fee;  // up to the day of the notice
  Date due_on;     // of the run's month
  Date noticed_on;
  Instant recorded_at;
};

extern const storage::Table kArrearsNotice;

storage::Row notice_row(const ArrearsNotice& notice);

// Of a region and month, in order of employer; or of one employer, the latest first.
Decision<Tree> answer_notices_of_region(const business::Request& request,
                                        const business::Context& context,
                                        storage::Session& session);
Decision<Tree> answer_notices_of_employer(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session);

}  // namespace yibao::contribution
