// 欠费核定、限期缴纳通知: what an employer owed a region on a day, and by when it is to pay.
//
// The monthly arrears run issues one per employer, an officer another one when its term has run
// out. A notice is what was told on its day, with the months, the people and the sums; it is
// printed as it stands (arrears_notice_paper.h). It is never changed and decides nothing: whether
// somebody is in arrears today follows from the months.
#pragma once

#include <string>
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
  Month month;         // of the run; of an officer's, the latest that is overdue
  int serial = 1;      // of the notices of that month
  std::string months;  // unpaid, up to that month: 2026-08..2026-10
  std::int64_t people = 0;
  Money amount;    // both shares of all people and months
  Money late_fee;  // up to the day of the notice
  Date due_on;     // of `month`
  Date noticed_on;
  Date pay_by;
  std::string issued_by;
  Instant recorded_at;
};

extern const storage::Table kArrearsNotice;
extern const storage::KeyedSelect kArrearsNoticesOf;  // employer_id, then whole rows, oldest first

storage::Row notice_row(const ArrearsNotice& notice);
// Rows of a select that puts its key in front.
std::vector<ArrearsNotice> read_notices(const storage::Rows& rows);
Tree notices_tree(const std::vector<ArrearsNotice>& notices);

// 限期: the working days that the region gives, from the day of the notice.
Date pay_by_of(RegionCode region, const business::Context& context);

// Of a region and month, in order of employer; or of one employer, the latest first.
Decision<Tree> answer_notices_of_region(const business::Request& request,
                                        const business::Context& context,
                                        storage::Session& session);
Decision<Tree> answer_notices_of_employer(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session);
}  // namespace yibao::contribution
