// provider simulate: plays a day of a hospital's or a pharmacy's system against any address, shows
// every message, and says of each answer which rule of the interface it breaks.
// provider serve-test: a server of its own with test institutions and test people, on fresh data.
#pragma once

#include <string>

#include "main/commands.h"

namespace yibao::main {

struct SimulateRequest {
  std::string url;  // "http://127.0.0.1:8081"; empty: this installation's server
  std::string profile;
  std::string institution;  // fixmedins_code; empty: every test institution
  std::string access_key;
  std::string secret;
  std::string region;  // of care and of insurance; empty: that of the institution's code
  std::string number;  // of the identity card of a test person
  std::string script;  // empty: data/provider_day.json, or provider_day_refused.json
  int pause = 1'000;   // milliseconds after a line broke: so long the other side may take
  bool brief = false;  // messages only where something is wrong
};
// kDone where nothing is wrong, kRefused where something is.
int provider_simulate(const Settings& settings, const SimulateRequest& request, Output output);

int provider_serve_test(const Settings& settings);

}  // namespace yibao::main
