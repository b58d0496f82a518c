// Reading statements: the list of a region or an institution, one with its shares, its lines, and
// the paper of it.
#pragma once

#include "business/use_case.h"

namespace yibao::clearing {

// {statements: […], next}: of an agency's region, or of one institution.
Decision<Tree> answer_statements(const business::Request& request, const business::Context& context,
                                 storage::Session& session);
Decision<Tree> answer_of_institution(const business::Request& request,
                                     const business::Context& context, storage::Session& session);
Decision<Tree> answer_statement(const business::Request& request, const business::Context& context,
                                storage::Session& session);
// The single settlements (kind=bills) or ledger postings (kind=postings) that it covers, by page;
// of two regions' statement those of each institution that one of them owes.
Decision<Tree> answer_lines(const business::Request& request, const business::Context& context,
                            storage::Session& session);
// {name, print}
Decision<Tree> answer_print(const business::Request& request, const business::Context& context,
                            storage::Session& session);
Decision<Tree> answer_payees(const business::Request& request, const business::Context& context,
                             storage::Session& session);
// Where the books of an institution differ from ours (N-13), for files of a day.
Decision<Tree> answer_reconciliation(const business::Request& request,
                                     const business::Context& context, storage::Session& session);

}  // namespace yibao::clearing
