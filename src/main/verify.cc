#include <iostream>

#include "main/commands.h"
#include "main/installation.h"

namespace yibao::main {

// Runs all checks and prints "verify: OK (…)" or every finding. True when nothing was found.
bool print_verification(Installation&, std::ostream& out) {
  out << "verify: not built yet\n";
  return false;
}

int verify(const Settings& settings, Output) {
  Installation installation(settings);
  return print_verification(installation, std::cout) ? kDone : kRefused;
}

}  // namespace yibao::main
