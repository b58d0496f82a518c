// What must hold of the service's own tables: every row as its journal tells it, every chain whole,
// every command applied once.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::service {

std::vector<business::Check> checks();

// rows.cc: each row equals the last thing that a journal says of it, and the other way round.
void check_rows(const business::CheckContext& context, business::Findings& findings);

// chains.cc: sequences without a hole, hashes recomputed, heads at the end.
void check_chains(const business::CheckContext& context, business::Findings& findings);

// signatures.cc: what was signed still stands.
void check_signatures(const business::CheckContext& context, business::Findings& findings);

// commands.cc: each key applied once, ids from reserved blocks.
void check_commands(const business::CheckContext& context, business::Findings& findings);

// refusals.cc: the answers of refused commands are those that were counted.
void check_refusals(const business::CheckContext& context, business::Findings& findings);

// The tables, indexes, constraints and triggers are those of schema/*.sql: nothing runs without its
// guards.
void check_schema(const business::CheckContext& context, business::Findings& findings);

// The database knows the keys that it is opened with: a row taken away would let another key in.
void check_keys(const business::CheckContext& context, business::Findings& findings);

// runs.cc: bulk runs have done what they say.
void check_runs(const business::CheckContext& context, business::Findings& findings);

}  // namespace yibao::service
