// Operations (运维操作): long work on the whole installation that a running server does beside its
// calls: verify, tick, import. Started by one call, looked at by others; one at a time of each
// name. Each run has a number of its own that nobody guesses: who starts it asks after it by that,
// and never gets what another run of the same name has said.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "business/use_case.h"

namespace yibao::service {

// The channel of whoever can read the file that the server leaves beside its database.
inline constexpr std::string_view kLocalChannel = "local";

class Operations {
 public:
  virtual ~Operations() = default;
  // Starts one, and tells its number (run). Where one of the same name is under way it waits its
  // turn, whatever either is about; refused (operations_wait) where too many wait already.
  virtual Decision<Tree> start(std::string_view name, const Tree& arguments) = 0;
  // How a run stands: run, state (idle, waiting, running, done), progress, exit_code, output.
  // Without a number: how the one that was started last does. Refused (operation_run_unknown)
  // where no such run is kept.
  virtual Decision<Tree> state(std::string_view name, std::string_view run) = 0;
};

std::vector<business::Endpoint> operation_endpoints();
bool is_operation(const business::Endpoint& endpoint);
bool is_known_operation(std::string_view operation);
// Reads and writes files of the server's machine, or hands out secrets: only from there.
bool is_local(std::string_view operation);
// The name of the operation in a path: the last segment.
std::string operation_of(std::string_view path);

// The members of the body as the endpoint describes them; what is wrong is refused at once.
Decision<Tree> read_arguments(const business::Endpoint& endpoint, const business::Request& request,
                              const business::Context& context);

}  // namespace yibao::service
