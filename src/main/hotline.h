// hotline: the telephone lines 12393 and 12333, at a terminal or for Asterisk.
#pragma once

#include <string>

#include "main/commands.h"

namespace yibao::main {

struct HotlineRequest {
  std::string dialled = "12393";
  std::string caller;
  std::string region;
  std::string script;   // a file of keys; empty: standard input
  std::string token;    // or the name of a demo sign-in; empty: one of this installation
  std::string address;  // where Asterisk finds the dialog; empty: as the settings say
  int port = -1;
  std::string sip;          // address:port of the SIP line; empty: as the settings say
  std::string sip_account;  // a file: how a provider knows it
  std::string sip_staff;    // sip:… that a call is handed to
  std::string recordings;   // a folder of <code>.wav; empty: as the settings say
};

// One call at this terminal.
int hotline_at_console(const Settings& settings, const HotlineRequest& request);
// Calls that Asterisk hands over, until SIGINT or SIGTERM.
int hotline_for_asterisk(const Settings& settings, const HotlineRequest& request);
// Calls on a SIP line, one at a time, until SIGINT or SIGTERM.
int hotline_on_sip(const Settings& settings, const HotlineRequest& request);
// The dialog as Mermaid.
int hotline_diagram();

}  // namespace yibao::main
