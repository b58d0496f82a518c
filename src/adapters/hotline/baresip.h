// A SIP telephone without a face (baresip), told what to do over its control socket: JSON in
// netstrings, events back. One process takes one call and is then started anew; it hangs up when a
// file it plays has ended, so every file ends with more silence than anybody waits.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/tree.h"

namespace yibao::adapters {

struct SipOptions {
  std::string folder;  // of this telephone alone: its settings, what it plays
  std::string address = "127.0.0.1:5060";
  int control_port = 4444;  // on this machine only
  std::vector<std::string> numbers{"12393", "12333"};
  std::string account;  // how a provider knows it, in baresip's words; empty: direct
  std::string staff;    // sip:… that a call is handed to; empty: none
};

class Baresip {
 public:
  // Started, and listening. Throws Fault where it cannot be.
  Baresip(const SipOptions& options, const std::string& first_file);
  ~Baresip();
  Baresip(const Baresip&) = delete;
  Baresip& operator=(const Baresip&) = delete;

  // {type, param, peeruri, accountaor, …}; nothing where none has come by then. Throws Fault where
  // the telephone has gone.
  std::optional<Tree> event(std::chrono::steady_clock::time_point until);
  void command(const std::string& name, const std::string& parameters);

 private:
  void connect_control(int port);

  int process_ = 0;
  int control_ = -1;
  std::string buffer_;
};

}  // namespace yibao::adapters
