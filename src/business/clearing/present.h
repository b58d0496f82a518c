// Statements as an answer shows them.
#pragma once

#include <vector>

#include "business/clearing/types.h"
#include "business/use_case.h"

namespace yibao::clearing {

// {statement, kind, region, institution or with, month, state, …, amount_fen, payer, payee, shares}
Tree present_statement(const Statement& statement, const business::Context& context);
Tree present_statement(const Statement& statement, const std::vector<Share>& shares,
                       const business::Context& context);
// The same for a list of shares by debtor, or, of two regions, by institution's statement.
Tree present_shares(const std::vector<Share>& shares, const business::Context& context);
Tree present_payee(const PayeeAccount& account, const business::Context& context);

}  // namespace yibao::clearing
