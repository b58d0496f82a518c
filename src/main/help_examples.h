// An example for every command, below its help: of a command made by hand one that runs as it
// stands on the demo's data; of an endpoint's command one that has all that is required, with a
// sign-in of the demo. What stands in CAPITALS is to be filled in.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "business/use_case.h"

namespace yibao::main {

struct HelpExample {
  std::string_view command;  // "calendar add"
  std::string_view words;    // behind it: "2025-04-25 10"
};
std::span<const HelpExample> help_examples();

// "account pay --person PERSON --amount-fen 100 --as cashier-441900"
std::string example_of(const business::Endpoint& endpoint, const std::string& command);

// The line below the help.
std::string example_line(const std::string& words);

}  // namespace yibao::main
