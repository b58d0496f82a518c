// 缴费记录、每月划账、账户收支 to be kept and printed: a table with totals of each
// year, as CSV, XLSX or PDF. What is to be shown to others is issued with a number
// (statement_papers.h).
#pragma once

#include "business/use_case.h"

namespace yibao::enquiry {

// {name, content} or, for the press, {name, print}.
Decision<Tree> answer_contribution_statement(const business::Request& request,
                                             const business::Context& context,
                                             storage::Session& session);
Decision<Tree> answer_account_statement(const business::Request& request,
                                        const business::Context& context,
                                        storage::Session& session);
Decision<Tree> answer_credit_statement(const business::Request& request,
                                       const business::Context& context, storage::Session& session);

}  // namespace yibao::enquiry
