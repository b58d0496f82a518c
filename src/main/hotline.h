// hotline: the telephone lines 12393 and 12333, at a terminal or for Asterisk.
#pragma once

#include <string>

#include "main/commands.h"

namespace yibao::main {

struct HotlineRequest {
  bool diagram = false;  // prints the dialog as Mermaid
  std::string dialled = "12393";
  std::string caller;
  std::string region;
  std::string script;  // a file of keys; empty: standard input
  std::string token;   // or the name of a demo sign-in; empty: one of this installation
};

int hotline_at_console(const Settings& settings, const HotlineRequest& request);

}  // namespace yibao::main
