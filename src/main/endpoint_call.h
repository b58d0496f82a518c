// Any endpoint from the command line: `yibao account pay --person … --amount-fen …`. The words come
// from the endpoint's own data, so the command line offers what HTTP offers.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "business/use_case.h"
#include "main/commands.h"

namespace yibao::main {

// {person}, {case} … of a path, in order.
std::vector<std::string> path_names(const business::Endpoint& endpoint);

// "amount_fen" → "--amount-fen"
std::string option_of(std::string_view name);

struct EndpointWords {
  std::map<std::string, std::string> values;  // by member name; empty: not given
  bool dry_run = false;
};

// The request that the words make; a Fault names a value of the wrong kind.
CallRequest request_of(const business::Endpoint& endpoint, const EndpointWords& words);

}  // namespace yibao::main
