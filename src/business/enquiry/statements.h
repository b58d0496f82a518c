// 缴费记录、每月划账 to be kept and printed: a table (CSV) with totals of each year.
#pragma once

#include "business/use_case.h"

namespace yibao::enquiry {

// {name, content}: UTF-8 with a mark in front, by which spreadsheets know it.
Decision<Tree> answer_contribution_statement(const business::Request& request,
                                             const business::Context& context,
                                             storage::Session& session);
Decision<Tree> answer_credit_statement(const business::Request& request,
                                       const business::Context& context, storage::Session& session);

}  // namespace yibao::enquiry
