// 差异明细 (N-13): which single transactions explain the difference between two books.
//
// A settlement and what takes it back are one group, under the number of the settlement. Within a
// group the bookings are compared, then the lines that take back. Each side's lines belong to one
// group, and each group's difference is told by its breaks, so the breaks add up to the difference
// of the totals: nothing is left unexplained and nothing is invented. Checked.
#pragma once

#include <vector>

#include "business/reconciliation/types.h"

namespace yibao::reconciliation {

// `ours` may hold days around the span, so that what one side has on another day is found as late.
// Whether a line of theirs that is flagged takes back, or was taken back, is told by the sign of
// its amounts and by its numbers, and by the other lines of its settlement. Lines that add up to
// what stands here are level with it, and what takes back less is a break of amounts. What stands
// here and has no line of theirs is not compared where `reading` has a row of it.
Result find_breaks(const std::vector<Entry>& theirs, const std::vector<Entry>& ours,
                   const Span& span, const Reading& reading = {});

// What of theirs has no partner among `ours`: before it is called missing here, or still standing
// here, it is looked for by its numbers on whatever day.
std::vector<const Entry*> without_partner(const Result& result);

// Our books from a file may name what a line takes back by its msgid: by its setl_id instead.
void name_originals(std::vector<Entry>& ours);

// A settlement stands in our books once, and is taken back once: the first entry that says
// otherwise; null where none does. What comes from the database is never so.
const Entry* find_repeated(const std::vector<Entry>& ours);

}  // namespace yibao::reconciliation
