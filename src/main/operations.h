// What the operator's words do with a whole installation (service/operations.h), and where: in the
// running server where there is one, for it owns the database; else in this process.
#pragma once

#include <functional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

#include "base/tree.h"
#include "main/commands.h"
#include "main/installation.h"

namespace yibao::main {

// Where an operation writes: what it found, what went wrong, and how far it is.
struct Console {
  std::ostream& out;
  std::ostream& err;
  std::function<void(const std::string& line)> progress;  // each line replaces the one before
};

struct Operation {
  std::string_view name;  // "calendar-recompute"
  int (*run)(Installation& installation, const Tree& arguments, Console& console);
  bool looks_only = false;  // writes nothing to the database
};
std::span<const Operation> all_operations();

// The command line's way in; prints what comes and returns the exit code.
int operate(const Settings& settings, std::string_view name, Tree arguments, Output output);

// A server of this installation that answers; none: an empty address.
struct RunningServer {
  std::string address;
  std::string token;  // of the operator on this machine
};
RunningServer running_server(const Settings& settings);

// Waits until it is done there; `progress` is shown how far it is.
struct Operated {
  int exit_code = kDone;
  std::string output;
  std::string errors;
};
Operated operate_in_server(const RunningServer& server, std::string_view name,
                           const Tree& arguments,
                           const std::function<void(const std::string&)>& progress = {});

std::string text_argument(const Tree& arguments, std::string_view name);
std::int64_t integer_argument(const Tree& arguments, std::string_view name);
bool flag_argument(const Tree& arguments, std::string_view name);
// In the language that was asked for; where none was, in that of the installation's settings.
const service::Catalogue& words_asked(const Installation& installation, const Tree& arguments);

}  // namespace yibao::main
