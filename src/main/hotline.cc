#include "main/hotline.h"

#include <unistd.h>

#include <fstream>
#include <iostream>

#include "adapters/hotline/console_line.h"
#include "adapters/hotline/conversation.h"
#include "business/hotline/machine.h"
#include "main/hotline_desk.h"

namespace yibao::main {

int hotline_at_console(const Settings& settings, const HotlineRequest& request) {
  if (request.diagram) {
    std::cout << hotline::to_mermaid();
    return kDone;
  }
  std::ifstream file;
  if (!request.script.empty()) {
    file.open(request.script);
    if (!file) throw Fault("cannot read " + request.script);
  }
  std::istream& keys = request.script.empty() ? std::cin : file;
  const bool typed = request.script.empty() && isatty(STDIN_FILENO) == 1;
  HotlineDesk desk(settings, request.token);
  adapters::ConsoleLine line(keys, std::cout, !typed);
  const bool taken =
      adapters::converse(line, {request.dialled, request.caller, request.region}, desk.token(),
                         [&](const service::Call& call) { return desk.exchange(call); });
  return taken ? kDone : kRefused;
}

}  // namespace yibao::main
