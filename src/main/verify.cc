#include <iostream>

#include "main/commands.h"
#include "main/installation.h"

namespace yibao::main {

int verify(const Settings& settings, Output) {
  Installation installation(settings);
  std::cout << "verify: not built yet\n";
  return kFault;
}

int demo(const Settings&, const std::vector<std::string>&, Output) {
  std::cout << "demo: not built yet\n";
  return kFault;
}

}  // namespace yibao::main
