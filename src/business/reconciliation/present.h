// Breaks as an answer shows them, with what to post in the words of their code.
#pragma once

#include <string>

#include "base/decision.h"
#include "base/tree.h"
#include "business/reconciliation/book_file.h"
#include "business/reconciliation/types.h"

namespace yibao::reconciliation {

// What is wrong and what to post: break_missing_there, break_amount, break_partly_taken_back …
Reason reason_of(const Break& each);
Reason reason_of(const NotCompared& each);  // reconcile_row_unread
// setl_id or msgid, theirs before ours; empty where neither has one.
std::string number_of(const Break& each, Number Entry::*number);
// {kind, line, setl_id, msgid, theirs, ours, difference, rule, facts}
Tree present_break(const Break& each);
// [{line, rule, facts}] of what could not be read, at most `most`.
Tree present_bad_rows(const std::vector<BadRow>& bad, std::size_t most);
Tree present_amounts(const Amounts& amounts);
// {institution?, from, to, theirs, ours, difference, breaks_total, breaks, kinds{},
// not_compared_total, not_compared}, the breaks and what was not compared at most `most` each. The
// difference is the sum of both.
Tree present_result(const Result& result, const Span& span, std::size_t most);

}  // namespace yibao::reconciliation
