// generate: a synthetic population of any size, from a seed, into an empty database.
//
// The same seed, size and day give the same people with the same histories. Rows go to the database
// in the order of the people, thousands at a time; each person's journal tells of them in one event
// (history_generated), so that `verify` holds on a generated database as on any other.
#pragma once

#include <cstdint>
#include <string>

#include "main/commands.h"

namespace yibao::main {

struct GenerateRequest {
  std::int64_t people = 1'000;
  int months = 24;  // the last one is the month before today's
  std::uint64_t seed = 1;
  // Where to write `outside id, region, balance in fen` of everybody who has an account; empty:
  // nowhere. For load tests.
  std::string people_file;
  // How many of them, spread over all, get a token to come in with, which is written behind.
  std::int64_t tokens = 0;
};

int generate(const Settings& settings, const GenerateRequest& request, Output output);

}  // namespace yibao::main
